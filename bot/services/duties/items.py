"""Items of a duty: what exists once, what is done again and again, what is kept in stock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.duties import (
    ItemStage,
    coming_mondays,
    due_day,
    end_of,
    is_monday,
    item_stages,
    stage_on,
)
from bot.domain.errands import Errand, Wanted
from bot.domain.evidence import subject_of
from bot.services.duties.duties import Duty, FirmDuties, load_duties
from bot.services.duties.errands import Ground, keep_errands
from bot.services.testing.rhythms import source_of
from bot.store.duties.book import Choice
from bot.store.duties.evidence import EvidenceCard
from bot.store.uow import UnitOfWork
from policies.keeping import Item, ItemForm
from policies.verdicts import Source
from policies.words import Words

FORM: Final = "items"
STOCK_FORM: Final = "stock"
SCOPE: Final = subject_of("form", FORM)


class ItemState(StrEnum):
    """How one item stands; in the order in which they are shown."""

    OVERDUE = "overdue"
    TODAY = "today"
    BELOW = "below"  # a stock under the firm's own target
    MISSING = "missing"  # nothing is shown for it yet
    NO_TARGET = "no_target"  # a stock that is counted, without a target
    KEPT = "kept"


URGENT: Final = frozenset({ItemState.OVERDUE, ItemState.TODAY, ItemState.BELOW})


@dataclass(frozen=True, slots=True)
class ItemStatus:
    """One item as it stands.

    Attributes:
        last: The newest evidence that counts.
        days: Every how many days, by the document or by the firm's choice.
        due: The day on which it is due again; None if nothing sets one.
        target: How much of a stock the firm wants; None if it set none.
    """

    item: Item
    state: ItemState
    last: EvidenceCard | None
    days: int | None
    due: date | None
    target: int | None

    @property
    def amount(self) -> int | None:
        """How much is there, if it is counted."""
        return None if self.last is None else self.last.amount

    @property
    def may_set_days(self) -> bool:
        """Whether the interval is the firm's own to set."""
        return self.item.own_interval


@dataclass(frozen=True, slots=True)
class ItemNote:
    """One line of a reminder: which item, of which duty, and what about it."""

    record: str
    title: Words
    item: Item
    stage: ItemStage
    status: ItemStatus
    source: Source | None


@dataclass(frozen=True, slots=True)
class ItemReminder:
    """Items that are due, or stocks below their target, in one message."""

    notes: tuple[ItemNote, ...]
    late: bool
    today: date
    now: datetime
    zone: ZoneInfo


def item_statuses(duties: FirmDuties, duty: Duty) -> tuple[ItemStatus, ...]:
    """Every item of a duty, in the order of the record."""
    return tuple(item_status(duties, duty, item) for item in duty.keeping.items)


def item_status(duties: FirmDuties, duty: Duty, item: Item) -> ItemStatus:
    """How one item stands today."""
    last = duties.latest.get(duty.point(item.id))
    choice = duties.choices.get((duty.record, item.id))
    begun = duties.begun.get(duty.record, duties.now)
    return _status(item, last, choice, begun, (duties.today, duties.zone))


def _status(
    item: Item,
    last: EvidenceCard | None,
    choice: Choice | None,
    begun: datetime,
    here: tuple[date, ZoneInfo],
) -> ItemStatus:
    today, zone = here
    days = item.days or (choice.days if choice is not None and item.own_interval else None)
    due = _due(item, last, choice, days, begun, zone)
    target = choice.target if choice is not None and item.form is ItemForm.STOCK else None
    state = _stock_state(last, target) if item.form is ItemForm.STOCK else None
    return ItemStatus(
        item=item,
        state=state or _state(last, due, today),
        last=last,
        days=days,
        due=due,
        target=target,
    )


def _due(
    item: Item,
    last: EvidenceCard | None,
    choice: Choice | None,
    days: int | None,
    begun: datetime,
    zone: ZoneInfo,
) -> date | None:
    """When it is due next; what exists once is due again only after it was shown once.

    What was never done is due a first time when its interval has run out once: counted from the
    firm's own choice, or from when the duty began to hold here. No document names that day.
    """
    if days is None:
        return None
    if last is not None:
        return due_day(last.done_at, days, zone)
    if item.form is not ItemForm.RECURRING:
        return None
    if choice is not None and item.own_interval:
        return due_day(choice.chosen_at, days, zone)
    return due_day(begun, days, zone)


def _state(last: EvidenceCard | None, due: date | None, today: date) -> ItemState:
    if due is not None and due < today:
        return ItemState.OVERDUE
    if due == today:
        return ItemState.TODAY
    return ItemState.MISSING if last is None else ItemState.KEPT


def _stock_state(last: EvidenceCard | None, target: int | None) -> ItemState:
    if last is None or last.amount is None:
        return ItemState.MISSING
    if target is None:
        return ItemState.NO_TARGET
    return ItemState.BELOW if last.amount < target else ItemState.KEPT


def plan_items(uow: UnitOfWork, duties: FirmDuties, of_items: Sequence[Duty]) -> None:
    """Plan the reminders of every item that is due some day or below its target."""
    wanted = [
        each
        for duty in of_items
        for status in item_statuses(duties, duty)
        for each in _wanted(duties, duty, status)
    ]
    keep_errands(uow, duties.firm_id, SCOPE, wanted)


def _wanted(duties: FirmDuties, duty: Duty, status: ItemStatus) -> Iterator[Wanted]:
    point = duty.point(status.item.id)
    if status.state is ItemState.BELOW:
        for at in coming_mondays(duties.today, duties.quiet):
            over = end_of(at.astimezone(duties.zone).date(), duties.zone)
            yield Wanted(STOCK_FORM, point, ItemStage.BELOW, over, at)
    if status.due is None or status.days is None:
        return
    over = end_of(status.due, duties.zone)
    for each in item_stages(status.due, status.days, duties.quiet):
        missed = each.stage is ItemStage.OVERDUE
        yield Wanted(FORM, point, each.stage, over, each.at, even_late=missed)


def recheck_items(
    uow: UnitOfWork, ground: Ground, firm_id: int, due: Sequence[Errand]
) -> Sequence[ItemReminder]:
    """What these errands are about and is still so, all in one card."""
    duties = load_duties(uow, ground, firm_id)
    notes = [note for errand in due if (note := _note(ground, duties, errand)) is not None]
    if not notes:
        return ()
    late = all(errand.late for errand in due)
    return [ItemReminder(tuple(notes), late, duties.today, uow.now, ground.zone)]


def _note(ground: Ground, duties: FirmDuties, errand: Errand) -> ItemNote | None:
    duty = duties.duty(errand.point.record)
    items = () if duty is None else duty.keeping.items
    item = next((each for each in items if each.id == errand.point.item), None)
    if duty is None or item is None:
        return None
    status, stage = item_status(duties, duty, item), ItemStage(errand.stage)
    if not _holds(duties, status, stage, errand.deadline):
        return None
    source = source_of(ground.rulebase, duty.record)
    return ItemNote(duty.record, duty.verdict.title, item, stage, status, source)


def _holds(duties: FirmDuties, status: ItemStatus, stage: ItemStage, deadline: datetime) -> bool:
    """Whether a stage is still true; after a downtime the stage of today speaks for older ones."""
    if stage is ItemStage.BELOW:
        on_its_day = deadline == end_of(duties.today, duties.zone)
        return status.state is ItemState.BELOW and (on_its_day or not is_monday(duties.today))
    if status.due is None or end_of(status.due, duties.zone) != deadline:
        return False
    return stage is stage_on(duties.today, status.due)
