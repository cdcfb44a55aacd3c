"""The last two weeks of a daily report: week by week on its card, day by day on a screen."""

from collections.abc import Sequence
from typing import Final

from bot.domain.speech import View
from bot.services.duties.daily import ZERO, DayReport, may_report, streak
from bot.services.duties.duties import Duty, FirmDuties
from handlers.notices.duty_words import day_words, short_day
from handlers.owner.duties.daily_words import by_words, late_button, mark
from handlers.owner.duties.words import back_to_duty
from handlers.tongue import Html, Tongue, lines

WEEK: Final = 7
MADE_UP: Final = 4


def two_weeks(t: Tongue, days: Sequence[DayReport]) -> list[Html]:
    """A line of signs for each week, and how many days in a row were reported."""
    shown = _begun(days)
    weeks = (shown[start : start + WEEK] for start in range(0, len(shown), WEEK))
    found = [
        t(
            "{first}起：{marks}",
            first=short_day(t, week[0].day),
            marks="".join(mark(each, days[-1].day) for each in week),
        )
        for week in weeks
    ]
    count = streak(days)
    if count > 1:
        found.append(t("已连续 {count} 天。", count=count))
    return found


def past_days(t: Tongue, duties: FirmDuties, duty: Duty, days: Sequence[DayReport]) -> View:
    """The last two weeks day by day; what was missed in the last week can be made up."""
    text = lines(
        t("<b>{title}：近 14 天</b>", title=t.words(duty.verdict.title)),
        *(_day_line(t, duties, each) for each in reversed(_begun(days))),
    )
    open_days = [
        each.day
        for each in reversed(days[:-1])
        if not each.is_done and each.counted and may_report(duties, each.day)
    ]
    rows = [(late_button(t, duty, day, ZERO),) for day in open_days[:MADE_UP]]
    return View(text, (*rows, back_to_duty(t, duty.record)))


def _begun(days: Sequence[DayReport]) -> Sequence[DayReport]:
    """The days since the firm began; the last one at the least."""
    counted = [place for place, each in enumerate(days) if each.counted or each.is_done]
    return days[counted[0] if counted else -1 :]


def _day_line(t: Tongue, duties: FirmDuties, each: DayReport) -> Html:
    entry = each.exception or each.zero
    sign, day = mark(each, duties.today), day_words(t, each.day)
    if entry is None:
        return Html(f"{sign} {day}")
    return Html(f"{sign} {day}{by_words(t, duties, entry, late=each.late)}")
