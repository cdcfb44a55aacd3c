"""Asking who comes and when: one line each, with buttons for what a line left out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.coming import at_clock
from bot.domain.speech import Button, View, rows_of
from bot.domain.spoken import LIKELY
from bot.services.arrivals.people_lists import PeopleList
from bot.services.arrivals.standing import ArrivalStatus
from handlers.notices.arrival_words import LIST, arrival_line, who_words
from handlers.notices.duty_words import day_part_words, day_words, short_day
from handlers.owner.arrivals.drafts import Draft
from handlers.owner.home_views import human
from handlers.owner.policies.words import step_back
from handlers.owner.testing.moments import EPOCH, MINUTE
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

COUNTS = (1, 2, 3, 5)
HOURS = (8, 10, 14, 17)
SOON = ((0, 17), (1, 9), (1, 15), (2, 9))
"""Days from today and hours that are likely."""


def ask_who(t: Tongue, of: PeopleList, *, wrong: str | None = None) -> View:
    """Who comes? One line for each lot, or a number to begin with."""
    text = lines(
        t("没看懂“{text}”。", text=wrong[:40]) if wrong else None,
        t("谁要来、什么时候到？一句话写清楚；有几批就一批一行。"),
        t("<i>例如：明天下午3点 上海来2个工程师</i>"),
        t("只写你们自己认得出的叫法就行，不要写身份证号、手机号。"),
        t("也可以先点人数："),
    )
    return View(text, (*_counts(t, of), step_back(t, LIST)))


def ask_who_came(t: Tongue, of: PeopleList, day: date) -> View:
    """Who came? That somebody did, and when, was said."""
    text = lines(
        t("看到了：{day}到的。谁来了、一共几个人？", day=day_words(t, day)),
        t("<i>例如：上海来的2个工程师</i>"),
        t("只写你们自己认得出的叫法就行，不要写身份证号、手机号。"),
        t("也可以先点人数："),
    )
    return View(text, (*_counts(t, of), step_back(t, LIST)))


def _counts(t: Tongue, of: PeopleList) -> tuple[tuple[Button, ...], ...]:
    counts = (
        button(t("1 人") if n == 1 else t("{count} 人", count=n), "arrival:count", of.fact.id, n)
        for n in COUNTS
    )
    return rows_of(*counts, width=4)


def read_off(
    t: Tongue, of: PeopleList, drafts: Sequence[Draft], kept: Sequence[ArrivalStatus]
) -> Iterator[Html]:
    """What was read off the places that lines name, so that a wrong reading is seen."""
    origin = None if of.people is None else of.people.origin
    for draft, status in zip(drafts, kept, strict=True):
        if draft.place and origin is not None:
            label = t.words(of.fact.fields[origin.field].label)
            named = t(
                "您写了“{place}”，按“{label}：是”记；不对就改。", place=draft.place, label=label
            )
            yield (
                named
                if len(kept) == 1
                else t("{who}：{text}", who=who_words(t, status), text=named)
            )


def ask_when(
    t: Tongue,
    who: str,
    step: int,
    readings: tuple[datetime, ...],
    day: tuple[date, str | None] | None,
    here: tuple[datetime, ZoneInfo],
    wrong: str | None = None,
) -> View:
    """When do they come? Two readings of what was written, or likely moments.

    Args:
        day: The day, and maybe the part of it, that was said already.
    """
    zone = here[1]
    text = lines(
        t("没看懂“{text}”是什么时候。", text=wrong[:40]) if wrong else None,
        t("<b>{who}</b> 什么时候到？", who=who)
        if day is None or readings
        else t("<b>{who}</b> {day}几点到？", who=who, day=day_part_words(t, *day)),
        t("<i>点按钮，或直接写，例如：明天下午3点、周五早上9点、2小时后</i>")
        if day is None or readings
        else t("<i>点按钮，或直接写几点，例如：上午9点半</i>"),
    )
    offered = readings or tuple(_likely(here[0], zone, day))
    moments = (
        button(_label(t, at, zone), "arrival:when", step, (at - EPOCH) // MINUTE) for at in offered
    )
    already = button(t("已经到了"), "arrival:when", step, "here")
    unsure = button(t("不清楚"), "arrival:when", step, "x")
    return View(text, (*rows_of(*moments), (already, unsure), step_back(t, LIST)))


def back_to_who(t: Tongue, view: View, of: PeopleList) -> View:
    """The same, where one step back is the question who comes, and not the list."""
    return replace(view, rows=(*view.rows[:-1], step_back(t, "arrival:who", of.fact.id)))


def same_visit(t: Tongue, known: ArrivalStatus) -> View:
    """The same people of the same day are on the list already."""
    text = lines(
        t("名单上已经有一样的一批，还没有再记："),
        arrival_line(t, known),
        t("是同一批，就不用再记。"),
    )
    same = button(t("是同一批"), "arrival:show", known.card.id)
    another = button(t("是另一批，也记上"), "arrival:anew")
    return View(text, ((same, another), step_back(t, LIST)))


def ask_alert(
    t: Tongue,
    of: PeopleList,
    who: str,
    step: int,
    *,
    several: bool,
    wrong: str | None = None,
) -> View:
    """The one thing that decides whether an unreported arrival is an alert."""
    assert of.alert is not None  # the caller asks only then
    label = t.words(of.fact.fields[of.alert].label)
    warning = None if of.people is None else of.people.warning
    text = lines(
        None if wrong is None else t("没看懂“{text}”。请点“是”或“不是”。", text=wrong[:40]),
        t("<b>{who}</b>：{label}吗？", who=who, label=label),
        None
        if warning is None
        else t(
            "问这个是因为：{text}（{clause}）", text=t.words(warning.text), clause=warning.clause
        ),
    )
    yes = button(t("是"), "arrival:alert", step, "y")
    no = button(t("不是"), "arrival:alert", step, "n")
    unsure = button(t("不清楚"), "arrival:alert", step, "x")
    every = ((button(t("几批都是"), "arrival:alert", step, "all"),),) if several else ()
    return View(text, ((yes, no, unsure), *every, step_back(t, LIST)))


def ask_origin(t: Tongue, status: ArrivalStatus, field: str) -> View:
    """The same of an entry that is kept."""
    number, label = status.card.id, t.words(status.of.fact.fields[field].label)
    text = t("<b>{who}</b>：{label}吗？", who=who_words(t, status), label=label)
    yes = button(t("是"), "arrival:from", number, "y")
    no = button(t("不是"), "arrival:from", number, "n")
    back = (button(t("不改"), "arrival:show", number), human(t))
    return View(text, ((yes, no), back))


def ask_moved(t: Tongue, status: ArrivalStatus, *, wrong: str | None = None) -> View:
    """When do they come instead?"""
    number, zone = status.card.id, status.zone
    text = lines(
        t("没看懂“{text}”是什么时候。", text=wrong[:40]) if wrong else None,
        t("<b>{who}</b> 改到什么时候？", who=who_words(t, status)),
        t("<i>点按钮，或直接写，例如：明天下午3点、周五早上9点、2小时后</i>"),
    )
    moments = (
        button(_label(t, at, zone), "arrival:moved", number, (at - EPOCH) // MINUTE)
        for at in _likely(status.now, zone, None)
    )
    back = (button(t("不改"), "arrival:show", number), human(t))
    return View(text, (*rows_of(*moments), back))


def which_of(t: Tongue, status: ArrivalStatus, readings: tuple[datetime, ...]) -> View:
    """A time with two readings."""
    number, zone = status.card.id, status.zone
    moments: tuple[Button, ...] = tuple(
        button(_label(t, at, zone), "arrival:moved", number, (at - EPOCH) // MINUTE)
        for at in readings
    )
    back = (button(t("不改"), "arrival:show", number), human(t))
    return View(t("是哪一个时间？"), (moments, back))


def with_test(t: Tongue, label: str, tested: date | None) -> str:
    """Whom a line names, with the day of their test if it says so: it stays beside them."""
    if tested is None or not label:
        return label
    return t("{who}（核酸 {day}）", who=label, day=short_day(t, tested))


def draft_name(t: Tongue, label: str, count: int) -> Html:
    """An entry that is not kept yet."""
    return t("{who}", who=label) if label else t("来人（{count} 人）", count=f"{count:,}")


def _likely(
    now: datetime, zone: ZoneInfo, day: tuple[date, str | None] | None
) -> Iterator[datetime]:
    today = now.astimezone(zone).date()
    said = [(day[0], h) for h in LIKELY.get(day[1] or "", HOURS)] if day is not None else []
    soon = [(today + timedelta(days=ahead), hour) for ahead, hour in SOON]
    for on, hour in said or soon:
        at = at_clock(on, hour, zone)
        if at > now:
            yield at


def _label(t: Tongue, at: datetime, zone: ZoneInfo) -> str:
    wall = at.astimezone(zone)
    return f"{short_day(t, wall.date())} {wall:%H:%M}"
