"""Test groups and their samplings."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Index, Row, func, select, update
from sqlmodel import Field, SQLModel

from bot.domain.cycles import Cycle, Ruled
from bot.domain.testing import Rhythm, RhythmKind
from bot.store.columns import Moment, table_of
from bot.store.firms import FIRM
from bot.store.uow import UnitOfWork


class SampledGroup(SQLModel, table=True):
    """People of one firm who are sampled together; `post` is their kind of work.

    `number` tells groups of one post apart. The rhythm columns are what was in force when the
    reminders were planned, so that firing can check them again without asking the rules:
    a policy id beside each, null where nothing is in force. `judged_on` is the local day on
    which the rules were asked last.
    """

    __tablename__ = "test_group"
    __table_args__ = (Index("ix_group_judged", "judged_on"),)

    id: int | None = Field(default=None, primary_key=True)
    firm_id: int = Field(index=True)
    post: str
    number: int = 1
    size: int | None = None
    sampled_at: datetime | None = Field(default=None, sa_type=Moment)
    duty_hours: int | None = None
    hours_policy: str | None = None
    daily_policy: str | None = None
    daily_since: datetime | None = Field(default=None, sa_type=Moment)
    offer_hours: int | None = None
    offer_policy: str | None = None
    judged_on: date
    created_at: datetime = Field(sa_type=Moment)
    removed: bool = False


class Sampling(SQLModel, table=True):
    """One sampling that was recorded; `before` is what the group's time was until then."""

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(index=True)
    sampled_at: datetime = Field(sa_type=Moment)
    before: datetime | None = Field(default=None, sa_type=Moment)
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: int
    undone_at: datetime | None = Field(default=None, sa_type=Moment)


GROUP: Final = table_of(SampledGroup)
SAMPLING: Final = table_of(Sampling)


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A test group as services see it. Moments are aware UTC."""

    id: int
    firm_id: int
    post: str
    number: int
    size: int | None
    sampled_at: datetime | None
    cycle: Cycle


@dataclass(frozen=True, slots=True)
class SamplingCard:
    """A sampling that was recorded."""

    id: int
    group_id: int
    sampled_at: datetime
    before: datetime | None
    recorded_at: datetime
    undone: bool


def add_group(
    uow: UnitOfWork, firm_id: int, post: str, size: int | None, *, judged_on: date
) -> GroupCard:
    """Keep a new group that was not sampled yet and has no rhythm yet."""
    last = select(func.max(GROUP.c.number)).where(GROUP.c.firm_id == firm_id, GROUP.c.post == post)
    number = (uow.connection.execute(last).scalar_one() or 0) + 1
    row = {
        "firm_id": firm_id,
        "post": post,
        "number": number,
        "size": size,
        "judged_on": judged_on,
        "created_at": uow.now,
        "removed": False,
    }
    return GroupCard(uow.add(GROUP, row), firm_id, post, number, size, None, Cycle())


def groups_of(connection: Connection, firm_id: int) -> list[GroupCard]:
    """The firm's groups in the order in which they were made."""
    wanted = (GROUP.c.firm_id == firm_id, ~GROUP.c.removed)
    rows = connection.execute(select(GROUP).where(*wanted).order_by(GROUP.c.id))
    return [card_of(row) for row in rows]


def lock_groups(connection: Connection, group_ids: Iterable[int]) -> dict[int, GroupCard]:
    """Groups by id, held until the act ends; removed ones are left out.

    Whoever changes a group's time or its reminders holds its row: acts and firing take turns.
    """
    wanted = (GROUP.c.id.in_(set(group_ids)), ~GROUP.c.removed)
    locked = select(GROUP).where(*wanted).order_by(GROUP.c.id).with_for_update()
    return {row.id: card_of(row) for row in connection.execute(locked)}


def change_group(connection: Connection, group_id: int, **values: Any) -> None:
    """Set columns of a group."""
    connection.execute(update(GROUP).where(GROUP.c.id == group_id).values(**values))


def put_cycle(connection: Connection, group_id: int, cycle: Cycle, *, judged_on: date) -> None:
    """Keep which rhythms are in force for a group."""
    hourly, daily, offer = cycle.hourly, cycle.daily, cycle.offer
    change_group(
        connection,
        group_id,
        duty_hours=None if hourly is None else hourly.rhythm.hours,
        hours_policy=None if hourly is None else hourly.policy,
        daily_policy=None if daily is None else daily.policy,
        daily_since=cycle.daily_since,
        offer_hours=None if offer is None else offer.rhythm.hours,
        offer_policy=None if offer is None else offer.policy,
        judged_on=judged_on,
    )


def begin_new_day(connection: Connection, group_ids: Collection[int], since: datetime) -> None:
    """Count the daily duty of these groups from this moment on."""
    missed = update(GROUP).where(GROUP.c.id.in_(group_ids))
    connection.execute(missed.values(daily_since=since))


def add_sampling(uow: UnitOfWork, group: GroupCard, sampled_at: datetime, by: int) -> int:
    """Record a sampling and return its id."""
    change_group(uow.connection, group.id, sampled_at=sampled_at)
    row = {
        "group_id": group.id,
        "sampled_at": sampled_at,
        "before": group.sampled_at,
        "recorded_at": uow.now,
        "recorded_by": by,
    }
    return uow.add(SAMPLING, row)


def load_sampling(connection: Connection, sampling_id: int) -> SamplingCard | None:
    """A sampling by its id."""
    row = connection.execute(select(SAMPLING).where(SAMPLING.c.id == sampling_id)).first()
    if row is None:
        return None
    return SamplingCard(
        id=row.id,
        group_id=row.group_id,
        sampled_at=row.sampled_at,
        before=row.before,
        recorded_at=row.recorded_at,
        undone=row.undone_at is not None,
    )


def undo_sampling(uow: UnitOfWork, sampling: SamplingCard) -> None:
    """Take a sampling back: the group's time is again what it was."""
    undone = update(SAMPLING).where(SAMPLING.c.id == sampling.id)
    uow.connection.execute(undone.values(undone_at=uow.now))
    change_group(uow.connection, sampling.group_id, sampled_at=sampling.before)


def firms_to_judge(connection: Connection, today: date, *, limit: int) -> list[int]:
    """Firms with groups whose rules were asked before today."""
    stale = select(GROUP.c.firm_id).where(GROUP.c.judged_on < today, ~GROUP.c.removed)
    return list(
        connection.execute(stale.distinct().order_by(GROUP.c.firm_id).limit(limit)).scalars()
    )


def firms_with_groups(connection: Connection, region: str) -> list[int]:
    """Firms in a region, or in a place below it, that have test groups."""
    inside = (FIRM.c.region == region) | FIRM.c.region.startswith(f"{region}/", autoescape=True)
    joined = FIRM.join(GROUP, GROUP.c.firm_id == FIRM.c.id)
    found = select(FIRM.c.id).select_from(joined).where(inside, ~GROUP.c.removed)
    return list(connection.execute(found.distinct().order_by(FIRM.c.id)).scalars())


def card_of(row: Row[Any]) -> GroupCard:
    """A group from a whole row of the table."""
    return GroupCard(
        id=row.id,
        firm_id=row.firm_id,
        post=row.post,
        number=row.number,
        size=row.size,
        sampled_at=row.sampled_at,
        cycle=_cycle(row),
    )


def _cycle(row: Row[Any]) -> Cycle:
    hourly = daily = offer = None
    if row.hours_policy is not None:
        hourly = Ruled(Rhythm(RhythmKind.DUTY, hours=row.duty_hours), row.hours_policy)
    if row.daily_policy is not None:
        daily = Ruled(Rhythm(RhythmKind.DUTY, daily=True), row.daily_policy)
    if row.offer_policy is not None:
        offer = Ruled(Rhythm(RhythmKind.OFFER, hours=row.offer_hours), row.offer_policy)
    return Cycle(hourly, daily, row.daily_since, offer)
