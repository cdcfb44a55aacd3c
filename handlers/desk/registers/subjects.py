"""How buttons name whose value a register keeps: `f12` a firm, `p0` a place of the officer."""

from bot.domain.errors import NotYours, Stale, StaleCode
from bot.services.registers.cards import RegisterCard, Subject
from bot.services.registers.keepers import places_kept, registers_kept
from bot.services.registers.registers import register_of_firm, register_of_place
from bot.store.uow import UnitOfWork
from handlers.desk.context import Clerk, Desk
from handlers.press import DIGITS
from policies.facts import FactValue
from policies.registers import Register

FIRM, PLACE = "f", "p"


def token_of(desk: Desk, uow: UnitOfWork, who: Clerk, card: RegisterCard) -> str:
    """The short name of a card's subject."""
    if card.subject.firm is not None:
        return f"{FIRM}{card.subject.firm.id}"
    places = places_kept(uow, desk.rulebase, who.officer, card.register)
    return f"{PLACE}{places.index(card.subject.place)}"


def card_named(
    desk: Desk, uow: UnitOfWork, who: Clerk, fact: str, token: str, *, lock: bool = False
) -> RegisterCard:
    """What stands in a register about a subject that a button names.

    Raises:
        NotYours: None of theirs.
        Stale: An old or a forged button.
    """
    kind, number = token[:1], token[1:]
    if not number.isdecimal() or len(number) > DIGITS:
        raise Stale(StaleCode.CHANGED)
    if kind == FIRM:
        return register_of_firm(uow, desk.rulebase, who.officer, fact, int(number), lock=lock)
    places = kept_places(desk, uow, who, fact)
    if int(number) >= len(places):
        raise Stale(StaleCode.CHANGED)
    place = places[int(number)]
    return register_of_place(uow, desk.rulebase, who.officer, fact, place, lock=lock)


def card_about(
    desk: Desk, uow: UnitOfWork, who: Clerk, fact: str, subject: Subject, *, lock: bool = False
) -> RegisterCard:
    """The same of a subject that is known.

    Raises:
        NotYours: None of theirs any more.
    """
    if subject.firm is not None:
        found = register_of_firm(uow, desk.rulebase, who.officer, fact, subject.firm.id, lock=lock)
    else:
        found = register_of_place(uow, desk.rulebase, who.officer, fact, subject.place, lock=lock)
    return found


def kept_places(desk: Desk, uow: UnitOfWork, who: Clerk, fact: str) -> tuple[str, ...]:
    """The places of an officer in the registers of a fact."""
    found: dict[str, None] = {}
    registers = desk.rulebase.registers
    for register in (*registers.every, *registers.of_documents):
        if register.fact.id == fact and register.of_places:
            found |= dict.fromkeys(places_kept(uow, desk.rulebase, who.officer, register))
    return tuple(found)


def register_named(desk: Desk, uow: UnitOfWork, who: Clerk, fact: str) -> Register:
    """A register of firms that a button names by its fact: the first that the officer keeps.

    Raises:
        NotYours: There is none such in their places.
    """
    for register in registers_kept(uow, desk.rulebase, who.officer):
        if register.fact.id == fact and not register.of_places:
            return register
    raise NotYours("register")


def value_named(register: Register, word: str) -> FactValue:
    """A value as a button spells it; of a set the option that is to be put on or taken off.

    Raises:
        Stale: None that staff set.
    """
    known = {spelled(value): value for value in register.values}
    if word not in known:
        raise Stale(StaleCode.CHANGED)
    return known[word]


def spelled(value: FactValue) -> str:
    """A value in a button's data."""
    return str(value).lower() if isinstance(value, bool) else str(value)
