"""What the screens about those who come share: their questions, and the list a button names."""

from typing import Final

from bot.domain.errors import Stale, StaleCode
from bot.services.arrivals.people_lists import PeopleList
from bot.services.arrivals.planning import FirmArrivals
from bot.store.questions import close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT
from handlers.owner.context import Speaker
from handlers.press import Press

NEW: Final = "arrival_new"
"""Who comes? Its subject is the list's fact."""
LEFT_OUT: Final = "arrival_left_out"
"""What a line did not say; its subject is the list's fact, its context the entries so far."""
MOVED: Final = "arrival_moved"
"""When do they come instead? Its subject is the entry."""
OURS: Final = frozenset({NEW, LEFT_OUT, MOVED})


def list_pressed(firm: FirmArrivals, press: Press, place: int = 0) -> PeopleList | None:
    """The list that a button names, or the first one; None where the place has none.

    Raises:
        Stale: There is no such list any more.
    """
    if place >= len(press.args):
        return next(iter(firm.lists), None)
    return list_named(firm, press.word(place))


def list_named(firm: FirmArrivals, fact: str) -> PeopleList:
    """The list of a fact.

    Raises:
        Stale: There is no such list any more.
    """
    for each in firm.lists:
        if each.fact.id == fact:
            return each
    raise Stale(StaleCode.CHANGED)


def close_own_question(uow: UnitOfWork, who: Speaker) -> None:
    """A question of these screens is settled; one that somebody else asked stays open."""
    question = open_question(uow, BOT, who.person.chat_id)
    if question is not None and question.kind in OURS:
        close_question(uow, BOT, who.person.chat_id)
