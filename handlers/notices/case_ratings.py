"""好差评 for those who handled the case, and for those above them."""

from collections.abc import Iterable
from typing import Final

from bot.domain.speech import Lane, Notice, View
from bot.services.case_cards import CaseCard
from bot.services.case_ratings import readers_of
from bot.store.case_ratings import RatingCard
from bot.store.uow import UnitOfWork
from handlers.notices.case_words import own_words
from handlers.press import button
from handlers.tongue import Tongue, lines

BAD: Final = 2
"""So few stars are told to the superior as well; more are read in the summaries."""


def rated(uow: UnitOfWork, card: CaseCard, rating: RatingCard) -> Iterable[Notice]:
    """One silent message each; a bad one goes up. What is changed is told anew."""
    for each in readers_of(uow, card, above=rating.stars <= BAD):
        view = _rated(Tongue(each.language), card, rating)
        key = f"rated:{card.id}:{uow.new_uid()}:{each.chat_id}"
        yield Notice("desk", each.chat_id, view, key, Lane.REMINDER)


def _rated(t: Tongue, card: CaseCard, rating: RatingCard) -> View:
    head = t(
        "{stars} {firm} 评价事项 <b>{number}</b>：{count} 分（满分 5 分）",
        stars="⭐" * rating.stars,
        firm=card.firm.name,
        number=card.number,
        count=rating.stars,
    )
    said = own_words(t, rating.words) if rating.words else None
    show = button(t("看事项"), "case:show", card.id)
    return View(lines(head, said), ((show,),), silent=True)
