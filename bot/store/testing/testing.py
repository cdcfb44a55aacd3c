"""Test groups and their samplings."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Index, Row, func, select, update
from sqlmodel import Field, SQLModel

from bot.domain.cycles import Course, Cycle, Ruled
from bot.domain.parts import Part, Parts, dump_parts, load_parts, oldest, total
from bot.domain.pauses import Pause
from bot.domain.testing import Rhythm, RhythmKind
from bot.store.columns import Moment, table_of
from bot.store.testing.pauses import pauses_of_firms
from bot.store.uow import UnitOfWork


class SampledGroup(SQLModel, table=True):
    """People of one firm who are sampled together; `post` is their kind of work.

    `name` is what the firm calls it, if it said so; `number` tells groups of one post without a
    name apart. `parts` is JSON as `dump_parts` makes it, null while
    all have one clock; `size` and `sampled_at` are then of all, and else their sum and their
    oldest clock. `offers` is whether they want to hear of free tests.

    The rhythm columns are what was in force when the reminders were planned, so that firing can
    check them again without asking the rules: a policy id beside each, null where nothing is in
    force. `judged_on` is the local day on which the rules were asked last.
    """

    __tablename__ = "test_group"
    __table_args__ = (Index("ix_group_judged", "judged_on"),)

    id: int | None = Field(default=None, primary_key=True)
    firm_id: int = Field(index=True)
    post: str
    number: int = 1
    name: str | None = None
    size: int | None = None
    sampled_at: datetime | None = Field(default=None, sa_type=Moment)
    parts: str | None = None
    offers: bool = True
    duty_hours: int | None = None
    hours_policy: str | None = None
    daily_policy: str | None = None
    daily_since: datetime | None = Field(default=None, sa_type=Moment)
    offer_hours: int | None = None
    offer_policy: str | None = None
    judged_on: date
    created_at: datetime = Field(sa_type=Moment)
    removed: bool = False


GROUP: Final = table_of(SampledGroup)


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A test group as services see it. Moments are aware UTC.

    Attributes:
        pauses: Of the group and of its whole firm, past ones too.
        offers: Whether they want to hear of free tests.
        name: What the firm calls it; empty if by its post.
    """

    id: int
    firm_id: int
    post: str
    number: int
    parts: Parts
    cycle: Cycle
    pauses: tuple[Pause, ...] = ()
    offers: bool = True
    name: str = ""

    @property
    def size(self) -> int | None:
        """How many people it has; None if that is not known."""
        return total(self.parts)

    @property
    def sampled_at(self) -> datetime | None:
        """The oldest known clock: it runs out first."""
        return oldest(self.parts)

    @property
    def course(self) -> Course:
        """What decides when it is due."""
        return Course(self.cycle, self.parts, self.pauses, self.offers)


def add_group(
    uow: UnitOfWork,
    firm_id: int,
    post: str,
    size: int | None,
    *,
    judged_on: date,
    name: str = "",
) -> GroupCard:
    """Keep a new group that was not sampled yet and has no rhythm yet."""
    alike = (GROUP.c.post == post, GROUP.c.name.is_(None)) if not name else (GROUP.c.name == name,)
    last = select(func.max(GROUP.c.number)).where(GROUP.c.firm_id == firm_id, *alike)
    number = (uow.connection.execute(last).scalar_one() or 0) + 1
    row = {
        "name": name or None,
        "firm_id": firm_id,
        "post": post,
        "number": number,
        "size": size,
        "judged_on": judged_on,
        "created_at": uow.now,
        "offers": True,
        "removed": False,
    }
    card = GroupCard(
        uow.add(GROUP, row), firm_id, post, number, (Part(None, size),), Cycle(), name=name
    )
    return _with_pauses(uow.connection, [card])[0]


def groups_of(connection: Connection, firm_id: int) -> list[GroupCard]:
    """The firm's groups in the order in which they were made."""
    wanted = (GROUP.c.firm_id == firm_id, ~GROUP.c.removed)
    rows = connection.execute(select(GROUP).where(*wanted).order_by(GROUP.c.id))
    return _with_pauses(connection, [card_of(row) for row in rows])


def lock_groups(connection: Connection, group_ids: Iterable[int]) -> dict[int, GroupCard]:
    """Groups by id, held until the act ends; removed ones are left out.

    Whoever changes a group's time or its reminders holds its row: acts and firing take turns.
    """
    wanted = (GROUP.c.id.in_(set(group_ids)), ~GROUP.c.removed)
    locked = select(GROUP).where(*wanted).order_by(GROUP.c.id).with_for_update()
    return cards_of(connection, connection.execute(locked))


def cards_of(connection: Connection, rows: Iterable[Row[Any]]) -> dict[int, GroupCard]:
    """Groups from whole rows of the table, with their pauses, by id."""
    cards = _with_pauses(connection, [card_of(row) for row in rows])
    return {card.id: card for card in cards}


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


def put_parts(connection: Connection, group_id: int, parts: Parts) -> None:
    """Keep a group's people by their clocks."""
    change_group(
        connection,
        group_id,
        size=total(parts),
        sampled_at=oldest(parts),
        parts=dump_parts(parts) if len(parts) > 1 else None,
    )


def card_of(row: Row[Any]) -> GroupCard:
    """A group from a whole row of the table, as if it had no pauses."""
    return GroupCard(
        id=row.id,
        firm_id=row.firm_id,
        post=row.post,
        number=row.number,
        parts=load_parts(row.parts) if row.parts else (Part(row.sampled_at, row.size),),
        cycle=_cycle(row),
        offers=row.offers,
        name=row.name or "",
    )


def _with_pauses(connection: Connection, cards: list[GroupCard]) -> list[GroupCard]:
    of_firms = pauses_of_firms(connection, {card.firm_id for card in cards}) if cards else {}
    return [
        replace(
            card,
            pauses=tuple(
                pause.span
                for pause in of_firms.get(card.firm_id, ())
                if pause.group_id in (None, card.id)
            ),
        )
        if card.firm_id in of_firms
        else card
        for card in cards
    ]


def _cycle(row: Row[Any]) -> Cycle:
    hourly = daily = offer = None
    if row.hours_policy is not None:
        hourly = Ruled(Rhythm(RhythmKind.DUTY, hours=row.duty_hours), row.hours_policy)
    if row.daily_policy is not None:
        daily = Ruled(Rhythm(RhythmKind.DUTY, daily=True), row.daily_policy)
    if row.offer_policy is not None:
        offer = Ruled(Rhythm(RhythmKind.OFFER, hours=row.offer_hours), row.offer_policy)
    return Cycle(hourly, daily, row.daily_since, offer)
