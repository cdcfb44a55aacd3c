"""群发: writing one, choosing whom it reaches, and handing it in for approval."""

import json

from bot.domain.audiences import Audience
from bot.domain.broadcast_changes import Kind
from bot.domain.broadcast_lint import FaultKind, faults_of
from bot.domain.broadcast_refusals import BroadcastCode, BroadcastRefusal
from bot.domain.broadcasts import (
    BroadcastAct,
    BroadcastState,
    Content,
    Urgency,
)
from bot.domain.staff import Power, covers
from bot.services.audiences.audiences import count_of
from bot.services.audiences.choices import check_audience
from bot.services.broadcasts.cards import BroadcastCard, card_for
from bot.services.broadcasts.doors import audit, own_broadcast
from bot.services.broadcasts.versions import edited, fingerprint, recounted, require_ahead
from bot.services.duties.errands import Ground
from bot.services.files import files_of
from bot.services.packages.counts import for_readers, require_counted
from bot.services.staff.staff import require
from bot.store.broadcasts.broadcasts import (
    BroadcastRecord,
    add_broadcast,
    broadcast_by_id,
    change_broadcast,
    keep_content,
)
from bot.store.files.files import FileState
from bot.store.files.links import link_file, unlink_files
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from policies.regions import names_of
from policies.words import Words

__all__ = [
    "BroadcastCard",
    "draft_broadcast",
    "keep_file",
    "place_words",
    "put_audience",
    "put_content",
    "put_urgency",
    "recounted",
    "submit",
]

SUBJECT = "broadcast"


def draft_broadcast(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, region: str, urgency: Urgency
) -> BroadcastCard:
    """Begin one for a region, with nothing in it.

    Raises:
        NotYours: The officer edits no policies there.
    """
    require(uow, officer, Power.POLICY_EDIT, region, subject=SUBJECT)
    place = place_words(ground, region)
    broadcast_id = add_broadcast(
        uow, region=region, place=place, author_id=officer.id, urgency=urgency
    )
    audit(uow, officer, "draft", broadcast_id)
    return _card(uow, officer, broadcast_id)


def place_words(ground: Ground, region: str) -> Words:
    """What a place is called."""
    listed = ground.rulebase.regions.places.get(region)
    name = names_of(region)[-1]
    return Words(name, name) if listed is None else listed.name


def put_content(
    uow: UnitOfWork, officer: OfficerCard, broadcast_id: int, content: Content
) -> BroadcastCard:
    """Say what is said. What was handed in is a draft again.

    Raises:
        BroadcastRefusal: It was approved, sent or cancelled.
        NotYours: No such broadcast, or somebody else's.
    """
    before = own_broadcast(uow, officer, broadcast_id, BroadcastAct.EDIT)
    if content == before.content:
        return card_for(uow, officer, before)
    keep_content(uow, broadcast_id, content)
    keep_file(uow, before, content.file_id)
    return edited(uow, officer, before, "content")


def put_audience(
    uow: UnitOfWork,
    ground: Ground,
    officer: OfficerCard,
    broadcast_id: int,
    audience: Audience,
    count: int,
) -> BroadcastCard:
    """Say whom it reaches. What was handed in is a draft again.

    Args:
        count: Of persons.

    Raises:
        BroadcastRefusal: As `put_content`, or the audience lies outside of its region.
        NotYours: No such broadcast, or somebody else's.
        Stale: The audience names what the rules do not know.
    """
    before = own_broadcast(uow, officer, broadcast_id, BroadcastAct.EDIT)
    if not covers(before.region, audience.region):
        raise BroadcastRefusal(BroadcastCode.OUTSIDE)
    check_audience(uow, ground.rulebase, officer, audience, before.region)
    if before.content.package is not None:
        audience = for_readers(audience)
        count = count_of(uow, ground, audience, broadcast_id).persons
    kept = json.dumps(audience.to_json(), ensure_ascii=False, sort_keys=True)
    judged_at = uow.now if audience.verdicts else None
    change_broadcast(uow, broadcast_id, audience=kept, count=count, judged_at=judged_at)
    return edited(uow, officer, before, "audience")


def put_urgency(
    uow: UnitOfWork, officer: OfficerCard, broadcast_id: int, urgency: Urgency
) -> BroadcastCard:
    """Say whether it can wait. What was handed in is a draft again.

    Raises:
        BroadcastRefusal, NotYours: As `put_content`.
    """
    before = own_broadcast(uow, officer, broadcast_id, BroadcastAct.EDIT)
    if urgency is before.urgency:
        return card_for(uow, officer, before)
    change_broadcast(uow, broadcast_id, urgency=urgency)
    return edited(uow, officer, before, "urgency")


def submit(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, broadcast_id: int
) -> BroadcastCard:
    """送审: hand it in as it stands, with its audience counted anew.

    Raises:
        BroadcastRefusal: Something is missing, nobody is in its audience, its moment has
            passed, it changes nothing, or it is no draft.
        NotYours: No such broadcast, or somebody else's.
    """
    draft = own_broadcast(uow, officer, broadcast_id, BroadcastAct.SUBMIT)
    require_ahead(draft, uow.now)
    _require_whole(uow, draft.content, draft.kind)
    _require_another(uow, draft)
    require_counted(uow, draft)
    count = recounted(uow, ground, draft)
    if not count:
        raise BroadcastRefusal(BroadcastCode.NOBODY)
    change_broadcast(
        uow,
        broadcast_id,
        state=BroadcastState.SUBMITTED,
        count=count,
        digest=fingerprint(draft, count),
        submitted_at=uow.now,
        reason=None,
    )
    audit(uow, officer, "submit", broadcast_id)
    return _card(uow, officer, broadcast_id)


def _require_another(uow: UnitOfWork, draft: BroadcastRecord) -> None:
    """A correction says something else than what it corrects."""
    change = draft.change
    if change is None or change.kind is not Kind.CORRECTION:
        return
    if draft.content == broadcast_by_id(uow, change.corrects).content:
        raise BroadcastRefusal(BroadcastCode.SAME, number=draft.id)


def _require_whole(uow: UnitOfWork, content: Content, kind: Kind) -> None:
    """Nothing goes to an approver that could not go to everybody."""
    for fault in faults_of(content, kind):
        missing = fault.kind is FaultKind.MISSING
        code = BroadcastCode.NO_TEXT if missing else BroadcastCode.FAULTY
        raise BroadcastRefusal(code, language=fault.language)
    if content.file_id is None:
        return
    found = files_of(uow, [content.file_id])
    if not found or found[0].state is not FileState.KEPT:
        raise BroadcastRefusal(BroadcastCode.NO_FILE)


def keep_file(uow: UnitOfWork, before: BroadcastRecord, file_id: int | None) -> None:
    """Its file is kept as long as it has it."""
    former = before.content.file_id
    if former is not None and former != file_id:
        unlink_files(uow, [former], SUBJECT, before.id)
    if file_id is not None:
        link_file(uow, file_id, SUBJECT, before.id)


def _card(uow: UnitOfWork, officer: OfficerCard, broadcast_id: int) -> BroadcastCard:
    return card_for(uow, officer, broadcast_by_id(uow, broadcast_id))
