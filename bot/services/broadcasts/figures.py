"""Broadcasts as lists, cards and figures."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, and_, or_

from bot.domain.broadcasts import OVER, UNDER_WAY, BroadcastState, RecipientState, Urgency
from bot.domain.staff import Power
from bot.services.broadcasts.cards import BroadcastCard, card_for
from bot.services.broadcasts.doors import STEERS, broadcast_for
from bot.services.staff.staff import regions_with
from bot.store.broadcasts.broadcasts import (
    BROADCAST,
    BroadcastRecord,
    broadcasts_where,
    of_regions,
)
from bot.store.broadcasts.recipients import count_recipients
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

LISTED: Final = 8
PAST: Final = 80


@dataclass(frozen=True, slots=True)
class BroadcastLists:
    """The newest of each kind, of all that an officer may see.

    Attributes:
        mine: Drafts and what was handed in by the officer.
        to_approve: Handed in by others, for the officer to decide.
        to_look_over: Went urgently, for the officer to look at afterwards.
        under_way: Held, being sent or paused.
        past: Sent, stopped or cancelled.
    """

    mine: tuple[BroadcastRecord, ...]
    to_approve: tuple[BroadcastRecord, ...]
    to_look_over: tuple[BroadcastRecord, ...]
    under_way: tuple[BroadcastRecord, ...]
    past: tuple[BroadcastRecord, ...]


def card_of(uow: UnitOfWork, officer: OfficerCard, broadcast_id: int) -> BroadcastCard:
    """A broadcast that an officer may see.

    Raises:
        NotYours: No such broadcast, or none of theirs.
    """
    return card_for(uow, officer, broadcast_for(uow, officer, broadcast_id))


def broadcasts_of(uow: UnitOfWork, officer: OfficerCard) -> BroadcastLists:
    """All that an officer may see, by what is to be done with it."""
    edited = regions_with(uow, officer, Power.POLICY_EDIT)
    approved = regions_with(uow, officer, Power.APPROVE)
    seen = {region for power in STEERS for region in regions_with(uow, officer, power)}
    mine = BROADCAST.c.author_id == officer.id
    approver = BROADCAST.c.approver_id
    apart = ~mine & or_(approver.is_(None), approver != officer.id)
    unsent = {BroadcastState.DRAFT, BroadcastState.SUBMITTED}
    return BroadcastLists(
        mine=_listed(uow, unsent, of_regions(edited) & mine),
        to_approve=_listed(uow, {BroadcastState.SUBMITTED}, of_regions(approved) & apart),
        to_look_over=_listed(uow, set(BroadcastState), of_regions(approved) & apart & _unseen()),
        under_way=_listed(uow, UNDER_WAY, of_regions(seen)),
        past=_listed(uow, OVER, of_regions(seen), PAST),
    )


def figures_of(
    uow: UnitOfWork, officer: OfficerCard, broadcast_id: int
) -> dict[RecipientState, int]:
    """How many recipients stand in each state; states of nobody are left out.

    Raises:
        NotYours: No such broadcast, or none of theirs.
    """
    return count_recipients(uow.connection, broadcast_for(uow, officer, broadcast_id).id)


def _unseen() -> ColumnElement[bool]:
    """Of those that went urgently: no third has looked at it."""
    urgent = BROADCAST.c.urgency == Urgency.URGENT
    return and_(urgent, BROADCAST.c.begun_at.is_not(None), BROADCAST.c.third_id.is_(None))


def _listed(
    uow: UnitOfWork,
    states: Collection[BroadcastState],
    within: ColumnElement[bool],
    limit: int = LISTED,
) -> tuple[BroadcastRecord, ...]:
    return tuple(broadcasts_where(uow, BROADCAST.c.state.in_(states), within, limit=limit))
