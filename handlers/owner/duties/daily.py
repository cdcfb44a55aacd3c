"""每日报告: zero report with one tap, something wrong, days made up, an urgent case beside it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right, may
from bot.domain.speech import Replies, View
from bot.services.cases.opening import Matter
from bot.services.duties.daily import (
    EXCEPTION,
    ZERO,
    Beside,
    calendar,
    may_report,
    report_day,
)
from bot.services.duties.daily_cases import (
    case_of_day,
    case_under_way,
    link_exception,
    words_of_day,
)
from bot.services.duties.duties import Duty, FirmDuties
from bot.services.duties.status import of_day
from bot.services.firms.rights import speak_for
from bot.store.cases.cases import CaseRecord
from bot.store.uow import UnitOfWork
from handlers.owner.answers import Answer
from handlers.owner.cases.screens import opened_case
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties import case_of_day_views as case_views
from handlers.owner.duties import daily_views as views
from handlers.owner.duties import hour
from handlers.owner.duties.case_of_day_views import CaseOfDay
from handlers.owner.duties.daily_words import KNOWN, LATE
from handlers.owner.duties.days_views import past_days
from handlers.owner.duties.scene import duty_pressed, with_duties
from handlers.press import Press
from handlers.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button wants reported: which answer, of which day, and what was asked before."""

    answer: str
    day: date
    late: bool
    known: bool


def card(uow: UnitOfWork, t: Tongue, duties: FirmDuties, duty: Duty) -> View:
    """Today, the last two weeks, and the hour of the reminder."""
    status = of_day(uow, duties, duty)
    return views.card(t, duties, duty, status, calendar(uow, duties, duty))


async def report(event_update: Update, owner: Owner, press: Press) -> None:
    """今日零报告 or 有异常情况, for the day that the button names."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty, pressed = duty_pressed(duties, press), _pressed(press)
        if pressed.day != duties.today and not pressed.late:
            allowed = may_report(duties, pressed.day)
            view = views.other_day(
                who.t, duty, pressed.day, duties.today, pressed.answer, may=allowed
            )
            return Replies(say=(view,))
        return _taken(uow, who, duties, duty, pressed)

    await with_duties(event_update, owner, act)


async def all_well(event_update: Update, owner: Owner, record: str) -> None:
    """今天没事, typed while the card was on view: as 今日零报告."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty = duty_pressed(duties, Press("duty:report", (record,)))
        pressed = Pressed(ZERO, duties.today, late=False, known=False)
        return _taken(uow, who, duties, duty, pressed)

    await with_duties(event_update, owner, act)


async def days(event_update: Update, owner: Owner, press: Press) -> None:
    """看近 14 天: with the days that can still be made up."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty = duty_pressed(duties, press)
        return Replies(edit=past_days(who.t, duties, duty, calendar(uow, duties, duty)))

    await with_duties(event_update, owner, act)


async def urgent(event_update: Update, owner: Owner, press: Press) -> None:
    """马上告诉…: an urgent case with one tap, without names; one that is under way is shown."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty = duty_pressed(duties, press)
        known = case_under_way(uow, duties, duty)
        if known is not None:
            link_exception(uow, duties, duty, known)
            beside = _shown(uow, who, duties, known)
            return Replies(say=(views.handed_on(who.t, duty, beside),))
        text = views.urgent_text(who.t, duty)
        replies = opened_case(owner, uow, who, text, Matter(about=duty.record, urgent=True))
        opened = case_under_way(uow, duties, duty)
        if opened is not None:
            link_exception(uow, duties, duty, opened)
        return replies

    await with_duties(event_update, owner, act)


def _taken(
    uow: UnitOfWork, who: Speaker, duties: FirmDuties, duty: Duty, pressed: Pressed
) -> Replies:
    """Reported, unless a case of that day says otherwise: then it is asked about first."""
    found = case_of_day(uow, duties, duty, pressed.day)
    case = None if found is None else _shown(uow, who, duties, found)
    if case is not None and pressed.answer == ZERO and not pressed.known:
        view = case_views.really_zero(who.t, duty, pressed.day, duties.today, case)
        return Replies(say=(view,))
    said = words_of_day(uow, duties, duty) if pressed.day == duties.today else None
    if said is not None and case is None and pressed.answer == ZERO and not pressed.known:
        role = speak_for(uow, who.person, duties.firm_id, Right.DUTY)
        own = said.person_id == who.person.id or may(role, Right.CASE)
        at = said.at.astimezone(duties.zone)
        view = case_views.zero_all_the_same(who.t, duty, at, said.told.text if own else None)
        return Replies(say=(view,))
    return Replies(say=(_reported(uow, who, duties, duty, pressed, case),))


def _reported(
    uow: UnitOfWork,
    who: Speaker,
    duties: FirmDuties,
    duty: Duty,
    pressed: Pressed,
    case: CaseOfDay | None,
) -> View:
    wrong = pressed.answer == EXCEPTION
    beside = None
    if case is not None:
        words = case_views.belongs_to if wrong else case_views.reason
        beside = Beside(case.id, words(who.t, case))
    entry, new = report_day(uow, who.person, duties, duty, pressed.answer, pressed.day, beside)
    done = replace(duties, latest={**duties.latest, entry.point: entry})
    if wrong:
        return views.exception(who.t, done, duty, entry, new=new, beside=case)
    days = calendar(uow, done, duty)
    return views.reported(who.t, done, duty, entry, days, new=new, beside=case)


def _shown(uow: UnitOfWork, who: Speaker, duties: FirmDuties, case: CaseRecord) -> CaseOfDay:
    """A case as far as this person may read it."""
    role = speak_for(uow, who.person, duties.firm_id, Right.DUTY)
    category = duties.ground.rulebase.problems.get(case.category or "")
    return CaseOfDay(
        id=case.id,
        number=case.number,
        words=case.text if may(role, Right.CASE) else None,
        kind=None if category is None else category.name,
        opened_at=case.state.opened_at,
        zone=duties.zone,
    )


def _pressed(press: Press) -> Pressed:
    try:
        day = date.fromisoformat(press.word(2))
    except ValueError as error:
        raise Stale(StaleCode.CHANGED) from error
    flags = press.args[3:]
    return Pressed(press.word(1), day, late=LATE in flags, known=KNOWN in flags)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "duty:report": report,
    "duty:cal": days,
    "duty:urgent": urgent,
    **hour.BUTTONS,
}
ANSWERS: Final[Mapping[str, Answer]] = {**hour.ANSWERS}
