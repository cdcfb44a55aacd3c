"""A daily report beside an urgent case of the same day: asked about first, then linked to it."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.speech import Button, View
from bot.services.duties.daily import EXCEPTION, ZERO
from bot.services.duties.duties import Duty
from handlers.notices.duty_words import short_day
from handlers.notices.private import masked
from handlers.owner.duties.daily_words import KNOWN, LATE, answer_on
from handlers.owner.duties.words import back_to_duty
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.words import Words

SHOWN = 60
"""So many characters of the case are repeated."""


@dataclass(frozen=True, slots=True)
class CaseOfDay:
    """An urgent case of a day that is not over.

    Attributes:
        words: What the firm wrote; None for somebody who may not read its cases.
        kind: The kind of problem, if it is known.
        opened_at: Aware UTC.
    """

    id: int
    number: str
    words: str | None
    kind: Words | None
    opened_at: datetime
    zone: ZoneInfo


def really_zero(t: Tongue, duty: Duty, day: date, today: date, case: CaseOfDay) -> View:
    """Before “nothing to report” while such a case is open; what is wrong comes first."""
    flags = () if day == today else (LATE,)
    zero = answer_on(t, duty, ZERO)
    wrong = button(
        t("有异常情况 → 连到 {number}", number=case.number),
        "duty:report",
        duty.record,
        EXCEPTION,
        day.isoformat(),
        *flags,
    )
    still = button(
        t("仍然报：{answer}", answer=zero),
        "duty:report",
        duty.record,
        ZERO,
        day.isoformat(),
        *flags,
        KNOWN,
    )
    text = lines(
        _reported(t, day, today, case),
        _quoted(t, case),
        t("还要报“{answer}”吗？", answer=zero),
    )
    return View(text, ((wrong,), (still,), back_to_duty(t, duty.record)))


def zero_all_the_same(t: Tongue, duty: Duty, at: datetime, said: str | None) -> View:
    """Before “nothing to report” on a day on which something else was written.

    Args:
        at: When it was written, on the wall clock; the day is today.
        said: The words; None for somebody who may not read them.
    """
    zero, day = answer_on(t, duty, ZERO), at.date().isoformat()
    wrong = button(answer_on(t, duty, EXCEPTION), "duty:report", duty.record, EXCEPTION, day)
    label = t("仍然报：{answer}", answer=zero)
    still = button(label, "duty:report", duty.record, ZERO, day, KNOWN)
    text = lines(
        t("今天 {hour} 您这里写过急事：", hour=f"{at:%H:%M}"),
        None if said is None else t("“{words}”", words=_clipped(t, said)),
        t("还要报“{answer}”吗？", answer=zero),
    )
    return View(text, ((wrong,), (still,), back_to_duty(t, duty.record)))


def reason(t: Tongue, case: CaseOfDay) -> str:
    """What is kept with a zero report that was made all the same."""
    return t("报的时候知道当天的事项 {number} 还没办完", number=case.number)


def belongs_to(t: Tongue, case: CaseOfDay) -> str:
    """What is kept with a report that something is wrong."""
    return t("见事项 {number}", number=case.number)


def linked_line(t: Tongue, case: CaseOfDay | None) -> Html | None:
    """That the report belongs to a case."""
    if case is None:
        return None
    return t("已和当天的紧急事项 <b>{number}</b> 连在一起，不用再转一次。", number=case.number)


def case_ways(t: Tongue, case: CaseOfDay) -> tuple[tuple[Button, ...], ...]:
    """On with the case, for whoever may."""
    if case.words is None:
        return ()
    more = button(t("补充说明"), "case:note", case.id)
    return ((more, button(t("查看进度"), "case:show", case.id, "new")),)


def _reported(t: Tongue, day: date, today: date, case: CaseOfDay) -> Html:
    hour = f"{case.opened_at.astimezone(case.zone):%H:%M}"
    if day == today:
        return t(
            "今天 {hour} 您这里报过急事 <b>{number}</b>，还没办完：", hour=hour, number=case.number
        )
    return t(
        "{day} {hour} 您这里报过急事 <b>{number}</b>，还没办完：",
        day=short_day(t, day),
        hour=hour,
        number=case.number,
    )


def _quoted(t: Tongue, case: CaseOfDay) -> Html | None:
    kind = None if case.kind is None else t.words(case.kind)
    if case.words is None:
        return kind
    words = _clipped(t, case.words)
    said = t("“{words}”", words=words)
    return said if kind is None else t("{words}（{kind}）", words=said, kind=kind)


def _clipped(t: Tongue, words: str) -> str:
    plain = masked(t, " ".join(words.split()))
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"
