"""Unsolved cases with their words, in bulk: what is compared to find common causes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, false, or_, select

from bot.domain.case_states import UNSOLVED
from bot.domain.staff import Appointment
from bot.store.cases.cases import CASE, TEXT
from bot.store.firms.firms import FIRM
from bot.store.issues.links import LINK
from bot.store.reach import firms_in
from bot.store.uow import UnitOfWork

BATCH: Final = 500
"""So many are opened in one transaction: some 10 ms, so that no act waits long behind it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An unsolved case that could have a cause in common with others.

    Attributes:
        region: Where cases are numbered together.
        place: Where its firm works.
        issue_id: The open issue that it is in; None if in none.
    """

    id: int
    number: str
    text: str
    category: str | None
    region: str
    place: str
    firm_id: int
    opened_at: datetime
    issue_id: int | None


def candidates(
    uow: UnitOfWork, posts: Iterable[Appointment], *, after: int = 0, limit: int = BATCH
) -> list[Candidate]:
    """The next unsolved cases that these posts reach, oldest first.

    Args:
        after: The id of the last one that is known.
    """
    wanted = (
        select(CASE.c.id, CASE.c.uid, CASE.c.number, CASE.c.text, CASE.c.category)
        .add_columns(CASE.c.region, CASE.c.firm_id, CASE.c.opened_at)
        .add_columns(FIRM.c.region.label("place"), LINK.c.issue_id)
        .join(FIRM, FIRM.c.id == CASE.c.firm_id)
        .outerjoin(LINK, and_(LINK.c.case_id == CASE.c.id, LINK.c.live))
        .where(CASE.c.status.in_(UNSOLVED), or_(false(), *map(_reached, posts)))
        .where(CASE.c.id > after)
    )
    return [
        Candidate(
            id=row.id,
            number=row.number,
            text=uow.vault.open(TEXT, row.uid, row.text),
            category=row.category,
            region=row.region,
            place=row.place,
            firm_id=row.firm_id,
            opened_at=row.opened_at,
            issue_id=row.issue_id,
        )
        for row in uow.connection.execute(wanted.order_by(CASE.c.id).limit(limit))
    ]


def _reached(post: Appointment) -> ColumnElement[bool]:
    inside = firms_in(post.region)
    return inside if post.sector is None else and_(inside, CASE.c.sector == post.sector)
