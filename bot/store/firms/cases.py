"""A firm's own cases in the order in which they concern it."""

from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, case, func, select

from bot.domain.case_states import DONE, CaseStatus
from bot.domain.case_terms import ClockKind
from bot.store.cases.cases import CASE, CaseRecord, record_of
from bot.store.cases.clocks import CASE_CLOCK
from bot.store.uow import UnitOfWork

FIRMS_TURN: Final = frozenset({CaseStatus.WAITING, CaseStatus.SOLVED})
"""It is the firm that has to say something next."""


def cases_in_turn(uow: UnitOfWork, firm_id: int, *, limit: int) -> list[CaseRecord]:
    """All of a firm: what cannot wait, then the firm's turn, then by what is due; closed last."""
    rank = case(
        (CASE.c.status == CaseStatus.CLOSED, 4),
        (CASE.c.status.in_(DONE), 3),
        (CASE.c.urgent, 0),
        (CASE.c.status.in_(FIRMS_TURN), 1),
        else_=2,
    )
    due = _next_due()
    return _found(uow, firm_id, limit, rank, due.is_(None), due, CASE.c.id.desc())


def cases_to_add_to(uow: UnitOfWork, firm_id: int, *, limit: int) -> list[CaseRecord]:
    """Those that it has not confirmed yet: first who asked it for something, the latest first."""
    asked = _asked_at()
    return _found(
        uow,
        firm_id,
        limit,
        CASE.c.status != CaseStatus.WAITING,
        asked.is_(None),
        asked.desc(),
        CASE.c.id.desc(),
        unfinished=True,
    )


def _found(
    uow: UnitOfWork,
    firm_id: int,
    limit: int,
    *order: ColumnElement[Any],
    unfinished: bool = False,
) -> list[CaseRecord]:
    wanted = select(CASE).where(CASE.c.firm_id == firm_id)
    if unfinished:
        wanted = wanted.where(CASE.c.status.not_in(DONE))
    rows = uow.connection.execute(wanted.order_by(*order).limit(limit))
    return [record_of(uow, row) for row in rows]


def _next_due() -> ScalarSelect[Any]:
    of_case = select(func.min(CASE_CLOCK.c.due)).where(CASE_CLOCK.c.case_id == CASE.c.id)
    return of_case.correlate(CASE).scalar_subquery()


def _asked_at() -> ScalarSelect[Any]:
    """Since when the firm is asked for something, if it is."""
    theirs = (CASE_CLOCK.c.case_id == CASE.c.id, CASE_CLOCK.c.kind == ClockKind.SUPPLY)
    of_case = select(func.max(CASE_CLOCK.c.since)).where(*theirs)
    return of_case.correlate(CASE).scalar_subquery()
