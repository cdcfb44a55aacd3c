"""A broadcast as one officer sees it: how it stands, and what they may do to it."""

from dataclasses import dataclass

from bot.domain.audience_reading import read_audience
from bot.domain.audiences import Audience
from bot.domain.broadcasts import RecipientState, Urgency
from bot.domain.staff import Power
from bot.services.broadcasts.doors import STEERS
from bot.services.staff.staff import officers_with, powers_at
from bot.store.broadcasts.broadcasts import BroadcastRecord, broadcast_by_id
from bot.store.broadcasts.earlier import successor_of
from bot.store.broadcasts.recipients import count_recipients
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork


def _went_unseen(record: BroadcastRecord) -> bool:
    """It went urgently, on two people's word, and no third has looked at it."""
    begun = record.begun_at is not None and record.third_id is None
    return begun and record.urgency is Urgency.URGENT


@dataclass(frozen=True, slots=True)
class BroadcastCard:
    """A broadcast as one officer sees it.

    Attributes:
        audience: None before it was chosen.
        author: Who wrote it.
        approver: Who approved it; None before.
        third: Who approved it too, or looked at it after it went urgently; None before.
        before: What it changes, if it is a change.
        changed_by: The broadcast that changes it, drafts included; None if none does.
        approvers: Who may approve it and can be reached, without its author.
        own: The officer wrote it, and may still write in its region.
        approves: The officer may approve it: never their own, and only once.
        changes: The officer may correct or withdraw it once it has gone out.
        looks_over: The officer may look at it as one that went urgently.
        steers: The officer may stop, pause, resume and cancel it once it is approved.
        figures: How many recipients stand in each state; {} before it was fanned out.
    """

    record: BroadcastRecord
    audience: Audience | None
    author: OfficerCard
    approver: OfficerCard | None
    approvers: tuple[OfficerCard, ...]
    third: OfficerCard | None
    before: BroadcastRecord | None
    changed_by: int | None
    own: bool
    approves: bool
    changes: bool
    looks_over: bool
    steers: bool
    figures: dict[RecipientState, int]


def card_for(uow: UnitOfWork, officer: OfficerCard, record: BroadcastRecord) -> BroadcastCard:
    """A broadcast that a door has loaded."""
    powers = powers_at(uow, officer, record.region)
    approvers = officers_with(uow, Power.APPROVE, record.region)
    mine = record.author_id == officer.id
    approver, third, change = record.approver_id, record.third_id, record.change
    apart = officer.id not in {record.author_id, approver}
    return BroadcastCard(
        record=record,
        audience=None if record.audience is None else read_audience(record.audience),
        author=officer_by_id(uow, record.author_id),
        approver=None if approver is None else officer_by_id(uow, approver),
        third=None if third is None else officer_by_id(uow, third),
        before=None if change is None else broadcast_by_id(uow, change.corrects),
        changed_by=None if record.begun_at is None else successor_of(uow, record.id),
        approvers=tuple(each for each in approvers if each.id not in {record.author_id, approver}),
        own=mine and Power.POLICY_EDIT in powers,
        approves=Power.APPROVE in powers and apart,
        changes=Power.POLICY_EDIT in powers and record.begun_at is not None,
        looks_over=Power.APPROVE in powers and apart and _went_unseen(record),
        steers=bool(powers & STEERS),
        figures={} if record.begun_at is None else count_recipients(uow.connection, record.id),
    )
