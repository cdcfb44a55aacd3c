"""打包推送: each firm of an audience reads what applies to itself."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.broadcasts import Urgency
from bot.domain.errors import Stale, StaleCode
from bot.domain.packages import Nothing
from bot.domain.speech import Replies
from bot.services.broadcasts.broadcasts import draft_broadcast
from bot.services.packages.broadcasts import (
    put_package,
)
from bot.services.packages.counts import (
    count_known,
)
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import cards
from handlers.desk.broadcasts import packages_views as views
from handlers.desk.broadcasts.own import own_card
from handlers.desk.broadcasts.package_lists import counted, keep_counted
from handlers.desk.broadcasts.starting import places_of, region_named
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.press import Press

NO: Final = "no"


async def begin(desk: Desk, update: Update, press: Press) -> None:
    """📦 政策清单: a draft in which each firm reads its own list."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        region = region_named(places_of(uow, who), press.word())
        made = draft_broadcast(uow, desk.ground, who.officer, region, Urgency.NOTICE)
        card = put_package(uow, desk.ground, who.officer, made.record.id, Nothing.SKIP)
        return Replies(edit=cards.screen(desk, uow, who, card, views.begun(who.t)))

    await desk.act(update, act)


async def show(desk: Desk, update: Update, press: Press) -> None:
    """政策清单: whether each firm reads its own, and what becomes of those without."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        cards.leave(uow, who)
        card = own_card(uow, who, press.number())
        return Replies(edit=views.screen(who.t, card, count_known(uow, card.record)))

    await desk.act(update, act)


async def choose(desk: Desk, update: Update, press: Press) -> None:
    """带上, 没有适用的也告诉, 不带清单."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        nothing = _nothing(press.word(1))
        card = put_package(uow, desk.ground, who.officer, press.number(), nothing)
        return Replies(edit=views.screen(who.t, card, count_known(uow, card.record)))

    await desk.act(update, act)


async def count(desk: Desk, update: Update, press: Press) -> None:
    """算一算: to how many firms nothing applies."""
    found = await counted(desk, update, press)

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = own_card(uow, who, press.number())
        keep_counted(uow, found)
        return Replies(edit=views.screen(who.t, card, count_known(uow, card.record)))

    await desk.act(update, act)


def _nothing(word: str) -> Nothing | None:
    if word == NO:
        return None
    if word not in set(Nothing):
        raise Stale(StaleCode.CHANGED)
    return Nothing(word)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "pack:new": begin,
    "pack:show": show,
    "pack:set": choose,
    "pack:count": count,
}
