"""To whom what is said of a case goes: one notice a person."""

from collections.abc import Callable, Iterable
from typing import Literal

from bot.domain.speech import Notice, View
from bot.services.cases.cards import CaseCard
from bot.services.cases.circle import Recipient
from handlers.notices.case_buttons import fitting
from handlers.tongue import Tongue

Say = Callable[[Tongue], View]


def to_officers(card: CaseCard, say: Say) -> tuple[Notice, ...]:
    """One notice for each officer whom the firm's news go to."""
    return to_chats("desk", card, card.officers, say)


def to_firm(card: CaseCard, say: Say, besides: int | None = None) -> tuple[Notice, ...]:
    """One notice for each member of the firm, but for one chat that sees it anyway."""
    others = [each for each in card.owners if each.chat_id != besides]
    return to_chats("owner", card, others, say)


def to_chats(
    bot: Literal["owner", "desk"], card: CaseCard, recipients: Iterable[Recipient], say: Say
) -> tuple[Notice, ...]:
    """One notice each. The bot is in the key: a person may be a member and an officer.

    Who reads a case's topic hears there what is new; what cannot wait rings privately as well,
    and at night it alone makes a sound.
    """
    return tuple(
        Notice(
            bot,
            each.chat_id,
            fitting(Tongue(each.language), card, each.chat_id, say(Tongue(each.language))),
            key=f"case:{card.id}:{card.last_step}:{bot}:{each.chat_id}",
            hushed_in=None if card.urgent else card.firm.region,
        )
        for each in recipients
        if card.urgent or not each.reads_topic
    )
