"""The sealed texts of cases, opened batch by batch to be searched.

Why they are opened and not indexed: docs/decisions/0012-search-opens-texts.md
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from bot.domain.case_states import CHECKING, DONE, CaseAct, CaseStatus
from bot.domain.staff import Appointment
from bot.store.cases.cases import CASE, TEXT
from bot.store.cases.clocks import CASE_CLOCK
from bot.store.cases.inbox import Reach, near
from bot.store.cases.steps import CASE_EVENT, NOTE
from bot.store.firms.firms import FIRM
from bot.store.firms.firms import NAME as FIRM_NAME
from bot.store.reach import firms_in
from bot.store.uow import UnitOfWork

OPEN_FIRST: Final = (CASE.c.status.in_(DONE), CASE.c.id.desc())


@dataclass(frozen=True, slots=True)
class Place:
    """How far a search has come: open cases before those that are over, the newest first."""

    over: bool = False
    below: int | None = None


@dataclass(frozen=True, slots=True)
class CaseTexts:
    """A case with all that was written in it, opened.

    Attributes:
        firm: The firm's name.
        texts: The firm's own words first, then what was said of each step.
        references: Which of them say how another platform calls it.
    """

    id: int
    firm: str
    texts: tuple[str, ...]
    references: tuple[str, ...] = ()


def cases_seen(
    reach: Reach, whole: Iterable[Appointment], firms: Collection[int], worked_by: int | None
) -> ColumnElement[bool]:
    """The cases that somebody may see.

    Args:
        reach: What comes to them.
        whole: Posts that reach every case of their region, or of a sector of it.
        firms: All of whose cases are theirs to look at.
        worked_by: Who had a case in hand once sees it still.
    """
    seen = [*near(reach), *(_of_place(each) for each in whole), CASE.c.firm_id.in_(firms)]
    if worked_by is not None:
        claimed = (CASE_EVENT.c.act == CaseAct.CLAIM, CASE_EVENT.c.by == worked_by)
        seen.append(exists().where(CASE_EVENT.c.case_id == CASE.c.id, *claimed))
    return or_(*seen)


def case_texts(
    uow: UnitOfWork, within: ColumnElement[bool], place: Place, limit: int
) -> list[CaseTexts]:
    """The next cases of a search with their texts: so many at the most."""
    status = CASE.c.status.in_(DONE) if place.over else CASE.c.status.not_in(DONE)
    columns = (CASE.c.id, CASE.c.uid, CASE.c.text, FIRM.c.uid.label("firm_uid"), FIRM.c.name)
    joined = CASE.join(FIRM, FIRM.c.id == CASE.c.firm_id)
    wanted = select(*columns).select_from(joined).where(within, status)
    if place.below is not None:
        wanted = wanted.where(CASE.c.id < place.below)
    rows = uow.connection.execute(wanted.order_by(CASE.c.id.desc()).limit(limit)).all()
    said = _steps(uow, [row.id for row in rows])
    return [
        CaseTexts(
            row.id,
            uow.vault.open(FIRM_NAME, row.firm_uid, row.name),
            (uow.vault.open(TEXT, row.uid, row.text), *(text for _, text in said.get(row.id, ()))),
            tuple(text for act, text in said.get(row.id, ()) if act == CaseAct.REFER),
        )
        for row in rows
    ]


def cases_numbered(
    uow: UnitOfWork, within: ColumnElement[bool], ending: str, limit: int
) -> list[int]:
    """Ids of cases whose numbers, without dashes, end so; open ones first, then the newest."""
    short = func.replace(CASE.c.number, "-", "")
    wanted = select(CASE.c.id).where(within, short.endswith(ending, autoescape=True))
    found = uow.connection.execute(wanted.order_by(*OPEN_FIRST).limit(limit))
    return [int(each) for each in found.scalars()]


def in_order(uow: UnitOfWork, ids: Collection[int]) -> tuple[int, ...]:
    """The same cases: unfinished ones by what is due, those to check, then the newest closed."""
    due = (
        select(func.min(CASE_CLOCK.c.due))
        .where(CASE_CLOCK.c.case_id == CASE.c.id)
        .correlate(CASE)
        .scalar_subquery()
    )
    rank = case((CASE.c.status == CaseStatus.CLOSED, 2), (CASE.c.status.in_(CHECKING), 1), else_=0)
    ordered = (rank, due.is_(None), due, CASE.c.closed_at.desc(), CASE.c.id.desc())
    wanted = select(CASE.c.id).where(CASE.c.id.in_(ids)).order_by(*ordered)
    return tuple(uow.connection.execute(wanted).scalars())


def _of_place(post: Appointment) -> ColumnElement[bool]:
    inside = CASE.c.firm_id.in_(select(FIRM.c.id).where(firms_in(post.region)))
    return inside if post.sector is None else and_(inside, CASE.c.sector == post.sector)


def _steps(uow: UnitOfWork, cases: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """What was said in each case, with the act by which it was."""
    said: dict[int, list[tuple[str, str]]] = {}
    for row in _written(uow, cases):
        text = uow.vault.open(NOTE, row.uid, row.text)
        said.setdefault(row.case_id, []).append((row.act, text))
    return said


def _written(uow: UnitOfWork, cases: Collection[int]) -> Iterator[Any]:
    event = CASE_EVENT.c
    wanted = select(event.case_id, event.act, event.uid, event.text)
    with_words = (CASE_EVENT.c.case_id.in_(cases), CASE_EVENT.c.text.is_not(None))
    yield from uow.connection.execute(wanted.where(*with_words).order_by(CASE_EVENT.c.id))
