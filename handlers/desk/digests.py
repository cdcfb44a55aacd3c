"""今日汇总 and 周调度 at any time: the same figures, and the cases behind them."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from telegram import Update

from bot.domain.digests import Figure
from bot.domain.errors import AccessCode, NotYours, Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.services import digests as service
from bot.services.case_cards import card_of
from bot.services.case_doors import case_for_officer
from bot.services.digest_headquarters import headquarters_scope
from bot.services.digest_posts import digest_post, posts_to_read
from bot.services.digest_rules import digests_of
from bot.services.digests import Asked, DigestCard
from bot.services.dispatches import dispatch_for
from bot.services.units import unit_of
from bot.store.uow import UnitOfWork
from handlers.desk import case_views, digest_sheets
from handlers.desk import digest_views as views
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.notices.digests import GENERAL, digest_view
from handlers.notices.dispatches import dispatch_view
from handlers.press import Press


async def today(desk: Desk, update: Update) -> None:
    """/today: the day as it is now."""
    await desk.act(update, lambda uow, who: Replies(say=(_today(desk, uow, who),)))


async def pressed_today(desk: Desk, update: Update, _: Press) -> None:
    """今日汇总 of a menu."""
    await desk.act(update, lambda uow, who: Replies(edit=_today(desk, uow, who)))


async def show(desk: Desk, update: Update, press: Press) -> None:
    """今日汇总 of one post."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        return Replies(edit=_day(desk, uow, who, press.number()))

    await desk.act(update, act)


async def region(desk: Desk, update: Update, press: Press) -> None:
    """The figures of the region that a unit heads."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        post = digest_post(uow, who.officer, press.number())
        headed = headquarters_scope(uow, desk.ground, post)
        if headed is None:
            raise Stale(StaleCode.CHANGED)
        day = service.today_of(desk.ground, uow.now)
        card = service.digest_of(uow, desk.ground, post, day, headed=headed)
        view = digest_view(who.t, desk.rulebase, desk.zone, card)
        return Replies(edit=views.with_ways(who.t, view, views.day_button(who.t, post.id)))

    await desk.act(update, act)


async def cases(desk: Desk, update: Update, press: Press) -> None:
    """The cases behind a figure: beside the digest, which stays; its pages turn in place."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        asked = _asked(press)
        turns = bool(press.args[5:])
        page = press.number(5) if turns else 0
        found = service.figure_list(uow, desk.ground, who.officer, asked, page)
        card = _card(desk, uow, who, asked.post_id, asked.day, asked.desk)
        view = views.cases(who.t, desk.rulebase, desk.zone, card, asked, press.number(4), found)
        return Replies(edit=view) if turns else Replies(say=(view,))

    await desk.act(update, act)


async def case(desk: Desk, update: Update, press: Press) -> None:
    """One of them, with all that may be done about it; the list stays above."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        record = case_for_officer(uow, who.officer, press.number())
        card = card_of(uow, desk.rulebase, record)
        return Replies(say=(case_views.card(who, desk.rulebase, card, desk.zone),))

    await desk.act(update, act)


async def units(desk: Desk, update: Update, press: Press) -> None:
    """各单位: beside the digest; its pages turn in place."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        turns = bool(press.args[2:])
        card = _card(desk, uow, who, press.number(), press.day(1))
        page = press.number(2) if turns else 0
        view = views.units(who.t, desk.rulebase, card, min(page, len(card.units)))
        return Replies(edit=view) if turns else Replies(say=(view,))

    await desk.act(update, act)


async def unit(desk: Desk, update: Update, press: Press) -> None:
    """The figures of one desk of a region."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        at = _read_desk(press, 1)
        card = _card(desk, uow, who, press.number(), press.day(2), at)
        named = views.desk_arg(at)
        view = digest_view(who.t, desk.rulebase, desk.zone, card, desk=named)
        return Replies(edit=views.with_ways(who.t, view, views.all_units(who.t, card)))

    await desk.act(update, act)


async def week(desk: Desk, update: Update, press: Press) -> None:
    """周调度, page by page."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        page = press.number(1)
        card = dispatch_for(uow, desk.ground, who.officer, press.number(), page)
        if card is None:
            raise Stale(StaleCode.CHANGED)
        view = dispatch_view(who.t, desk.rulebase, desk.zone, card)
        return Replies(edit=views.with_ways(who.t, view, views.day_button(who.t, card.post_id)))

    await desk.act(update, act)


async def sheet(desk: Desk, update: Update, press: Press) -> None:
    """导出汇总表."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        post_id, day = press.number(), press.day(1)
        return Replies(say=(digest_sheets.day_file(desk, uow, who, post_id, day),))

    await desk.act(update, act)


async def table(desk: Desk, update: Update, press: Press) -> None:
    """导出调度表."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        return Replies(say=(digest_sheets.week_file(desk, uow, who, press.number()),))

    await desk.act(update, act)


def _today(desk: Desk, uow: UnitOfWork, who: Clerk) -> View:
    posts = posts_to_read(uow, who.officer)
    if not posts:
        raise NotYours("digest", AccessCode.ROLE)
    if len(posts) == 1:
        return _day(desk, uow, who, posts[0].id)
    named = [(post, unit_of(uow, post.appointment)) for post in posts]
    choices = [(post, None if unit is None else unit.name) for post, unit in named]
    return views.which(who.t, desk.rulebase, choices)


def _day(desk: Desk, uow: UnitOfWork, who: Clerk, post_id: int) -> View:
    card = _card(desk, uow, who, post_id, service.today_of(desk.ground, uow.now))
    weekly = digests_of(desk.ground, card.scope.region).weekly
    more = [views.week_button(who.t, post_id)] if _has_week(card) and weekly else []
    if headed := headquarters_scope(uow, desk.ground, digest_post(uow, who.officer, post_id)):
        more.append(views.region_button(who.t, desk.rulebase, post_id, headed))
    return views.with_ways(who.t, digest_view(who.t, desk.rulebase, desk.zone, card), *more)


def _has_week(card: DigestCard) -> bool:
    return card.scope.whole and card.opens


def _card(
    desk: Desk, uow: UnitOfWork, who: Clerk, post_id: int, day: date, at: int | None = 0
) -> DigestCard:
    post = digest_post(uow, who.officer, post_id)
    return service.digest_of(uow, desk.ground, post, day, desk=at)


def _asked(press: Press) -> Asked:
    try:
        figure = Figure(press.word(2))
    except ValueError:
        raise Stale(StaleCode.CHANGED) from None
    return Asked(press.number(), _read_desk(press, 1), figure, press.day(3))


def _read_desk(press: Press, place: int) -> int | None:
    return None if press.word(place) == GENERAL else press.number(place)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "digest:today": pressed_today,
    "digest:show": show,
    "digest:region": region,
    "digest:cases": cases,
    "digest:case": case,
    "digest:units": units,
    "digest:unit": unit,
    "digest:week": week,
    "digest:sheet": sheet,
    "digest:table": table,
}
