"""When the firm hears again: the dates to choose from, and what is said of one that was typed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.case_terms import ClockKind
from bot.domain.speech import Button, View, rows_of
from bot.services.cases.cards import CaseCard
from bot.services.cases.promises import END_OF_WORK, LATEST, next_dates
from handlers.desk.cases.buttons import to_case
from handlers.desk.home_views import back
from handlers.phrases import deadline, moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


def next_answer(t: Tongue, case: CaseCard, said: Html, zone: ZoneInfo) -> View:
    """After an answer: when does the firm hear again?"""
    until = _until(t, case, ClockKind.INTERIM, zone)
    choices = _days(t, case, zone)
    solve = button(t("办结"), "case:solve", case.id)
    text = t(
        "下次什么时候答复企业？点一个，或者直接写日期（如 下周三、三天后）；不选就按{until}。"
        "到期前会提醒您。",
        until=until,
    )
    return View(lines(said, text), (*rows_of(*choices), (solve, to_case(t, case)), (back(t),)))


def no_such_day(t: Tongue, case: CaseCard, day: date | None, zone: ZoneInfo) -> View:
    """The day that was typed is none, is over or far away; the answer itself went out."""
    why = (
        t("没看懂是哪一天。")
        if day is None
        else t("这一天不行：已经过了，或者太远。要在现在以后、{most} 天以内。", most=LATEST.days)
    )
    text = t(
        "刚才的答复已经发给企业，没有变；这一句没有发。下次答复的日期请再写一次，"
        "如 下周三、7月20日、三天后，或者点一个；不定就按{until}。",
        until=_until(t, case, ClockKind.INTERIM, zone),
    )
    again = (button(t("答复"), "case:answer", case.id), to_case(t, case))
    return View(lines(why, text), (*rows_of(*_days(t, case, zone)), again, (back(t),)))


def _days(t: Tongue, case: CaseCard, zone: ZoneInfo) -> list[Button]:
    return [
        button(_day(t, day, zone), "case:next", case.id, f"{day:%Y%m%d}")
        for day in next_dates(case.firm.now, zone)
    ]


def _day(t: Tongue, day: date, zone: ZoneInfo) -> str:
    return str(moment(t, datetime.combine(day, END_OF_WORK, zone), zone))


def promised(t: Tongue, case: CaseCard, due: datetime, zone: ZoneInfo) -> View:
    """The date is kept and the firm was told."""
    text = t(
        "📅 <b>{number}</b>：{due}前再答复企业，企业已收到通知。到期前会提醒您。",
        number=case.number,
        due=deadline(t, due, zone),
    )
    return View(text, ((to_case(t, case), back(t)),))


def _until(t: Tongue, case: CaseCard, kind: ClockKind, zone: ZoneInfo) -> Html:
    due = case.due(kind)
    return Html("—") if due is None else deadline(t, due, zone)
