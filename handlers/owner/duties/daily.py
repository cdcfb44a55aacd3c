"""每日报告: zero report with one tap, something wrong, days made up, the firm's own hour."""

import re
import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Replies, View
from bot.domain.spoken import number_of
from bot.services.cases import Matter
from bot.services.duties import Duty, FirmDuties
from bot.services.duties_daily import EXCEPTION, calendar, may_report, report_day
from bot.services.firms import firm_of
from bot.store.cases import cases_of_firm
from bot.store.duty_book import choose_hour
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer
from handlers.owner.cases.screens import opened_case
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties import daily_views as views
from handlers.owner.duties.scene import (
    HOUR,
    close_own_question,
    duty_named,
    duty_pressed,
    with_duties,
)
from handlers.press import Press
from handlers.tongue import Tongue

LATE: Final = "late"
CASES: Final = 20
_CLOCK: Final = re.compile(
    r"(?P<part>早上|上午|中午|下午|傍晚|晚上)?(?P<hour>\d{1,2}|[一二两三四五六七八九十]{1,3})"
    r"(?:[:点时](?P<half>半)?(?P<minute>\d{1,2})?分?)?(?P<english>am|pm)?"
)


def read_hour(text: str) -> int | None:
    """Read a time of day, in minutes after midnight: 17:30, 下午五点半, 5pm."""
    plain = unicodedata.normalize("NFKC", text).lower().replace(" ", "").rstrip("。")
    found = _CLOCK.fullmatch(plain)
    if found is None:
        return None
    hour = int(number_of(found["hour"]))
    minute = 30 if found["half"] else int(found["minute"] or 0)
    afternoon = found["part"] in {"下午", "傍晚", "晚上"} or found["english"] == "pm"
    if afternoon and hour < 12:
        hour += 12
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def card(uow: UnitOfWork, t: Tongue, duties: FirmDuties, duty: Duty) -> View:
    """Today, the last two weeks, and the hour of the reminder."""
    return views.card(t, duties, duty, calendar(uow, duties, duty))


async def report(event_update: Update, owner: Owner, press: Press) -> None:
    """今日零报告 or 有异常情况, for the day that the button names."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty, answer, day = duty_pressed(duties, press), press.word(1), _day(press, 2)
        is_old = day != duties.today and press.args[3:] != (LATE,)
        if is_old:
            may = may_report(duties, day)
            view = views.other_day(who.t, duty, day, duties.today, answer, may=may)
            return Replies(say=(view,))
        entry, new = report_day(uow, who.person, duties, duty, answer, day)
        done = replace(duties, latest={**duties.latest, entry.point: entry})
        days = calendar(uow, done, duty)
        if answer == EXCEPTION:
            return Replies(say=(views.exception(who.t, done, duty, entry, new=new),))
        return Replies(say=(views.reported(who.t, done, duty, entry, days, new=new),))

    await with_duties(event_update, owner, act)


async def days(event_update: Update, owner: Owner, press: Press) -> None:
    """看近 14 天: with the days that can still be made up."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty = duty_pressed(duties, press)
        return Replies(edit=views.past_days(who.t, duties, duty, calendar(uow, duties, duty)))

    await with_duties(event_update, owner, act)


async def urgent(event_update: Update, owner: Owner, press: Press) -> None:
    """马上告诉…: an urgent case with one tap, without names; one that is under way is shown."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty = duty_pressed(duties, press)
        firm_of(uow, who.person, Right.CASE)
        cases = cases_of_firm(uow, duties.firm_id, limit=CASES, unfinished=True)
        known = next((each for each in cases if each.urgent and each.about == duty.record), None)
        if known is not None:
            return Replies(say=(views.handed_on(who.t, duty, known.id, known.number),))
        text = views.urgent_text(who.t, duty, duties.today)
        return opened_case(owner, uow, who, text, Matter(about=duty.record, urgent=True))

    await with_duties(event_update, owner, act)


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
    if not views.may_remind(duties, minutes):
        raise Stale(StaleCode.CHANGED)
    choose_hour(uow.connection, duties.firm_id, minutes)
    close_own_question(uow, who)
    return views.hour_set(who.t, duty, minutes)


def _day(press: Press, place: int) -> date:
    try:
        return date.fromisoformat(press.word(place))
    except ValueError as error:
        raise Stale(StaleCode.CHANGED) from error


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "duty:report": report,
    "duty:cal": days,
    "duty:urgent": urgent,
    "duty:hour": ask_hour,
    "duty:at": pick_hour,
}
ANSWERS: Final[Mapping[str, Answer]] = {HOUR: hour_typed}
