"""Cases in lists: a firm's own, what waits in a region, what an officer has in hand."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.case_missed import Missed, missed_in
from bot.domain.case_states import CHECKING, DONE, UNSOLVED, UNTAKEN, WORKING, CaseStatus
from bot.domain.members import Right
from bot.domain.staff import Power
from bot.services.cases.access import reach_of
from bot.services.cases.routing import inspectors_of
from bot.services.firms.firms import firm_of
from bot.services.staff.absences import stands_in
from bot.services.staff.staff import regions_with, sectors_with
from bot.store.cases import cases
from bot.store.cases.cases import CaseRecord
from bot.store.cases.clocks import clocks_of
from bot.store.cases.inbox import Reach, Wanted, holders_in, inbox
from bot.store.firms.cases import cases_in_turn, cases_to_add_to
from bot.store.firms.firms import load_firm
from bot.store.firms.people import PersonCard
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

SHOWN: Final = 8
LOOKED_THROUGH: Final = 100
"""So many cases that wait for a check are asked about an inspector."""
HELD: Final = WORKING | {CaseStatus.SOLVED, CaseStatus.CALL}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list.

    Attributes:
        due: When the next thing in it is (aware UTC), where that matters.
        missed: What was not kept in time and is not done since, the longest overdue first.
    """

    id: int
    number: str
    status: CaseStatus
    text: str
    firm: str
    opened_at: datetime
    category: str | None = None
    urgent: bool = False
    due: datetime | None = None
    missed: tuple[Missed, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseList:
    """The cases to show now; `more` if there are others behind them."""

    lines: tuple[CaseLine, ...]
    more: bool


def cases_of_firm(uow: UnitOfWork, person: PersonCard) -> CaseList:
    """The cases of the firm that the person speaks for, in the order in which they concern it.

    Raises:
        NotYours: They speak for none.
    """
    firm = firm_of(uow, person, Right.CASE)
    return _listed(uow, cases_in_turn(uow, firm.id, limit=SHOWN + 1))


def unfinished_cases(uow: UnitOfWork, person: PersonCard) -> CaseList:
    """Those of them that the firm has not confirmed as solved; who asked it comes first.

    Raises:
        NotYours: They speak for none.
    """
    firm = firm_of(uow, person, Right.CASE)
    return _listed(uow, cases_to_add_to(uow, firm.id, limit=SHOWN + 1))


def unclaimed_cases(uow: UnitOfWork, officer: OfficerCard) -> CaseList:
    """What waits for somebody to take it where this officer sits, the earliest due first."""
    return _inbox(uow, Wanted(reach_of(uow, officer), UNTAKEN, held=False))


def cases_held_by(uow: UnitOfWork, officer: OfficerCard) -> CaseList:
    """What this officer has in hand, also what waits for the firm's word, earliest due first."""
    return _inbox(uow, Wanted(reach_of(uow, officer), HELD, held=True))


def cases_to_do(uow: UnitOfWork, officer: OfficerCard, *, limit: int = SHOWN) -> CaseList:
    """All that waits for this officer, the earliest due first.

    Everything unsolved on their desks or in their hand, what they are to rule or to check, and
    where they dispatch what nobody else sees to: whoever has it is gone, or no inspector is there.
    """
    reach = reach_of(uow, officer)
    own = Wanted(replace(reach, regions=(), sectors=()), UNSOLVED)
    ruling = Wanted(reach, {CaseStatus.RULING})
    over = Reach(regions=reach.regions, sectors=reach.sectors)
    left = (_forsaken(uow, over), unchecked(uow, over)) if over != Reach() else ()
    return _inbox(uow, own, ruling, wanted_to_check(uow, officer), *left, limit=limit)


def cases_to_check(uow: UnitOfWork, officer: OfficerCard) -> CaseList:
    """What waits for an inspector where this officer is one, earliest due first."""
    return _inbox(uow, wanted_to_check(uow, officer))


def unchecked(uow: UnitOfWork, reach: Reach) -> Wanted:
    """The cases within reach that wait for an inspector where there is none for them."""
    wanted = Wanted(reach, CHECKING)
    waiting = (each.case for each in inbox(uow, wanted, limit=LOOKED_THROUGH))
    return replace(wanted, ids={case.id for case in waiting if not inspectors_of(uow, case)})


def _forsaken(uow: UnitOfWork, reach: Reach) -> Wanted:
    """What somebody has in hand who is gone, and for whom nobody stands in."""
    wanted = Wanted(reach, WORKING)
    holders = holders_in(uow.connection, wanted)
    return replace(wanted, holders={h for h in holders if stands_in(uow, h, uow.now) is None})


def wanted_to_check(uow: UnitOfWork, officer: OfficerCard) -> Wanted:
    """The cases that wait for an inspector and that this one may check."""
    regions = regions_with(uow, officer, Power.CASE_CHECK)
    sectors = sectors_with(uow, officer, Power.CASE_CHECK)
    return Wanted(Reach(regions=regions, sectors=sectors), CHECKING, not_handled_by=officer.id)


def _inbox(uow: UnitOfWork, *wanted: Wanted, limit: int = SHOWN) -> CaseList:
    found = inbox(uow, *wanted, limit=limit + 1)
    lines = tuple(line_of(uow, each.case, each.due) for each in found[:limit])
    return CaseList(lines, more=len(found) > limit)


def _listed(uow: UnitOfWork, found: list[CaseRecord]) -> CaseList:
    lines = tuple(line_of(uow, case) for case in found[:SHOWN])
    return CaseList(lines, more=len(found) > SHOWN)


def line_of(uow: UnitOfWork, case: CaseRecord, due: datetime | None = None) -> CaseLine:
    """A case that the caller was allowed to list."""
    state = case.state
    return CaseLine(
        id=case.id,
        number=case.number,
        status=state.status,
        text=case.text,
        firm=load_firm(uow, case.firm_id).name,
        opened_at=state.opened_at,
        category=case.category,
        urgent=case.urgent,
        due=due,
        missed=missed_in(clocks_of(uow.connection, case.id), uow.now),
    )


def has_open_case(uow: UnitOfWork, case_id: int | None) -> bool:
    """Whether a case was opened that the firm has not confirmed yet; None: there is none."""
    case = None if case_id is None else cases.load_case(uow, case_id)
    return case is not None and case.state.status not in DONE
