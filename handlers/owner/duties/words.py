"""How the items of a duty stand, and the ways back from the screens about them."""

from datetime import date
from typing import Final

from bot.domain.speech import Button
from bot.services.duties.items import ItemState, ItemStatus
from handlers.notices.duty_lines import every
from handlers.notices.duty_words import amount_words, day_words, short_day
from handlers.owner.home_views import human
from handlers.press import button
from handlers.tongue import Html, Tongue
from policies.keeping import ItemForm

ITEM_MARKS: Final = {
    ItemState.OVERDUE: "❗",
    ItemState.TODAY: "⏳",
    ItemState.BELOW: "❗",
    ItemState.MISSING: "❗",
    ItemState.NO_TARGET: "✅",
    ItemState.KEPT: "✅",
}


def item_line(t: Tongue, status: ItemStatus, today: date, done_on: date | None) -> Html:
    """One item with its state.

    Args:
        done_on: The day of the newest evidence.
    """
    return t(
        "{mark} {item}：{state}",
        mark=_item_mark(status),
        item=t.words(status.item.label),
        state=_item_state(t, status, today, done_on),
    )


def _item_mark(status: ItemStatus) -> str:
    recurs = status.state is ItemState.KEPT and status.due is not None
    return "🔁" if recurs else ITEM_MARKS[status.state]


def _item_state(t: Tongue, status: ItemStatus, today: date, done_on: date | None) -> Html:
    if status.item.form is ItemForm.STOCK:
        return _stock(t, status)
    if status.state is ItemState.OVERDUE and status.due is not None:
        return t("应在 {day}前做，已过期", day=day_words(t, status.due))
    if status.state is ItemState.TODAY:
        return t("今天到日子")
    if done_on is None:
        return _never_done(t, status)
    said = t("{day} 有记录", day=short_day(t, done_on))
    if status.days is None or status.due is None:
        return said
    return Html(said + t("，") + every(t, status.days, status.due, today))


def _never_done(t: Tongue, status: ItemStatus) -> Html:
    if status.days is None or status.due is None:
        return t("还没有")
    return t("还没有记录，{day}前做第一次", day=day_words(t, status.due))


def _stock(t: Tongue, status: ItemStatus) -> Html:
    if status.amount is None:
        return t("还没填")
    have = amount_words(t, status.item, status.amount)
    if status.target is None:
        return t("{have}（还没定目标）", have=have)
    goal = amount_words(t, status.item, status.target)
    short = t("，还差 {short}", short=f"{status.target - status.amount:,}")
    lacking = short if status.state is ItemState.BELOW else Html("")
    return Html(t("{have}，目标 {goal}", have=have, goal=goal) + lacking)


def back_to_list(t: Tongue) -> tuple[Button, ...]:
    """The last row of a screen that lies behind the list."""
    return (button(t("返回"), "duty:list"), human(t))


def back_to_duty(t: Tongue, record: str) -> tuple[Button, ...]:
    """The last row of a screen that lies behind a duty's card."""
    return (button(t("返回"), "duty:show", record), human(t))
