"""Taking an entry of a register back: what held before holds again."""

from bot.domain.errors import NotYours, Stale, StaleCode
from bot.domain.registers import ApplicationAct, ApplicationState
from bot.services.duties.errands import Ground
from bot.services.registers.cards import RegisterCard
from bot.services.registers.registers import (
    register_of_firm,
    register_of_place,
    subject_of,
    to_keep,
)
from bot.services.registers.settling import put_pending, settle
from bot.store.audit import note
from bot.store.registers.applications import add_step, change_application
from bot.store.registers.jobs import add_job, stop_jobs
from bot.store.registers.registers import EntryCard, lock_entry, undo_entry
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase


def take_back(uow: UnitOfWork, ground: Ground, officer: OfficerCard, entry_id: int) -> EntryCard:
    """Take an entry back: what held before holds again, and who was told is told so.

    Returns:
        The entry as it was.

    Raises:
        NotYours: No such entry, or not theirs to keep.
        Stale: Too late, taken back already, or another value was entered since.
    """
    entry = lock_entry(uow, entry_id)
    if entry is None:
        raise NotYours("register")
    card = to_keep(_of_entry(uow, ground.rulebase, officer, entry))
    if entry.undone_at is not None:
        raise Stale(StaleCode.ANSWERED)
    if card.newest is None or card.newest.id != entry.id:
        raise Stale(StaleCode.CHANGED)
    if card.undoable(uow.now) is None:
        raise Stale(StaleCode.EXPIRED)
    begun = entry.starts_at <= uow.now
    by = f"officer:{officer.id}"
    undo_entry(uow, entry.id, actor=by)
    stop_jobs(uow.connection, entry.id)
    if begun:
        settle(uow, card.register, card.subject)
        add_job(uow, entry.id, uow.now, undo=True)
    _reopen(uow, card, entry, by)
    note(uow, actor=by, act=f"register:{entry.fact}:undo", subject=entry.subject)
    return entry


def _of_entry(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, entry: EntryCard
) -> RegisterCard:
    """Its register; one that is not theirs to look at is refused as if it were not there."""
    try:
        if entry.firm_id is None:
            return register_of_place(uow, rulebase, officer, entry.fact, entry.subject, lock=True)
        return register_of_firm(uow, rulebase, officer, entry.fact, entry.firm_id, lock=True)
    except NotYours as refusal:
        raise NotYours("register") from refusal


def _reopen(uow: UnitOfWork, card: RegisterCard, entry: EntryCard, by: str) -> None:
    """A grant that was taken back leaves the application as it was."""
    if entry.application_id is None:
        return
    change_application(uow, entry.application_id, ApplicationState.OPEN)
    add_step(uow, entry.application_id, ApplicationAct.REOPEN, actor=by)
    put_pending(uow, card.register, subject_of(uow, entry))
