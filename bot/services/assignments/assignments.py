"""包保: making officers a firm's own, and taking it back, in the slots of its region."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.assigned_since import Since
from bot.domain.errors import AccessCode, AnswerCode, BadAnswer, NotYours, Stale, StaleCode
from bot.domain.staff import Power, RoleKind
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.domain.texts import has_word
from bot.services.assignments.care import concerned, firm_in_reach, slots_of
from bot.services.staff.staff import officers_with, posts_of, require, sector_of
from bot.store import assignments as store
from bot.store.assignments import AssignmentCard
from bot.store.audit import note
from bot.store.firms.firms import FirmCard
from bot.store.firms.members import MemberCard
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase

UNDO_WITHIN: Final = timedelta(minutes=2)
REASON_MOST: Final = 200
FROM_DESK: Final = "desk"


@dataclass(frozen=True, slots=True)
class Assigned:
    """A slot of a firm changed hands.

    Args:
        officer: Who has it now; None if it is free.
        before: Who had it.
        people: Of the firm, whom it concerns.
        change: What names this change when it is taken back: the assignment that began, or if
            none did the one that ended.
        since: From which earlier moment it counts (aware UTC); None: from now.
    """

    firm: FirmCard
    slot: str
    officer: OfficerCard | None
    before: OfficerCard | None
    people: tuple[MemberCard, ...]
    change: int
    since: datetime | None = None


def candidates(
    uow: UnitOfWork, rulebase: RuleBase, by: OfficerCard, firm_id: int
) -> list[OfficerCard]:
    """Who may become a firm's officer: whoever may work on its cases.

    Those whose work it is to look after firms come first, then the nearest.

    Raises:
        NotYours: The firm is not theirs to assign.
    """
    firm = _to_assign(uow, rulebase, by, firm_id)
    able = officers_with(uow, Power.CASE_WORK, firm.region, sector_of(uow, rulebase, firm_id))
    return sorted(able, key=lambda officer: not _is_liaison(uow, officer))


def assign_firm(  # noqa: PLR0913 - who gives what to whom, and why
    uow: UnitOfWork,
    rulebase: RuleBase,
    by: OfficerCard,
    firm_id: int,
    officer_id: int,
    *,
    slot: str,
    reason: str,
    since: Since | None = None,
) -> Assigned:
    """Make an officer the firm's own in a slot; who had it has it no longer.

    Args:
        reason: In a sentence, with what it rests on; people of the desk can read it.
        since: From which day, if not from now: no later than today.

    Raises:
        NotYours: The firm is not theirs to assign.
        StaffRefusal: No such slot, no officer who may work on its cases, or theirs already.
        BadAnswer: No reason, or one that is too long; or a day that cannot be.
    """
    firm, said = _to_assign(uow, rulebase, by, firm_id), checked_reason(reason)
    if slot not in slots_of(rulebase, firm.region):
        raise StaffRefusal(StaffCode.SLOT)
    able = {each.id: each for each in candidates(uow, rulebase, by, firm_id)}
    if officer_id not in able:
        raise NotYours("officer")
    before = _held(uow, firm_id, slot)
    if before is not None and before.officer_id == officer_id:
        raise StaffRefusal(StaffCode.HOLDS_SLOT)
    begins = uow.now if since is None else since.at(uow.now, before.since if before else None)
    if before is not None:
        store.end_assignments(uow, [before.id], by=by.id, until=begins)
    begun = store.add_assignment(
        uow,
        firm_id,
        officer_id,
        slot,
        reason=said,
        source=FROM_DESK,
        made_by=by.id,
        since=begins,
    )
    _noted(uow, by, "firm:assign", firm_id)
    done = _assigned(uow, firm, slot, able[officer_id], before, begun)
    return done if begins == uow.now else replace(done, since=begins)


def release_firm(
    uow: UnitOfWork, rulebase: RuleBase, by: OfficerCard, firm_id: int, *, slot: str, reason: str
) -> Assigned:
    """Take a firm from its officer; the slot is free.

    Raises:
        NotYours: The firm is not theirs to assign.
        BadAnswer: No reason, or one that is too long.
        Stale: Nobody has it.
    """
    firm, said = _to_assign(uow, rulebase, by, firm_id), checked_reason(reason)
    before = _held(uow, firm_id, slot)
    if before is None:
        raise Stale(StaleCode.CHANGED)
    store.end_assignment(uow, before.id, by=by.id, reason=said)
    _noted(uow, by, "firm:release", firm_id)
    return _assigned(uow, firm, slot, None, before, before.id)


def undo_assignment(
    uow: UnitOfWork, rulebase: RuleBase, by: OfficerCard, firm_id: int, change: int
) -> Assigned:
    """Take a change of a slot back within two minutes, if it is the last one.

    Args:
        change: As `Assigned` named it.

    Raises:
        NotYours: The firm is not theirs to assign.
        Stale: Too long ago, taken back already, or something else happened since.
    """
    firm = _to_assign(uow, rulebase, by, firm_id)
    spans = store.assignments_of_firm(uow, firm_id, past=True, lock=True)
    changed = next((each for each in spans if each.id == change), None)
    if changed is None:
        raise Stale(StaleCode.CHANGED)
    begun = changed if changed.until is None else None
    at, made_at = changed.until or changed.since, changed.until or changed.made_at
    slot = [each for each in spans if each.slot == changed.slot and each is not begun]
    ended = next((each for each in reversed(slot) if each.until == at), None)
    _check_undo(uow, slot, begun or ended, made_at)
    if begun is not None:
        store.undo_assignments(uow, [begun.id], by=by.id)
    if ended is not None:
        store.reopen_assignments(uow.connection, [ended.id])
    _noted(uow, by, "firm:assign:undo", firm_id)
    officer = None if ended is None else officer_by_id(uow, ended.officer_id)
    return _assigned(uow, firm, changed.slot, officer, begun, change)


def _check_undo(
    uow: UnitOfWork,
    others: Iterable[AssignmentCard],
    undone: AssignmentCard | None,
    made_at: datetime,
) -> None:
    if undone is None or any(each.until is None for each in others):
        raise Stale(StaleCode.ANSWERED)
    if uow.now - made_at > UNDO_WITHIN:
        raise Stale(StaleCode.EXPIRED)


def _is_liaison(uow: UnitOfWork, officer: OfficerCard) -> bool:
    return any(post.kind is RoleKind.LIAISON for post in posts_of(uow, officer.id))


def _to_assign(uow: UnitOfWork, rulebase: RuleBase, by: OfficerCard, firm_id: int) -> FirmCard:
    firm = firm_in_reach(uow, rulebase, by, firm_id)
    sector = sector_of(uow, rulebase, firm_id)
    require(uow, by, Power.FIRM_ASSIGN, firm.region, sector, subject="firm", code=AccessCode.ROLE)
    return firm


def _held(uow: UnitOfWork, firm_id: int, slot: str) -> AssignmentCard | None:
    lasting: Iterable[AssignmentCard] = store.assignments_of_firm(uow, firm_id, lock=True)
    return next((each for each in lasting if each.slot == slot), None)


def _assigned(
    uow: UnitOfWork,
    firm: FirmCard,
    slot: str,
    officer: OfficerCard | None,
    before: AssignmentCard | None,
    change: int,
) -> Assigned:
    had = None if before is None else officer_by_id(uow, before.officer_id)
    return Assigned(firm, slot, officer, had, concerned(uow, firm.id), change)


def checked_reason(reason: str) -> str:
    """A reason as it is kept.

    Raises:
        BadAnswer: It says nothing, or too much.
    """
    said = reason.strip()
    if not has_word(said):
        raise BadAnswer(AnswerCode.NOT_UNDERSTOOD)
    if len(said) > REASON_MOST:
        raise BadAnswer(AnswerCode.TOO_LONG, most=REASON_MOST)
    return said


def _noted(uow: UnitOfWork, by: OfficerCard, act: str, firm_id: int) -> None:
    note(uow, actor=f"officer:{by.id}", act=act, subject=f"firm:{firm_id}")
