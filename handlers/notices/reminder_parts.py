"""What reminders of test groups have in common: whom they name, what can be tapped, sources."""

from functools import cache
from typing import Final

from bot.domain.reminders import StageName
from bot.domain.speech import Button
from bot.services.testing.cards import Reminded, ReminderCard
from bot.services.testing.standing import status_of
from handlers.notices.sampling_words import (
    care_button,
    every_group,
    mark,
    part_line,
    rest_button,
    whom,
)
from handlers.phrases import cited
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped

MOST: Final = 8
"""So many groups, or parts of one, are listed in one message."""


def named(t: Tongue, card: ReminderCard) -> Html:
    """Which people it is about."""
    return whom(t, card.post, card.group, card.due.people, whole=card.due.whole)


def parts_of(t: Tongue, message: Reminded, card: ReminderCard) -> list[Html]:
    """Each part of a group with its own clock."""
    status = status_of(card.group, message.now, message.zone)
    listed = [part_line(t, part, message.now, message.zone) for part in status.parts[:MOST]]
    return [*listed, *and_more(t, len(status.parts))]


def and_more(t: Tongue, count: int) -> list[Html]:
    """That others are left out of the message."""
    return [t("… 还有 {count} 个，见采样总览", count=count - MOST)] if count > MOST else []


def firm_line(message: Reminded) -> Html | None:
    """Which firm, for somebody with several."""
    return None if message.firm is None else Html(escaped(message.firm))


def late_line(t: Tongue, message: Reminded) -> Html | None:
    """That the system was down when it was due."""
    return t("（迟到的提醒：系统曾停机）") if message.late else None


def sources(t: Tongue, message: Reminded) -> list[Html]:
    """Where the rhythms stand, each once."""
    return cited(t, (card.source for card in message.cards))


def rows(t: Tongue, message: Reminded, *, snooze: bool = False) -> tuple[tuple[Button, ...], ...]:
    """What can be done about it with one tap, and the ways on."""
    first, extra = message.first, list[Button]()
    quote, *ways_on = _same_for_all(t, first.due.ruled.policy)
    if snooze:
        extra.append(_button(t, message, t("一小时后再提醒"), "snooze"))
    if first.stage.name is StageName.OFFER:
        extra.append(_button(t, message, t("这类不用再提醒"), "quiet"))
    care = () if message.bundle else (care_button(t, first.group.id),)
    overview, *last = ways_on
    return (
        _record(t, message),
        _some(t, message),
        (*extra, *quote),
        (*care, *overview),
        *last,
    )


def _record(t: Tongue, message: Reminded) -> tuple[Button, ...]:
    if message.bundle is not None:
        done = button(t("✅ 这几组刚刚都采了"), "test:bdone", message.bundle)
        return (done, button(t("选采样时间"), "test:bwhen", message.bundle))
    group = message.first.group
    done = button(t("✅ 刚刚都采了"), "test:done", group.id, mark(group))
    return (done, button(t("选采样时间"), "test:when", group.id))


def _some(t: Tongue, message: Reminded) -> tuple[Button, ...]:
    if message.bundle is not None:
        return (button(t("只采了其中几组"), "test:bpick", message.bundle),)
    group = message.first.group
    some = button(t("只采了一部分"), "test:some", group.id)
    if len(group.parts) == 1:
        return (some,)
    return (rest_button(t, group, message.now), some)


def _button(t: Tongue, message: Reminded, label: Html, verb: str) -> Button:
    if message.bundle is not None:
        return button(label, f"test:b{verb}", message.bundle)
    group = message.first.group
    return button(label, f"test:{verb}", group.id, mark(group))


@cache  # thousands of reminders may fall due at one moment; there are few languages and policies
def _same_for_all(t: Tongue, policy: str) -> tuple[tuple[Button, ...], ...]:
    return (
        (button(t("看原文"), "policy:quote", policy),),
        (every_group(t),),
        (button(t("返回"), "home:show"), button(t("找人工"), "case:new")),
    )
