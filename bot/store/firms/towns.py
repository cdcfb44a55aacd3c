"""Towns that staff listed for a county; their list takes the place of the shipped one."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, delete, select
from sqlmodel import Field, SQLModel

from bot.store.columns import table_of
from policies.spoken.divisions import Town
from policies.words import Words


class ListedTown(SQLModel, table=True):
    """One town of a county, in the order of the list."""

    __tablename__ = "town"

    county: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    english: str
    position: int


TOWN: Final = table_of(ListedTown)


def listed_towns(connection: Connection, county: str) -> tuple[Town, ...]:
    """What staff listed for a county; empty if nothing."""
    rows = connection.execute(
        select(TOWN).where(TOWN.c.county == county).order_by(TOWN.c.position)
    )
    return tuple(Town(Words(row.name, row.english)) for row in rows)


def put_towns(connection: Connection, county: str, towns: Iterable[Town]) -> None:
    """Keep a new list for a county instead of the old one."""
    connection.execute(delete(TOWN).where(TOWN.c.county == county))
    rows = [
        {"county": county, "name": town.name.zh, "english": town.name.en, "position": position}
        for position, town in enumerate(towns)
    ]
    connection.execute(TOWN.insert(), rows)
