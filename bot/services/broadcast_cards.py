"""A broadcast as one officer sees it: how it stands, and what they may do to it."""

from dataclasses import dataclass

from bot.domain.audiences import Audience, read_audience
from bot.domain.broadcasts import RecipientState
from bot.domain.staff import Power
from bot.services.broadcast_doors import STEERS
from bot.services.staff import officers_with, powers_at
from bot.store.broadcast_recipients import count_recipients
from bot.store.broadcasts import BroadcastRecord
from bot.store.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class BroadcastCard:
    """A broadcast as one officer sees it.

    Attributes:
        audience: None before it was chosen.
        author: Who wrote it.
        approver: Who approved it; None before.
        approvers: Who may approve it and can be reached, without its author.
        own: The officer wrote it, and may still write in its region.
        approves: The officer may approve it: never their own.
        steers: The officer may stop, pause, resume and cancel it once it is approved.
        figures: How many recipients stand in each state; {} before it was fanned out.
    """

    record: BroadcastRecord
    audience: Audience | None
    author: OfficerCard
    approver: OfficerCard | None
    approvers: tuple[OfficerCard, ...]
    own: bool
    approves: bool
    steers: bool
    figures: dict[RecipientState, int]


def card_for(uow: UnitOfWork, officer: OfficerCard, record: BroadcastRecord) -> BroadcastCard:
    """A broadcast that a door has loaded."""
    powers = powers_at(uow, officer, record.region)
    approvers = officers_with(uow, Power.APPROVE, record.region)
    mine = record.author_id == officer.id
    approver = record.approver_id
    return BroadcastCard(
        record=record,
        audience=None if record.audience is None else read_audience(record.audience),
        author=officer_by_id(uow, record.author_id),
        approver=None if approver is None else officer_by_id(uow, approver),
        approvers=tuple(each for each in approvers if each.id != record.author_id),
        own=mine and Power.POLICY_EDIT in powers,
        approves=Power.APPROVE in powers and not mine,
        steers=bool(powers & STEERS),
        figures={} if record.begun_at is None else count_recipients(uow.connection, record.id),
    )
