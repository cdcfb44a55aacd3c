"""Asking for the firm's own interval; said plainly that the document names none."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.speech import View, rows_of
from bot.services.duties.duties import Duty
from bot.services.duties.items import ItemStatus
from handlers.notices.duty_words import day_words
from handlers.owner.duties.words import back_to_duty
from handlers.press import button
from handlers.tongue import Tongue, lines
from policies.keeping import Item, ItemForm

USUAL: Final = (7, 15, 30, 90)


def which(t: Tongue, duty: Duty, items: Sequence[Item]) -> View:
    """Several items may have an interval: which one?"""
    rows = [(button(t.plain(item.label), "duty:every", duty.record, item.id),) for item in items]
    text = t("给哪一样设提醒间隔？文件没写多久一次，由您自己定。")
    return View(text, (*rows, back_to_duty(t, duty.record)))


def ask(t: Tongue, duty: Duty, status: ItemStatus, *, wrong: str | None = None) -> View:
    """Every how many days?"""
    item = status.item
    reviewed = item.form is not ItemForm.RECURRING
    question = (
        t("<b>{item}</b>：每隔多少天回头看一次？", item=t.words(item.label))
        if reviewed
        else t("<b>{item}</b>：每隔多少天做一次？", item=t.words(item.label))
    )
    now = None if status.days is None else t("现在是每 {days} 天。", days=status.days)
    text = lines(
        None if wrong is None else t("“{text}”没看懂是多少天。", text=wrong[:40]),
        question,
        t("文件没写多久一次，您自己定。点按钮，或直接写：30天、每两周、一个月。"),
        now,
    )
    usual = rows_of(
        *(
            button(t("每 {days} 天", days=days), "duty:set", duty.record, item.id, days)
            for days in USUAL
        )
    )
    off = (
        ()
        if status.days is None
        else ((button(t("不用提醒了"), "duty:set", duty.record, item.id, 0),),)
    )
    return View(text, (*usual, *off, back_to_duty(t, duty.record)))


def chosen(t: Tongue, duty: Duty, status: ItemStatus, today: date) -> View:
    """What was set, and when it is due next."""
    item = t.words(status.item.label)
    if status.days is None:
        text = t("好，“{item}”不再按间隔提醒。", item=item)
    elif status.due is None:
        text = t(
            "好，“{item}”每 {days} 天提醒一次。先记一笔已做好，从那天算起。",
            item=item,
            days=status.days,
        )
    else:
        text = t(
            "好，“{item}”每 {days} 天一次，下次 {day}（还剩 {left} 天）。",
            item=item,
            days=status.days,
            day=day_words(t, status.due),
            left=max((status.due - today).days, 0),
        )
    said = t("到日子当天早上提醒，过了再提醒一次（提醒时间由本系统设定）。")
    note = button(t("已做好，记一笔"), "duty:note", duty.record, status.item.id)
    rows = ((note,), back_to_duty(t, duty.record))
    return View(lines(text, said if status.days is not None else None), rows)
