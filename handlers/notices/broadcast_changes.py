"""What staff are told of a broadcast's approval and moment without having asked."""

from zoneinfo import ZoneInfo

from bot.domain.broadcast_changes import Kind
from bot.domain.broadcasts import Urgency
from bot.domain.speech import Button, Notice, View
from bot.services.broadcasts.broadcasts import BroadcastCard
from bot.store.broadcasts.broadcasts import BroadcastRecord
from handlers.notices.broadcast_words import titled
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

__all__ = ["Notice", "missed", "moved", "one_more", "used", "voided", "waits"]


def one_more(card: BroadcastCard, mark: str) -> tuple[Notice, ...]:
    """To whoever may approve it as the third, and to its author: one has, one is needed."""
    name = "" if card.approver is None else card.approver.name

    def ask(t: Tongue) -> View:
        text = lines(
            t("📣 <b>群发还等您审批</b>"),
            _what(t, card),
            t("{name} 已批准；收的人多，还要另一位审批员批准。", name=name),
        )
        read = button(t("看内容，再决定"), "bc:read", card.record.id)
        return View(text, ((read,), _ways(t)))

    def say(t: Tongue) -> View:
        text = lines(
            t("✅ {name} 批准了您的群发 {what}", name=name, what=_called(t, card)),
            t("收的人多，还要另一位审批员批准才发。"),
        )
        return View(text, ((_show(t, card),), _ways(t)))

    author = () if card.author.blocked else (card.author,)
    asked = tuple(
        Notice("desk", each.chat_id, ask(Tongue(each.language)), f"bc:third:{mark}:{each.id}")
        for each in card.approvers
    )
    told = tuple(
        Notice("desk", each.chat_id, say(Tongue(each.language)), f"bc:first:{mark}:{each.id}")
        for each in author
    )
    return (*asked, *told)


def moved(card: BroadcastCard, mark: str) -> tuple[Notice, ...]:
    """To who had approved it: its author has chosen another moment, and hands it in anew.

    Args:
        card: As it stood before.
    """

    def say(t: Tongue) -> View:
        text = t(
            "⏰ {name} 改了群发 {what} 的时间，您的批准不算了；重新送审时我再告诉您。",
            name=card.author.name,
            what=_called(t, card),
        )
        return View(text, ((_show(t, card),), _ways(t)))

    gave = [each for each in (card.approver, card.third) if each is not None and not each.blocked]
    return tuple(
        Notice("desk", each.chat_id, say(Tongue(each.language)), f"bc:moved:{mark}:{each.id}")
        for each in gave
    )


def missed(t: Tongue, card: BroadcastCard, zone: ZoneInfo) -> View:
    """To its author: its moment is over, and nobody has got it."""
    it = card.record
    when = t("原定的时间") if it.starts_at is None else moment(t, it.starts_at, zone)
    why = (
        t("系统那时停着，现在太晚了，没有发给任何人。")
        if it.approved_at is not None and it.hold_until is not None
        else t("到时间了还没有批准，没有发给任何人。")
    )
    text = lines(
        t("⏰ <b>没有发</b> {what}", what=_called(t, card)),
        t("定的是 {when}：{why}", when=when, why=why),
        t("请重新定时间，或改成批准后就发，再送审。"),
    )
    again = button(t("定时…"), "bc:when", it.id)
    return View(text, ((again, _show(t, card)), _ways(t)))


def voided(t: Tongue, card: BroadcastCard) -> View:
    """To its author and to whoever approves: who approved it does so no more."""
    text = lines(
        t("↩️ <b>要重新审批</b>"),
        _what(t, card),
        t("批准它的人现在不再是这里的审批员，所以没有发；要另一位审批员批准。"),
    )
    read = button(t("看内容，再决定"), "bc:read", card.record.id)
    return View(text, ((read,), _ways(t)))


def used(t: Tongue, card: BroadcastCard) -> View:
    """To headquarters and whoever approves or dispatches there: it goes urgently."""
    it = card.record
    approver = "" if card.approver is None else card.approver.name
    text = lines(
        t("🚨 <b>紧急通道已使用</b>"),
        _what(t, card),
        t("{name} 批准，发给 {persons} 人，夜里也发。", name=approver, persons=it.count or 0),
        t("请一位没有参与的审批员看过后点“我看过了”。"),
    )
    return View(text, ((button(t("看内容"), "bc:read", it.id),), _ways(t)))


def waits(t: Tongue, it: BroadcastRecord) -> Html:
    """To whoever may approve it: what it is."""
    urgent, plain = {
        Kind.NOTICE: (t("🚨 紧急群发等您审批"), t("📣 群发等您审批")),
        Kind.CORRECTION: (t("🚨 紧急更正等您审批"), t("📣 更正等您审批")),
        Kind.WITHDRAWAL: (t("🚨 紧急撤回等您审批"), t("📣 撤回等您审批")),
    }[it.kind]
    return urgent if it.urgency is Urgency.URGENT else plain


def _what(t: Tongue, card: BroadcastCard) -> Html:
    it = card.record
    said = {"what": _called(t, card), "place": t.words(it.place), "name": card.author.name}
    return {
        Kind.NOTICE: t("群发 {what} · {place} · {name} 写的", **said),
        Kind.CORRECTION: t("更正 {what} · {place} · {name} 写的", **said),
        Kind.WITHDRAWAL: t("撤回 {what} · {place} · {name} 写的", **said),
    }[it.kind]


def _called(t: Tongue, card: BroadcastCard) -> Html:
    it = card.record
    return t("<b>#{number}</b> {title}", number=it.id, title=titled(t, it.content))


def _show(t: Tongue, card: BroadcastCard) -> Button:
    return button(t("看这条群发"), "bc:show", card.record.id)


def _ways(t: Tongue) -> tuple[Button, ...]:
    return (button(t("群发"), "bc:list"), button(t("菜单"), "desk:menu"))
