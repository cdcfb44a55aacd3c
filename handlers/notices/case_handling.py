"""What is said when a case is handed on, up or back: to the desks it comes to, and to its firm."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.case_states import CaseStatus
from bot.domain.case_terms import ClockKind
from bot.domain.speech import Button, Lane, Notice, View
from bot.services.cases.cards import CaseCard
from bot.services.cases.circle import Holder, Recipient
from handlers.notices.case_buttons import follow_buttons, home, open_on_desk
from handlers.notices.case_recipients import to_chats, to_firm
from handlers.notices.case_words import lapsed_words, top_words, words
from handlers.notices.cases import new_case
from handlers.phrases import deadline
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase


def returned(rulebase: RuleBase, card: CaseCard, by: int) -> Iterable[Notice]:
    """退单: the unit that was named gets it, or the superior; the firm hears the reason.

    Args:
        by: The chat that said so, which sees it anyway.
    """
    told = {by, *(each.chat_id for each in card.deciders)}
    others = [each for each in card.officers if each.chat_id not in told]
    asked = to_chats("desk", card, card.deciders, lambda t: _to_rule(t, rulebase, card))
    beside = to_chats("desk", card, others, lambda t: _came_back(t, rulebase, card))
    yield from _ringing(card, (*asked, *beside))
    yield from to_firm(card, lambda t: _returned(t, card))


def escalated(rulebase: RuleBase, card: CaseCard, by: int) -> Iterable[Notice]:
    """上报: the next rung gets it, the firm hears who and why.

    Args:
        by: The chat that said so, which sees it anyway.
    """
    others = [each for each in card.officers if each.chat_id != by]
    told = to_chats("desk", card, others, lambda t: _came_up(t, rulebase, card))
    yield from _ringing(card, told)
    yield from to_firm(card, lambda t: _escalated(t, card))


def assigned(card: CaseCard, by: int) -> Iterable[Notice]:
    """转办.

    Args:
        by: The chat that said so, which sees it anyway.
    """
    others = [each for each in card.officers if each.chat_id != by]
    yield from _ringing(card, to_chats("desk", card, others, lambda t: _assigned(t, card)))
    yield from to_firm(card, lambda t: _moved(t, card))


def moved_away(card: CaseCard, before: Iterable[Recipient], by: int) -> Iterable[Notice]:
    """转办, 裁定: without a sound to those who had it on their desks and have it no more.

    Args:
        by: The chat that said so, which sees it anyway.
    """
    have = {by, *(each.chat_id for each in card.officers)}
    gone = [each for each in before if each.chat_id not in have]
    for notice in to_chats("desk", card, gone, lambda t: _gone(t, card)):
        yield replace(notice, lane=Lane.REMINDER)


def ruled(card: CaseCard, unit: Collection[Recipient], by: int) -> Iterable[Notice]:
    """裁定: the unit cannot refuse it any more; those beside it hear whose it is.

    Args:
        unit: Who works there.
        by: The chat that said so, which sees it anyway.
    """
    there = [each for each in unit if each.chat_id != by]
    yield from _ringing(card, to_chats("desk", card, there, lambda t: _ruled(t, card)))
    beside = [each for each in card.officers if each not in unit and each.chat_id != by]
    for notice in to_chats("desk", card, beside, lambda t: _ruled_beside(t, card)):
        yield replace(notice, lane=Lane.REMINDER)
    yield from to_firm(card, lambda t: _moved(t, card))


def handed_over(rulebase: RuleBase, card: CaseCard, chat_id: int) -> Iterable[Notice]:
    """交给同事: the colleague gets it as it is, in their chat, whatever group they read.

    A firm that was asked for something hears that somebody else goes on.
    """
    found = (each for each in card.officers if each.chat_id == chat_id)
    colleague = [replace(each, reads_topic=False) for each in found]
    told = to_chats("desk", card, colleague, lambda t: _handed(t, rulebase, card))
    yield from _ringing(card, told)
    if card.has_dropped_question:  # else the firm hears of it when they take it
        yield from to_firm(card, lambda t: _passed(t, card))


def passed_on(card: CaseCard, before: Holder | None, by: int, name: str) -> Iterable[Notice]:
    """交给同事 by somebody else: whoever had it hears without a sound who is to take it.

    Args:
        before: Who had it in hand.
        by: The officer who said so.
        name: The colleague's.
    """
    if before is None or before.chat is None or before.id == by:
        return
    for notice in to_chats("desk", card, [before.chat], lambda t: _passed_on(t, card, name)):
        yield replace(notice, lane=Lane.REMINDER)


def asked(card: CaseCard, zone: ZoneInfo) -> Iterable[Notice]:
    """请企业补充: what is lacking, and until when."""
    yield from to_firm(card, lambda t: _asked(t, card, zone))


def promised(card: CaseCard, due: datetime, zone: ZoneInfo) -> Iterable[Notice]:
    """Until when the firm hears again."""
    for notice in to_firm(card, lambda t: _promised(t, card, due, zone)):
        yield replace(notice, key=f"{notice.key}:until:{due.timestamp():.0f}")


def _ringing(card: CaseCard, notices: Iterable[Notice]) -> Iterable[Notice]:
    """What cannot wait rings at once."""
    lane = Lane.ESCALATION if card.urgent else Lane.INTERACTIVE
    return (replace(notice, lane=lane) for notice in notices)


def _to_rule(t: Tongue, rulebase: RuleBase, card: CaseCard) -> View:
    step = card.steps[-1]
    ask = t("这件退了又退，请裁定归谁办（建议：{unit}）。", unit=step.unit or "")
    judge = button(t("裁定归属"), "case:judge", card.id)
    view = new_case(t, rulebase, card, (_refused(t, card), words(t, step.text or ""), ask))
    return replace(view, rows=((judge, *open_on_desk(t, card)),))


def _came_back(t: Tongue, rulebase: RuleBase, card: CaseCard) -> View:
    who, why = _refused(t, card), words(t, card.steps[-1].text or "")
    if card.status is CaseStatus.RULING:
        return View(lines(who, why, t("已请上级裁定归谁办。")), (open_on_desk(t, card),))
    return new_case(t, rulebase, card, (who, why))


def _refused(t: Tongue, card: CaseCard) -> Html:
    step = card.steps[-1]
    return t(
        "↩️ {name} 退了事项 <b>{number}</b>，建议由{unit}办：",
        name=step.name or "",
        number=card.number,
        unit=step.unit or "",
    )


def _handed(t: Tongue, rulebase: RuleBase, card: CaseCard) -> View:
    head = t("🤝 {name} 把这件交给您办，时限照旧：", name=card.steps[-1].name or "")
    return new_case(t, rulebase, card, (head,))


def _came_up(t: Tongue, rulebase: RuleBase, card: CaseCard) -> View:
    step = card.steps[-1]
    head = t("⏫ {name} 上报：", name=step.name or "")
    return new_case(t, rulebase, card, (head, words(t, step.text or "")))


def _assigned(t: Tongue, card: CaseCard) -> View:
    head = t("📥 事项 <b>{number}</b> 转到您这里办，时限照旧。", number=card.number)
    return View(lines(head, words(t, card.text)), (_take(t, card),))


def _gone(t: Tongue, card: CaseCard) -> View:
    unit = card.steps[-1].unit or ""
    text = t("📤 事项 <b>{number}</b> 转到{unit}了，不用您办了。", number=card.number, unit=unit)
    return View(text, silent=True)


def _passed_on(t: Tongue, card: CaseCard, name: str) -> View:
    text = t(
        "📤 事项 <b>{number}</b> 由 {by} 交给 {name} 了，不用您办了。",
        number=card.number,
        by=card.steps[-1].name or "",
        name=name,
    )
    return View(text, (open_on_desk(t, card),), silent=True)


def _ruled(t: Tongue, card: CaseCard) -> View:
    head = t("⚖️ 事项 <b>{number}</b> 已裁定由您单位办，不能再退。", number=card.number)
    return View(lines(head, words(t, card.text)), (_take(t, card),))


def _ruled_beside(t: Tongue, card: CaseCard) -> View:
    unit = card.steps[-1].unit or ""
    text = t("⚖️ 事项 <b>{number}</b> 已裁定由{unit}办。", number=card.number, unit=unit)
    return View(text, (open_on_desk(t, card),), silent=True)


def _returned(t: Tongue, card: CaseCard) -> View:
    step = card.steps[-1]
    head = t("↩️ 事项 <b>{number}</b>：原来的单位认为不该由他们办：", number=card.number)
    if card.status is CaseStatus.RULING:
        after = t("已请上级裁定。办理时限没有重算。")
    else:
        after = t("已转给{unit}。办理时限没有重算。", unit=step.unit or "")
    return _followed(t, card, lines(head, words(t, step.text or ""), after))


def _escalated(t: Tongue, card: CaseCard) -> View:
    step, level = card.steps[-1], top_words(t, card)
    head = t("⏫ 事项 <b>{number}</b> 已上报到{level}：", number=card.number, level=level)
    return _followed(t, card, lines(head, words(t, step.text or ""), lapsed_words(t, card)))


def _passed(t: Tongue, card: CaseCard) -> View:
    head = t("🤝 事项 <b>{number}</b> 交给同事接着办，时限照旧。", number=card.number)
    return _followed(t, card, lines(head, lapsed_words(t, card)))


def _moved(t: Tongue, card: CaseCard) -> View:
    unit = card.steps[-1].unit or ""
    text = t("📥 事项 <b>{number}</b> 现在由{unit}办。时限照旧。", number=card.number, unit=unit)
    return _followed(t, card, lines(text, lapsed_words(t, card)))


def _asked(t: Tongue, card: CaseCard, zone: ZoneInfo) -> View:
    step, due = card.steps[-1], card.due(ClockKind.SUPPLY)
    head = t("✍️ {name} 请您补充（事项 <b>{number}</b>）：", name=step.name, number=card.number)
    until = deadline(t, due, zone) if due else Html("—")
    ask = t("请在{until}前补充；到期不补，也会接着办。", until=until)
    return _followed(t, card, lines(head, words(t, step.text or ""), ask))


def _promised(t: Tongue, card: CaseCard, due: datetime, zone: ZoneInfo) -> View:
    due_ = deadline(t, due, zone)
    text = t("📅 事项 <b>{number}</b>：定在{due}前再答复您。", number=card.number, due=due_)
    return _followed(t, card, text)


def _followed(t: Tongue, card: CaseCard, text: Html) -> View:
    return View(text, (follow_buttons(t, card.id), home(t)))


def _take(t: Tongue, card: CaseCard) -> tuple[Button, ...]:
    return (
        button(t("我来办"), "case:claim", card.id),
        button(t("看事项"), "case:show", card.id),
    )
