"""Cases: what a firm asked a human for, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, UniqueConstraint, exists, false, func, select, update
from sqlmodel import Field, SQLModel

from bot.domain.case_states import DONE, HANDLING, CaseAct, CaseState, CaseStatus
from bot.store.advisory import wait_for_turn
from bot.store.cases.clocks import CASE_CLOCK
from bot.store.cases.steps import CaseStep, steps_of
from bot.store.columns import Moment, table_of
from bot.store.uow import UnitOfWork

TEXT: Final = "case.text"
NUMBERING_LOCK: Final = 0x63617365  # "case": any number that no other lock has


class Case(SQLModel, table=True):
    """One problem. Who did what and when is in its events; here is where it stands."""

    __table_args__ = (UniqueConstraint("region", "opened_on", "running"),)

    id: int | None = Field(default=None, primary_key=True)
    uid: str
    region: str = Field(index=True)
    opened_on: str
    running: int
    number: str
    firm_id: int = Field(index=True)
    opened_by: int
    text: bytes
    about: str | None = None
    category: str | None = None
    sector: str | None = None
    urgent: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    status: str
    held_by: int | None = Field(default=None, index=True)
    held_since: datetime | None = Field(default=None, sa_type=Moment)
    opened_at: datetime = Field(sa_type=Moment)
    first_answered_at: datetime | None = Field(default=None, sa_type=Moment)
    solved_at: datetime | None = Field(default=None, sa_type=Moment)
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    level: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    denials: int = 0
    returns: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    waits: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    calls: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


CASE: Final = table_of(Case)


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case as services see it.

    Args:
        about: The id of the policy that it is about, if it came from a verdict.
        text: The firm's own words.
        category: The id of the kind of problem, as far as it is known.
        urgent: It cannot wait.
        sector: Of its firm, when it was raised.
    """

    id: int
    number: str
    region: str
    firm_id: int
    about: str | None
    text: str
    state: CaseState
    category: str | None = None
    urgent: bool = False
    sector: str | None = None


def next_running(connection: Connection, region: str, opened_on: str) -> int:
    """The next number of the day in a region; whoever comes meanwhile waits for this act's end."""
    wait_for_turn(connection, NUMBERING_LOCK)
    same_day = (CASE.c.region == region, CASE.c.opened_on == opened_on)
    last = connection.execute(select(func.max(CASE.c.running)).where(*same_day)).scalar_one()
    return int(last or 0) + 1


def add_case(  # noqa: PLR0913 - a case has this much to say at its start
    uow: UnitOfWork,
    *,
    region: str,
    opened_on: str,
    running: int,
    number: str,
    firm_id: int,
    text: str,
    about: str | None,
    category: str | None,
    urgent: bool,
    sector: str | None,
    state: CaseState,
) -> CaseRecord:
    """Keep a new case."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "region": region,
        "opened_on": opened_on,
        "running": running,
        "number": number,
        "firm_id": firm_id,
        "opened_by": state.opened_by,
        "text": uow.vault.seal(TEXT, uid, text),
        "about": about,
        "category": category,
        "urgent": urgent,
        "sector": sector,
        "status": state.status,
        "opened_at": state.opened_at,
        "level": state.level,
        "denials": 0,
    }
    case_id = uow.add(CASE, row)
    return CaseRecord(
        case_id, number, region, firm_id, about, text, state, category, urgent, sector
    )


def load_case(uow: UnitOfWork, case_id: int) -> CaseRecord | None:
    """A case by id, locked until the act ends. Callers check whose it is: see services."""
    wanted = select(CASE).where(CASE.c.id == case_id).with_for_update()
    row = uow.connection.execute(wanted).first()
    return None if row is None else record_of(uow, row)


def save_state(uow: UnitOfWork, case_id: int, state: CaseState) -> None:
    """Store where the case stands now."""
    values = {
        "status": state.status,
        "held_by": state.held_by,
        "held_since": state.held_since,
        "first_answered_at": state.first_answered_at,
        "solved_at": state.solved_at,
        "confirmed_at": state.confirmed_at,
        "closed_at": state.closed_at,
        "level": state.level,
        "denials": state.denials,
        "returns": state.returns,
        "waits": state.waits,
        "calls": state.calls,
    }
    uow.connection.execute(update(CASE).where(CASE.c.id == case_id).values(values))


def save_text(uow: UnitOfWork, case_id: int, text: str) -> None:
    """Store what the firm says now instead of what it asked first."""
    wanted = select(CASE.c.uid).where(CASE.c.id == case_id)
    sealed = uow.vault.seal(TEXT, uow.connection.execute(wanted).scalar_one(), text)
    uow.connection.execute(update(CASE).where(CASE.c.id == case_id).values(text=sealed))


def cases_of_firm(
    uow: UnitOfWork, firm_id: int, *, limit: int = 8, unfinished: bool = False
) -> list[CaseRecord]:
    """The firm's cases, newest first; maybe only those that it has not confirmed yet."""
    wanted = select(CASE).where(CASE.c.firm_id == firm_id).order_by(CASE.c.id.desc())
    if unfinished:
        wanted = wanted.where(CASE.c.status.not_in(DONE))
    return [record_of(uow, row) for row in uow.connection.execute(wanted.limit(limit))]


def clockless_cases(uow: UnitOfWork, *, limit: int) -> list[CaseRecord]:
    """Unfinished cases none of whose clocks runs, oldest first, held until the act ends."""
    runs = exists().where(CASE_CLOCK.c.case_id == CASE.c.id)
    wanted = select(CASE).where(CASE.c.status != CaseStatus.CLOSED, ~runs).order_by(CASE.c.id)
    held = wanted.limit(limit).with_for_update(skip_locked=True)
    return [record_of(uow, row) for row in uow.connection.execute(held)]


def record_of(uow: UnitOfWork, row: Row[Any]) -> CaseRecord:
    """A case out of a row with the columns of `CASE`."""
    return CaseRecord(
        id=row.id,
        number=row.number,
        region=row.region,
        firm_id=row.firm_id,
        about=row.about,
        text=uow.vault.open(TEXT, row.uid, row.text),
        category=row.category,
        urgent=row.urgent,
        sector=row.sector,
        state=_state(row, steps_of(uow, row.id)),
    )


def _state(row: Row[Any], steps: list[CaseStep]) -> CaseState:
    return CaseState(
        status=CaseStatus(row.status),
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        level=row.level,
        held_by=row.held_by,
        held_since=row.held_since,
        first_answered_at=row.first_answered_at,
        results=tuple(step.text or "" for step in steps if step.act is CaseAct.SOLVE),
        solved_at=row.solved_at,
        confirmed_at=row.confirmed_at,
        closed_at=row.closed_at,
        denials=row.denials,
        returns=row.returns,
        waits=row.waits,
        calls=row.calls,
        worked_by=frozenset(step.by for step in steps if step.act is CaseAct.CLAIM),
        handled_by=frozenset(
            step.by for step in steps if step.by_officer and step.act in HANDLING
        ),
    )
