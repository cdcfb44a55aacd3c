"""A broadcast that was approved: waiting out its hold, on its way, paused, over."""

from zoneinfo import ZoneInfo

from bot.domain.broadcasts import RecipientState
from bot.domain.speech import View
from bot.services.broadcasts import BroadcastCard
from handlers.desk.broadcasts.card_views import Reach, reach_lines
from handlers.desk.broadcasts.compose_views import listing, to_card
from handlers.desk.home_views import back
from handlers.notices.broadcast_words import (
    MARKS,
    approval_words,
    figures_words,
    state_words,
    steering,
    titled,
)
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


def screen(
    t: Tongue, card: BroadcastCard, reach: Reach | None, zone: ZoneInfo, before: str | None
) -> View:
    """How far it is, by whom it was written and approved, and what can be done."""
    it = card.record
    text = lines(
        before,
        t(
            "{mark} <b>群发 #{number}</b> {title} · {state}",
            mark=MARKS[it.state],
            number=it.id,
            title=titled(t, it.content),
            state=state_words(t, it.state),
        ),
        approval_words(t, card, zone),
        *reach_lines(t, reach),
        *figures_words(t, card, zone),
    )
    own = (*steering(t, card), (button(t("看内容"), "bc:read", it.id),))
    return View(text, (*own, (listing(t), back(t))))


def paused(t: Tongue) -> Html:
    """What was on its way already arrives."""
    return t("⏸ 已暂停。已经发出去的收不回，没发的先等着。")


def resumed(t: Tongue) -> Html:
    """It goes on where it stopped."""
    return t("▶️ 接着发，没发的继续；不会重复发。")


def ask_cancel(t: Tongue, card: BroadcastCard) -> View:
    """It cannot be taken up again."""
    waiting = card.figures.get(RecipientState.WAITING, 0)
    text = lines(
        t("还有 {count} 人没发。取消后不能再接着发。", count=waiting),
        t("已经发出去的收不回。"),
    )
    yes = button(t("确定取消剩下的"), "bc:cancel", card.record.id)
    return View(text, ((yes,), (to_card(t, card, t("不取消")), back(t))))


def cancelled(t: Tongue) -> Html:
    """What is left does not go."""
    return t("⛔ 已取消剩下的。")
