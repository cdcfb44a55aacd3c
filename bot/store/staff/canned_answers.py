"""常用语: answers that are kept to be used again, of a desk or of one officer, with their past."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, or_, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, RowId, table_of
from bot.store.uow import UnitOfWork

TITLE: Final = "canned_answer.title"
TEXT: Final = "canned_answer.text"


class CannedAnswer(SQLModel, table=True):
    """One version of one answer; what was changed or removed has ended and stays as history.

    `officer_id`: it is one officer's own; else it belongs to a unit, or without one to the
    general desk of `region`. `thread` is the same in all versions.
    """

    __tablename__ = "canned_answer"

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    thread: str = Field(index=True)
    region: str = Field(index=True)
    unit_id: int | None = Field(default=None, index=True)
    officer_id: int | None = Field(default=None, index=True)
    title: bytes
    text: bytes
    made_at: datetime = Field(sa_type=Moment)
    made_by: int
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_by: int | None = None


CANNED_ANSWER: Final = table_of(CannedAnswer)
LASTING: Final = CANNED_ANSWER.c.ended_at.is_(None)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where answers are kept.

    Attributes:
        unit_id: A unit of the region; None for its general desk.
        officer_id: Whose own they are; then they are nobody else's.
    """

    region: str
    unit_id: int | None = None
    officer_id: int | None = None


@dataclass(frozen=True, slots=True)
class CannedCard:
    """A version of an answer; moments are aware UTC."""

    id: int
    thread: str
    shelf: Shelf
    title: str
    text: str
    made_at: datetime
    made_by: int
    ended_at: datetime | None
    ended_by: int | None


def add_canned(
    uow: UnitOfWork, shelf: Shelf, title: str, text: str, *, by: int, thread: str | None = None
) -> int:
    """Keep an answer and return its id.

    Args:
        thread: Of the version that this one replaces; None for a new one.
    """
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "thread": thread or uid,
        "region": shelf.region,
        "unit_id": shelf.unit_id,
        "officer_id": shelf.officer_id,
        "title": uow.vault.seal(TITLE, uid, title),
        "text": uow.vault.seal(TEXT, uid, text),
        "made_at": uow.now,
        "made_by": by,
    }
    return uow.add(CANNED_ANSWER, row)


def end_canned(uow: UnitOfWork, answer_id: int, *, by: int) -> bool:
    """It is used no more; False if it had ended before."""
    ended = update(CANNED_ANSWER).where(CANNED_ANSWER.c.id == answer_id, LASTING)
    changed = uow.connection.execute(ended.values(ended_at=uow.now, ended_by=by))
    return changed.rowcount == 1


def find_canned(uow: UnitOfWork, answer_id: int) -> CannedCard | None:
    """An answer by an id that is not trusted; also one that has ended."""
    wanted = select(CANNED_ANSWER).where(CANNED_ANSWER.c.id == answer_id)
    row = uow.connection.execute(wanted).first()
    return None if row is None else _card(uow, row)


def canned_on(uow: UnitOfWork, shelves: Iterable[Shelf]) -> list[CannedCard]:
    """What is kept on these shelves now, by age."""
    on_any = [_on(shelf) for shelf in shelves]
    if not on_any:
        return []
    wanted = select(CANNED_ANSWER).where(LASTING, or_(*on_any)).order_by(CANNED_ANSWER.c.id)
    return [_card(uow, row) for row in uow.connection.execute(wanted)]


def versions_of(uow: UnitOfWork, thread: str) -> list[CannedCard]:
    """All that an answer ever was, the newest first."""
    wanted = select(CANNED_ANSWER).where(CANNED_ANSWER.c.thread == thread)
    rows = uow.connection.execute(wanted.order_by(CANNED_ANSWER.c.id.desc()))
    return [_card(uow, row) for row in rows]


def _on(shelf: Shelf) -> ColumnElement[bool]:
    table = CANNED_ANSWER.c
    if shelf.officer_id is not None:
        return table.officer_id == shelf.officer_id
    shared = table.officer_id.is_(None)
    if shelf.unit_id is not None:
        return and_(shared, table.unit_id == shelf.unit_id)
    return and_(shared, table.unit_id.is_(None), table.region == shelf.region)


def _card(uow: UnitOfWork, row: Row[Any]) -> CannedCard:
    return CannedCard(
        id=row.id,
        thread=row.thread,
        shelf=Shelf(row.region, row.unit_id, row.officer_id),
        title=uow.vault.open(TITLE, row.uid, row.title),
        text=uow.vault.open(TEXT, row.uid, row.text),
        made_at=row.made_at,
        made_by=row.made_by,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
    )
