"""Firms and what is known of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of
from bot.store.insert import upsert
from bot.store.uow import UnitOfWork

NAME: Final = "firm.name"


class Firm(SQLModel, table=True):
    """A firm or project. `version` grows with every change of what is known of it."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str
    name: bytes
    region: str
    version: int = 1
    created_at: datetime = Field(sa_type=Moment)


class FirmFact(SQLModel, table=True):
    """One answer. `value` is JSON; null says that they were asked and do not know."""

    __tablename__ = "firm_fact"

    firm_id: int = Field(primary_key=True)
    fact: str = Field(primary_key=True)
    value: str
    by_staff: bool = False
    changed_at: datetime = Field(sa_type=Moment)


FIRM: Final = table_of(Firm)
FIRM_FACT: Final = table_of(FirmFact)


@dataclass(frozen=True, slots=True)
class FirmCard:
    """A firm as services see it."""

    id: int
    name: str
    region: str
    version: int


@dataclass(frozen=True, slots=True)
class KnownFact:
    """What is known: the JSON value (None: they do not know), and whether staff said so."""

    value: Any
    by_staff: bool


def add_firm(uow: UnitOfWork, name: str, region: str) -> FirmCard:
    """Keep a new firm."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "name": uow.vault.seal(NAME, uid, name),
        "region": region,
        "version": 1,
        "created_at": uow.now,
    }
    return FirmCard(uow.add(FIRM, row), name, region, 1)


def load_firm(uow: UnitOfWork, firm_id: int) -> FirmCard:
    """A firm that another row points to."""
    row = uow.connection.execute(select(FIRM).where(FIRM.c.id == firm_id)).one()
    return _card(uow, row)


def rename_firm(uow: UnitOfWork, firm_id: int, name: str) -> None:
    """Give the firm another name."""
    uid = uow.connection.execute(select(FIRM.c.uid).where(FIRM.c.id == firm_id)).scalar_one()
    sealed = uow.vault.seal(NAME, uid, name)
    uow.connection.execute(update(FIRM).where(FIRM.c.id == firm_id).values(name=sealed))


def facts_of(connection: Connection, firm_id: int) -> dict[str, KnownFact]:
    """Everything that is known of a firm, by fact id."""
    rows = connection.execute(select(FIRM_FACT).where(FIRM_FACT.c.firm_id == firm_id))
    return {row.fact: KnownFact(json.loads(row.value), row.by_staff) for row in rows}


def put_facts(
    uow: UnitOfWork, firm_id: int, values: Mapping[str, Any], *, by_staff: bool = False
) -> None:
    """Set facts (JSON values) and count the firm's version up."""
    for fact, value in values.items():
        row = {
            "firm_id": firm_id,
            "fact": fact,
            "value": json.dumps(value, ensure_ascii=False),
            "by_staff": by_staff,
            "changed_at": uow.now,
        }
        upsert(uow.connection, FIRM_FACT, row, key=("firm_id", "fact"))
    _touch(uow.connection, firm_id)


def forget_fact(uow: UnitOfWork, firm_id: int, fact: str) -> None:
    """Take an answer back, as if it had never been asked."""
    gone = (FIRM_FACT.c.firm_id == firm_id, FIRM_FACT.c.fact == fact)
    uow.connection.execute(delete(FIRM_FACT).where(*gone))
    _touch(uow.connection, firm_id)


def _touch(connection: Connection, firm_id: int) -> None:
    newer = {"version": FIRM.c.version + 1}
    connection.execute(update(FIRM).where(FIRM.c.id == firm_id).values(newer))


def _card(uow: UnitOfWork, row: Row[Any]) -> FirmCard:
    name = uow.vault.open(NAME, row.uid, row.name)
    return FirmCard(row.id, name, row.region, row.version)
