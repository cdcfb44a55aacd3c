"""Pauses of firms and of single test groups: rows are put out of force, never removed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, func, or_, select, update
from sqlmodel import Field, SQLModel

from bot.domain.pauses import Pause
from bot.store.columns import Moment, live_index, table_of
from bot.store.uow import UnitOfWork


class TestPause(SQLModel, table=True):
    """A pause of a firm, or of one of its groups.

    It is `live` until a newer one of the same scope replaces it or it is taken back;
    `replaced_by` brings it back when the newer one is taken back. `notice_on` is when the
    return is announced, null once that is done or if there is nothing to announce.
    """

    __tablename__ = "test_pause"
    __table_args__ = (
        live_index("ix_test_pause_firm", "firm_id"),
        live_index("ix_test_pause_notice", "notice_on"),
    )
    __test__ = False

    id: int | None = Field(default=None, primary_key=True)
    firm_id: int
    group_id: int | None = None
    starts_at: datetime = Field(sa_type=Moment)
    ends_at: datetime | None = Field(default=None, sa_type=Moment)
    notice_on: datetime | None = Field(default=None, sa_type=Moment)
    made_at: datetime = Field(sa_type=Moment)
    made_by: int
    live: bool = True
    replaced_by: int | None = None


PAUSE: Final = table_of(TestPause)


@dataclass(frozen=True, slots=True)
class PauseCard:
    """A pause that is in force, was, or will be.

    `group_id` is None for a whole firm; `notice_on` is when its end is announced.
    """

    id: int
    firm_id: int
    group_id: int | None
    span: Pause
    made_at: datetime
    live: bool
    notice_on: datetime | None


@dataclass(frozen=True, slots=True)
class NewPause:
    """A pause to be kept; `notice_on`: when its end is announced."""

    firm_id: int
    group_id: int | None
    span: Pause
    notice_on: datetime | None


def add_pause(uow: UnitOfWork, pause: NewPause, by: int, *, instead: Iterable[int]) -> int:
    """Keep a pause in place of others; returns its id."""
    row = {
        "firm_id": pause.firm_id,
        "group_id": pause.group_id,
        "starts_at": pause.span.starts_at,
        "ends_at": pause.span.ends_at,
        "notice_on": pause.notice_on,
        "made_at": uow.now,
        "made_by": by,
        "live": True,
    }
    new = uow.add(PAUSE, row)
    replaced = update(PAUSE).where(PAUSE.c.id.in_(list(instead)))
    uow.connection.execute(replaced.values(live=False, replaced_by=new))
    return new


def take_back(connection: Connection, pause_id: int) -> None:
    """As if this pause had not been made: what it replaced is in force again."""
    connection.execute(update(PAUSE).where(PAUSE.c.id == pause_id).values(live=False))
    earlier = update(PAUSE).where(PAUSE.c.replaced_by == pause_id)
    connection.execute(earlier.values(live=True, replaced_by=None))


def load_pause(connection: Connection, pause_id: int) -> PauseCard | None:
    """A pause by its id, in force or not."""
    row = connection.execute(select(PAUSE).where(PAUSE.c.id == pause_id)).first()
    return None if row is None else _card(row)


def pauses_of_firms(
    connection: Connection, firm_ids: Collection[int]
) -> dict[int, list[PauseCard]]:
    """Every pause in force of these firms, past ones too, by firm."""
    wanted = (PAUSE.c.firm_id.in_(firm_ids), PAUSE.c.live)
    found: dict[int, list[PauseCard]] = {}
    for row in connection.execute(select(PAUSE).where(*wanted).order_by(PAUSE.c.id)):
        found.setdefault(row.firm_id, []).append(_card(row))
    return found


def lock_ending_pauses(connection: Connection, now: datetime, *, limit: int) -> list[PauseCard]:
    """Hold pauses whose end is to be announced now; those in another's hand are passed over."""
    due = (PAUSE.c.live, PAUSE.c.notice_on <= now)
    wanted = select(PAUSE).where(*due).order_by(PAUSE.c.notice_on, PAUSE.c.id).limit(limit)
    return [_card(row) for row in connection.execute(wanted.with_for_update(skip_locked=True))]


def announce_later(connection: Connection, pause_id: int, at: datetime | None) -> None:
    """Announce a pause's end at another moment; None: it is done."""
    connection.execute(update(PAUSE).where(PAUSE.c.id == pause_id).values(notice_on=at))


def next_return(connection: Connection) -> datetime | None:
    """When the next end of a pause is to be announced, if any is."""
    soonest = select(func.min(PAUSE.c.notice_on)).where(PAUSE.c.live)
    moment: datetime | None = connection.execute(soonest).scalar_one()
    return moment


def pauses_ahead(connection: Connection, firm_id: int, now: datetime) -> list[PauseCard]:
    """Pauses of a firm that are not over yet."""
    lasting = or_(PAUSE.c.ends_at.is_(None), PAUSE.c.ends_at > now)
    wanted = (PAUSE.c.firm_id == firm_id, PAUSE.c.live, lasting)
    rows = connection.execute(select(PAUSE).where(*wanted).order_by(PAUSE.c.starts_at))
    return [card for card in map(_card, rows) if card.span.starts_at != card.span.ends_at]


def newest_pause(
    connection: Connection, person_id: int, since: datetime
) -> tuple[int, datetime, bool] | None:
    """What a person set last since then: its id, when, and whether it still stands."""
    theirs = (PAUSE.c.made_by == person_id, PAUSE.c.made_at >= since)
    newest = select(PAUSE).where(*theirs).order_by(PAUSE.c.id.desc()).limit(1)
    row = connection.execute(newest).first()
    return None if row is None else (row.id, row.made_at, bool(row.live))


def _card(row: Row[Any]) -> PauseCard:
    span = Pause(row.starts_at, row.ends_at)
    return PauseCard(row.id, row.firm_id, row.group_id, span, row.made_at, row.live, row.notice_on)
