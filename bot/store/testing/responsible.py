"""Who looks after a test group: its reminders go to that person instead of to everybody."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, delete, select
from sqlmodel import Field, SQLModel

from bot.store.columns import table_of
from bot.store.firms.people import MEMBERSHIP
from bot.store.insert import upsert
from bot.store.testing.testing import GROUP


class Responsible(SQLModel, table=True):
    """One person for one group; a group without a row is everybody's."""

    group_id: int = Field(primary_key=True)
    person_id: int = Field(index=True)


RESPONSIBLE: Final = table_of(Responsible)


def responsible_for(connection: Connection, group_ids: Collection[int]) -> dict[int, int]:
    """The person of each group that has one, as long as they belong to its firm."""
    joined = RESPONSIBLE.join(GROUP, GROUP.c.id == RESPONSIBLE.c.group_id).join(
        MEMBERSHIP,
        (MEMBERSHIP.c.firm_id == GROUP.c.firm_id)
        & (MEMBERSHIP.c.person_id == RESPONSIBLE.c.person_id),
    )
    wanted = select(RESPONSIBLE).select_from(joined).where(RESPONSIBLE.c.group_id.in_(group_ids))
    return {row.group_id: row.person_id for row in connection.execute(wanted)}


def put_responsible(connection: Connection, group_id: int, person_id: int | None) -> None:
    """Let one person look after a group; None gives it back to everybody."""
    if person_id is None:
        connection.execute(delete(RESPONSIBLE).where(RESPONSIBLE.c.group_id == group_id))
    else:
        row = {"group_id": group_id, "person_id": person_id}
        upsert(connection, RESPONSIBLE, row, key=("group_id",))
