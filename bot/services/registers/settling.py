"""What holds in a register is put where the rules look for it, and taken away again."""

from datetime import datetime

from bot.services.registers.cards import Subject
from bot.services.registers.documents import held_until, settle_document
from bot.services.registers.registers import card_of, held_now
from bot.store.firms.firms import forget_fact, put_facts
from bot.store.regions import drop_region_fact, put_region_fact
from bot.store.registers.registers import EntryCard, Held, note_before
from bot.store.uow import UnitOfWork
from policies.document_registers import document_of
from policies.fact_values import dump_value
from policies.registers import Register


def begin(uow: UnitOfWork, register: Register, subject: Subject, entry: EntryCard) -> None:
    """An entry holds from now on; how it was before is kept with it."""
    note_before(uow.connection, entry.id, held_now(uow, register, subject))
    settle(uow, register, subject)


def settle(uow: UnitOfWork, register: Register, subject: Subject) -> None:
    """Put what holds now where rules look: the entry that holds, or what was before any."""
    card = card_of(uow, register, subject, mine=False)
    now = card.holding(uow.now)
    if register.document is not None:
        settle_document(uow, register.document.id, card.entries, now)
    elif now is not None:
        restore(uow, register, subject, held_of(subject, now))
    elif card.entries:
        restore(uow, register, subject, card.entries[-1].base)


def restore(uow: UnitOfWork, register: Register, subject: Subject, held: Held | None) -> None:
    """Let a fact stand as it was, whoever said so."""
    fact, firm = register.fact.id, subject.firm
    if firm is not None:
        forget_fact(uow, firm.id, fact, by_staff=True)
        if held is not None:
            rough = {fact} if held["approximate"] else set()
            values = {fact: held["value"]}
            put_facts(uow, firm.id, values, by_staff=held["by_staff"], approximate=rough)
    elif held is None:
        drop_region_fact(uow.connection, subject.place, fact)
    else:
        since = datetime.fromisoformat(held["since"])
        put_region_fact(uow, subject.place, fact, held["value"], since=since)


def put_pending(uow: UnitOfWork, register: Register, subject: Subject) -> None:
    """What holds while an application is undecided, if anything."""
    admission, firm = register.application, subject.firm
    if firm is not None and admission is not None and admission.pending is not None:
        value = dump_value(register.fact, admission.pending)
        put_facts(uow, firm.id, {register.fact.id: value}, by_staff=True)


def held_of(subject: Subject, entry: EntryCard) -> Held | None:
    """How a fact stands while an entry holds; None if then nothing does."""
    if document_of(entry.fact) is not None:
        return held_until(entry.value)
    if subject.firm is None:
        return {"value": entry.value, "since": entry.starts_at.isoformat()}
    return {"value": entry.value, "by_staff": True, "approximate": False}
