"""发出以后: who is asked to confirm and chased, as what it can be left, how long it lasts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from telegram import Update

from bot.domain.broadcast_terms import Terms
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.domain.until_said import read_until
from bot.services.broadcasts.broadcasts import BroadcastCard
from bot.services.broadcasts.terms import put_terms
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import cards
from handlers.desk.broadcasts import terms_views as views
from handlers.desk.broadcasts.own import own_card
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.press import Press

LASTS: Final = "broadcast_lasts"
"""The kind of the question until when it holds."""


async def show(desk: Desk, update: Update, press: Press) -> None:
    """发出以后…: all of it at a glance."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        cards.leave(uow, who)
        return Replies(edit=_screen(desk, who, own_card(uow, who, press.number())))

    await desk.act(update, act)


async def turn(desk: Desk, update: Update, press: Press) -> None:
    """要回执, 带链接: on or off."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        terms = own_card(uow, who, press.number()).record.content.terms
        turned = {
            "receipt": replace(terms, receipt=not terms.receipt),
            "forward": replace(terms, forward=not terms.forward),
        }
        return _put(desk, uow, who, press, _chosen(turned, press.word(1)))

    await desk.act(update, act)


async def chase(desk: Desk, update: Update, press: Press) -> None:
    """催没确认的…: after how long, how often; without a choice the choices."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = own_card(uow, who, press.number())
        if not press.args[1:]:
            return Replies(edit=views.chase(who.t, card))
        terms, hours = card.record.content.terms, press.number(1)
        times = press.number(2) if hours else 1
        return _put(desk, uow, who, press, replace(terms, chase=hours, chases=times))

    await desk.act(update, act)


async def topic(desk: Desk, update: Update, press: Press) -> None:
    """类别…: as what it can be left; without a choice the choices."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = own_card(uow, who, press.number())
        if not press.args[1:]:
            return Replies(edit=views.topic(who.t, card, desk.rulebase))
        named = "" if press.word(1) == views.NONE else press.word(1)
        terms = card.record.content.terms
        return _put(desk, uow, who, press, replace(terms, topic=named))

    await desk.act(update, act)


async def lasts(desk: Desk, update: Update, press: Press) -> None:
    """长期有效…: until which day newcomers are told; a day may be written as well."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = own_card(uow, who, press.number())
        if not press.args[1:]:
            question = OpenQuestion(LASTS, str(card.record.id))
            ask(uow, BOT, who.officer.chat_id, question)
            return Replies(edit=views.lasts(who.t, card, _offered(desk, uow)))
        day = None if press.word(1) == views.NONE else press.day(1)
        cards.leave(uow, who)
        terms = card.record.content.terms
        return _put(desk, uow, who, press, replace(terms, lasts=day))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as the day until which it holds; None if none was asked for."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != LASTS:
        return None
    card = own_card(uow, who, int(question.subject))
    today = _today(desk, uow)
    day = read_until(text, today)
    if day is None or day < today:
        return Replies(say=(views.no_such_day(who.t, card, past=day is not None),))
    cards.leave(uow, who)
    terms = replace(card.record.content.terms, lasts=day)
    card = put_terms(uow, desk.ground, who.officer, card.record.id, terms)
    return Replies(say=(_screen(desk, who, card),))


def _put(desk: Desk, uow: UnitOfWork, who: Clerk, press: Press, terms: Terms) -> Replies:
    card = put_terms(uow, desk.ground, who.officer, press.number(), terms)
    return Replies(edit=_screen(desk, who, card))


def _screen(desk: Desk, who: Clerk, card: BroadcastCard) -> View:
    return views.terms(who.t, card, desk.rulebase)


def _chosen(offered: Mapping[str, Terms], word: str) -> Terms:
    if word not in offered:
        raise Stale(StaleCode.CHANGED)
    return offered[word]


def _offered(desk: Desk, uow: UnitOfWork) -> tuple[date, ...]:
    today = _today(desk, uow)
    return today + timedelta(days=30), today + timedelta(days=90), date(today.year, 12, 31)


def _today(desk: Desk, uow: UnitOfWork) -> date:
    return uow.now.astimezone(desk.zone).date()


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "bc:after": show,
    "bc:turn": turn,
    "bc:chase": chase,
    "bc:topic": topic,
    "bc:lasts": lasts,
}
