"""设提醒间隔: the firm's own interval, where the document names none."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.services.duties.duties import Duty, FirmDuties
from bot.services.duties.items import item_status
from bot.store.duties.book import choices_of, choose
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties import intervals_views as views
from handlers.owner.duties.scene import (
    INTERVAL,
    close_own_question,
    duty_named,
    duty_pressed,
    item_named,
    with_duties,
)
from handlers.press import Press
from policies.keeping import Item
from policies.spoken.plain import folded
from policies.spoken.reading import read_int

LONGEST: Final = 730
_UNITS: Final = {
    "天|日|days?": 1,
    "周|星期|礼拜|weeks?": 7,
    "季度?|quarters?": 90,
    "年|years?": 365,
    "月|months?": 30,
}
_EACH: Final = re.compile(r"每(?=[天日周月季年星礼])|every (?=[a-z])")


def read_interval(text: str) -> int | None:
    """Read an interval in days: 每两周, 30天, 一个月, every 10 days; None if it is none.

    A month is 30 days and a quarter 90: what is meant is about how often.
    """
    plain = _EACH.sub("一", folded(text)).replace("半年", "180天")
    for unit, days in _UNITS.items():
        found = re.search(unit, plain)
        if found:
            count = read_int(plain[: found.start()].replace("个", ""))
            return None if count is None else int(count.value) * days
    count = read_int(plain)
    return None if count is None else int(count.value)


async def ask_interval(event_update: Update, owner: Owner, press: Press) -> None:
    """Every how many days? Where several items may have one, first which."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty = duty_pressed(duties, press)
        own = [item for item in duty.keeping.items if item.own_interval]
        if len(own) > 1 and not press.args[1:]:
            return Replies(edit=views.which(who.t, duty, own))
        item = own[0] if own and not press.args[1:] else _own_item(duty, press)
        asked = OpenQuestion(INTERVAL, duty.record, {"firm": duties.firm_id, "item": item.id})
        ask(uow, BOT, who.person.chat_id, asked)
        status = item_status(duties, duty, item)
        return Replies(edit=views.ask(who.t, duty, status))

    await with_duties(event_update, owner, act)


async def pick(event_update: Update, owner: Owner, press: Press) -> None:
    """One of the usual intervals; 0 switches the reminders off."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty = duty_pressed(duties, press)
        days = press.number(2)
        if days > LONGEST:
            raise Stale(StaleCode.CHANGED)
        return Replies(edit=_chosen(uow, who, duties, duty, _own_item(duty, press), days))

    await with_duties(event_update, owner, act)


async def typed(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """An interval in their own words."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty = duty_named(duties, question.subject)
        item = item_named(duty, question.context["item"])
        days = read_interval(text)
        if days is None or not 1 <= days <= LONGEST:
            status = item_status(duties, duty, item)
            return Replies(say=(views.ask(who.t, duty, status, wrong=text),))
        return Replies(say=(_chosen(uow, who, duties, duty, item, days),))

    await with_duties(event_update, owner, act, asked=question)


def _chosen(
    uow: UnitOfWork, who: Speaker, duties: FirmDuties, duty: Duty, item: Item, days: int
) -> View:
    choose(uow, duties.firm_id, duty.record, item.id, days=days or None)
    close_own_question(uow, who)
    now = replace(duties, choices=choices_of(uow.connection, duties.firm_id))
    return views.chosen(who.t, duty, item_status(now, duty, item), now.today)


def _own_item(duty: Duty, press: Press) -> Item:
    item = item_named(duty, press.word(1))
    if not item.own_interval:
        raise Stale(StaleCode.CHANGED)
    return item


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "duty:every": ask_interval,
    "duty:set": pick,
}
ANSWERS: Final[Mapping[str, Answer]] = {INTERVAL: typed}
