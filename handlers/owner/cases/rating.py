"""好差评: a tap, and words if they like; after a bad word the superior and a new case."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.case_states import TEXT_MOST
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Notice, Replies
from bot.services.cases.cards import CaseCard
from bot.services.cases.opening import Matter
from bot.services.cases.ratings import closed_case, rate_case, rated_case
from bot.store.cases.ratings import RatingCard, rating_of
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.notices import case_ratings as notices
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.cases import rating_views as views
from handlers.owner.cases.screens import AFTER, TEXT_KIND, opened_case
from handlers.owner.cases.views import goes_on, too_long
from handlers.owner.context import Owner, Speaker
from handlers.owner.on_view.looking import OF_RATING
from handlers.press import Press

WORDS_KIND: Final = "rate_words"
FORMER: Final = "former"
"""In what is kept with that question: what was written with other stars."""


def is_awaited(question: OpenQuestion | None, screen: Press | None) -> bool:
    """Whether a text may still answer: a comment may only while its screen is on view."""
    if question is None or question.kind != WORDS_KIND:
        return True
    return screen is not None and screen.name in OF_RATING


async def rate(event_update: Update, owner: Owner, press: Press) -> None:
    """One to five stars; words are asked for, and may be left out."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        case_id, stars = press.number(), press.number(1)
        before = rating_of(uow, case_id)
        card, news = rate_case(uow, owner.ground, who.person, case_id, stars)
        former = before.words if before is not None and news is not None else None
        question = OpenQuestion(WORDS_KIND, str(card.id), {FORMER: former} if former else {})
        ask(uow, BOT, who.person.chat_id, question)
        toast = who.t("已经记下了，不用再点。") if news is None else None
        told = _told(owner, uow, card, news)
        return Replies(edit=views.rated(who.t, card, former), toast=toast, also=told)

    await owner.act(event_update, act)


async def keep(event_update: Update, owner: Owner, press: Press) -> None:
    """附上原话: what was written with other stars is said of these as well."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        question = open_question(uow, BOT, who.person.chat_id)
        if question is None or question.subject != str(press.number()):
            raise Stale(StaleCode.CHANGED)
        former = question.context.get(FORMER)
        if question.kind != WORDS_KIND or former is None:
            raise Stale(StaleCode.CHANGED)
        close_question(uow, BOT, who.person.chat_id)
        card, news = rate_case(uow, owner.ground, who.person, press.number(), words=str(former))
        return Replies(edit=views.thanked(who.t, card), also=_told(owner, uow, card, news))

    await owner.act(event_update, act)


async def words(event_update: Update, owner: Owner, press: Press) -> None:
    """写评语: asked again."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        card = rated_case(uow, owner.ground, who.person, press.number())
        ask(uow, BOT, who.person.chat_id, OpenQuestion(WORDS_KIND, str(card.id)))
        return Replies(say=(views.ask_words(who.t, card),))

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
        told = _told(owner, uow, card, news)
        return Replies(say=(views.thanked(who.t, card),), also=told)

    await owner.act(event_update, act)


def _told(
    owner: Owner, uow: UnitOfWork, card: CaseCard, news: RatingCard | None
) -> tuple[Notice, ...]:
    return () if news is None else tuple(notices.rated(uow, owner.ground, card, news))


async def skip(event_update: Update, owner: Owner, press: Press) -> None:
    """不写了."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        close_question(uow, BOT, who.person.chat_id)
        card = rated_case(uow, owner.ground, who.person, press.number())
        return Replies(edit=views.thanked(who.t, card))

    await owner.act(event_update, act)


async def up(event_update: Update, owner: Owner, press: Press) -> None:
    """告诉上级: a bad rating goes up although nothing was written."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        close_question(uow, BOT, who.person.chat_id)
        card = rated_case(uow, owner.ground, who.person, press.number())
        told = tuple(notices.told_above(uow, owner.ground, card))
        return Replies(edit=views.told_above(who.t, card, is_told=bool(told)), also=told)

    await owner.act(event_update, act)


async def again(event_update: Update, owner: Owner, press: Press) -> None:
    """还要办: a closed case stays closed; another one goes on from it, in the firm's words."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        card = closed_case(uow, owner.ground, who.person, press.number())
        context = {"category": card.category, AFTER: card.number}
        ask(uow, BOT, who.person.chat_id, OpenQuestion(TEXT_KIND, card.about or "", context))
        return Replies(say=(views.ask_again(who.t, card),))

    await owner.act(event_update, act)


async def same_words(event_update: Update, owner: Owner, press: Press) -> None:
    """就用评语: what was written with the stars says it already."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        question = open_question(uow, BOT, who.person.chat_id)
        card = rated_case(uow, owner.ground, who.person, press.number())
        said = card.rating.words if card.rating else None
        if said is None or question is None or question.context.get(AFTER) != card.number:
            raise Stale(StaleCode.ANSWERED)
        matter = Matter(card.about, card.category, card.urgent)
        return opened_case(owner, uow, who, goes_on(who.t, card.number, said), matter)

    await owner.act(event_update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "rate:case": rate,
    "rate:keep": keep,
    "rate:words": words,
    "rate:skip": skip,
    "rate:up": up,
    "rate:again": again,
    "rate:same": same_words,
}
ANSWERS: Final[Mapping[str, Answer]] = {WORDS_KIND: worded}
