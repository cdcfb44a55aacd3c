"""统计: what became of a broadcast, whom it still lacks, and how that grew over time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.broadcasts import RecipientState
from bot.services.broadcasts.doors import broadcast_for
from bot.services.broadcasts.towns import TownCount, town_counts
from bot.store.broadcasts.broadcasts import BroadcastRecord
from bot.store.broadcasts.chases import Chase, chase_of
from bot.store.broadcasts.ledger import LedgerRow, ledger_rows, sent_curve
from bot.store.broadcasts.links import Openings, count_openings, link_of
from bot.store.broadcasts.receipts import count_receipts, receipt_moments
from bot.store.broadcasts.recipients import count_recipients
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

ROWS_MOST: Final = 20_000
"""So many rows of the ledger go into one spreadsheet."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """A broadcast in figures.

    Attributes:
        figures: How many recipients stand in each state.
        people: How many have confirmed, `firms` for how many firms.
        asked: Of how many firms a confirmation was wanted.
        towns: How each town stands.
        chase: How it is followed up; None if it asks for nothing.
        link: Under which it can be read; None if it has none.
        openings: How many opened that.
        sent: At how many it had arrived by when (aware), in order.
        confirmed_at: When each firm confirmed, in order.
    """

    record: BroadcastRecord
    now: datetime
    figures: Mapping[RecipientState, int]
    people: int
    firms: int
    asked: int
    towns: tuple[TownCount, ...]
    chase: Chase | None
    link: str | None
    openings: Openings
    sent: tuple[tuple[datetime, int], ...]
    confirmed_at: tuple[datetime, ...]


def statistics_of(uow: UnitOfWork, officer: OfficerCard, broadcast_id: int) -> Statistics:
    """A broadcast in figures, as they are now.

    Raises:
        NotYours: No such broadcast, or none of theirs.
    """
    record = broadcast_for(uow, officer, broadcast_id)
    connection = uow.connection
    people, firms = count_receipts(connection, record.id)
    towns = town_counts(uow, record)
    curve = sent_curve(connection, record.id, uow.now)
    return Statistics(
        record=record,
        now=uow.now,
        figures=count_recipients(connection, record.id),
        people=people,
        firms=firms,
        asked=sum(each.asked for each in towns),
        towns=towns,
        chase=chase_of(connection, record.id),
        link=link_of(connection, record.id),
        openings=count_openings(connection, record.id),
        sent=tuple((_in_time(record, at, uow.now), count) for at, count in curve),
        confirmed_at=tuple(receipt_moments(connection, record.id)),
    )


def ledger_of(
    uow: UnitOfWork, officer: OfficerCard, broadcast_id: int
) -> tuple[BroadcastRecord, list[LedgerRow]]:
    """The ledger row by row, up to `ROWS_MOST`, by person.

    Raises:
        NotYours: No such broadcast, or none of theirs.
    """
    record = broadcast_for(uow, officer, broadcast_id)
    rows = ledger_rows(uow, record.id, ROWS_MOST)
    return record, [_on_the_clock(record, each, uow.now) for each in rows]


def _in_time(record: BroadcastRecord, at: datetime, now: datetime) -> datetime:
    """A moment no earlier than it began and no later than it ended, on the business clock.

    The ledger keeps real time, and in training the two clocks drift apart.
    """
    return min(max(at, record.begun_at or at), record.finished_at or now)


def _on_the_clock(record: BroadcastRecord, row: LedgerRow, now: datetime) -> LedgerRow:
    at = row.settled_at
    late = row.state is RecipientState.LATER
    return row if at is None or late else replace(row, settled_at=_in_time(record, at, now))
