"""What staff set for a whole region, such as 常态 or 应急: dated, with who said so."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, select
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


def facts_of_regions(
    connection: Connection, regions: Collection[str]
) -> dict[str, dict[str, RegionValue]]:
    """What is set for each of these regions, by fact id; a region without any is left out."""
    found: dict[str, dict[str, RegionValue]] = {}
    wanted = select(REGION_FACT).where(REGION_FACT.c.region.in_(regions))
    for row in connection.execute(wanted):
        value = RegionValue(json.loads(row.value), row.since)
        found.setdefault(row.region, {})[row.fact] = value
    return found


def put_region_fact(
    uow: UnitOfWork, region: str, fact: str, value: Any, *, since: datetime | None = None
) -> None:
    """Set a value.

    Args:
        since: From when it holds (aware UTC); None: from now on.
    """
    row = {
        "region": region,
        "fact": fact,
        "value": json.dumps(value, ensure_ascii=False),
        "since": since or uow.now,
    }
    upsert(uow.connection, REGION_FACT, row, key=("region", "fact"))


def drop_region_fact(connection: Connection, region: str, fact: str) -> None:
    """Nothing is set for this region any more."""
    gone = (REGION_FACT.c.region == region, REGION_FACT.c.fact == fact)
    connection.execute(delete(REGION_FACT).where(*gone))
