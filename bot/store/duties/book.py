"""Firms that keep their duties here: when they were planned for, and what they chose themselves.

A row of `duty_book` is also what acts and ticks hold while they work on a firm's duties.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, delete, or_, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of
from bot.store.firms.firms import FIRM
from bot.store.insert import insert_or_ignore, upsert
from bot.store.regions import REGION_FACT
from bot.store.registers.in_force import IN_FORCE
from bot.store.uow import UnitOfWork


class DutyBook(SQLModel, table=True):
    """One firm. `planned` is what the reminders were planned by; empty: plan them anew.

    `report_at` is the firm's own hour of the daily reminder, in minutes after midnight.
    """

    __tablename__ = "duty_book"

    firm_id: int = Field(primary_key=True)
    opened_at: datetime = Field(sa_type=Moment)
    planned: str = ""
    version: int = 0
    report_at: int | None = None


class DutyChoice(SQLModel, table=True):
    """What a firm chose for one item: its own interval, its own target. Never the document's."""

    __tablename__ = "duty_choice"

    firm_id: int = Field(primary_key=True)
    record: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    days: int | None = None
    target: int | None = None
    chosen_at: datetime = Field(sa_type=Moment)


class DutyBegin(SQLModel, table=True):
    """Since when a duty with an interval holds for a firm: the first time is counted from then."""

    __tablename__ = "duty_begin"

    firm_id: int = Field(primary_key=True)
    record: str = Field(primary_key=True)
    began_at: datetime = Field(sa_type=Moment)


BOOK: Final = table_of(DutyBook)
CHOICE: Final = table_of(DutyChoice)
BEGIN: Final = table_of(DutyBegin)


@dataclass(frozen=True, slots=True)
class BookCard:
    """A firm that keeps its duties here.

    Attributes:
        opened_at: Since when (aware UTC); nothing before it was missed.
        report_at: The firm's own minute of the day for the daily reminder; None: ours.
    """

    firm_id: int
    opened_at: datetime
    report_at: int | None


@dataclass(frozen=True, slots=True)
class Choice:
    """An interval in days, or a target for a stock, since `chosen_at` (aware UTC)."""

    days: int | None
    target: int | None
    chosen_at: datetime


def hold_book(uow: UnitOfWork, firm_id: int) -> BookCard:
    """Hold a firm's duties until the act ends; the first time they are opened."""
    row = {"firm_id": firm_id, "opened_at": uow.now, "planned": "", "version": 0}
    insert_or_ignore(uow.connection, BOOK, [row])
    held = select(BOOK).where(BOOK.c.firm_id == firm_id).with_for_update()
    return _card(uow.connection.execute(held).one())


def book_of(connection: Connection, firm_id: int) -> BookCard | None:
    """A firm's book, if it was ever opened."""
    row = connection.execute(select(BOOK).where(BOOK.c.firm_id == firm_id)).first()
    return None if row is None else _card(row)


def books_of(connection: Connection, firm_ids: Collection[int]) -> dict[int, BookCard]:
    """The books of these firms, by firm."""
    rows = connection.execute(select(BOOK).where(BOOK.c.firm_id.in_(firm_ids)))
    return {row.firm_id: _card(row) for row in rows}


def books_within(connection: Connection, within: ColumnElement[bool]) -> set[int]:
    """Those of some firms that keep their duties here.

    Args:
        within: Which firms: see `store.reach`.
    """
    joined = FIRM.join(BOOK, BOOK.c.firm_id == FIRM.c.id)
    wanted = select(FIRM.c.id).select_from(joined).where(within)
    return set(connection.execute(wanted).scalars())


def plan_anew(connection: Connection, firm_id: int) -> None:
    """What is planned for a firm may no longer fit; the next tick plans it anew."""
    connection.execute(update(BOOK).where(BOOK.c.firm_id == firm_id).values(planned=""))


def hold_unplanned(connection: Connection, stamp: str, *, limit: int) -> list[BookCard]:
    """Hold firms that were planned for by other rules, another day or older answers.

    Those in another's hand are passed over.

    Args:
        stamp: What planning goes by now, beside the firm's own answers.
    """
    outdated = or_(BOOK.c.planned != stamp, BOOK.c.version != FIRM.c.version)
    wanted = (
        select(BOOK)
        .join(FIRM, FIRM.c.id == BOOK.c.firm_id)
        .where(outdated)
        .order_by(BOOK.c.firm_id)
        .limit(limit)
        .with_for_update(of=BOOK, skip_locked=True)
    )
    return [_card(row) for row in connection.execute(wanted)]


def note_planned(connection: Connection, firm_id: int, stamp: str, version: int) -> None:
    """The reminders of a firm are in line with this."""
    done = update(BOOK).where(BOOK.c.firm_id == firm_id)
    connection.execute(done.values(planned=stamp, version=version))


def choose_hour(connection: Connection, firm_id: int, minutes: int) -> None:
    """Set the firm's own hour of the daily reminder."""
    changed = update(BOOK).where(BOOK.c.firm_id == firm_id)
    connection.execute(changed.values(report_at=minutes, planned=""))


def choose(uow: UnitOfWork, firm_id: int, record: str, item: str, **values: int | None) -> None:
    """Keep the firm's own `days` or `target` of an item, and plan anew."""
    row = {"firm_id": firm_id, "record": record, "item": item, "chosen_at": uow.now}
    upsert(uow.connection, CHOICE, row | values, key=("firm_id", "record", "item"))
    plan_anew(uow.connection, firm_id)


def choices_of(connection: Connection, firm_id: int) -> dict[tuple[str, str], Choice]:
    """What a firm chose, by record and item."""
    rows = connection.execute(select(CHOICE).where(CHOICE.c.firm_id == firm_id))
    return {(row.record, row.item): Choice(row.days, row.target, row.chosen_at) for row in rows}


def begin_duties(uow: UnitOfWork, firm_id: int, records: Collection[str]) -> dict[str, datetime]:
    """Since when these duties hold for a firm: since now, where nobody noted it before.

    The caller holds the firm's book.

    Returns:
        By record; aware UTC.
    """
    rows = uow.connection.execute(select(BEGIN).where(BEGIN.c.firm_id == firm_id))
    known: dict[str, datetime] = {row.record: row.began_at for row in rows}
    fresh = [record for record in records if record not in known]
    if fresh:
        values = {"firm_id": firm_id, "began_at": uow.now}
        uow.connection.execute(BEGIN.insert(), [values | {"record": each} for each in fresh])
    return {record: known.get(record, uow.now) for record in records}


def end_duties(connection: Connection, firm_id: int, kept: Collection[str]) -> None:
    """Forget since when other duties than these held: should they return, they begin anew."""
    ended = (BEGIN.c.firm_id == firm_id, BEGIN.c.record.not_in(list(kept)))
    connection.execute(delete(BEGIN).where(*ended))


def newest_statements(connection: Connection) -> str:
    """A text that changes when staff say something about a region or a document."""
    regions = select(REGION_FACT)
    held = select(IN_FORCE.c.id).where(IN_FORCE.c.withdrawn_at.is_(None))
    set_by_staff = [
        f"{row.region} {row.fact} {row.value} {row.since.timestamp()}"
        for row in connection.execute(regions)
    ]
    return "\n".join(sorted([*set_by_staff, *map(str, connection.execute(held).scalars())]))


def _card(row: Row[Any]) -> BookCard:
    return BookCard(row.firm_id, row.opened_at, row.report_at)
