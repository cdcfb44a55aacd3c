"""After an erasure: copies of what was said are found wherever they are, and messages emptied."""

from typing import Final

from bot.store.privacy.chats import (
    LAST_WORDS_SECONDS,
    empty_chat,
    forget_slot,
    is_under_way,
)
from bot.store.privacy.jobs import ErasureCard, end_erasure, erasures, note_searched
from bot.store.privacy.searching import FIRST_MESSAGES, Place, search_on
from bot.store.uow import UnitOfWork

UNDER_WAY: Final = 10
"""So many erasures at a time."""
WAIT_SECONDS: Final = 3600.0
"""What is still to be sent after so long is emptied 48 hours after it was, like all messages."""


def look_on(uow: UnitOfWork, places: dict[int, Place], *, at_most: int) -> int:
    """Go on with the oldest erasure that has something left to do now.

    Args:
        places: How far this process has come with each; a new one begins at the front.

    Returns:
        0 if nothing can be done before the next tick.
    """
    for card in erasures(uow, at_most=UNDER_WAY):
        if not card.searched and _search(uow, card, places, at_most):
            return 1
        if card.searched and _settle(uow, card):
            places.pop(card.id, None)
            return 1
    return 0


def _search(uow: UnitOfWork, card: ErasureCard, places: dict[int, Place], at_most: int) -> int:
    place = places.setdefault(card.id, Place())
    if place.is_done:
        places[card.id] = Place(FIRST_MESSAGES)  # what was still to be sent may have been
        place = places[card.id]
    search_on(uow, card.wanted, place, at_most=at_most)
    if not place.is_done:
        return 1
    if not place.live or card.age > WAIT_SECONDS:
        note_searched(uow.connection, card.id)
        return 1
    return 0


def _settle(uow: UnitOfWork, card: ErasureCard) -> bool:
    """Empty what was said last; True if nothing is under way any more."""
    before = card.made_at + LAST_WORDS_SECONDS
    chat_id = card.wanted.chat_id
    empty_chat(uow, chat_id, before)
    if is_under_way(uow.connection, chat_id, before):
        return False
    forget_slot(uow.connection, chat_id)
    end_erasure(uow.connection, card.id)
    return True
