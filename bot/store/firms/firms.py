"""Firms and what is known of them."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, false, select, update
from sqlmodel import Field, SQLModel

from bot.domain.verification import Standing
from bot.store.columns import Moment, table_of
from bot.store.insert import upsert
from bot.store.uow import UnitOfWork

NAME: Final = "firm.name"
CODE: Final = "firm.code"
REASON: Final = "firm.reason"


class Firm(SQLModel, table=True):
    """A firm or project. `version` grows with every change of what is known of it.

    The credit code is sealed, with a blind index to find others that claim the same; it is not
    unique, because until an officer decides everybody may claim it. `standing` is what officers
    said of the registration, `reason` (sealed) why they refused it. Of an erased one the region
    and the number are left.
    """

    id: int | None = Field(default=None, primary_key=True)
    uid: str
    name: bytes
    region: str
    version: int = 1
    created_at: datetime = Field(sa_type=Moment)
    code: bytes | None = None
    code_index: bytes | None = Field(default=None, index=True)
    standing: str = Field(
        default=Standing.UNVERIFIED, sa_column_kwargs={"server_default": Standing.UNVERIFIED.value}
    )
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
    decided_by: int | None = None
    reason: bytes | None = None
    erased_at: datetime | None = Field(default=None, sa_type=Moment)


class FirmFact(SQLModel, table=True):
    """One answer. `value` is JSON; null says that they were asked and do not know."""

    __tablename__ = "firm_fact"

    firm_id: int = Field(primary_key=True)
    fact: str = Field(primary_key=True)
    value: str
    by_staff: bool = False
    approximate: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    changed_at: datetime = Field(sa_type=Moment)


FIRM: Final = table_of(Firm)
FIRM_FACT: Final = table_of(FirmFact)


@dataclass(frozen=True, slots=True)
class FirmCard:
    """A firm as services see it; `erased` if nobody is left and its data are gone."""

    id: int
    name: str
    region: str
    version: int
    standing: Standing = Standing.UNVERIFIED
    erased: bool = False


@dataclass(frozen=True, slots=True)
class KnownFact:
    """What is known: the JSON value (None: they do not know), and whether staff said so.

    Args:
        approximate: They said that it is about so much.
    """

    value: Any
    by_staff: bool
    approximate: bool = False


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
    return card_of(uow, row)


def find_firm(uow: UnitOfWork, firm_id: int) -> FirmCard | None:
    """A firm by an id that is not trusted."""
    row = uow.connection.execute(select(FIRM).where(FIRM.c.id == firm_id)).first()
    return None if row is None else card_of(uow, row)


def rename_firm(uow: UnitOfWork, firm_id: int, name: str) -> None:
    """Give the firm another name."""
    uid = uow.connection.execute(select(FIRM.c.uid).where(FIRM.c.id == firm_id)).scalar_one()
    change_firm(uow.connection, firm_id, name=uow.vault.seal(NAME, uid, name))


def move_firm(uow: UnitOfWork, firm_id: int, region: str) -> None:
    """Say that the firm works somewhere else."""
    change_firm(uow.connection, firm_id, region=region)


def change_firm(connection: Connection, firm_id: int, **values: Any) -> None:
    """Set columns of a firm and count its version up."""
    newer = {"version": FIRM.c.version + 1} | values
    connection.execute(update(FIRM).where(FIRM.c.id == firm_id).values(newer))


def facts_of(connection: Connection, firm_id: int) -> dict[str, KnownFact]:
    """Everything that is known of a firm, by fact id."""
    rows = connection.execute(select(FIRM_FACT).where(FIRM_FACT.c.firm_id == firm_id))
    return {row.fact: _known(row) for row in rows}


def facts_of_firms(
    connection: Connection, within: ColumnElement[bool], only: Collection[str] | None = None
) -> dict[int, dict[str, KnownFact]]:
    """The same for many firms, by firm; one of which nothing is known is left out.

    Args:
        within: Which firms: see `store.reach`.
        only: These facts; None for all.
    """
    chosen = select(FIRM.c.id).where(within)
    wanted = select(FIRM_FACT).where(FIRM_FACT.c.firm_id.in_(chosen))
    if only is not None:
        wanted = wanted.where(FIRM_FACT.c.fact.in_(only))
    return _by_firm(connection, wanted)


def facts_of_some(
    connection: Connection, firm_ids: Collection[int], only: Collection[str] | None = None
) -> dict[int, dict[str, KnownFact]]:
    """The same for these firms, some hundreds: read by the key, whatever an engine estimates."""
    wanted = select(FIRM_FACT).where(FIRM_FACT.c.firm_id.in_(list(firm_ids)))
    if only is not None:
        wanted = wanted.where(FIRM_FACT.c.fact.in_(only))
    return _by_firm(connection, wanted)


def _by_firm(connection: Connection, wanted: Select[Any]) -> dict[int, dict[str, KnownFact]]:
    found: dict[int, dict[str, KnownFact]] = {}
    for row in connection.execute(wanted):
        found.setdefault(row.firm_id, {})[row.fact] = _known(row)
    return found


def put_facts(
    uow: UnitOfWork,
    firm_id: int,
    values: Mapping[str, Any],
    *,
    by_staff: bool = False,
    approximate: Collection[str] = (),
) -> None:
    """Set facts (JSON values) and count the firm's version up.

    What staff set stays: whatever the firm says of it is left out.

    Args:
        approximate: Which of them are only about so much.
    """
    settled = frozenset() if by_staff else _set_by_staff(uow.connection, firm_id)
    for fact, value in values.items():
        if fact in settled:
            continue
        row = {
            "firm_id": firm_id,
            "fact": fact,
            "value": json.dumps(value, ensure_ascii=False),
            "by_staff": by_staff,
            "approximate": fact in approximate,
            "changed_at": uow.now,
        }
        upsert(uow.connection, FIRM_FACT, row, key=("firm_id", "fact"))
    change_firm(uow.connection, firm_id)


def forget_fact(uow: UnitOfWork, firm_id: int, fact: str, *, by_staff: bool = False) -> None:
    """Take an answer back, as if it had never been asked.

    Args:
        by_staff: What staff set goes as well; without it that stays.
    """
    gone = [FIRM_FACT.c.firm_id == firm_id, FIRM_FACT.c.fact == fact]
    if not by_staff:
        gone.append(~FIRM_FACT.c.by_staff)
    uow.connection.execute(delete(FIRM_FACT).where(*gone))
    change_firm(uow.connection, firm_id)


def _set_by_staff(connection: Connection, firm_id: int) -> frozenset[str]:
    wanted = select(FIRM_FACT.c.fact).where(FIRM_FACT.c.firm_id == firm_id, FIRM_FACT.c.by_staff)
    return frozenset(connection.execute(wanted).scalars())


def _known(row: Row[Any]) -> KnownFact:
    return KnownFact(json.loads(row.value), row.by_staff, row.approximate)


def card_of(uow: UnitOfWork, row: Row[Any]) -> FirmCard:
    """A firm from a whole row of the table."""
    name = uow.vault.open(NAME, row.uid, row.name)
    gone = row.erased_at is not None
    return FirmCard(row.id, name, row.region, row.version, Standing(row.standing), gone)
