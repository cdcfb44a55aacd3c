"""Who sends, approves and sees releases, and who deals with policies in force, from every seat."""

import pytest

from bot.domain.releases import Origin, ReleaseState
from bot.domain.staff import RoleKind
from bot.services.releases import approving, releases, shelf
from bot.store.releases.editions import begin_edition
from bot.store.releases.releases import add_release, change_release
from bot.store.releases.versions import NewVersion, VersionState, add_versions, end_versions
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from tests.matrix import (
    SEATS,
    SECTOR,
    Done,
    Line,
    disagreements,
    needs,
    seats_around,
    tells_apart,
    whole,
)
from tests.releases.house import BOOTH, LOADED, LOWER, TEXT
from tests.staff.office import COUNTY, TOWN, Office

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

DIGEST = "d" * 64
EDITOR = whole(RoleKind.EDITOR)
APPROVER = whole(RoleKind.APPROVER)
BOTH = whole(RoleKind.EDITOR, RoleKind.APPROVER)


class Things:
    """Releases of a town, and a policy of it with a version before."""

    def __init__(self, office: Office) -> None:
        self.author = office.of(RoleKind.EDITOR, TOWN)
        office.act(self._policy)
        self.draft = office.act(lambda uow: release(uow, self.author, ReleaseState.DRAFT))
        self.submitted = office.act(lambda uow: release(uow, self.author, ReleaseState.SUBMITTED))

    def _policy(self, uow: UnitOfWork) -> None:
        for text, number in ((TEXT, 1), (LOWER, 2)):
            made = release(uow, self.author, ReleaseState.DONE)
            version = NewVersion(BOOTH, TOWN, number, text)
            end_versions(uow.connection, [BOOTH], VersionState.SUPERSEDED, uow.now)
            add_versions(
                uow.connection,
                made,
                [version],
                author_id=self.author.id,
                state=VersionState.IN_FORCE,
                at=uow.now,
            )
        begin_edition(uow.connection)


def release(uow: UnitOfWork, author: OfficerCard, state: ReleaseState) -> int:
    made = add_release(uow, region=TOWN, origin=Origin.DESK, author_id=author.id, state=state)
    change_release(uow, made, base=1, digest=DIGEST, report='{"impact": {"firms": 0}}')
    return made


def sends(uow: UnitOfWork, by: OfficerCard) -> int:
    made = release(uow, by, ReleaseState.DRAFT)
    releases.submit(uow, by, made)
    return made


def approves(uow: UnitOfWork, by: OfficerCard, it: Things) -> object:
    return approving.approve(uow, by, it.submitted, DIGEST)


LINES: dict[str, Line] = {
    "submit": (EDITOR, lambda uow, by, _: sends(uow, by), Done("release:submit")),
    "give up": (
        EDITOR,
        lambda uow, by, _: releases.drop(uow, by, sends(uow, by)),
        Done("release:drop"),
    ),
    "approve": (APPROVER, approves, Done("release:approve")),
    "send back": (
        APPROVER,
        lambda uow, by, it: approving.send_back(uow, by, it.submitted, "人数不对"),
        Done("release:send_back"),
    ),
    "see": (BOTH, lambda uow, by, it: releases.card_of(uow, by, it.draft)),
    "list": (BOTH, lambda uow, by, _: needs(releases.releases_of(uow, by))),
    "roll back": (
        EDITOR,
        lambda uow, by, _: releases.roll_back(uow, by, BOOTH, "写错了"),
        Done("release:roll_back"),
    ),
    "see versions": (
        EDITOR,
        lambda uow, by, _: releases.versions_of_policy(uow, by, BOOTH),
    ),
    "see a policy": (EDITOR, lambda uow, by, _: shelf.policy_of(uow, LOADED, by, BOOTH)),
    "see policies": (EDITOR, lambda uow, by, _: needs(shelf.policies_of(uow, LOADED, by))),
    "read again": (
        EDITOR,
        lambda uow, by, _: shelf.still_right(uow, LOADED, by, BOOTH),
        Done("policy:review"),
    ),
}
PLACES = {RoleKind.EDITOR: frozenset(SEATS - {SECTOR, "another sector"})}
"""Wherever policies of a place are edited; nobody edits those of one sector."""
ANYWHERE: dict[str, Line] = {
    "send a file": (
        PLACES,
        lambda uow, by, _: releases.take_file(uow, by, 1),
        Done("release:sent"),
    ),
}
OWN = {
    "submit": releases.submit,
    "drop": releases.drop,
}


def test_every_kind_of_staff_from_every_seat(office: Office) -> None:
    things, seats = Things(office), seats_around(TOWN, "industry")
    lines = {**LINES, **ANYWHERE}
    assert disagreements(office, office.officer, seats, lines, things) == []


def test_what_somebody_else_sent_is_as_if_it_were_not_there(office: Office) -> None:
    things = Things(office)
    colleague = office.of(RoleKind.EDITOR, COUNTY)
    assert tells_apart(office, colleague, OWN, dict.fromkeys(OWN, things.draft)) == []
