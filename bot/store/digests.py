"""When each digest comes next: one row for each, moved on in the act that sends it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, delete, func, select, update
from sqlmodel import Field, SQLModel

from bot.domain.digests import DigestKind
from bot.store.columns import Moment, table_of
from bot.store.insert import insert_or_ignore


class DigestTurn(SQLModel, table=True):
    """The next time of one kind of digest for one scope (`Scope.key`, or a place's path)."""

    __tablename__ = "digest_turn"

    kind: str = Field(primary_key=True)
    scope: str = Field(primary_key=True)
    fires_on: datetime = Field(sa_type=Moment, index=True)


TURN: Final = table_of(DigestTurn)


@dataclass(frozen=True, slots=True)
class TurnCard:
    """A turn as services see it; `fires_on` is aware UTC."""

    kind: DigestKind
    scope: str
    fires_on: datetime


def planned_turns(connection: Connection) -> set[tuple[DigestKind, str]]:
    """Every kind and scope that has its next time."""
    rows = connection.execute(select(TURN.c.kind, TURN.c.scope))
    return {(DigestKind(row.kind), row.scope) for row in rows}


def plan_turn(connection: Connection, turn: TurnCard) -> None:
    """Keep a first time; if another process did so just now, theirs stays."""
    row = {"kind": turn.kind, "scope": turn.scope, "fires_on": turn.fires_on}
    insert_or_ignore(connection, TURN, [row])


def due_turns(connection: Connection, now: datetime, *, limit: int) -> list[TurnCard]:
    """What is due by now, held until the act ends; what another process holds is left out."""
    wanted = select(TURN).where(TURN.c.fires_on <= now).order_by(TURN.c.fires_on, TURN.c.scope)
    held = wanted.limit(limit).with_for_update(skip_locked=True)
    return [
        TurnCard(DigestKind(row.kind), row.scope, row.fires_on) for row in connection.execute(held)
    ]


def move_turn(connection: Connection, turn: TurnCard, fires_on: datetime) -> None:
    """It comes next at this moment."""
    connection.execute(update(TURN).where(_same(turn)).values(fires_on=fires_on))


def end_turn(connection: Connection, turn: TurnCard) -> None:
    """It comes no more."""
    connection.execute(delete(TURN).where(_same(turn)))


def next_turn(connection: Connection) -> datetime | None:
    """When the next digest is due, if any is planned."""
    found: datetime | None = connection.execute(select(func.min(TURN.c.fires_on))).scalar_one()
    return found


def _same(turn: TurnCard) -> ColumnElement[bool]:
    return and_(TURN.c.kind == turn.kind, TURN.c.scope == turn.scope)
