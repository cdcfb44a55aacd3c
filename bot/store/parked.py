"""Questions that were put away: for a pause of days, or while another firm is spoken for.

What is left while something else waits already lies on top of it: nothing is lost until more
than MOST wait.
"""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, func, select
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of
from bot.store.insert import upsert
from bot.store.questions import OpenQuestion
from bot.store.uow import UnitOfWork

CONTEXT: Final = "parked.context"
NO_FIRM: Final = 0
"""For what was asked before there was a firm, or for one more."""
MOST: Final = 5
"""So many forms wait for a firm; the oldest is forgotten first."""
_STEPS: Final = frozenset({"trip", "arrival"})
"""Forms whose steps are kinds of questions of their own: a form waits once, at its last step."""
_Left = tuple[tuple[OpenQuestion, datetime], ...]
"""Questions with the moments at which they were put away (aware UTC), newest first."""
_BENEATH: Final = "beneath"
"""Beside the newest one's context: what was left before it, newest first."""


class ParkedQuestion(SQLModel, table=True):
    """What a person left for a firm: the newest question; its sealed `context` has the others."""

    __tablename__ = "parked_question"

    person_id: int = Field(primary_key=True)
    firm_id: int = Field(primary_key=True)
    kind: str
    subject: str
    context: bytes
    parked_at: datetime = Field(sa_type=Moment)


PARKED: Final = table_of(ParkedQuestion)


def park(uow: UnitOfWork, person_id: int, firm_id: int | None, question: OpenQuestion) -> None:
    """Put a question away for a firm, on top of what waits already.

    One of the same form that waited is forgotten: it was asked anew.
    """
    before = _left(uow, person_id, firm_id)
    others = ((each, at) for each, at in before if _form(each.kind) != _form(question.kind))
    _keep(uow, person_id, firm_id, ((question, uow.now), *others)[:MOST])


def all_parked(
    uow: UnitOfWork, person_id: int, firm_id: int | None, since: datetime | None = None
) -> tuple[OpenQuestion, ...]:
    """All that was put away for a firm, newest first.

    Args:
        since: Aware; only what was put away then or later. None for all.
    """
    left = _left(uow, person_id, firm_id)
    return tuple(each for each, at in left if since is None or at >= since)


def _left(uow: UnitOfWork, person_id: int, firm_id: int | None) -> _Left:
    row = uow.connection.execute(select(PARKED).where(*_of(person_id, firm_id))).first()
    if row is None:
        return ()
    place = f"{person_id}:{firm_id or NO_FIRM}"
    context: dict[str, Any] = json.loads(uow.vault.open(CONTEXT, place, row.context))
    beneath = context.pop(_BENEATH, [])
    newest = OpenQuestion(row.kind, row.subject, context)
    return ((newest, row.parked_at), *(_beneath(each, row.parked_at) for each in beneath))


def _beneath(kept: list[Any], newest_at: datetime) -> tuple[OpenQuestion, datetime]:
    """A question with its moment, which an older version did not keep."""
    kind, subject, context, *at = kept
    moment = datetime.fromisoformat(at[0]) if at else newest_at
    return OpenQuestion(kind, subject, context), moment


def parked(uow: UnitOfWork, person_id: int, firm_id: int | None) -> OpenQuestion | None:
    """What was put away last for a firm."""
    return next(iter(all_parked(uow, person_id, firm_id)), None)


def last_parked_at(uow: UnitOfWork, person_id: int, firm_id: int | None) -> datetime | None:
    """When something was put away last, for a firm or for one that is half registered."""
    firms = {firm_id or NO_FIRM, NO_FIRM}
    theirs = (PARKED.c.person_id == person_id, PARKED.c.firm_id.in_(firms))
    newest = select(func.max(PARKED.c.parked_at)).where(*theirs)
    at: datetime | None = uow.connection.execute(newest).scalar_one_or_none()
    return at


def unpark(
    uow: UnitOfWork, person_id: int, firm_id: int | None, kinds: Collection[str] | None = None
) -> None:
    """What was put away is taken up again, or done with.

    Args:
        kinds: Only questions of these; None for all.
    """
    before = () if kinds is None else _left(uow, person_id, firm_id)
    left = tuple(each for each in before if kinds is not None and each[0].kind not in kinds)
    if left and left != before:
        _keep(uow, person_id, firm_id, left)
    elif not left:
        uow.connection.execute(delete(PARKED).where(*_of(person_id, firm_id)))


def _form(kind: str) -> str:
    first = kind.partition("_")[0]
    return first if first in _STEPS else kind


def _keep(uow: UnitOfWork, person_id: int, firm_id: int | None, left: _Left) -> None:
    (newest, newest_at), *others = left
    beneath = [
        (each.kind, each.subject, dict(each.context), at.isoformat()) for each, at in others
    ]
    context = json.dumps({**newest.context, _BENEATH: beneath}, ensure_ascii=False)
    place = f"{person_id}:{firm_id or NO_FIRM}"
    row = {
        "person_id": person_id,
        "firm_id": firm_id or NO_FIRM,
        "kind": newest.kind,
        "subject": newest.subject,
        "context": uow.vault.seal(CONTEXT, place, context),
        "parked_at": newest_at,
    }
    upsert(uow.connection, PARKED, row, key=("person_id", "firm_id"))


def _of(person_id: int, firm_id: int | None) -> tuple[ColumnElement[bool], ...]:
    return PARKED.c.person_id == person_id, PARKED.c.firm_id == (firm_id or NO_FIRM)
