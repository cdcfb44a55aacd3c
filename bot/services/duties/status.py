"""How each duty of a firm stands, in one line: what is overdue, due, not there yet, or done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum
from typing import Final

from bot.domain.duties import end_of
from bot.domain.trips import ON
from bot.services.arrivals.planning import firm_arrivals
from bot.services.arrivals.standing import ArrivalState, is_kept
from bot.services.duties.codes import code_plan
from bot.services.duties.daily import calendar, missed_days, rest_of_today
from bot.services.duties.duties import Duty, FirmDuties
from bot.services.duties.items import ItemState, ItemStatus, item_statuses
from bot.services.testing.coverage import Coverage, coverage_of, staff_of
from bot.services.testing.standing import GroupState, GroupStatus, status_of
from bot.services.trips.planning import firm_trips
from bot.services.trips.standing import Proof
from bot.store.testing.testing import groups_of
from bot.store.uow import UnitOfWork
from policies.keeping import Form, ItemForm


class Progress(IntEnum):
    """How a duty stands; in the order in which they are shown."""

    OVERDUE = 0
    TODAY = 1
    OPEN = 2
    DONE = 3


@dataclass(frozen=True, slots=True)
class DutyStatus:
    """One duty at one moment.

    Attributes:
        done: How many of its items are there; codes: how many are up; groups: with a known clock.
        total: Of how many; 0 where nothing is counted.
        overdue: How many items, groups or days are past their time.
        due: The moment by which the next thing is due (aware UTC); None if nothing sets one.
        next_day: The day on which something is due again; None if nothing sets one.
        days: The interval of what comes next.
        resting: Nobody works, so that nothing falls due; `overdue` was so before.
        coverage: Of a sampling: who is in a group; None where nobody need be counted.
    """

    duty: Duty
    progress: Progress
    done: int = 0
    total: int = 0
    overdue: int = 0
    due: datetime | None = None
    next_day: date | None = None
    days: int | None = None
    resting: bool = False
    coverage: Coverage | None = None


StatusOf = Callable[[UnitOfWork, FirmDuties, Duty], DutyStatus]


def statuses(uow: UnitOfWork, duties: FirmDuties) -> tuple[DutyStatus, ...]:
    """Every duty that has a status of its own, the most urgent first."""
    found = (
        STATUS[duty.keeping.form](uow, duties, duty)
        for duty in duties.duties
        if duty.keeping.form in STATUS
    )
    return tuple(sorted(found, key=lambda each: (each.progress, each.duty.verdict.priority)))


def of_samplings(uow: UnitOfWork, duties: FirmDuties, duty: Duty) -> DutyStatus:
    """The groups of the firm: their nearest deadline, and who is in none."""
    groups = [
        status_of(group, duties.now, duties.zone)
        for group in groups_of(uow.connection, duties.firm_id)
    ]
    mine = [each for each in groups if duty.record in _policies(each)]
    working = [each for each in mine if each.state is not GroupState.PAUSED]
    known = [each for each in mine if each.state is not GroupState.UNKNOWN]
    staff = staff_of(duties.ground.rulebase, duties.profile, duty.keeping)
    status = DutyStatus(
        duty,
        Progress.DONE,
        done=len(known),
        total=len(mine),
        overdue=sum(each.is_late for each in mine),
        due=min((each.due.at for each in working if each.due is not None), default=None),
        resting=bool(mine) and not working,
        coverage=coverage_of(staff, (each.group for each in mine)),
    )
    return replace(status, progress=_of_groups(status, end_of(duties.today, duties.zone)))


def of_day(uow: UnitOfWork, duties: FirmDuties, duty: Duty) -> DutyStatus:
    """Today's report; the days that were missed in the last week of work are counted."""
    [today] = calendar(uow, duties, duty, 1)
    rest = rest_of_today(uow, duties)
    over = end_of(duties.today, duties.zone)
    progress = Progress.DONE if today.is_done or rest is not None else Progress.TODAY
    return DutyStatus(
        duty,
        progress,
        overdue=missed_days(uow, duties, duty),
        due=over if rest is None else None,
        resting=rest is not None and not today.is_done,
    )


def of_items(_: UnitOfWork, duties: FirmDuties, duty: Duty) -> DutyStatus:
    """The items of a duty: the most urgent one speaks for them."""
    listed = item_statuses(duties, duty)
    late = sum(each.state in {ItemState.OVERDUE, ItemState.BELOW} for each in listed)
    done = sum(_is_there(each) for each in listed)
    coming = min((each for each in listed if each.due), key=_due_day, default=None)
    return DutyStatus(
        duty=duty,
        progress=_progress(listed, late, done),
        done=done,
        total=len(listed),
        overdue=late,
        next_day=None if coming is None else coming.due,
        days=None if coming is None else coming.days,
    )


def of_codes(_: UnitOfWork, duties: FirmDuties, duty: Duty) -> DutyStatus:
    """Codes that are up, of those that are needed."""
    plan = code_plan(duties, duty)
    progress = Progress.DONE if plan.is_whole else Progress.OPEN
    return DutyStatus(duty, progress, done=plan.done(-1), total=plan.needed)


def of_people(uow: UnitOfWork, duties: FirmDuties, duty: Duty) -> DutyStatus:
    """Those on the firm's list whom the duty concerns."""
    whole = firm_arrivals(uow, duties.ground, duties.firm_id).statuses
    theirs = [s for s in whole if s.state is not ArrivalState.OVER and s.asks(duty.record)]
    waiting = [each for each in theirs if not is_kept(each, duty.record)]
    late = sum(each.state is not ArrivalState.UNREPORTED for each in waiting)
    due = min((each.card.due_at for each in waiting if each.card.due_at), default=None)
    today = due is not None and due <= end_of(duties.today, duties.zone)
    ahead = Progress.TODAY if today else Progress.OPEN
    progress = Progress.OVERDUE if late else ahead if waiting else Progress.DONE
    return DutyStatus(duty, progress, len(theirs) - len(waiting), len(theirs), late, due)


def of_trips(uow: UnitOfWork, duties: FirmDuties, duty: Duty) -> DutyStatus:
    """The trips that are planned or under way: has each crew a proof that lasts?"""
    whole = firm_trips(uow, duties.ground, duties.firm_id).statuses
    theirs = [each for each in whole if each.card.state in ON and each.duty is not None]
    good = sum(each.proof is Proof.GOOD for each in theirs)
    over = sum(each.proof is Proof.OVER for each in theirs)
    progress = Progress.OPEN if good < len(theirs) else Progress.DONE
    return DutyStatus(duty, Progress.OVERDUE if over else progress, good, len(theirs), over)


def _of_groups(status: DutyStatus, over: datetime) -> Progress:
    if status.overdue:
        return Progress.OVERDUE
    if status.due is not None and status.due <= over:
        return Progress.TODAY
    everybody = status.coverage is None or status.coverage.is_whole
    whole = status.total > 0 and status.done == status.total and everybody
    return Progress.DONE if whole else Progress.OPEN


def _progress(listed: Sequence[ItemStatus], late: int, done: int) -> Progress:
    if late:
        return Progress.OVERDUE
    if any(each.state is ItemState.TODAY for each in listed):
        return Progress.TODAY
    return Progress.DONE if done == len(listed) else Progress.OPEN


def _is_there(status: ItemStatus) -> bool:
    if status.item.form is ItemForm.STOCK:
        return status.state in {ItemState.KEPT, ItemState.NO_TARGET}
    return status.last is not None and status.state in {ItemState.KEPT, ItemState.TODAY}


def _due_day(status: ItemStatus) -> date:
    return status.due or date.max


def _policies(status: GroupStatus) -> set[str]:
    return {ruled.policy for ruled in status.group.cycle.duties}


STATUS: Final[Mapping[Form, StatusOf]] = {
    Form.SAMPLING: of_samplings,
    Form.DAILY: of_day,
    Form.ITEMS: of_items,
    Form.CODES: of_codes,
    Form.PEOPLE: of_people,
    Form.TRIPS: of_trips,
}
