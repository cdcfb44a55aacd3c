"""The newest change of each answer, so that it can be taken back for a while."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, select
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of
from bot.store.insert import upsert
from bot.store.uow import UnitOfWork


class FactChange(SQLModel, table=True):
    """One a fact of a firm; `was` and `became` are JSON, `version` the firm's right after it."""

    __tablename__ = "fact_change"

    firm_id: int = Field(primary_key=True)
    fact: str = Field(primary_key=True)
    version: int
    was: str
    was_approximate: bool
    became: str
    changed_at: datetime = Field(sa_type=Moment)


FACT_CHANGE: Final = table_of(FactChange)


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """What an answer was before, and what it became.

    Args:
        version: The firm's, right after the change: no other change has the same.
        was: JSON value.
        became: JSON value; None if they do not know any more.
        changed_at: Aware UTC, business time.
    """

    version: int
    was: Any
    was_approximate: bool
    became: Any
    changed_at: datetime


def keep_change(uow: UnitOfWork, firm_id: int, fact: str, change: ChangeCard) -> None:
    """Remember the newest change of a fact; an older one can no longer be taken back."""
    row = {
        "firm_id": firm_id,
        "fact": fact,
        "version": change.version,
        "was": json.dumps(change.was, ensure_ascii=False),
        "was_approximate": change.was_approximate,
        "became": json.dumps(change.became, ensure_ascii=False),
        "changed_at": change.changed_at,
    }
    upsert(uow.connection, FACT_CHANGE, row, key=("firm_id", "fact"))


def change_of(uow: UnitOfWork, firm_id: int, fact: str) -> ChangeCard | None:
    """The newest change of a fact; None if there was none, or it was taken back."""
    row = uow.connection.execute(select(FACT_CHANGE).where(*_of(firm_id, fact))).first()
    if row is None:
        return None
    was, became = json.loads(row.was), json.loads(row.became)
    return ChangeCard(row.version, was, row.was_approximate, became, row.changed_at)


def newest_change(uow: UnitOfWork, firm_id: int) -> tuple[str, int] | None:
    """The fact that was changed last, and the version that came of it; None if none was."""
    newest = (
        select(FACT_CHANGE.c.fact, FACT_CHANGE.c.version)
        .where(FACT_CHANGE.c.firm_id == firm_id)
        .order_by(FACT_CHANGE.c.version.desc())
        .limit(1)
    )
    row = uow.connection.execute(newest).first()
    return None if row is None else (row.fact, row.version)


def forget_change(uow: UnitOfWork, firm_id: int, fact: str) -> None:
    """It was taken back."""
    uow.connection.execute(delete(FACT_CHANGE).where(*_of(firm_id, fact)))


def _of(firm_id: int, fact: str) -> tuple[ColumnElement[bool], ...]:
    return FACT_CHANGE.c.firm_id == firm_id, FACT_CHANGE.c.fact == fact
