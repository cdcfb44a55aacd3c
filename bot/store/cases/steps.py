"""The history of a case: one row for each step, with what was said."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select
from sqlmodel import Field, SQLModel

from bot.domain.case_states import CaseAct, CheckWay
from bot.domain.case_terms import ClockKind
from bot.store.columns import Moment, table_of
from bot.store.uow import UnitOfWork

NOTE: Final = "case_event.text"


class CaseEvent(SQLModel, table=True):
    """One step of a case. `by_officer` says whose id `by` is; 0 and not an officer: a clock.

    `unit_id` is the unit that a step proposes or names, `to_id` the colleague, `level` the rung
    that it led to. `until` is the date that was promised; of a clock's own step the date that was
    not kept, and `clock` for what. `way` is how an inspector checked it.
    """

    __tablename__ = "case_event"

    id: int | None = Field(default=None, primary_key=True)
    uid: str
    case_id: int = Field(index=True)
    act: str
    by: int
    by_officer: bool
    at: datetime = Field(sa_type=Moment)
    text: bytes | None = None
    unit_id: int | None = None
    level: int | None = None
    until: datetime | None = Field(default=None, sa_type=Moment)
    clock: str | None = None
    way: str | None = None
    to_id: int | None = None


CASE_EVENT: Final = table_of(CaseEvent)


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One step of a case, with what was said; see `CaseEvent`."""

    act: CaseAct
    by: int
    by_officer: bool
    at: datetime
    text: str | None
    unit_id: int | None = None
    level: int | None = None
    until: datetime | None = None
    clock: ClockKind | None = None
    way: CheckWay | None = None
    to_id: int | None = None


def add_step(uow: UnitOfWork, case_id: int, step: CaseStep) -> None:
    """Write one step into the case's history."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "case_id": case_id,
        "act": step.act,
        "by": step.by,
        "by_officer": step.by_officer,
        "at": step.at,
        "text": None if step.text is None else uow.vault.seal(NOTE, uid, step.text),
        "unit_id": step.unit_id,
        "level": step.level,
        "until": step.until,
        "clock": step.clock,
        "way": step.way,
        "to_id": step.to_id,
    }
    uow.add(CASE_EVENT, row)


def steps_of(uow: UnitOfWork, case_id: int) -> list[CaseStep]:
    """The case's history, oldest first."""
    wanted = select(CASE_EVENT).where(CASE_EVENT.c.case_id == case_id).order_by(CASE_EVENT.c.id)
    return [_step(uow, row) for row in uow.connection.execute(wanted)]


def count_steps(
    connection: Connection, case_ids: Collection[int], act: CaseAct, *, since: datetime
) -> int:
    """How often an act was taken in some cases since a moment (aware), that moment included."""
    of_cases = (CASE_EVENT.c.case_id.in_(case_ids), CASE_EVENT.c.act == act)
    wanted = select(func.count()).where(*of_cases, CASE_EVENT.c.at >= since)
    return int(connection.execute(wanted).scalar_one())


def _step(uow: UnitOfWork, row: Row[Any]) -> CaseStep:
    text = None if row.text is None else uow.vault.open(NOTE, row.uid, row.text)
    return CaseStep(
        act=CaseAct(row.act),
        by=row.by,
        by_officer=row.by_officer,
        at=row.at,
        text=text,
        unit_id=row.unit_id,
        level=row.level,
        until=row.until,
        clock=None if row.clock is None else ClockKind(row.clock),
        way=None if row.way is None else CheckWay(row.way),
        to_id=row.to_id,
    )
