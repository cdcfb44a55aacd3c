"""Setting a value of a register, and taking it back; what holds is put where rules look."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.errors import (
    AnswerCode,
    BadAnswer,
    NotYours,
    RegisterCode,
    RegisterRefusal,
    Stale,
    StaleCode,
)
from bot.domain.registers import (
    REASON_MOST,
    SOURCE_MOST,
    ApplicationAct,
    ApplicationState,
    Grounds,
    SourceKind,
    holding,
    start_of,
)
from bot.services.errands import Ground
from bot.services.regions import set_region_fact
from bot.services.register_settling import begin, put_pending, settle
from bot.services.registers import (
    RegisterCard,
    Subject,
    card_of,
    register_of_firm,
    register_of_place,
    subject_of,
    to_keep,
)
from bot.store.applications import (
    ApplicationCard,
    add_step,
    change_application,
    lock_application,
    undecided,
)
from bot.store.audit import note
from bot.store.officers import OfficerCard
from bot.store.register_jobs import add_job, stop_jobs
from bot.store.registers import (
    EntryCard,
    Held,
    NewEntry,
    add_entry,
    lock_entry,
    undo_entry,
)
from bot.store.uow import UnitOfWork
from policies.fact_values import dump_value
from policies.facts import FactValue
from policies.registers import Register
from policies.rulebase import RuleBase

OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be set.

    Attributes:
        day: From when: a local day; None: from now on.
        conditions: How many conditions of the document were ticked.
        seen: The version of the card that the officer looked at.
    """

    value: FactValue
    day: date | None
    grounds: Grounds
    conditions: int
    seen: int


def checked_grounds(reason: str, source: SourceKind, words: str = "") -> Grounds:
    """Why, and from where, as an officer wrote it.

    Raises:
        BadAnswer: Nothing that says anything, or too much.
    """
    said, named = reason.strip(), words.strip()
    for text, most in ((said, REASON_MOST), (named, SOURCE_MOST)):
        if len(text) > most:
            raise BadAnswer(AnswerCode.TOO_LONG, most=most)
    for text in (said, named) if source is SourceKind.WORDS else (said,):
        if not any(character.isalnum() for character in text):
            raise BadAnswer(AnswerCode.NOT_UNDERSTOOD)
    return Grounds(said, source, named)


def check_change(card: RegisterCard, change: Change, ground: Ground, now: datetime) -> datetime:
    """Make sure that a value can be set so; from when it would hold (aware UTC).

    Raises:
        NotYours: Not theirs to keep, or no value that staff set.
        Stale: Somebody entered another value meanwhile.
        RegisterRefusal: It holds already, a condition is lacking, or the day cannot be.
    """
    to_keep(card)
    register, holds = card.register, card.holding(now)
    if not register.may_become(change.value):
        raise NotYours("register")
    if card.version != change.seen:
        raise Stale(StaleCode.CHANGED)
    removal = register.removal
    if removal and change.value == removal.value and change.conditions < len(removal.conditions):
        raise RegisterRefusal(RegisterCode.CONDITIONS)
    starts = start_of(change.day, now, ground.zone, holds.starts_at if holds else None)
    then = holding(card.entries, starts)
    before = then.value if then else None
    said = dump_value(register.fact, change.value)
    if (then is not None and before == said) or (
        then is None and card.value == change.value and not card.self_reported
    ):
        raise RegisterRefusal(RegisterCode.SAME)
    return starts


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


def enter_for_operator(
    uow: UnitOfWork, rulebase: RuleBase, place: str, fact: str, value: object
) -> None:
    """What the operator sets for a place; in the history too if a register keeps it.

    Args:
        value: JSON.
    """
    register = rulebase.registers.find(fact, place)
    if register is None or not register.of_places:
        set_region_fact(uow, place, fact, value, actor=OPERATOR)
        return
    card = card_of(uow, register, Subject(place), mine=False, lock=True)
    grounds = Grounds("", SourceKind.OPERATOR)
    new = NewEntry(
        subject=place,
        firm_id=None,
        fact=fact,
        number=card.number + 1,
        value=value,
        starts_at=uow.now,
        grounds=grounds,
        base=_base(card, None),
    )
    entry = add_entry(uow, new, actor=OPERATOR)
    if entry is None:
        raise Stale(StaleCode.CHANGED)
    begin(uow, register, card.subject, entry)
    note(uow, actor=OPERATOR, act=f"region:{fact}", subject=place)


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


def _of_entry(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, entry: EntryCard
) -> RegisterCard:
    if entry.firm_id is None:
        return register_of_place(uow, rulebase, officer, entry.fact, entry.subject, lock=True)
    return register_of_firm(uow, rulebase, officer, entry.fact, entry.firm_id, lock=True)


def _reopen(uow: UnitOfWork, card: RegisterCard, entry: EntryCard, by: str) -> None:
    """A grant that was taken back leaves the application as it was."""
    if entry.application_id is None:
        return
    change_application(uow, entry.application_id, ApplicationState.OPEN)
    add_step(uow, entry.application_id, ApplicationAct.REOPEN, actor=by)
    put_pending(uow, card.register, subject_of(uow, entry))
