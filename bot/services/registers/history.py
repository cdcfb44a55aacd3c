"""历史: every value of a register with its dates, the firm's applications, and spot checks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.services.registers.cards import RegisterCard
from bot.store.registers.applications import StepCard, applications_of, steps_of
from bot.store.registers.jobs import told_firms
from bot.store.registers.registers import EntryCard
from bot.store.registers.spot_checks import CheckCard, checks_of_firm
from bot.store.staff.officers import name_of, officer_by_id
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Set:
    """A value was entered.

    Attributes:
        told: How many firms have been told of it.
        undone_by: The officer who took it back; None if nobody did.
    """

    entry: EntryCard
    told: int
    undone_by: str | None


@dataclass(frozen=True, slots=True)
class Stepped:
    """Something was done about an application."""

    step: StepCard


@dataclass(frozen=True, slots=True)
class Checked:
    """A firm was drawn for a spot check, and maybe checked."""

    check: CheckCard


What: TypeAlias = Set | Stepped | Checked


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that happened.

    Attributes:
        at: Aware UTC.
        by: The officer's name; None if it was the firm, or the operator.
    """

    at: datetime
    by: str | None
    what: What


def history_of(uow: UnitOfWork, card: RegisterCard) -> list[Past]:
    """Everything that happened in a register to one subject, the newest first."""
    found = [*_entries(uow, card), *_applications(uow, card), *_checks(uow, card)]
    return sorted(found, key=lambda each: each.at)[::-1]


def _entries(uow: UnitOfWork, card: RegisterCard) -> Iterator[Past]:
    for entry in card.entries:
        told = len(told_firms(uow.connection, entry.id))
        what = Set(entry, told, name_of(uow, entry.undone_by))
        yield Past(entry.made_at, name_of(uow, entry.made_by), what)


def _applications(uow: UnitOfWork, card: RegisterCard) -> Iterator[Past]:
    firm = card.subject.firm
    if firm is None:
        return
    for application in applications_of(uow.connection, firm.id, card.fact.id):
        for step in steps_of(uow, application.id):
            yield Past(step.at, name_of(uow, step.actor), Stepped(step))


def _checks(uow: UnitOfWork, card: RegisterCard) -> Iterator[Past]:
    firm = card.subject.firm
    if firm is None or card.register.checks is None:
        return
    for check in checks_of_firm(uow, firm.id, card.fact.id):
        by = check.drawn_by if check.recorded_by is None else check.recorded_by
        yield Past(
            check.recorded_at or check.drawn_at, officer_by_id(uow, by).name, Checked(check)
        )
