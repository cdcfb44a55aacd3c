"""Until when documents are still carried out, as a register: where the rules look for it."""

from datetime import date

from bot.domain.registers import Grounds
from bot.store.registers.in_force import (
    InForceCard,
    add_in_force,
    current_in_force,
    reinstate_in_force,
    withdraw_in_force,
)
from bot.store.registers.registers import EntryCard, Held
from bot.store.uow import UnitOfWork
from policies.calendar import Extension
from policies.document_registers import UNCONFIRMED
from policies.facts import FactValue
from policies.registers import day_of


def stated(uow: UnitOfWork, document: str) -> InForceCard | None:
    """What counts of a document; None if nobody has said that it is still carried out."""
    return current_in_force(uow).get(document)


def held_document(uow: UnitOfWork, document: str) -> Held | None:
    """The same as an entry keeps it."""
    card = stated(uow, document)
    return None if card is None else {"until": card.until.isoformat(), "statement": card.id}


def held_until(value: FactValue) -> Held | None:
    """How it stands while an entry holds."""
    return None if day_of(value) is None else {"until": value}


def extension_of(held: Held | None) -> Extension | None:
    """What the rules make of it, for comparing; who said it and why is left out."""
    return None if held is None else Extension(date.fromisoformat(held["until"]))


def until_of(extension: Extension | None) -> str:
    """What it is as a value of the register."""
    return UNCONFIRMED if extension is None else extension.until.isoformat()


def settle_document(
    uow: UnitOfWork, document: str, entries: tuple[EntryCard, ...], holds: EntryCard | None
) -> None:
    """Put what holds now where the rules look: what was entered, or what was before any entry.

    Args:
        entries: By age; at least one.
        holds: The one that counts; None if all were taken back.
    """
    last = entries[-1]
    withdraw_in_force(uow, document, actor=last.undone_by or last.made_by)
    base = last.base
    if holds is None and base is not None:
        reinstate_in_force(uow, base["statement"])
    until = day_of(holds.value) if holds is not None else None
    if holds is not None and until is not None:
        source, by, at = _source(holds.grounds), holds.made_by, holds.made_at
        add_in_force(uow, document, until, source, actor=by, at=at)


def _source(grounds: Grounds) -> str:
    """What the rules show of it beside a verdict."""
    return "；".join(each for each in (grounds.reason, grounds.words) if each)
