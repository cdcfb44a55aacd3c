"""A broadcast in the hands of whoever writes it."""

from bot.domain.errors import AccessCode, NotYours
from bot.services.broadcasts.broadcasts import BroadcastCard
from bot.services.broadcasts.figures import card_of
from bot.store.uow import UnitOfWork
from handlers.desk.context import Clerk


def own_card(uow: UnitOfWork, who: Clerk, broadcast_id: int) -> BroadcastCard:
    """A broadcast that the officer writes.

    Raises:
        NotYours: It is another's, or out of their reach.
    """
    card = card_of(uow, who.officer, broadcast_id)
    if not card.own:
        raise NotYours("broadcast", AccessCode.ROLE)
    return card
