"""Cases in lists: a firm's own, what waits in a region, what an officer has in hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.cases import CaseStatus
from bot.domain.members import Right
from bot.services.firms import firm_of
from bot.store import cases
from bot.store.cases import CaseRecord
from bot.store.firms import load_firm
from bot.store.officers import OfficerCard
from bot.store.people import PersonCard
from bot.store.uow import UnitOfWork

SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    id: int
    number: str
    status: CaseStatus
    text: str
    firm: str
    opened_at: datetime
    category: str | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class CaseList:
    """The cases to show now; `more` if there are others behind them."""

    lines: tuple[CaseLine, ...]
    more: bool


def cases_of_firm(uow: UnitOfWork, person: PersonCard) -> CaseList:
    """The cases of the firm that the person speaks for, newest first.

    Raises:
        NotYours: They speak for none.
    """
    firm = firm_of(uow, person, Right.CASE)
    return _listed(uow, cases.cases_of_firm(uow, firm.id, limit=SHOWN + 1))


def unfinished_cases(uow: UnitOfWork, person: PersonCard) -> CaseList:
    """Those of them that the firm has not confirmed as solved.

    Raises:
        NotYours: They speak for none.
    """
    firm = firm_of(uow, person, Right.CASE)
    found = cases.cases_of_firm(uow, firm.id, limit=SHOWN + 1, unfinished=True)
    return _listed(uow, found)


def unclaimed_cases(uow: UnitOfWork, officer: OfficerCard) -> CaseList:
    """What waits for an officer in this officer's region, oldest first."""
    return _listed(uow, cases.open_cases(uow, officer.region, held_by=None, limit=SHOWN + 1))


def cases_held_by(uow: UnitOfWork, officer: OfficerCard) -> CaseList:
    """What this officer has in hand, also what waits for the firm's word, oldest first."""
    held = cases.open_cases(uow, officer.region, held_by=officer.id, limit=SHOWN + 1)
    return _listed(uow, held)


def _listed(uow: UnitOfWork, found: list[CaseRecord]) -> CaseList:
    lines = tuple(_line(uow, case) for case in found[:SHOWN])
    return CaseList(lines, more=len(found) > SHOWN)


def _line(uow: UnitOfWork, case: CaseRecord) -> CaseLine:
    firm = load_firm(uow, case.firm_id).name
    state = case.state
    return CaseLine(
        id=case.id,
        number=case.number,
        status=state.status,
        text=case.text,
        firm=firm,
        opened_at=state.opened_at,
        category=case.category,
        urgent=case.urgent,
    )


def has_open_case(uow: UnitOfWork, case_id: int | None) -> bool:
    """Whether a case was opened that the firm has not confirmed yet; None: there is none."""
    case = None if case_id is None else cases.load_case(uow, case_id)
    return case is not None and case.state.status is not CaseStatus.CONFIRMED
