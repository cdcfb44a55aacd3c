"""Moments, durations and money as people read them at a glance."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from handlers.tongue import Html, Tongue, escaped
from policies.verdicts import Source
from policies.words import Words

WEEKDAYS: Final = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def moment(t: Tongue, at: datetime, zone: ZoneInfo) -> Html:
    """7月16日（周六）20:00 / Sat 16 Jul, 20:00 — on the wall clock of the zone."""
    wall = at.astimezone(zone)
    if t.language == "zh":
        day = f"{wall.month}月{wall.day}日（{WEEKDAYS[wall.weekday()]}）"
        return Html(f"{day}{wall:%H:%M}")
    return Html(format_datetime(wall, "EEE d MMM, HH:mm", locale="en"))


def day_of(t: Tongue, at: datetime, zone: ZoneInfo) -> Html:
    """7月16日（周六） / Sat 16 Jul: the day on which a moment falls."""
    midnight = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return Html(moment(t, midnight, zone).removesuffix("00:00").rstrip(", "))


def deadline(t: Tongue, at: datetime, zone: ZoneInfo) -> Html:
    """A deadline at midnight belongs to the day that ends: 7月16日（周六）24:00."""
    wall = at.astimezone(zone)
    if (wall.hour, wall.minute) != (0, 0):
        return moment(t, at, zone)
    before = moment(t, at - timedelta(minutes=1), zone)
    return Html(before.removesuffix("23:59") + "24:00")


def call_form(number: str) -> str:
    """A number as phones offer to ring it: 0377-67221234 is +86-377-67221234."""
    return f"+86-{number[1:]}" if number.startswith("0") else number


def duration(t: Tongue, span: timedelta) -> Html:
    """3 小时 20 分 / 3 h 20 min; days from two days on; never negative."""
    minutes = max(int(span.total_seconds() // 60), 0)
    days, hours = divmod(minutes // 60, 24)
    if days >= 2:
        whole = t("{days} 天", days=days)
        return t("{days} 天 {hours} 小时", days=days, hours=hours) if hours else whole
    hours, minutes = hours + days * 24, minutes % 60
    if hours == 0:
        return t("{minutes} 分钟", minutes=minutes)
    if minutes == 0:
        return t("{hours} 小时", hours=hours)
    return t("{hours} 小时 {minutes} 分", hours=hours, minutes=minutes)


def working_days(t: Tongue, span: timedelta) -> Html:
    """1 个工作日又 3 小时: of time that counts on working days only, 24 hours each."""
    days, rest = divmod(span, timedelta(days=1))
    if not days:
        return t("工作日里的 {hours}", hours=duration(t, rest))
    whole = t("1 个工作日") if days == 1 else t("{days} 个工作日", days=days)
    if rest < timedelta(hours=1):
        return whole
    return t("{whole}又 {hours} 小时", whole=whole, hours=rest // timedelta(hours=1))


def about(t: Tongue, few: int, most: int) -> Html:
    """An estimate with its upper end: 5～9, or 4 if it is certain."""
    return Html(most) if few >= most else t("{few}～{most}", few=few, most=most)


def money(amount: Decimal) -> str:
    """80,000.00 — two decimals, thousands separators."""
    return f"{amount:,.2f}"


@cache  # as many as there are policies
def source_words(t: Tongue, source: Source) -> Html:
    """Where it is written: document, kind, date, clause; the same shape everywhere."""
    said = t(
        "依据：《{document}》（{kind}，{date}）{clause}",
        document=t.words(source.document),
        kind=t.words(source.kind),
        date=source.date.isoformat(),
        clause=Html(t("、").join(map(escaped, source.clauses))),
    )
    return said if any(source.clauses) else Html(said.rstrip(", "))  # the document as a whole


def source_line(t: Tongue, source: Source | None) -> Html | None:
    """The same; None if the rules do not hold the record any more."""
    return None if source is None else source_words(t, source)


def cited(t: Tongue, sources: Iterable[Source | None]) -> list[Html]:
    """Where several things are written; one whose clauses are all named already is left out."""
    told: list[Html] = []
    named: set[tuple[Words, str]] = set()
    for source in sources:
        if source is None:
            continue
        clauses = {(source.document, clause) for clause in source.clauses}
        if not clauses <= named:
            told.append(source_words(t, source))
        named |= clauses
    return told
