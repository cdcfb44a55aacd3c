"""Reminders of test groups to the people of the firm: what is due, missed, or open to use."""

from typing import Final

from bot.domain.parts import oldest
from bot.domain.reminders import LEAST_SNOOZE, StageName
from bot.domain.speech import View
from bot.services.testing.cards import Reminded
from handlers.notices.offer_words import offer_name
from handlers.notices.overdue_reminders import overdue
from handlers.notices.reminder_parts import (
    MOST,
    and_more,
    firm_line,
    late_line,
    named,
    parts_of,
    rows,
    sources,
)
from handlers.notices.sampling_words import last_sampling, must_by, rhythm
from handlers.phrases import duration
from handlers.tongue import Html, Tongue, lines, tongue_of

SNOOZABLE: Final = 2 * LEAST_SNOOZE


def remind(message: Reminded, language: str) -> View:
    """To the people of the firm."""
    t = tongue_of(language)
    if message.first.stage.name is StageName.OFFER:
        return _offer(t, message)
    if message.first.stage.name is StageName.OVERDUE:
        return overdue(t, message)
    return _ahead(t, message)


def _ahead(t: Tongue, message: Reminded) -> View:
    first = message.first
    left = first.due.at - message.now
    text = lines(
        _head_ahead(t, message),
        firm_line(message),
        late_line(t, message),
        *(_one_ahead(t, message) if message.bundle is None else _each_ahead(t, message)),
        _why_now(t, message),
        *sources(t, message),
    )
    return View(text, rows(t, message, snooze=left >= SNOOZABLE))


def _head_ahead(t: Tongue, message: Reminded) -> Html:
    first = message.first
    left = duration(t, first.due.at - message.now)
    if message.bundle is None:
        return t("⏰ <b>{group}还剩 {left}</b>", group=named(t, first), left=left)
    return t(
        "⏰ <b>{count} 个组快到期，最急的还剩 {left}</b>", count=len(message.cards), left=left
    )


def _one_ahead(t: Tongue, message: Reminded) -> list[Html]:
    card = message.first
    if len(card.group.parts) > 1:
        return parts_of(t, message, card)
    known = card.group.sampled_at
    return [
        last_sampling(t, known, message.zone),
        Html("→ " + must_by(t, card.due, first=known is None, zone=message.zone)),
    ]


def _each_ahead(t: Tongue, message: Reminded) -> list[Html]:
    listed = [
        t(
            "· {group}：还剩 {left}，{must}",
            group=named(t, card),
            left=duration(t, card.due.at - message.now),
            must=must_by(t, card.due, first=oldest(card.group.parts) is None, zone=message.zone),
        )
        for card in message.cards[:MOST]
    ]
    return [*listed, *and_more(t, len(message.cards))]


def _why_now(t: Tongue, message: Reminded) -> Html | None:
    if message.silent:
        return t("期限前没有白天可提醒了，所以夜里静音发给您。")
    early = any(card.before_night for card in message.cards)
    return t("夜里不打扰，所以现在提醒您。") if early else None


def _offer(t: Tongue, message: Reminded) -> View:
    """Free of duty: said once, never pressed."""
    first = message.first
    every = rhythm(t, first.due.ruled.rhythm)
    text = lines(
        _offer_head(t, message),
        firm_line(message),
        late_line(t, message),
        *_offered_to(t, message),
        t("已满 {every}。这是“可”，不是“须”：用不用由您定，我不催。", every=every),
        *sources(t, message),
    )
    return View(text, rows(t, message))


def _offer_head(t: Tongue, message: Reminded) -> Html:
    offer = offer_name(t, message.first.offer)
    if message.bundle is not None:
        count = len(message.cards)
        return t("🔹 <b>{count} 个组可以再{offer}一次</b>", count=count, offer=offer)
    group = named(t, message.first)
    return t("🔹 <b>{group}可以再{offer}一次</b>", group=group, offer=offer)


def _offered_to(t: Tongue, message: Reminded) -> list[Html]:
    """The groups of a bundle, or when the only one was sampled last."""
    if message.bundle is not None:
        listed = [Html(f"· {named(t, card)}") for card in message.cards[:MOST]]
        return [*listed, *and_more(t, len(message.cards))]
    group = message.first.group
    return [last_sampling(t, group.sampled_at, message.zone)] if len(group.parts) == 1 else []
