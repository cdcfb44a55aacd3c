"""What staff are told of broadcasts without having asked.

`mark` is a random id of the act: the same news is never queued twice.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.broadcasts import BroadcastState, Urgency
from bot.domain.speech import Button, Lane, Notice, View
from bot.services.broadcasts.broadcasts import BroadcastCard
from bot.services.broadcasts.sending import Broadcasting
from bot.services.duties.errands import Ground
from bot.store.staff.officers import OfficerCard
from handlers.notices import broadcast_changes as changes
from handlers.notices.broadcast_words import (
    doubt_words,
    figure_line,
    progress_lines,
    starts_words,
    state_words,
    steering,
    titled,
)
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

Say = Callable[[Tongue], View]


def broadcasting_of(ground: Ground) -> Broadcasting:
    """How the sending of broadcasts is worded."""
    return Broadcasting(
        ground,
        progress=lambda card, language: progress(Tongue(language), card),
        finished=lambda card, language: finished(Tongue(language), card),
        missed=lambda card, language: changes.missed(Tongue(language), card, ground.zone),
        voided=lambda card, language: changes.voided(Tongue(language), card),
        used=lambda card, language: changes.used(Tongue(language), card),
    )


def submitted(card: BroadcastCard, mark: str, zone: ZoneInfo) -> tuple[Notice, ...]:
    """To whoever may approve it: it waits for them."""

    def say(t: Tongue) -> View:
        it = card.record
        head = changes.waits(t, it)
        text = lines(
            Html(f"<b>{head}</b>"),
            t(
                "#{number} {title} · {place} · {name} 写的",
                number=it.id,
                title=titled(t, it.content),
                place=t.words(it.place),
                name=card.author.name,
            ),
            t("发给 {persons} 人。请先看内容和范围，再批准或退回。", persons=it.count or 0),
            None if it.starts_at is None else _in_time(t, it.starts_at, zone),
        )
        read = button(t("看内容，再决定"), "bc:read", it.id)
        return View(text, ((read,), _ways(t)))

    lane = Lane.ESCALATION if card.record.urgency is Urgency.URGENT else Lane.INTERACTIVE
    return tuple(_to(each, say, f"bc:asked:{mark}", lane) for each in card.approvers)


def _in_time(t: Tongue, at: datetime, zone: ZoneInfo) -> Html:
    return t("⏰ 定在 {when} 发，请在这之前批准。", when=moment(t, at, zone))


def approved(card: BroadcastCard, mark: str, zone: ZoneInfo) -> tuple[Notice, ...]:
    """To its author: who approved it, from when on it goes, and that it can still be stopped."""

    def say(t: Tongue) -> View:
        text = lines(
            t("✅ {name} 批准了您的群发 {what}", name=_approver(card), what=_called(t, card)),
            starts_words(t, card.record, zone),
        )
        stop = button(t("⛔ 停发"), "bc:stop", card.record.id)
        return View(text, ((stop, _show(t, card)), _ways(t)))

    return _author(card, say, f"bc:approved:{mark}")


def sent_back(card: BroadcastCard, by: str, mark: str) -> tuple[Notice, ...]:
    """To its author: what is to be changed."""

    def say(t: Tongue) -> View:
        text = lines(
            t("↩️ {name} 退回了您的群发 {what}：", name=by, what=_called(t, card)),
            t("“{reason}”", reason=card.record.reason),
            t("改好后再送审。"),
        )
        edit = button(t("改内容"), "bc:edit", card.record.id)
        return View(text, ((edit, _show(t, card)), _ways(t)))

    return _author(card, say, f"bc:back:{mark}")


def stopped(card: BroadcastCard, by: OfficerCard, mark: str) -> tuple[Notice, ...]:
    """To its author and its approver, but not to who did it: nobody gets it."""

    def say(t: Tongue) -> View:
        text = t(
            "⛔ {name} 停了群发 {what}，没有发给任何人。", name=by.name, what=_called(t, card)
        )
        return View(text, ((_show(t, card),), _ways(t)))

    both = (card.author, card.approver)
    told = [each for each in both if each is not None and each.id != by.id and not each.blocked]
    return tuple(_to(each, say, f"bc:stopped:{mark}") for each in told)


def progress(t: Tongue, card: BroadcastCard) -> View:
    """The one message that follows the sending; the list comes as another one, and stays."""
    it = card.record
    head = t("📤 <b>正在发</b> {what}", what=_called(t, card))
    if it.state is not BroadcastState.SENDING:
        head = t("{state}：{what}", state=state_words(t, it.state), what=_called(t, card))
    text = lines(head, progress_lines(t, card.figures))
    ways = (button(t("群发"), "bc:list", "anew"),)
    return View(text, (*steering(t, card), ways), silent=True)


def finished(t: Tongue, card: BroadcastCard) -> View:
    """All is sent: what became of it."""
    total = sum(card.figures.values())
    text = lines(
        t("✅ <b>已发完</b> {what}", what=_called(t, card)),
        t("一共 {total} 人：{figures}", total=total, figures=figure_line(t, card.figures)),
        doubt_words(t, card.figures),
    )
    return View(text, ((_show(t, card),), _ways(t)))


def _author(card: BroadcastCard, say: Say, key: str) -> tuple[Notice, ...]:
    return () if card.author.blocked else (_to(card.author, say, key),)


def _to(officer: OfficerCard, say: Say, key: str, lane: Lane = Lane.INTERACTIVE) -> Notice:
    view = say(Tongue(officer.language))
    return Notice("desk", officer.chat_id, view, f"{key}:{officer.id}", lane)


def _approver(card: BroadcastCard) -> str:
    return "" if card.approver is None else card.approver.name


def _called(t: Tongue, card: BroadcastCard) -> Html:
    it = card.record
    return t("<b>#{number}</b> {title}", number=it.id, title=titled(t, it.content))


def _show(t: Tongue, card: BroadcastCard) -> Button:
    return button(t("看这条群发"), "bc:show", card.record.id)


def _ways(t: Tongue) -> tuple[Button, ...]:
    return (button(t("群发"), "bc:list"), button(t("菜单"), "desk:menu"))
