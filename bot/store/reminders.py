"""Reminders that are planned for test groups, and what became of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, bindparam, func, select, update
from sqlmodel import Field, SQLModel

from bot.domain.reminders import Stage, StageName
from bot.domain.stages import Dated
from bot.store.columns import Moment, RowId, live_index, table_of
from bot.store.testing import GROUP, GroupCard, cards_of


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
    return [_reminder(row) for row in rows]


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


def lock_due_groups(connection: Connection, now: datetime, *, limit: int) -> dict[int, GroupCard]:
    """Hold the groups of the oldest due reminders.

    Groups in another process's hand are passed over: an act that records a sampling right now,
    or another process that fires. What is left of them comes next time.

    Args:
        limit: How many due reminders to look at.
    """
    due = (
        select(REMINDER.c.group_id)
        .where(REMINDER.c.live, REMINDER.c.fire_on <= now)
        .order_by(REMINDER.c.fire_on, REMINDER.c.id)
        .limit(limit)
    )
    wanted = select(GROUP).where(GROUP.c.id.in_(due)).order_by(GROUP.c.id)
    return cards_of(connection, connection.execute(wanted.with_for_update(skip_locked=True)))


def due_reminders(
    connection: Connection, now: datetime, group_ids: Collection[int]
) -> dict[int, list[DueReminder]]:
    """Everything that is due for these groups, by group, in the order in which it fell due.

    A newer stage supersedes an older.
    """
    due = (REMINDER.c.group_id.in_(group_ids), REMINDER.c.live, REMINDER.c.fire_on <= now)
    found: dict[int, list[DueReminder]] = {}
    ordered = select(REMINDER).where(*due).order_by(REMINDER.c.fire_on, REMINDER.c.id)
    for row in connection.execute(ordered):
        found.setdefault(row.group_id, []).append(_reminder(row))
    return found


def lock_upcoming(
    connection: Connection,
    firm_ids: Collection[int],
    stages: Collection[StageName],
    now: datetime,
    until: datetime,
) -> tuple[dict[int, GroupCard], list[DueReminder]]:
    """Hold the groups of these firms that soon come to such a stage, and read which.

    Groups in another's hand are passed over.

    Args:
        until: What falls due after now and before this moment (aware), with a sound.
    """
    moment = (REMINDER.c.fire_on > now, REMINDER.c.fire_on < until, ~REMINDER.c.silent)
    soon = (REMINDER.c.live, *moment, REMINDER.c.stage.in_(list(stages)))
    # Asked group by group: a million others may be reminded in the same hours.
    has_soon = select(1).where(REMINDER.c.group_id == GROUP.c.id, *soon).exists()
    wanted = select(GROUP).where(GROUP.c.firm_id.in_(list(firm_ids)), has_soon)
    ordered = wanted.order_by(GROUP.c.id).with_for_update(skip_locked=True)
    cards = cards_of(connection, connection.execute(ordered))
    theirs = (*soon, REMINDER.c.group_id.in_(cards))
    rows = connection.execute(select(REMINDER).where(*theirs).order_by(REMINDER.c.fire_on))
    return cards, [_reminder(row) for row in rows]


def coming_reminders(
    connection: Connection, firm_ids: Collection[int], now: datetime, until: datetime
) -> list[tuple[int, datetime]]:
    """When these firms hear of their groups next, after now and before a moment (aware)."""
    groups = select(GROUP.c.id, GROUP.c.firm_id).where(GROUP.c.firm_id.in_(list(firm_ids)))
    firms = {row.id: row.firm_id for row in connection.execute(groups)}
    soon = (REMINDER.c.live, REMINDER.c.fire_on > now, REMINDER.c.fire_on < until)
    theirs = (REMINDER.c.group_id.in_(firms), ~REMINDER.c.silent)
    rows = connection.execute(
        select(REMINDER.c.group_id, REMINDER.c.fire_on).where(*theirs, *soon)
    )
    return [(firms[row.group_id], row.fire_on) for row in rows]


def next_due(connection: Connection) -> datetime | None:
    """When the next reminder falls due, if any is planned."""
    soonest = select(func.min(REMINDER.c.fire_on)).where(REMINDER.c.live)
    moment: datetime | None = connection.execute(soonest).scalar_one()
    return moment


def end_reminders(
    connection: Connection, reminder_ids: Sequence[int], *, sent_at: datetime | None
) -> None:
    """Close reminders: sent at this moment, or dropped where it is None."""
    if reminder_ids:
        closed = {"live": False, "sent_at": sent_at}
        wanted = REMINDER.c.id.in_(reminder_ids)
        connection.execute(update(REMINDER).where(wanted).values(closed))


def groups_told_overdue(
    connection: Connection, since: datetime, firms: Select[tuple[int]]
) -> dict[int, GroupCard]:
    """The groups of some firms of which a missed deadline was said since, by id.

    Args:
        since: Aware; business time.
        firms: Which firms: their ids.
    """
    said = (REMINDER.c.stage == StageName.OVERDUE, REMINDER.c.sent_at >= since)
    told = select(REMINDER.c.group_id).where(*said)
    wanted = (GROUP.c.id.in_(told), GROUP.c.firm_id.in_(firms), ~GROUP.c.removed)
    return cards_of(connection, connection.execute(select(GROUP).where(*wanted)))


def postpone_reminders(connection: Connection, until: Mapping[int, datetime]) -> None:
    """Let reminders wait, each until its own later moment."""
    moved = update(REMINDER).where(REMINDER.c.id == bindparam("its_id"))
    moved = moved.values(fire_on=bindparam("later", type_=Moment))
    rows = [{"its_id": number, "later": later} for number, later in until.items()]
    if rows:
        connection.execute(moved, rows)


def _reminder(row: Row[Any]) -> DueReminder:
    stage = Stage(StageName(row.stage), row.fire_on, row.silent)
    return DueReminder(row.id, row.group_id, stage, row.offer, row.deadline)
