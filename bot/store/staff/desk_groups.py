"""Groups of staff: which one is bound to which unit, how it stands, and who is in it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Index,
    Row,
    delete,
    select,
    text,
    update,
)
from sqlmodel import Field, SQLModel

from bot.domain.desk_groups import GroupState
from bot.store.columns import Moment, table_of
from bot.store.insert import insert_or_ignore
from bot.store.uow import UnitOfWork


def _live(name: str, column: str) -> Index:
    """One live row for each value."""
    return Index(
        name,
        column,
        unique=True,
        sqlite_where=text("live = 1"),
        postgresql_where=text("live"),
    )


class DeskGroup(SQLModel, table=True):
    """A group that was proposed or bound. One row of a chat is live, and one of a unit.

    `told` is the state that administrators were told last, `bound_by` an officer.
    """

    __tablename__ = "desk_group"
    __table_args__ = (
        _live("ux_desk_group_chat", "chat_id"),
        _live("ux_desk_group_unit", "unit_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    title: str
    unit_id: int | None = None
    language: str
    state: str
    told: str
    live: bool = True
    bound_by: int
    since: datetime = Field(sa_type=Moment)


class GroupMember(SQLModel, table=True):
    """Somebody who is known to be in a group: a Telegram account."""

    __tablename__ = "group_member"

    group_id: int = Field(primary_key=True)
    chat_id: int = Field(primary_key=True, sa_type=BigInteger)


DESK_GROUP: Final = table_of(DeskGroup)
GROUP_MEMBER: Final = table_of(GroupMember)
WORKING: Final = (DESK_GROUP.c.live, DESK_GROUP.c.state == GroupState.WORKING)


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group as services see it; `since` is aware UTC."""

    id: int
    chat_id: int
    title: str
    unit_id: int | None
    language: str
    state: GroupState
    told: GroupState
    live: bool
    bound_by: int
    since: datetime


def add_group(uow: UnitOfWork, chat_id: int, title: str, language: str, by: int) -> GroupCard:
    """Keep a group that somebody wants to bind."""
    state = GroupState.PROPOSED
    row = {
        "chat_id": chat_id,
        "title": title,
        "language": language,
        "state": state,
        "told": state,
        "live": True,
        "bound_by": by,
        "since": uow.now,
    }
    number = uow.add(DESK_GROUP, row)
    return GroupCard(
        number, chat_id, title, None, language, state, state, live=True, bound_by=by, since=uow.now
    )


def find_group(connection: Connection, group_id: int) -> GroupCard | None:
    """A group by an id that is not trusted, held until the act ends."""
    return _one(connection, DESK_GROUP.c.id == group_id)


def group_at(connection: Connection, chat_id: int) -> GroupCard | None:
    """The live row of a chat, held until the act ends."""
    return _one(connection, DESK_GROUP.c.chat_id == chat_id, DESK_GROUP.c.live)


def group_of_unit(connection: Connection, unit_id: int) -> GroupCard | None:
    """The group to which a unit is bound, held until the act ends."""
    return _one(connection, DESK_GROUP.c.unit_id == unit_id, DESK_GROUP.c.live)


def bound_groups(connection: Connection, units: Collection[int]) -> list[GroupCard]:
    """The groups to which these units are bound, in whatever state, by age."""
    bound = (DESK_GROUP.c.live, DESK_GROUP.c.unit_id.in_(list(units)))
    rows = connection.execute(select(DESK_GROUP).where(*bound).order_by(DESK_GROUP.c.id))
    return [_card(row) for row in rows]


def read_group(connection: Connection, group_id: int) -> GroupCard:
    """A group that another row points to; nobody waits for it."""
    return _card(connection.execute(select(DESK_GROUP).where(DESK_GROUP.c.id == group_id)).one())


def any_group(connection: Connection) -> bool:
    """Whether there is any work with groups at all."""
    bound = select(DESK_GROUP.c.id).where(DESK_GROUP.c.live, DESK_GROUP.c.unit_id.is_not(None))
    return connection.execute(bound.limit(1)).first() is not None


def change_group(connection: Connection, group_id: int, **values: Any) -> None:
    """Set columns of a group."""
    connection.execute(update(DESK_GROUP).where(DESK_GROUP.c.id == group_id).values(values))


def untold_groups(connection: Connection) -> list[GroupCard]:
    """Bound groups whose state administrators have not heard of."""
    wanted = (
        DESK_GROUP.c.live,
        DESK_GROUP.c.unit_id.is_not(None),
        DESK_GROUP.c.state != DESK_GROUP.c.told,
    )
    rows = connection.execute(select(DESK_GROUP).where(*wanted).with_for_update(skip_locked=True))
    return [_card(row) for row in rows]


def add_members(connection: Connection, group_id: int, people: Collection[int]) -> None:
    """Note that these accounts are in the group."""
    rows = [{"group_id": group_id, "chat_id": each} for each in people]
    insert_or_ignore(connection, GROUP_MEMBER, rows)


def drop_members(connection: Connection, group_id: int, people: Collection[int]) -> None:
    """Note that these accounts have left it."""
    gone = (GROUP_MEMBER.c.group_id == group_id, GROUP_MEMBER.c.chat_id.in_(list(people)))
    connection.execute(delete(GROUP_MEMBER).where(*gone))


def members_of_group(connection: Connection, group_id: int) -> frozenset[int]:
    """The accounts that are known to be in a group."""
    wanted = select(GROUP_MEMBER.c.chat_id).where(GROUP_MEMBER.c.group_id == group_id)
    return frozenset(connection.execute(wanted).scalars())


def _one(connection: Connection, *which: ColumnElement[bool]) -> GroupCard | None:
    row = connection.execute(select(DESK_GROUP).where(*which).with_for_update()).first()
    return None if row is None else _card(row)


def _card(row: Row[Any]) -> GroupCard:
    return GroupCard(
        id=row.id,
        chat_id=row.chat_id,
        title=row.title,
        unit_id=row.unit_id,
        language=row.language,
        state=GroupState(row.state),
        told=GroupState(row.told),
        live=row.live,
        bound_by=row.bound_by,
        since=row.since,
    )
