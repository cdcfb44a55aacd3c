"""今日汇总 at any time: the same figures, and the cases behind them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from telegram import Update

from bot.domain.digests import Figure
from bot.domain.errors import AccessCode, NotYours, Stale, StaleCode
from bot.domain.speech import Button, Replies, View
from bot.services.cases.gathering import card_of
from bot.services.digests import digests as service
from bot.services.digests.cards import Asked, DigestCard
from bot.services.digests.dispatches import has_week
from bot.services.digests.headquarters import headed_scope, headquarters_scope
from bot.services.digests.posts import digest_post, posts_to_read
from bot.services.digests.rules import digests_of
from bot.services.staff.units import unit_of
from bot.store.uow import UnitOfWork
from handlers.desk.cases import views as case_views
from handlers.desk.cases.looks import looked_at
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.desk.digests import sheets as digest_sheets
from handlers.desk.digests import views
from handlers.notices.digests import GENERAL, digest_view
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
        day = service.today_of(desk.ground, uow.now)
        card = _card(desk, uow, who, press.number(), day, headed=True)
        view = digest_view(who.t, desk.rulebase, desk.zone, card)
        more = (*_week_ways(desk, who, card), views.day_button(who.t, card.post_id))
        return Replies(edit=views.with_ways(who.t, view, *more))

    await desk.act(update, act)


async def cases(desk: Desk, update: Update, press: Press) -> None:
    """The cases behind a figure: beside the digest, which stays; its pages turn in place."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        asked = _asked(press)
        turns = bool(press.args[5:])
        page = press.number(5) if turns else 0
        found = service.figure_list(uow, desk.ground, who.officer, asked, page)
        card = _card(desk, uow, who, asked.post_id, asked.day, asked.desk, headed=asked.headed)
        view = views.cases(who.t, desk.rulebase, desk.zone, card, asked, press.number(4), found)
        return Replies(edit=view) if turns else Replies(say=(view,))

    await desk.act(update, act)


async def case(desk: Desk, update: Update, press: Press) -> None:
    """One of them, with all that they may do about it; the list stays above."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        read = looked_at(desk, uow, who, press.number())
        card = card_of(uow, desk.rulebase, read.case)
        view = case_views.card(who, desk.rulebase, card, desk.zone, only_read=read.only)
        return Replies(say=(view,))

    await desk.act(update, act)


async def units(desk: Desk, update: Update, press: Press) -> None:
    """各单位: beside the digest; its pages turn in place."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        turns = bool(press.args[2:])
        card = _card(desk, uow, who, press.number(), press.day(1), headed=is_headed(press))
        page = press.number(2) if turns else 0
        view = views.units(who.t, desk.rulebase, card, min(page, len(card.units)))
        return Replies(edit=view) if turns else Replies(say=(view,))

    await desk.act(update, act)


async def unit(desk: Desk, update: Update, press: Press) -> None:
    """The figures of one desk of a region."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        at = _read_desk(press, 1)
        day, headed = press.day(2), is_headed(press)
        card = _card(desk, uow, who, press.number(), day, at, headed=headed)
        named = views.desk_arg(at)
        view = digest_view(who.t, desk.rulebase, desk.zone, card, desk=named)
        return Replies(edit=views.with_ways(who.t, view, views.all_units(who.t, card)))

    await desk.act(update, act)


async def sheet(desk: Desk, update: Update, press: Press) -> None:
    """导出汇总表."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        post_id, day = press.number(), press.day(1)
        headed = is_headed(press)
        return Replies(say=(digest_sheets.day_file(desk, uow, who, post_id, day, headed=headed),))

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
    post, more = digest_post(uow, who.officer, post_id), [*_week_ways(desk, who, card)]
    if not more and card.opens and has_week(uow, desk.ground, post):
        more.append(views.week_button(who.t, post_id))
    if headed := headquarters_scope(uow, desk.ground, post):
        more.append(views.region_button(who.t, desk.rulebase, post_id, headed))
    return views.with_ways(who.t, digest_view(who.t, desk.rulebase, desk.zone, card), *more)


def _week_ways(desk: Desk, who: Clerk, card: DigestCard) -> Iterator[Button]:
    """周调度 of a whole region, also if nothing is in it."""
    weekly = digests_of(desk.ground, card.scope.region).weekly
    if card.scope.whole and card.opens and weekly is not None:
        yield views.week_button(who.t, card.post_id, headed=card.headed)


def _card(
    desk: Desk,
    uow: UnitOfWork,
    who: Clerk,
    post_id: int,
    day: date,
    at: int | None = 0,
    *,
    headed: bool = False,
) -> DigestCard:
    post = digest_post(uow, who.officer, post_id)
    scope = headed_scope(uow, desk.ground, post) if headed else None
    return service.digest_of(uow, desk.ground, post, day, desk=at, headed=scope)


def _asked(press: Press) -> Asked:
    try:
        figure = Figure(press.word(2))
    except ValueError:
        raise Stale(StaleCode.CHANGED) from None
    at = _read_desk(press, 1)
    return Asked(press.number(), at, figure, press.day(3), headed=is_headed(press))


def is_headed(press: Press) -> bool:
    """Whether a button is about the region that a unit heads."""
    return press.name.startswith("headed:")


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
    "digest:sheet": sheet,
    "headed:cases": cases,
    "headed:units": units,
    "headed:unit": unit,
    "headed:sheet": sheet,
}
