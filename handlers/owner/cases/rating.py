"""好差评: a tap, and words if they like."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.case_states import TEXT_MOST
from bot.domain.speech import Notice, Replies
from bot.services.case_cards import CaseCard
from bot.services.case_ratings import rate_case
from bot.store.case_ratings import RatingCard
from bot.store.questions import OpenQuestion, ask, close_question
from bot.store.uow import UnitOfWork
from handlers.notices import case_ratings as notices
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.cases import rating_views as views
from handlers.owner.cases.views import too_long
from handlers.owner.context import Owner, Speaker
from handlers.press import Press

WORDS_KIND: Final = "rate_words"


async def rate(event_update: Update, owner: Owner, press: Press) -> None:
    """One to five stars; words are asked for, and may be left out."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        case_id, stars = press.number(), press.number(1)
        card, news = rate_case(uow, owner.ground, who.person, case_id, stars)
        ask(uow, BOT, who.person.chat_id, OpenQuestion(WORDS_KIND, str(card.id)))
        toast = who.t("已经记下了，不用再点。") if news is None else None
        return Replies(edit=views.rated(who.t, card), toast=toast, also=_told(uow, card, news))

    await owner.act(event_update, act)


async def worded(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """Words to go with the stars."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        if len(text) > TEXT_MOST:
            return Replies(say=(too_long(who.t, len(text)),))
        close_question(uow, BOT, who.person.chat_id)
        case_id = int(question.subject)
        card, news = rate_case(uow, owner.ground, who.person, case_id, words=text)
        return Replies(say=(views.thanked(who.t),), also=_told(uow, card, news))

    await owner.act(event_update, act)


def _told(uow: UnitOfWork, card: CaseCard, news: RatingCard | None) -> tuple[Notice, ...]:
    return () if news is None else tuple(notices.rated(uow, card, news))


async def skip(event_update: Update, owner: Owner) -> None:
    """不写了."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        close_question(uow, BOT, who.person.chat_id)
        return Replies(edit=views.thanked(who.t))

    await owner.act(event_update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "rate:case": rate,
    "rate:skip": skip,
}
ANSWERS: Final[Mapping[str, Answer]] = {WORDS_KIND: worded}
