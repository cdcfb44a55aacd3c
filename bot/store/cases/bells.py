"""What still waits rings whoever may take it: when it does next, and since when cases wait."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Index, and_, case, delete, func, or_, select, update
from sqlmodel import Field, SQLModel

from bot.domain.case_bells import AGAIN, TAKEN
from bot.domain.case_states import FREEING, CaseAct
from bot.store.cases.steps import CASE_EVENT
from bot.store.columns import Moment, RowId, table_of
from bot.store.insert import insert_or_ignore


class CaseBell(SQLModel, table=True):
    """One officer's bell for cases that can wait and that nobody takes; gone when none does.

    `letter` is the key of the outbox row that rang last. `loud`: something rings for the first
    time when it rings next.
    """

    __tablename__ = "case_bell"
    __table_args__ = (Index("ix_case_bell_fires", "fires_on"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    chat_id: int = Field(sa_type=BigInteger, unique=True)
    fires_on: datetime = Field(sa_type=Moment)
    loud: bool
    rang_on: datetime | None = Field(default=None, sa_type=Moment)
    letter: str | None = None


CASE_BELL: Final = table_of(CaseBell)


@dataclass(frozen=True, slots=True)
class Bell:
    """An officer's bell that is due; see `CaseBell`."""

    chat_id: int
    loud: bool
    letter: str | None


@dataclass(frozen=True, slots=True)
class Waited:
    """How long nobody has taken a case.

    Attributes:
        since: From when on (aware UTC).
        bells: How often it was rung since.
    """

    since: datetime
    bells: int


def call(connection: Connection, chat_ids: Iterable[int], now: datetime, *, loud: bool) -> None:
    """Ring these officers now, or half an hour after they were rung last.

    Args:
        loud: With a sound. Else only whoever has no bell yet gets one.
    """
    chats = list(dict.fromkeys(chat_ids))
    rows = [{"chat_id": chat, "fires_on": now, "loud": loud} for chat in chats]
    insert_or_ignore(connection, CASE_BELL, rows)
    if not (loud and chats):
        return
    for row in connection.execute(select(CASE_BELL).where(CASE_BELL.c.chat_id.in_(chats))).all():
        soonest = now if row.rang_on is None else max(now, row.rang_on + AGAIN)
        _change(connection, row.chat_id, loud=True, fires_on=min(row.fires_on, soonest))


def due_bells(connection: Connection, now: datetime, *, limit: int) -> list[Bell]:
    """The bells that ring by now, held until the transaction ends."""
    fires = CASE_BELL.c.fires_on
    wanted = select(CASE_BELL).where(fires <= now).order_by(fires, CASE_BELL.c.id).limit(limit)
    rows = connection.execute(wanted.with_for_update(skip_locked=True))
    return [Bell(row.chat_id, row.loud, row.letter) for row in rows]


def next_call(connection: Connection) -> datetime | None:
    """When the next bell rings, if any does."""
    found: datetime | None = connection.execute(
        select(func.min(CASE_BELL.c.fires_on))
    ).scalar_one()
    return found


def put_off(connection: Connection, chat_id: int, *, until: datetime) -> None:
    """It rings then."""
    _change(connection, chat_id, fires_on=until)


def note_rung(
    connection: Connection, chat_id: int, letter: str, now: datetime, *, again: datetime
) -> None:
    """It rang as this letter, and rings again, without a sound."""
    _change(connection, chat_id, fires_on=again, rang_on=now, letter=letter, loud=False)


def rung_among(connection: Connection, chat_ids: Collection[int]) -> list[int]:
    """Those of these officers whose bell has a message."""
    rung = (CASE_BELL.c.chat_id.in_(list(chat_ids)), CASE_BELL.c.letter.is_not(None))
    return list(connection.execute(select(CASE_BELL.c.chat_id).where(*rung)).scalars())


def end_bell(connection: Connection, chat_id: int) -> None:
    """It does not ring any more."""
    connection.execute(delete(CASE_BELL).where(CASE_BELL.c.chat_id == chat_id))


def waits_of(connection: Connection, case_ids: Collection[int]) -> dict[int, Waited]:
    """Since when nobody has taken each of these cases, all of which wait for somebody."""
    event = CASE_EVENT.c
    last = func.max(event.id).label("last")
    of_cases = event.case_id.in_(list(case_ids))
    taken = or_(event.act.in_(TAKEN), and_(event.act == CaseAct.ANSWER, event.by_officer))
    had = select(event.case_id, last).where(of_cases, taken).group_by(event.case_id).subquery()
    by_clock = and_(event.act == CaseAct.ESCALATE, event.by == 0)
    fell_open = func.min(case((event.act.in_(FREEING | {CaseAct.OPEN}), event.at)))
    since = func.coalesce(fell_open, func.min(event.at))  # it was answered, and lies there still
    rang = case((or_(event.act == CaseAct.REPEAT, by_clock), 1), else_=0)
    wanted = (
        select(event.case_id, since.label("since"), func.sum(rang).label("bells"))
        .select_from(CASE_EVENT.outerjoin(had, had.c.case_id == event.case_id))
        .where(of_cases, event.id > func.coalesce(had.c.last, 0))
        .group_by(event.case_id)
    )
    rows = connection.execute(wanted)
    return {row.case_id: Waited(row.since, int(row.bells)) for row in rows}


def _change(connection: Connection, chat_id: int, **values: Any) -> None:
    theirs = update(CASE_BELL).where(CASE_BELL.c.chat_id == chat_id)
    connection.execute(theirs.values(**values))
