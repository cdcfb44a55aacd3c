"""What the operator sets for a place or a document: the way of an officer's, from now on.

The operator needs no post. A later day, or taking back within two minutes, is for the desk.
"""

from typing import Final

from bot.domain.registers import Grounds, SourceKind
from bot.services.duties.errands import Ground
from bot.services.registers.cards import RegisterCard, Subject
from bot.services.registers.changes import Change, checked_grounds
from bot.services.registers.entries import set_value
from bot.services.registers.foreseeing import Foreseen, look_ahead
from bot.services.registers.registers import card_of
from bot.store.uow import UnitOfWork
from policies.facts import FactValue
from policies.registers import Register

OPERATOR: Final = "operator"


def operator_grounds(reason: str, source: str) -> Grounds:
    """Why, and from where, as the operator wrote it.

    Raises:
        BadAnswer: Nothing that says anything, or too much.
    """
    said = checked_grounds(reason, SourceKind.WORDS, source)
    return Grounds(said.reason, SourceKind.OPERATOR, said.words)


def card_for_operator(
    uow: UnitOfWork, register: Register, place: str, *, lock: bool = False
) -> RegisterCard:
    """A register of a place or of a document, which the operator may always set.

    Args:
        lock: Hold its entries until the act ends.
    """
    return card_of(uow, register, Subject(place), mine=True, lock=lock)


def foresee(
    uow: UnitOfWork,
    ground: Ground,
    register: Register,
    place: str,
    value: FactValue,
    grounds: Grounds,
) -> Foreseen:
    """A change before it is confirmed; nothing is set.

    Raises:
        NotYours, RegisterRefusal: It cannot be set so.
    """
    card = card_for_operator(uow, register, place)
    change = Change(value, None, grounds, 0, card.version)
    return look_ahead(uow, ground, card, change)


def enter(uow: UnitOfWork, ground: Ground, ahead: Foreseen) -> int:
    """Set what was looked at; ticks walk over the firms.

    Returns:
        The id of the entry.

    Raises:
        Stale: Somebody entered another value since it was looked at.
        RegisterRefusal: It cannot be set any more.
    """
    card = card_for_operator(uow, ahead.card.register, ahead.card.subject.place, lock=True)
    return set_value(uow, ground, card, ahead.change, OPERATOR)
