"""Reminders about those who come: they have not reported, they should be here, what is open."""

from bot.domain.arrivals import LEADS, ArrivalStage
from bot.domain.speech import Button, View
from bot.services.arrivals.planning import ArrivalReminder
from bot.services.arrivals.standing import ArrivalStatus
from handlers.notices.arrival_words import (
    alert_line,
    all_arrivals,
    arrival_line,
    due_line,
    duty_lines,
    finding_words,
    how_to_report,
    short_name,
    task_buttons,
    who_words,
)
from handlers.notices.duty_words import all_duties, before_night, open_point, ways_out
from handlers.press import button
from handlers.tongue import Html, Tongue, lines, tongue_of

MOST = 8
"""So many entries are listed in one message; the rest is in the list."""


def reminder(card: ArrivalReminder, language: str) -> View:
    """One stage, about one entry or several."""
    t = tongue_of(language)
    if len(card.statuses) == 1:
        return _one(t, card, card.statuses[0])
    return _several(t, card)


def _one(t: Tongue, card: ArrivalReminder, status: ArrivalStatus) -> View:
    text = lines(*_head(t, card.stage, status), _late(t, card), *_ours(t, card.stage, status))
    more = button(t("打开"), "arrival:show", status.card.id, "new")
    rows = _answers(t, card.stage, status)
    return View(text, (*rows, (more, all_arrivals(t)), ways_out(t)))


def _head(t: Tongue, stage: ArrivalStage, status: ArrivalStatus) -> tuple[Html | None, ...]:
    who = who_words(t, status)
    match stage:
        case ArrivalStage.DAY | ArrivalStage.HOURS:
            return (
                t("⏰ <b>{who} 还没报备</b>", who=who),
                due_line(t, status),
                alert_line(t, status),
                how_to_report(t, status),
            )
        case ArrivalStage.AT:
            asked = t("❓ <b>{who}：到了吗？</b>", who=who)
            if status.reported:
                return (asked, due_line(t, status))
            also = t("还没有提前报备的记录：到了也请说一声报备了没有。")
            return (asked, due_line(t, status), also, alert_line(t, status))
        case ArrivalStage.FOLLOW:
            found = finding_words(t, status)
            head = t("🚨 <b>{who}：{finding}，还没办完</b>", who=who, finding=found)
            return (head, duty_lines(t, status))
    return (t("❗ <b>{who} 已经到了，还有事没办</b>", who=who), duty_lines(t, status))


def _answers(
    t: Tongue, stage: ArrivalStage, status: ArrivalStatus
) -> tuple[tuple[Button, ...], ...]:
    number = status.card.id
    reported = button(t("✅ 已报备"), "arrival:reported", number)
    match stage:
        case ArrivalStage.DAY | ArrivalStage.HOURS:
            change = button(t("改时间"), "arrival:move", number)
            return ((reported,), (change, button(t("不来了"), "arrival:gone", number)))
        case ArrivalStage.AT:
            here = button(t("到了"), "arrival:here", number)
            later = button(t("还没到，改时间"), "arrival:move", number)
            return ((here, later), (button(t("不来了"), "arrival:gone", number),))
    return tuple((each,) for each in task_buttons(t, status))


def _several(t: Tongue, card: ArrivalReminder) -> View:
    count = len(card.statuses)
    text = lines(
        _together(t, card.stage, count),
        *(arrival_line(t, status) for status in card.statuses[:MOST]),
        t("… 还有 {count} 批", count=count - MOST) if count > MOST else None,
        _late(t, card),
        *_ours(t, card.stage, card.statuses[0]),
    )
    rows = tuple(
        (button(short_name(t, status), "arrival:show", status.card.id, "new"),)
        for status in card.statuses[:MOST]
    )
    return View(text, (*rows, (all_arrivals(t), all_duties(t)), ways_out(t)))


def _together(t: Tongue, stage: ArrivalStage, count: int) -> Html:
    match stage:
        case ArrivalStage.DAY | ArrivalStage.HOURS:
            return t("⏰ <b>有 {count} 批要来的人还没报备</b>", count=count)
        case ArrivalStage.AT:
            return t("❓ <b>有 {count} 批人该到了，到了吗？</b>", count=count)
        case ArrivalStage.FOLLOW:
            return t("🚨 <b>有 {count} 批人的急事还没办完</b>", count=count)
    return t("❗ <b>有 {count} 批人到了，还有事没办</b>", count=count)


def _late(t: Tongue, card: ArrivalReminder) -> Html | None:
    return t("（系统曾停机，这条提醒晚了，抱歉。）") if card.late else None


def _moved(t: Tongue, stage: ArrivalStage, status: ArrivalStatus) -> Html | None:
    due, (day, hours) = status.card.due_at, LEADS
    if due is None:
        return None
    return before_night(t, due - status.now, day if stage is ArrivalStage.DAY else hours)


def _ours(t: Tongue, stage: ArrivalStage, status: ArrivalStatus) -> tuple[Html | None, ...]:
    """The hours are the product's; what the record leaves open is said in its words."""
    if stage not in {ArrivalStage.DAY, ArrivalStage.HOURS}:
        return ()
    ahead = status.of.ahead
    ours = t("提前 24 小时和 3 小时提醒是本系统设定。")
    return (_moved(t, stage, status), ours, open_point(t, () if ahead is None else ahead.open))
