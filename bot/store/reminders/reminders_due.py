"""Reminders of test groups whose time has come or comes soon, and what became of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, bindparam, func, select, update

from bot.domain.reminders import StageName
from bot.store.columns import Moment
from bot.store.reminders.reminders import REMINDER, DueReminder, reminder_of
from bot.store.testing.testing import GROUP, GroupCard, cards_of


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
        found.setdefault(row.group_id, []).append(reminder_of(row))
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
    return cards, [reminder_of(row) for row in rows]


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
