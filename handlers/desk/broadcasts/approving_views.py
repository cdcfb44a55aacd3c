"""A broadcast as whoever approves it sees it."""

from typing import Final

from bot.domain.broadcasts import BroadcastState
from bot.domain.speech import Button, View
from bot.services.broadcasts.broadcasts import BroadcastCard
from handlers.desk.broadcasts.card_views import Reach, reach_lines
from handlers.desk.broadcasts.changing_views import called, change_lines, still_paused
from handlers.desk.broadcasts.compose_views import listing, to_card
from handlers.desk.broadcasts.plan_views import approval_lines, hold_words, plan_lines
from handlers.desk.broadcasts.plans import Plan
from handlers.desk.broadcasts.terms_views import term_lines
from handlers.desk.home_views import back
from handlers.notices.broadcast_words import urgency_words
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

MARK: Final = 16
"""So much of the fingerprint stands in a button."""


def handed_in(t: Tongue, card: BroadcastCard) -> Html:
    """Who has heard of it."""
    if not card.approvers:
        return t("✅ 已送审，但这里还没有别的审批员。请管理员任命一位，他加入后在“群发”里能看到。")
    return t("✅ 已送审，已通知 {count} 位审批员。", count=len(card.approvers))


def decision(t: Tongue, card: BroadcastCard, reach: Reach | None, plan: Plan) -> View:
    """What was shown above, to whom it goes and when, and what can be decided."""
    it = card.record
    open_ = card.approves and it.state is BroadcastState.SUBMITTED
    text = lines(
        t("<b>{called}</b> · {place} · {name} 写的", called=called(t, card), **_named(t, card)),
        t("内容在上面，和企业收到的一样。"),
        *change_lines(t, card),
        *reach_lines(t, reach),
        judged_words(t, card, plan),
        urgency_words(t, it.urgency),
        *plan_lines(t, plan),
        *term_lines(t, it, plan),
        *approval_lines(t, card, plan),
        hold_words(t, card, plan) if open_ else None,
        t("这条走的是紧急通道，您没有参与：看过后请点“我看过了”。") if card.looks_over else None,
    )
    return View(text, (*_decisions(t, card), (to_card(t, card), listing(t)), (back(t),)))


def _decisions(t: Tongue, card: BroadcastCard) -> tuple[tuple[Button, ...], ...]:
    it = card.record
    if card.looks_over:
        return ((button(t("✅ 我看过了"), "bc:seen", it.id),),)
    if not card.approves or it.state is not BroadcastState.SUBMITTED:
        return ()
    yes = button(t("批准"), "bc:ok", it.id, (it.digest or "")[:MARK])
    return ((yes, button(t("退回…"), "bc:back", it.id)),)


def judged_words(t: Tongue, card: BroadcastCard, plan: Plan) -> Html | None:
    """When the firms of its audience were judged, where that decides who is in it."""
    at = card.record.judged_at
    if at is None or card.audience is None or not card.audience.verdicts:
        return None
    return t("按 {when} 的政策结论算的人数；批准时旧了会重新算。", when=moment(t, at, plan.zone))


def looked_over(t: Tongue) -> Html:
    """Somebody who had no part in it has looked at it."""
    return t("✅ 记下了：您看过了。")


def one_of_two(t: Tongue, card: BroadcastCard) -> Html:
    """It waits for another one."""
    if not card.approvers:
        return t("✅ 您已批准，还要另一位审批员；这里没有别人，请管理员任命一位。")
    names = t("、").join(each.name for each in card.approvers[:3])
    return t("✅ 您已批准，还要另一位审批员：{names}。", names=names)


def approved(t: Tongue) -> Html:
    """It goes after the hold."""
    return t("✅ 已批准。")


def changed(t: Tongue, card: BroadcastCard) -> View:
    """What was shown is not what stands there now."""
    text = t("没有批准：您看过以后，内容或范围又改过。请看新的再决定。")
    return View(text, ((_again(t, card), listing(t)), (back(t),)))


def being_changed(t: Tongue, card: BroadcastCard) -> View:
    """Its author has it in hand again."""
    text = t("没有批准：{name} 又在改这条群发，重新送审时我再告诉您。", **_named(t, card))
    return View(text, ((to_card(t, card), listing(t)), (back(t),)))


def counted_anew(t: Tongue, card: BroadcastCard, before: int) -> View:
    """The firms of the audience are others than when it was submitted."""
    text = t(
        "没有批准：人数变了，送审时 {before} 人，现在 {now} 人。请再看一遍再决定。",
        before=before,
        now=card.record.count or 0,
    )
    return View(text, ((_again(t, card), listing(t)), (back(t),)))


def ask_reason(t: Tongue, card: BroadcastCard) -> View:
    """What its author should change."""
    text = t(
        "退回前请写明要改什么，{name} 会看到。例：第二段的截止日期写错了。", **_named(t, card)
    )
    return View(text, ((to_card(t, card, t("先不退")), back(t)),))


def reason_too_long(t: Tongue, card: BroadcastCard, length: int, most: int) -> View:
    """It stays asked."""
    text = t("太长了：{length} 字，最多 {most} 字。请写短些再发一次。", length=length, most=most)
    return View(text, ((to_card(t, card, t("先不退")), back(t)),))


def sent_back(t: Tongue, card: BroadcastCard) -> View:
    """Its author has it again."""
    text = t("↩️ 已退回给 {name}，改好会重新送审。", **_named(t, card))
    return View(text, ((listing(t), back(t)),))


def stopped(t: Tongue, card: BroadcastCard) -> Html:
    """Nobody got it."""
    return lines(t("⛔ 已停下。"), still_paused(t, card))


def ask_drop(t: Tongue, card: BroadcastCard) -> View:
    """It cannot be brought back."""
    text = t("不发群发 #{number} 了？写好的内容不能再用。", number=card.record.id)
    yes = button(t("确定不发了"), "bc:gone", card.record.id)
    return View(text, ((yes, to_card(t, card, t("留着"))), (listing(t), back(t))))


def _again(t: Tongue, card: BroadcastCard) -> Button:
    return button(t("看现在的内容"), "bc:read", card.record.id)


def _named(t: Tongue, card: BroadcastCard) -> dict[str, object]:
    return {
        "number": card.record.id,
        "place": t.words(card.record.place),
        "name": card.author.name,
    }
