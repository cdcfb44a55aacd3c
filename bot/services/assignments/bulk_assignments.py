"""包保 by spreadsheet: taken, shown, carried out in one act, taken back within two minutes."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.assigned_since import Since
from bot.domain.bulk import BulkCode, Change, Failed, Plan, Problem
from bot.domain.errors import AccessCode, NotYours, Stale, StaleCode
from bot.domain.staff import Power
from bot.services.assignments.assignments import UNDO_WITHIN
from bot.services.assignments.care import concerned
from bot.services.assignments.known import Held, Known, read_known
from bot.services.staff.staff import reach_of
from bot.store import assignments as store
from bot.store.audit import note
from bot.store.bulk_assignments import BulkCard, BulkState, add_bulk, lock_bulk, put_bulk
from bot.store.firms.firms import FirmCard, load_firm
from bot.store.firms.members import MemberCard
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase

SOURCE: Final = "sheet"


@dataclass(frozen=True, slots=True)
class Handed:
    """A slot of a firm that changed hands.

    Attributes:
        now: Who has it; None if it is free again.
        before: Who had it.
        people: Of the firm, whom it concerns.
    """

    firm: FirmCard
    slot: str
    now: OfficerCard | None
    before: OfficerCard | None
    people: tuple[MemberCard, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A spreadsheet was carried out, or taken back.

    Attributes:
        handed: What changed by it.
        kept: How many changes were not taken back, because others came after them.
    """

    bulk_id: int
    plan: Plan
    handed: tuple[Handed, ...]
    kept: int = 0


def require_assigning(uow: UnitOfWork, by: OfficerCard) -> None:
    """Make sure that somebody may say of any firm who looks after it.

    Raises:
        NotYours: None of their posts lets them.
    """
    if not reach_of(uow, by, Power.FIRM_ASSIGN):
        raise NotYours("firm", AccessCode.ROLE)


def take_sheet(uow: UnitOfWork, by: OfficerCard, file_id: int) -> int:
    """Keep that somebody sent a spreadsheet; returns what names it.

    Raises:
        NotYours: They assign no firm at all.
    """
    require_assigning(uow, by)
    return add_bulk(uow, by.id, file_id)


def bulk_of(uow: UnitOfWork, by: OfficerCard, bulk_id: int) -> BulkCard:
    """A spreadsheet that this officer sent, held until the act ends.

    Raises:
        NotYours: No such one, or somebody else's.
    """
    bulk = lock_bulk(uow, bulk_id)
    if bulk is None or bulk.made_by != by.id:
        raise NotYours("bulk")
    require_assigning(uow, by)
    return bulk


def plan_of(bulk: BulkCard) -> Plan:
    """What it would do, or did.

    Raises:
        Stale: It was not read yet.
    """
    if bulk.plan is None:
        raise Stale(StaleCode.CHANGED)
    return Plan.from_json(bulk.plan)


def keep_plan(uow: UnitOfWork, by: OfficerCard, bulk_id: int, plan: Plan) -> None:
    """It was read: nothing is done yet.

    Raises:
        NotYours: No such one, or somebody else's.
        Stale: It was carried out.
    """
    if bulk_of(uow, by, bulk_id).state not in {BulkState.SENT, BulkState.READ}:
        raise Stale(StaleCode.ANSWERED)
    put_bulk(uow, bulk_id, BulkState.READ, plan.as_json())


def apply_sheet(
    uow: UnitOfWork, rulebase: RuleBase, by: OfficerCard, bulk_id: int, zone: ZoneInfo
) -> Done:
    """Carry out all rows that can be; what was changed after it was read is left out and named.

    Raises:
        NotYours: No such one, or somebody else's.
        Stale: It was carried out, or never read.
    """
    bulk = bulk_of(uow, by, bulk_id)
    if bulk.state is not BulkState.READ:
        raise Stale(StaleCode.ANSWERED)
    plan, known = plan_of(bulk), read_known(uow, rulebase, by, ())
    held = store.lasting_slots(uow.connection, {each.firm_id for each in plan.changes}, lock=True)
    there = {key: value[0] for key, value in held.items()}
    still = {each.number for each in plan.changes if _still(each, known, there)}
    good = [each for each in plan.changes if each.number in still]
    late = [_overtaken(each) for each in plan.changes if each.number not in still]
    officers = _Officers(uow)
    handed = tuple(_handed(uow, known, officers, each) for each in good)
    starts = [
        _starts(each, known.held.get((each.firm_id, each.slot)), uow.now, zone) for each in good
    ]
    done = tuple(
        (_begin(uow, by, plan.name, each, since), each.before)
        for each, since in zip(good, starts, strict=True)
    )
    failed = sorted((*plan.failed, *late), key=lambda each: each.number)
    plan = replace(plan, changes=tuple(good), failed=tuple(failed), done=done)
    put_bulk(uow, bulk_id, BulkState.APPLIED, plan.as_json())
    note(uow, actor=f"officer:{by.id}", act="bulk:apply", subject=f"bulk:{bulk_id}")
    return Done(bulk_id, plan, handed)


def undo_sheet(uow: UnitOfWork, by: OfficerCard, bulk_id: int) -> Done:
    """Take all of it back within two minutes; what was changed again since stays.

    Raises:
        NotYours: No such one, or somebody else's.
        Stale: Too long ago, or taken back already.
    """
    bulk = bulk_of(uow, by, bulk_id)
    if bulk.state is not BulkState.APPLIED or bulk.applied_at is None:
        raise Stale(StaleCode.ANSWERED)
    if uow.now - bulk.applied_at > UNDO_WITHIN:
        raise Stale(StaleCode.EXPIRED)
    plan = plan_of(bulk)
    slots = store.lasting_slots(uow.connection, {e.firm_id for e in plan.changes}, lock=True)
    lasting = {value[0] for value in slots.values()}
    back = [
        (change, begun)
        for change, (begun, _) in zip(plan.changes, plan.done, strict=True)
        if begun in lasting
    ]
    store.undo_assignments(uow, [begun for _, begun in back], by=by.id)
    ended = [change.before for change, _ in back if change.before is not None]
    store.reopen_assignments(uow.connection, ended)
    officers = _Officers(uow)
    handed = tuple(_given_back(uow, officers, change) for change, _ in back)
    for change, _ in back:
        _noted(uow, by, "firm:assign:undo", change.firm_id)
    put_bulk(uow, bulk_id, BulkState.UNDONE, plan.as_json())
    note(uow, actor=f"officer:{by.id}", act="bulk:undo", subject=f"bulk:{bulk_id}")
    return Done(bulk_id, plan, handed, kept=len(plan.changes) - len(back))


def _still(change: Change, known: Known, held: dict[tuple[int, str], int]) -> bool:
    """Whether nothing that a row rests on has changed since it was read."""
    firm = known.firms.get(change.firm_id)
    if firm is None or change.slot not in firm.slots or change.officer_id not in firm.able:
        return False
    return held.get((change.firm_id, change.slot)) == change.before


def _overtaken(change: Change) -> Failed:
    return Failed(change.number, change.shown, (Problem(BulkCode.OVERTAKEN),))


def _begin(uow: UnitOfWork, by: OfficerCard, name: str, change: Change, since: datetime) -> int:
    if change.before is not None:
        store.end_assignments(uow, [change.before], by=by.id, until=since)
    _noted(uow, by, "firm:assign", change.firm_id)
    return store.add_assignment(
        uow,
        change.firm_id,
        change.officer_id,
        change.slot,
        reason=name,
        source=SOURCE,
        made_by=by.id,
        since=since,
    )


def _starts(change: Change, held: Held | None, now: datetime, zone: ZoneInfo) -> datetime:
    if change.since is None:
        return now
    day = date.fromisoformat(change.since)
    return Since(day, zone).at(now, None if held is None else held.since)


@dataclass(frozen=True)
class _Officers:
    """Looks everybody up once."""

    uow: UnitOfWork
    seen: dict[int, OfficerCard] = field(default_factory=dict)

    def of(self, officer_id: int) -> OfficerCard:
        if officer_id not in self.seen:
            self.seen[officer_id] = officer_by_id(self.uow, officer_id)
        return self.seen[officer_id]


def _handed(uow: UnitOfWork, known: Known, officers: _Officers, change: Change) -> Handed:
    held = known.held.get((change.firm_id, change.slot))
    before = None if held is None else officers.of(held.officer_id)
    firm, now = known.firms[change.firm_id].card, officers.of(change.officer_id)
    return Handed(firm, change.slot, now, before, concerned(uow, firm.id))


def _given_back(uow: UnitOfWork, officers: _Officers, change: Change) -> Handed:
    slots = store.lasting_slots(uow.connection, [change.firm_id])
    held = slots.get((change.firm_id, change.slot))
    now = None if held is None else officers.of(held[1])
    firm, gone = load_firm(uow, change.firm_id), officers.of(change.officer_id)
    return Handed(firm, change.slot, now, gone, concerned(uow, firm.id))


def _noted(uow: UnitOfWork, by: OfficerCard, act: str, firm_id: int) -> None:
    note(uow, actor=f"officer:{by.id}", act=act, subject=f"firm:{firm_id}")
