"""Entering a value of a register: it is put where rules look, and firms are told."""

from bot.domain.errors import Stale, StaleCode
from bot.domain.registers import ApplicationAct, ApplicationState
from bot.services.duties.errands import Ground
from bot.services.registers.cards import RegisterCard, Subject
from bot.services.registers.changes import Change, check_change
from bot.services.registers.settling import begin
from bot.store.audit import note
from bot.store.registers.applications import (
    ApplicationCard,
    add_step,
    change_application,
    lock_application,
    undecided,
)
from bot.store.registers.jobs import add_job
from bot.store.registers.registers import Held, NewEntry, add_entry
from bot.store.uow import UnitOfWork
from policies.fact_values import dump_value
from policies.registers import Register


def set_value(uow: UnitOfWork, ground: Ground, card: RegisterCard, change: Change, by: str) -> int:
    """Enter a value; from its day on it holds, and firms are told in the background.

    Args:
        card: Loaded with `lock` in this act.
        by: Who sets it, as in the audit.

    Returns:
        The id of the entry.

    Raises:
        NotYours, Stale, RegisterRefusal: As `check_change`.
    """
    starts = check_change(card, change, ground, uow.now)
    register, subject = card.register, card.subject
    said = dump_value(register.fact, change.value)
    asked = _asked(uow, subject, register)
    granted = asked if asked is not None and asked.value == said else None
    new = NewEntry(
        subject=subject.key,
        firm_id=None if subject.firm is None else subject.firm.id,
        fact=register.fact.id,
        number=card.number + 1,
        value=said,
        starts_at=starts,
        grounds=change.grounds,
        base=_base(card, asked),
        conditions=change.conditions,
        application_id=None if granted is None else granted.id,
    )
    entry = add_entry(uow, new, actor=by)
    if entry is None:
        raise Stale(StaleCode.CHANGED)
    if granted is not None:
        change_application(uow, granted.id, ApplicationState.GRANTED)
        add_step(uow, granted.id, ApplicationAct.GRANT, actor=by, words=change.grounds.reason)
    if starts <= uow.now:
        begin(uow, register, subject, entry)
    add_job(uow, entry.id, max(starts, uow.now))
    note(uow, actor=by, act=f"register:{register.fact.id}", subject=subject.key)
    return entry.id


def _base(card: RegisterCard, asked: ApplicationCard | None) -> Held | None:
    """How the fact stood before any entry that counts, and before the firm's application."""
    if card.newest is not None:
        return card.newest.base
    if asked is not None and card.register.application and card.register.application.pending:
        return asked.before
    return card.held


def _asked(uow: UnitOfWork, subject: Subject, register: Register) -> ApplicationCard | None:
    if subject.firm is None:
        return None
    found = undecided(uow.connection, subject.firm.id, register.fact.id)
    return found and lock_application(uow.connection, found.id)
