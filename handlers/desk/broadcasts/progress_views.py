"""A broadcast that was approved: waiting out its hold, on its way, paused, over."""

from zoneinfo import ZoneInfo

from bot.domain.broadcasts import RecipientState
from bot.domain.speech import View
from bot.services.broadcasts.broadcasts import BroadcastCard
from handlers.desk.broadcasts.card_views import Reach, reach_lines
from handlers.desk.broadcasts.changing_views import called, change_lines, offer
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
            "{mark} <b>{called}</b> {title} · {state}",
            mark=MARKS[it.state],
            called=called(t, card),
            title=titled(t, it.content),
            state=state_words(t, it.state),
        ),
        approval_words(t, card, zone),
        *change_lines(t, card),
        *reach_lines(t, reach),
        *figures_words(t, card, zone),
    )
    read = button(t("看内容"), "bc:read", it.id)
    begun = it.begun_at is not None
    figures = (button(t("统计"), "bc:stats", it.id),) if begun else ()
    own = (*steering(t, card), *offer(t, card), (read, *figures))
    return View(text, (*own, (listing(t), back(t))))


def paused(t: Tongue) -> Html:
    """What was on its way already arrives."""
    return t("⏸ 已暂停，没发的先等着。已经发出去的可以更正或撤回。")


def resumed(t: Tongue) -> Html:
    """It goes on where it stopped."""
    return t("▶️ 接着发，没发的继续；不会重复发。")


def ask_cancel(t: Tongue, card: BroadcastCard) -> View:
    """It cannot be taken up again."""
    waiting = card.figures.get(RecipientState.WAITING, 0)
    text = lines(
        t("还有 {count} 人没发。取消后不能再接着发。", count=waiting),
        t("已经发出去的不受影响，之后可以更正或撤回。"),
    )
    yes = button(t("确定取消剩下的"), "bc:cancel", card.record.id)
    return View(text, ((yes,), (to_card(t, card, t("不取消")), back(t))))


def cancelled(t: Tongue) -> Html:
    """What is left does not go."""
    return t("⛔ 已取消剩下的。")
