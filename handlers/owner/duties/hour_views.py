"""At which hour the firm is reminded of its daily report."""

from typing import Final

from bot.domain.duties import report_moment
from bot.domain.speech import View, rows_of
from bot.services.duties.duties import Duty, FirmDuties
from handlers.notices.duty_words import hour_words
from handlers.owner.duties.words import back_to_duty
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

HOURS: Final = (10 * 60, 14 * 60, 17 * 60, 18 * 60, 20 * 60)


def hour_line(t: Tongue, duties: FirmDuties) -> Html:
    """When, and who chose that."""
    hour = hour_words(duties.report_at)
    if duties.book.report_at is None:
        return t("每天 {hour} 提醒（本系统设定，可改）。", hour=hour)
    return t("每天 {hour} 提醒（您自己定的）。", hour=hour)


def ask_hour(
    t: Tongue,
    duties: FirmDuties,
    duty: Duty,
    *,
    wrong: str | None = None,
    understood: int | None = None,
) -> View:
    """When to remind each day?"""
    text = lines(
        _not_so(t, duties, wrong, understood),
        t("每天几点提醒您报？现在是 {hour}。", hour=hour_words(duties.report_at)),
        t("点按钮，或直接写，例：17:30。夜里不打扰。"),
    )
    buttons = [
        button(hour_words(minutes), "duty:at", duty.record, minutes)
        for minutes in HOURS
        if may_remind(duties, minutes)
    ]
    return View(text, (*rows_of(*buttons, width=3), back_to_duty(t, duty.record)))


def hour_set(t: Tongue, duty: Duty, minutes: int) -> View:
    """From now on at this hour."""
    text = lines(
        t("好，每天 {hour} 提醒您；到晚上还没报，再提醒一次。", hour=hour_words(minutes)),
        t("报过了就不提醒。"),
    )
    return View(text, (back_to_duty(t, duty.record),))


def may_remind(duties: FirmDuties, minutes: int) -> bool:
    """Whether something may ring at that minute of the day."""
    return not duties.quiet.contains(report_moment(duties.today, minutes, duties.zone))


def _not_so(
    t: Tongue, duties: FirmDuties, wrong: str | None, understood: int | None
) -> Html | None:
    if wrong is None:
        return None
    if understood is None:
        return t("“{text}”没看懂是几点。", text=wrong[:40])
    return t(
        "{hour} 是夜里，不打扰（{start}-{end}）。请选白天的时间。",
        hour=hour_words(understood),
        start=f"{duties.quiet.start:%H:%M}",
        end=f"{duties.quiet.end:%H:%M}",
    )
