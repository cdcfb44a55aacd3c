"""政策发布: a file is taken, handed in or given up; an earlier version is brought back."""

import re
from typing import Final

from bot.domain.errors import NotYours
from bot.domain.release_refusals import ReleaseCode, ReleaseRefusal
from bot.domain.releases import UNDECIDED, Origin, ReleaseAct, ReleaseState
from bot.domain.staff import Power
from bot.services.cases.texts import reason_text
from bot.services.releases.doors import (
    ReleaseCard,
    audit,
    card_for,
    own_release,
    release_for,
    require_editing,
)
from bot.services.staff.staff import regions_with, require
from bot.store.files.erasing import erase_by_id
from bot.store.releases.releases import (
    RELEASE,
    add_release,
    change_release,
    of_regions,
    release_by_id,
    releases_where,
)
from bot.store.releases.versions import (
    NewVersion,
    VersionCard,
    VersionState,
    add_versions,
    drop_drafts,
    history_of,
)
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

LISTED: Final = 8
_NUMBER: Final = re.compile(r"^version:.*$", re.MULTILINE)


def take_file(uow: UnitOfWork, officer: OfficerCard, file_id: int) -> int:
    """Keep that somebody sent policies; what they sent before and is not read yet gives way.

    Raises:
        NotYours: They edit no policies.
    """
    [region, *_] = require_editing(uow, officer)
    before = (RELEASE.c.author_id == officer.id, RELEASE.c.file_id.is_not(None))
    unread = (*before, RELEASE.c.state == ReleaseState.CHECKING)
    for each in releases_where(uow, *unread, limit=LISTED):
        give_up(uow, each.id)
    author = officer.id
    release_id = add_release(
        uow, region=region, origin=Origin.DESK, author_id=author, file_id=file_id
    )
    audit(uow, f"officer:{officer.id}", "sent", release_id)
    return release_id


def submit(uow: UnitOfWork, officer: OfficerCard, release_id: int) -> ReleaseCard:
    """送审: to whoever approves in its region.

    Raises:
        ReleaseRefusal: It is no draft.
        NotYours: No such release, or somebody else's.
    """
    release = own_release(uow, officer, release_id, ReleaseAct.SUBMIT)
    change_release(uow, release_id, state=ReleaseState.SUBMITTED, submitted_at=uow.now)
    if release.origin is not Origin.ROLL_BACK:
        change_release(uow, release_id, reason=None)  # why it was sent back, and is no more
    audit(uow, f"officer:{officer.id}", "submit", release_id)
    return _card(uow, officer, release_id)


def drop(uow: UnitOfWork, officer: OfficerCard, release_id: int) -> None:
    """不发布了: what was in force stays so.

    Raises:
        ReleaseRefusal: It was approved.
        NotYours: No such release, or somebody else's.
    """
    own_release(uow, officer, release_id, ReleaseAct.DROP)
    give_up(uow, release_id)
    audit(uow, f"officer:{officer.id}", "drop", release_id)


def give_up(uow: UnitOfWork, release_id: int) -> None:
    """A release comes to nothing; a file that was not read yet is forgotten."""
    release = release_by_id(uow, release_id)
    if release.file_id is not None:
        erase_by_id(uow.connection, [release.file_id])
    drop_drafts(uow.connection, release_id, uow.now)
    over = {"state": ReleaseState.DROPPED, "file_id": None, "finished_at": uow.now}
    change_release(uow, release_id, **over)


def roll_back(uow: UnitOfWork, officer: OfficerCard, policy: str, reason: str) -> int:
    """退回上一版: put the version before forward, as a new one; returns the release.

    It is checked, compared and approved like any other.

    Raises:
        BadAnswer: No reason, or too long a one.
        ReleaseRefusal: There is no version before.
        NotYours: No such record, or they do not edit policies there.
    """
    why = reason_text(reason)
    now, before = versions_of_policy(uow, officer, policy)
    if before is None:
        raise ReleaseRefusal(ReleaseCode.NOTHING_BEFORE)
    release_id = add_release(
        uow, region=now.region, origin=Origin.ROLL_BACK, author_id=officer.id, reason=why
    )
    text = numbered(before.text, now.number + 1)
    again = NewVersion(policy, before.region, now.number + 1, text)
    add_versions(
        uow.connection,
        release_id,
        [again],
        author_id=officer.id,
        state=VersionState.DRAFT,
        at=uow.now,
    )
    audit(uow, f"officer:{officer.id}", "roll_back", release_id)
    return release_id


def versions_of_policy(
    uow: UnitOfWork, officer: OfficerCard, policy: str
) -> tuple[VersionCard, VersionCard | None]:
    """The version in force, and the newest one before it that says something else.

    Raises:
        NotYours: No such record, or they do not edit policies there.
    """
    history = history_of(uow.connection, policy)
    if not history:
        raise NotYours("policy")
    now, *earlier = history
    require(uow, officer, Power.POLICY_EDIT, now.region, subject="policy")
    others = (each for each in earlier if each.text and _says(each) != _says(now))
    return now, next(others, None)


def releases_of(uow: UnitOfWork, officer: OfficerCard) -> list[ReleaseCard]:
    """What is undecided where an officer edits or approves, then what was last published."""
    regions = {
        region
        for power in (Power.POLICY_EDIT, Power.APPROVE)
        for region in regions_with(uow, officer, power)
    }
    wanted = (of_regions(regions), RELEASE.c.state != ReleaseState.DROPPED)
    shown = (*wanted, RELEASE.c.origin != Origin.INSTALL)
    found = releases_where(uow, *shown, limit=LISTED)
    found.sort(key=lambda each: each.state not in UNDECIDED)
    return [card_for(uow, officer, each) for each in found]


def card_of(uow: UnitOfWork, officer: OfficerCard, release_id: int) -> ReleaseCard:
    """One release, for somebody who edits or approves in its region.

    Raises:
        NotYours: No such release, or none of theirs.
    """
    return card_for(uow, officer, release_for(uow, officer, release_id))


def numbered(text: str, number: int) -> str:
    """The text of a record as another version of it."""
    line = f"version: {number}"
    if _NUMBER.search(text):
        return _NUMBER.sub(line, text, count=1)
    return f"{line}\n{text}"


def _says(version: VersionCard) -> str:
    return _NUMBER.sub("", version.text, count=1)


def _card(uow: UnitOfWork, officer: OfficerCard, release_id: int) -> ReleaseCard:
    return card_for(uow, officer, release_by_id(uow, release_id))
