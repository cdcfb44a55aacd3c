"""What a tick tells officers of a broadcast: each once for each thing that happened."""

from collections.abc import Callable, Iterable

from bot.domain.speech import Lane, Notice, View
from bot.services.broadcasts.cards import BroadcastCard
from bot.store.outbox import queue_letters
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from bot.telegram import notify

Tell = Callable[[BroadcastCard, str], View]
"""Says it in a language ("zh", "en"); pure."""


def tell(
    uow: UnitOfWork, card: BroadcastCard, officers: Iterable[OfficerCard], say: Tell, what: str
) -> None:
    """Queue the same news to each who can be reached.

    Args:
        what: Names the thing that happened to this version of the broadcast.
    """
    it = card.record
    letters = [
        notify(
            uow.new_uid(),
            Notice(
                "desk",
                each.chat_id,
                say(card, each.language),
                f"broadcast:{it.id}:{it.version}:{what}:{each.id}",
                Lane.ESCALATION,
            ),
        )
        for each in officers
        if not each.blocked
    ]
    queue_letters(uow.connection, uow.vault, letters)
