"""Reminders of duties: the daily report, what is due again, a stock below its target."""

from collections.abc import Sequence
from datetime import date

from bot.domain.duties import DailyStage, ItemStage
from bot.domain.speech import Button, View
from bot.services.duties.codes import PlanChanged
from bot.services.duties.daily import EXCEPTION, ZERO
from bot.services.duties.daily_planning import DailyReminder
from bot.services.duties.items import ItemNote, ItemReminder
from handlers.notices.duty_words import (
    all_duties,
    amount_words,
    day_words,
    short_day,
    undated,
    ways_out,
    zero_button,
)
from handlers.phrases import source_line
from handlers.press import button
from handlers.tongue import Html, Tongue, lines, tongue_of

MOST = 8
"""So many items are listed in one message; the rest is in the list of duties."""
MADE_UP = 3
"""So many missed days get a button of their own."""


def daily(card: DailyReminder, language: str) -> View:
    """Today's report is still open, or one of the last days was missed."""
    t = tongue_of(language)
    if card.stage is DailyStage.MISSED:
        return _missed(t, card)
    *missed, today = card.days
    head = t("📋 <b>今天的“{title}”还没报</b>", title=t.words(card.title))
    if card.stage is DailyStage.LAST:
        head = t("⏰ <b>今天的“{title}”还没报，过了 24:00 就算漏了</b>", title=t.words(card.title))
    text = lines(
        head,
        _late(t, late=card.late),
        t("没有异常，点一下就报好了；谁报都算，报了就不再提醒。"),
        _also_missed(t, missed),
        _hour(t, card),
        source_line(t, card.source),
    )
    made_up = tuple((_late_button(t, card, day),) for day in missed[-1:])
    return View(text, (*_answers(t, card, today), *made_up, (all_duties(t),), ways_out(t)))


def _missed(t: Tongue, card: DailyReminder) -> View:
    days, title = _span(t, card.days), t.words(card.title)
    text = lines(
        t("❗ <b>{days}没有“{title}”的记录</b>", days=days, title=title),
        _told_late(t, card),
        t(
            "当天做了、只是忘了记，可以补报；记录里会标明“补报”和补的时间。没做就不用补，如实就好。"
        ),
        source_line(t, card.source),
    )
    made_up = [(_late_button(t, card, day),) for day in card.days[-MADE_UP:]]
    return View(text, (*made_up, (_days(t, card.record), all_duties(t)), ways_out(t)))


def _told_late(t: Tongue, card: DailyReminder) -> Html | None:
    """Several days at once: nobody could be told in time, for whatever reason."""
    if card.late:
        return t("（这几天系统曾停机，没能按时提醒您，抱歉。）")
    return t("（前几天没能按时提醒您，现在一起说。）") if len(card.days) > 1 else None


def _late_button(t: Tongue, card: DailyReminder, day: date) -> Button:
    zero = undated(t.plain(card.report.zero))
    label = t("补报 {day}：{zero}", day=short_day(t, day), zero=zero)
    return button(label, "duty:report", card.record, ZERO, day.isoformat(), "late")


def _span(t: Tongue, days: Sequence[date]) -> Html:
    """The missed days by name, or from when to when if they are many in a row."""
    first, last = days[0], days[-1]
    if len(days) > 2 and (last - first).days == len(days) - 1:
        return t(
            "{first}到{last}（{count} 天）",
            first=short_day(t, first),
            last=short_day(t, last),
            count=len(days),
        )
    return Html(t("、").join(day_words(t, day) for day in days))


def items(card: ItemReminder, language: str) -> View:
    """What is due soon, today, or since yesterday."""
    t = tongue_of(language)
    overdue = any(note.stage is ItemStage.OVERDUE for note in card.notes)
    head = t("❗ <b>有到期没做的事</b>") if overdue else t("🔁 <b>快到日子的事</b>")
    own = any(note.status.item.days is None for note in card.notes)
    foot = t("间隔是您自己定的，提醒时间由本系统设定。") if own else t("提醒时间由本系统设定。")
    return _listed(t, card, head, [_due(t, note) for note in card.notes], foot)


def stock(card: ItemReminder, language: str) -> View:
    """Stocks below the firm's own targets, once a week."""
    t = tongue_of(language)
    lacking = [
        t(
            "· {item}：{amount}，目标 {target}",
            item=t.words(note.item.label),
            amount=amount_words(t, note.item, note.status.amount or 0),
            target=amount_words(t, note.item, note.status.target or 0),
        )
        for note in card.notes
    ]
    head = t("📦 <b>有 {count} 样储备低于您自己定的目标</b>", count=len(card.notes))
    foot = t("目标是您自己定的；每周一早上提醒一次，由本系统设定。")
    return _listed(t, card, head, lacking, foot)


def codes(card: PlanChanged, language: str) -> View:
    """The firm said something new of itself, and now needs another number of codes."""
    t = tongue_of(language)
    text = lines(
        t(
            "🔢 <b>{title}：按您新说的情况，现在要 {needed} 个</b>",
            title=t.words(card.title),
            needed=card.needed,
        ),
        t("上次看时是 {before} 个。已申领、已张贴的数都还在，差几个点开看。", before=card.before),
        source_line(t, card.source),
    )
    opened = button(t("看要几个、差几个"), "duty:show", card.record)
    return View(text, ((opened,), (all_duties(t),), ways_out(t)))


def _listed(t: Tongue, card: ItemReminder, head: Html, listed: list[Html], foot: Html) -> View:
    more = len(listed) - MOST
    text = lines(
        head,
        _late(t, late=card.late),
        *listed[:MOST],
        t("… 还有 {count} 样", count=more) if more > 0 else None,
        foot,
        *dict.fromkeys(
            line for note in card.notes if (line := source_line(t, note.source)) is not None
        ),
    )
    records = dict.fromkeys(note.record for note in card.notes)
    titles = {note.record: note.title for note in card.notes}
    opened = [(button(t.plain(titles[each]), "duty:show", each),) for each in list(records)[:4]]
    return View(text, (*opened, (all_duties(t),), ways_out(t)))


def _due(t: Tongue, note: ItemNote) -> Html:
    day = note.status.due
    when = "" if day is None else day_words(t, day)
    item = t.words(note.item.label)
    match note.stage:
        case ItemStage.OVERDUE:
            return t("· {item}：应在 {day} 前做，还没有记录", item=item, day=when)
        case ItemStage.TODAY:
            return t("· {item}：今天到日子", item=item)
        case _:
            return t("· {item}：{day} 到日子", item=item, day=when)


def _answers(t: Tongue, card: DailyReminder, today: date) -> tuple[tuple[Button, ...], ...]:
    zero = zero_button(t, card.report, card.record, today)
    wrong = button(
        t.plain(card.report.exception), "duty:report", card.record, EXCEPTION, today.isoformat()
    )
    return ((zero,), (wrong, button(t("改提醒时间"), "duty:hour", card.record)))


def _days(t: Tongue, record: str) -> Button:
    return button(t("看近 14 天"), "duty:cal", record)


def _also_missed(t: Tongue, missed: Sequence[date]) -> Html | None:
    if not missed:
        return None
    return t("{days}也没有记录，当天做了的可以补报。", days=_span(t, missed))


def _hour(t: Tongue, card: DailyReminder) -> Html:
    if card.own_hour:
        return t("提醒时间是您自己定的。")
    return t("提醒时间由本系统设定，您可以改。")


def _late(t: Tongue, *, late: bool) -> Html | None:
    return t("（迟到的提醒：系统曾停机）") if late else None
