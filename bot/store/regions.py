"""What staff set for a whole region, such as 常态 or 应急: dated, with who said so."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of
from bot.store.insert import upsert
from bot.store.uow import UnitOfWork


class RegionFact(SQLModel, table=True):
    """One value that holds for every firm of a region, since a moment of business time."""

    __tablename__ = "region_fact"

    region: str = Field(primary_key=True)
    fact: str = Field(primary_key=True)
    value: str
    since: datetime = Field(sa_type=Moment)


REGION_FACT: Final = table_of(RegionFact)


@dataclass(frozen=True, slots=True)
class RegionValue:
    """A value and since when it holds (aware UTC)."""

    value: Any
    since: datetime


def region_facts(connection: Connection, region: str) -> dict[str, RegionValue]:
    """What is set for a region, by fact id."""
    rows = connection.execute(select(REGION_FACT).where(REGION_FACT.c.region == region))
    return {row.fact: RegionValue(json.loads(row.value), row.since) for row in rows}


def put_region_fact(uow: UnitOfWork, region: str, fact: str, value: Any) -> None:
    """Set a value from now on."""
    row = {
        "region": region,
        "fact": fact,
        "value": json.dumps(value, ensure_ascii=False),
        "since": uow.now,
    }
    upsert(uow.connection, REGION_FACT, row, key=("region", "fact"))
