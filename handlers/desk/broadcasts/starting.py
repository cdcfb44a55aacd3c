"""写群发: for which place, and how urgent."""

from collections.abc import Mapping
from typing import Final
from zlib import crc32

from telegram import Update

from bot.domain.broadcasts import Urgency
from bot.domain.errors import AccessCode, NotYours, Stale, StaleCode
from bot.domain.speech import Replies
from bot.domain.staff import Power
from bot.services.broadcasts.broadcasts import draft_broadcast, put_urgency
from bot.services.staff.staff import regions_with
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import cards
from handlers.desk.broadcasts import compose_views as views
from handlers.desk.broadcasts.compose import SUBJECT, ZH, asked
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.press import Press


async def new(desk: Desk, update: Update, press: Press) -> None:
    """写群发: for which place, then how urgent."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        places = places_of(uow, who)
        if not press.args and len(places) > 1:
            return Replies(edit=views.which_place(who.t, desk.rulebase, places))
        token = press.word() if press.args else next(iter(places))
        return Replies(
            edit=views.which_urgency(who.t, desk.rulebase, region_named(places, token), token)
        )

    await desk.act(update, act)


async def begin(desk: Desk, update: Update, press: Press) -> None:
    """普通 or 紧急: the draft is there; the Chinese text is asked first."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        region = region_named(places_of(uow, who), press.word())
        urgency = _urgency(press.word(1))
        card = draft_broadcast(uow, desk.ground, who.officer, region, urgency)
        return Replies(edit=asked(uow, who, card, ZH))

    await desk.act(update, act)


async def urgency(desk: Desk, update: Update, press: Press) -> None:
    """改成紧急, 改成普通."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = put_urgency(uow, who.officer, press.number(), _urgency(press.word(1)))
        return Replies(edit=cards.screen(desk, uow, who, card))

    await desk.act(update, act)


def places_of(uow: UnitOfWork, who: Clerk) -> dict[str, str]:
    """The regions for which the officer writes, by what names them within a button.

    Raises:
        NotYours: There is none.
    """
    regions = regions_with(uow, who.officer, Power.POLICY_EDIT)
    if not regions:
        raise NotYours(SUBJECT, AccessCode.ROLE)
    return {f"{crc32(each.encode()):x}": each for each in regions}


def region_named(places: Mapping[str, str], token: str) -> str:
    """The one that a button names.

    Raises:
        NotYours: It is none of theirs.
    """
    if token not in places:
        raise NotYours(SUBJECT, AccessCode.ROLE)
    return places[token]


def _urgency(word: str) -> Urgency:
    if word not in set(Urgency):
        raise Stale(StaleCode.CHANGED)
    return Urgency(word)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "bc:new": new,
    "bc:begin": begin,
    "bc:haste": urgency,
}
