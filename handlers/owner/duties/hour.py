"""改提醒时间: the firm's own hour for the reminder of its daily report."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.domain.spoken import number_of
from bot.services.duties.duties import Duty, FirmDuties
from bot.store.duties.book import choose_hour
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties import hour_views as views
from handlers.owner.duties.scene import (
    HOUR,
    close_own_question,
    duty_named,
    duty_pressed,
    with_duties,
)
from handlers.press import Press
from policies.spoken.plain import folded

_CLOCK: Final = re.compile(
    r"(?P<part>早上|上午|中午|下午|傍晚|晚上)?(?P<hour>\d{1,2}|[一二两三四五六七八九十]{1,3})"
    r"(?:[:点时](?P<half>半)?(?P<minute>\d{1,2})?分?)?(?P<english>am|pm)?"
)


def read_hour(text: str) -> int | None:
    """Read a time of day, in minutes after midnight: 17:30, 下午五点半, 5pm."""
    plain = folded(text).replace(" ", "").rstrip("。")
    found = _CLOCK.fullmatch(plain)
    if found is None:
        return None
    hour = int(number_of(found["hour"]))
    minute = 30 if found["half"] else int(found["minute"] or 0)
    afternoon = found["part"] in {"下午", "傍晚", "晚上"} or found["english"] == "pm"
    if afternoon and hour < 12:
        hour += 12
    return hour * 60 + minute if hour < 24 and minute < 60 else None


async def ask_hour(event_update: Update, owner: Owner, press: Press) -> None:
    """改提醒时间."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty = duty_pressed(duties, press)
        ask(uow, BOT, who.person.chat_id, OpenQuestion(HOUR, duty.record))
        return Replies(edit=views.ask_hour(who.t, duties, duty))

    await with_duties(event_update, owner, act)


async def pick_hour(event_update: Update, owner: Owner, press: Press) -> None:
    """One of the usual hours."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty = duty_pressed(duties, press)
        return Replies(edit=_hour_set(uow, who, duties, duty, press.number(1)))

    await with_duties(event_update, owner, act)


async def hour_typed(
    owner: Owner, event_update: Update, question: OpenQuestion, text: str
) -> None:
    """An hour in their own words."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty, minutes = duty_named(duties, question.subject), read_hour(text)
        if minutes is None or not views.may_remind(duties, minutes):
            view = views.ask_hour(who.t, duties, duty, wrong=text, understood=minutes)
            return Replies(say=(view,))
        return Replies(say=(_hour_set(uow, who, duties, duty, minutes),))

    await with_duties(event_update, owner, act, asked=question)


def _hour_set(uow: UnitOfWork, who: Speaker, duties: FirmDuties, duty: Duty, minutes: int) -> View:
    if not 0 <= minutes < 24 * 60 or not views.may_remind(duties, minutes):
        raise Stale(StaleCode.CHANGED)
    choose_hour(uow.connection, duties.firm_id, minutes)
    close_own_question(uow, who)
    return views.hour_set(who.t, duty, minutes)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "duty:hour": ask_hour,
    "duty:at": pick_hour,
}
ANSWERS: Final[Mapping[str, Answer]] = {HOUR: hour_typed}
