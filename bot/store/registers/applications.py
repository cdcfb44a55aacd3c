"""Applications: what a firm asks staff to set in a register, and each step of it."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Index, Row, select, text, update
from sqlmodel import Field, SQLModel

from bot.domain.registers import UNDECIDED, ApplicationAct, ApplicationState
from bot.store.columns import Moment, RowId, table_of
from bot.store.firms.firms import FIRM
from bot.store.insert import insert_or_ignore
from bot.store.registers.registers import Held
from bot.store.uow import UnitOfWork

SUBJECT: Final = "application"
"""What the files of an application are linked to."""
WORDS: Final = "application.words"
_UNDECIDED: Final = text("state in ('open', 'asked')")


class Application(SQLModel, table=True):
    """One application; a firm has at most one undecided for a fact. Values are JSON.

    `before` is how the fact stood, if the application itself changed it; else null.
    """

    __table_args__ = (
        Index(
            "ix_application_undecided",
            "firm_id",
            "fact",
            unique=True,
            sqlite_where=_UNDECIDED,
            postgresql_where=_UNDECIDED,
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    firm_id: int = Field(index=True)
    person_id: int
    fact: str
    value: str
    before: str = "null"
    state: str
    opened_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)


class ApplicationStep(SQLModel, table=True):
    """One step. `actor` is as in the audit; the words are sealed."""

    __tablename__ = "application_step"

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    application_id: int = Field(index=True, sa_type=RowId)
    at: datetime = Field(sa_type=Moment)
    act: str
    actor: str
    words: bytes | None = None


APPLICATION: Final = table_of(Application)
STEP: Final = table_of(ApplicationStep)
OPEN: Final = APPLICATION.c.state.in_([*UNDECIDED])


@dataclass(frozen=True, slots=True)
class ApplicationCard:
    """An application as services see it; moments are aware UTC."""

    id: int
    firm_id: int
    person_id: int
    fact: str
    value: Any
    before: Held | None
    state: ApplicationState
    opened_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class StepCard:
    """What somebody did about an application, and said."""

    at: datetime
    act: ApplicationAct
    actor: str
    words: str


def add_application(
    uow: UnitOfWork, firm_id: int, person_id: int, fact: str, value: Any, before: Held | None
) -> ApplicationCard | None:
    """Keep a new application; None if one for this fact is undecided."""
    row = {
        "firm_id": firm_id,
        "person_id": person_id,
        "fact": fact,
        "value": json.dumps(value, ensure_ascii=False),
        "before": json.dumps(before, ensure_ascii=False),
        "state": ApplicationState.OPEN,
        "opened_at": uow.now,
        "changed_at": uow.now,
    }
    if not insert_or_ignore(uow.connection, APPLICATION, [row]):
        return None
    return undecided(uow.connection, firm_id, fact)


def undecided(connection: Connection, firm_id: int, fact: str) -> ApplicationCard | None:
    """The application of a firm for a fact that nobody has decided."""
    wanted = select(APPLICATION).where(
        APPLICATION.c.firm_id == firm_id, APPLICATION.c.fact == fact, OPEN
    )
    row = connection.execute(wanted).first()
    return None if row is None else _card(row)


def lock_application(connection: Connection, application_id: int) -> ApplicationCard | None:
    """An application by an id that is not trusted, held until the act ends."""
    wanted = select(APPLICATION).where(APPLICATION.c.id == application_id).with_for_update()
    row = connection.execute(wanted).first()
    return None if row is None else _card(row)


def change_application(uow: UnitOfWork, application_id: int, state: ApplicationState) -> None:
    """It has come so far."""
    changed = update(APPLICATION).where(APPLICATION.c.id == application_id)
    uow.connection.execute(changed.values(state=state, changed_at=uow.now))


def applications_of(
    connection: Connection, firm_id: int, fact: str | None = None
) -> list[ApplicationCard]:
    """The applications of a firm, by age."""
    wanted = select(APPLICATION).where(APPLICATION.c.firm_id == firm_id)
    if fact is not None:
        wanted = wanted.where(APPLICATION.c.fact == fact)
    return [_card(row) for row in connection.execute(wanted.order_by(APPLICATION.c.id))]


def applications_within(
    connection: Connection,
    within: ColumnElement[bool],
    facts: Collection[str],
    *,
    state: ApplicationState = ApplicationState.OPEN,
) -> list[ApplicationCard]:
    """The applications for some facts of firms within a reach, the oldest first.

    Args:
        within: Which firms: see `store.reach`.
    """
    joined = APPLICATION.join(FIRM, FIRM.c.id == APPLICATION.c.firm_id)
    wanted = (
        select(APPLICATION)
        .select_from(joined)
        .where(within, APPLICATION.c.fact.in_(facts), APPLICATION.c.state == state)
        .order_by(APPLICATION.c.id)
    )
    return [_card(row) for row in connection.execute(wanted)]


def add_step(
    uow: UnitOfWork, application_id: int, act: ApplicationAct, *, actor: str, words: str = ""
) -> None:
    """Keep a step."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "application_id": application_id,
        "at": uow.now,
        "act": act,
        "actor": actor,
        "words": uow.vault.seal(WORDS, uid, words) if words else None,
    }
    uow.add(STEP, row)


def steps_of(uow: UnitOfWork, application_id: int) -> tuple[StepCard, ...]:
    """All steps of an application, by age."""
    wanted = select(STEP).where(STEP.c.application_id == application_id).order_by(STEP.c.id)
    return tuple(_step(uow, row) for row in uow.connection.execute(wanted))


def _step(uow: UnitOfWork, row: Row[Any]) -> StepCard:
    words = "" if row.words is None else uow.vault.open(WORDS, row.uid, row.words)
    return StepCard(row.at, ApplicationAct(row.act), row.actor, words)


def _card(row: Row[Any]) -> ApplicationCard:
    return ApplicationCard(
        id=row.id,
        firm_id=row.firm_id,
        person_id=row.person_id,
        fact=row.fact,
        value=json.loads(row.value),
        before=json.loads(row.before),
        state=ApplicationState(row.state),
        opened_at=row.opened_at,
        changed_at=row.changed_at,
    )
