"""What every message about duties says in the same words: days, hours, intervals, sources."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from babel.dates import format_date

from bot.domain.speech import Button
from bot.services.duties.daily import ZERO
from handlers.phrases import WEEKDAYS
from handlers.press import button
from handlers.tongue import Html, Tongue
from policies.keeping import Item, Report
from policies.records import Remark
from policies.words import Words

NAVIGATION_LIST: Final = "duty:list"
NOTICEABLE: Final = timedelta(minutes=10)
"""A reminder that is moved by less comes when it is said to come."""


def day_words(t: Tongue, day: date) -> Html:
    """7月14日（周四）/ Thu 14 Jul."""
    if t.language == "zh":
        return Html(f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）")
    return Html(format_date(day, "EEE d MMM", locale="en"))


def day_part_words(t: Tongue, day: date, part: str | None) -> Html:
    """A day and the part of it that was said: 7月16日（周六）中午.

    Args:
        part: A key of `HOURS`.
    """
    words = {
        "dawn": t("凌晨"),
        "morning": t("早上"),
        "noon": t("中午"),
        "afternoon": t("下午"),
        "dusk": t("傍晚"),
        "evening": t("晚上"),
        "night": t("夜里"),
    }
    said = words.get(part or "")
    whole = day_words(t, day)
    return whole if said is None else t("{day}{part}", day=whole, part=said)


def short_day(t: Tongue, day: date) -> str:
    """7月14日 / 14 Jul: for a button, or where the weekday does not matter."""
    if t.language == "zh":
        return f"{day.month}月{day.day}日"
    return format_date(day, "d MMM", locale="en")


def undated(answer: str) -> str:
    """今日零报告 without its 今日: for another day than today."""
    return answer.removeprefix("今日").removesuffix(" today")


def zero_button(t: Tongue, report: Report, record: str, day: date) -> Button:
    """To report for a day that nothing is wrong: still to be done, and looks like it."""
    label = t("📝 报：{answer}", answer=t.plain(report.zero))
    return button(label, "duty:report", record, ZERO, day.isoformat())


def hour_words(minutes: int) -> str:
    """17:00, from minutes after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def amount_words(t: Tongue, item: Item, amount: int) -> Html:
    """500 只 / 500 masks; one of it in the singular."""
    unit = item.unit or Words("", "")
    word = item.unit_one if amount == 1 and item.unit_one and t.language == "en" else None
    return t("{amount} {unit}", amount=f"{amount:,}", unit=word or t.words(unit))


def code_name(t: Tongue, label: Words) -> str:
    """A kind of code without its rule: 车间：一车间一码 is 车间."""
    return t.plain(label).replace(":", "：").partition("：")[0]


def code_rule(t: Tongue, label: Words) -> str:
    """The rule that counts it: 一车间一码; empty if the label names none."""
    return t.plain(label).replace(":", "：").partition("：")[2].strip()


def open_point(t: Tongue, remarks: Sequence[Remark]) -> Html | None:
    """The first thing that a record leaves open, in its own words; None if it leaves nothing."""
    if not remarks:
        return None
    return t("未定：{remarks}。", remarks=t.words(remarks[0].text))


def all_duties(t: Tongue) -> Button:
    """The way to the whole list."""
    return button(t("要做的事"), NAVIGATION_LIST)


def before_night(t: Tongue, left: timedelta, lead: timedelta) -> Html | None:
    """Why a reminder comes longer before than is said of it; None if it does not."""
    if left - lead < NOTICEABLE:
        return None
    return t("到点提醒时是夜里，所以提前说。")


def ways_out(t: Tongue) -> tuple[Button, ...]:
    """The last row of what is said unprompted."""
    return (button(t("返回"), "home:show"), button(t("找人工"), "case:new"))
