"""What a release's screens show beside it: whom it reached, and firms by name."""

from dataclasses import dataclass

from bot.domain.impact import Change
from bot.domain.releases import IN_FORCE
from bot.services.releases.doors import ReleaseCard
from bot.store.releases.shifts import ShiftState, count_shifts
from bot.store.reminders.listeners import names_of_firms
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Example:
    """A firm for which something changes.

    Attributes:
        was: The sum that it gets, as "0.00"; "" if it gets none. `becomes` is the same.
    """

    change: Change
    firm: str
    policy: str
    was: str
    becomes: str


def figures_of(uow: UnitOfWork, card: ReleaseCard) -> dict[ShiftState, int]:
    """How many firms were told, or wait to be; {} before it was in force."""
    if card.record.state not in IN_FORCE:
        return {}
    return count_shifts(uow.connection, card.record.id)


def examples_of(uow: UnitOfWork, card: ReleaseCard) -> list[Example]:
    """Some firms of each kind of change, for somebody whom a door let see the release."""
    report = card.record.report
    rows = [] if report is None else report["impact"]["examples"]
    names = names_of_firms(uow, {row[1] for row in rows})
    return [
        Example(Change(change), names[firm_id], policy, was, becomes)
        for change, firm_id, policy, was, becomes in rows
        if firm_id in names
    ]
