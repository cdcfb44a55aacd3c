"""Reminders that are planned for test groups."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, select, update
from sqlmodel import Field, SQLModel

from bot.domain.reminders import Stage, StageName
from bot.domain.stages import Dated
from bot.store.columns import Moment, RowId, live_index, table_of


class Reminder(SQLModel, table=True):
    """One stage of one deadline. It is `live` until it was sent or made pointless."""

    __table_args__ = (
        live_index("ix_reminder_due", "fire_on", "id"),
        live_index("ix_reminder_plan", "group_id", "offer"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    group_id: int = Field(index=True)
    stage: str
    offer: bool = False
    deadline: datetime = Field(sa_type=Moment)
    fire_on: datetime = Field(sa_type=Moment)
    silent: bool = False
    live: bool = True
    sent_at: datetime | None = Field(default=None, sa_type=Moment)


REMINDER: Final = table_of(Reminder)


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder whose time has come, or will."""

    id: int
    group_id: int
    stage: Stage
    offer: bool
    deadline: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """A reminder to be kept: a stage of one group, and the deadline that it is about."""

    group_id: int
    stage: Stage
    deadline: datetime
    offer: bool


def add_plans(connection: Connection, planned: Iterable[Planned]) -> None:
    """Keep new reminders of any number of groups."""
    rows = [
        {
            "group_id": each.group_id,
            "stage": each.stage.name,
            "offer": each.offer,
            "deadline": each.deadline,
            "fire_on": each.stage.fire_on,
            "silent": each.stage.silent,
            "live": True,
        }
        for each in planned
    ]
    if rows:
        connection.execute(REMINDER.insert(), rows)


def replace_plan(
    connection: Connection, group_id: int, stages: Iterable[Dated], *, offer: bool
) -> None:
    """Plan these stages, each with its deadline, instead of what was planned and unsent."""
    cancel_plan(connection, group_id, offer=offer)
    add_plans(connection, (Planned(group_id, stage, at, offer) for stage, at in stages))


def cancel_plan(connection: Connection, group_id: int, *, offer: bool | None = None) -> None:
    """Drop what was planned and unsent for a group: its duties, its offer, or (None) both."""
    planned = update(REMINDER).where(REMINDER.c.group_id == group_id, REMINDER.c.live)
    if offer is not None:
        planned = planned.where(REMINDER.c.offer == offer)
    connection.execute(planned.values(live=False))


def planned_for(connection: Connection, group_id: int, *, offer: bool) -> list[DueReminder]:
    """What is planned and unsent for a group, soonest first."""
    planned = (REMINDER.c.group_id == group_id, REMINDER.c.offer == offer, REMINDER.c.live)
    rows = connection.execute(select(REMINDER).where(*planned).order_by(REMINDER.c.fire_on))
    return [reminder_of(row) for row in rows]


def sent_stages(
    connection: Connection, group_id: int, deadlines: Iterable[datetime]
) -> dict[datetime, set[StageName]]:
    """Which stages were sent already, by their deadline.

    A stage that gave way to another one, which was sent at its moment or later, counts too.
    """
    ended = (
        REMINDER.c.group_id == group_id,
        REMINDER.c.deadline.in_(set(deadlines)),
        ~REMINDER.c.live,
    )
    rows = connection.execute(select(REMINDER).where(*ended)).all()
    last: dict[datetime, datetime] = {}
    for row in rows:
        if row.sent_at is not None:
            last[row.deadline] = max(row.sent_at, last.get(row.deadline, row.sent_at))
    found: dict[datetime, set[StageName]] = {}
    for row in rows:
        if row.deadline in last and row.fire_on <= last[row.deadline]:
            found.setdefault(row.deadline, set()).add(StageName(row.stage))
    return found


def planned_deadlines(
    connection: Connection, group_ids: Collection[int]
) -> set[tuple[int, datetime]]:
    """The deadlines of duties of which something is still planned, with their group."""
    planned = (REMINDER.c.group_id.in_(group_ids), ~REMINDER.c.offer, REMINDER.c.live)
    rows = connection.execute(select(REMINDER.c.group_id, REMINDER.c.deadline).where(*planned))
    return {(row.group_id, row.deadline) for row in rows}


def reminder_of(row: Row[Any]) -> DueReminder:
    """A reminder out of a row with the columns of `REMINDER`."""
    stage = Stage(StageName(row.stage), row.fire_on, row.silent)
    return DueReminder(row.id, row.group_id, stage, row.offer, row.deadline)
