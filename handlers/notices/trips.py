"""Reminders of trips: a crew's proof that runs out, a departure, an arrival."""

from bot.domain.speech import Button, View
from bot.domain.trips import EARLY_LEAD, TripStage
from bot.services.trips.planning import TripReminder
from handlers.notices.duty_words import before_night, ways_out
from handlers.notices.trip_words import (
    all_trips,
    proof_line,
    resampled,
    stopped,
    times_line,
    trip_name,
)
from handlers.phrases import duration, source_line
from handlers.press import button
from handlers.tongue import Html, Tongue, lines, tongue_of


def reminder(card: TripReminder, language: str) -> View:
    """One stage of one trip."""
    t = tongue_of(language)
    late = t("（系统曾停机，这条提醒晚了，抱歉。）") if card.late else None
    rows = (*_answers(t, card), (_opened(t, card), all_trips(t)), ways_out(t))
    return View(lines(*_said(t, card), late), rows)


def _said(t: Tongue, card: TripReminder) -> tuple[Html | None, ...]:
    status, trip = card.status, trip_name(t, card.status)
    match card.stage:
        case TripStage.LEAVE:
            return (
                t("❓ <b>{trip}：出发了吗？</b>", trip=trip),
                times_line(t, status),
                proof_line(t, status),
            )
        case TripStage.ARRIVE:
            return (t("❓ <b>{trip}：到了吗？</b>", trip=trip), times_line(t, status))
    ours = t("提前 12 小时和 2 小时提醒是本系统设定。")
    duty = status.duty
    source = None if duty is None else source_line(t, duty.verdict.source)
    return (_running_out(t, card, trip), times_line(t, status), _moved(t, card), ours, source)


def _moved(t: Tongue, card: TripReminder) -> Html | None:
    """Why it comes so early: only the first one makes way for the night."""
    until = card.status.until
    if until is None or card.stage is not TripStage.EARLY:
        return None
    return before_night(t, until - card.status.now, EARLY_LEAD)


def _running_out(t: Tongue, card: TripReminder, trip: Html) -> Html:
    until, now = card.status.until, card.status.now
    left = duration(t, until - now) if until is not None else Html("")
    return lines(
        t("⏰ <b>{trip}：司乘核酸还有 {left}过期</b>", trip=trip, left=left),
        proof_line(t, card.status),
        t("能采就先采一次再走；采好了点“司乘采样时间”。"),
    )


def _answers(t: Tongue, card: TripReminder) -> tuple[tuple[Button, ...], ...]:
    status, number = card.status, card.status.card.id
    match card.stage:
        case TripStage.LEAVE:
            left = button(t("出发了"), "trip:go", number)
            later = button(t("还没走，改时间"), "trip:move", number)
            return ((left, later), (button(t("不走了"), "trip:off", number),))
        case TripStage.ARRIVE:
            there = button(t("到了"), "trip:there", number)
            return (
                (there, button(t("还在路上，改时间"), "trip:move", number)),
                (stopped(t, status),),
            )
    return ((resampled(t, status),), (stopped(t, status),))


def _opened(t: Tongue, card: TripReminder) -> Button:
    return button(t("打开"), "trip:show", card.status.card.id, "new")
