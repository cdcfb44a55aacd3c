"""What is said when an inspector has checked a case: to its firm, and to those who handled it."""

from collections.abc import Iterable

from bot.domain.case_states import CheckWay
from bot.domain.speech import Notice, View
from bot.services.cases.cards import CaseCard
from handlers.notices.case_buttons import follow_buttons, home, star_buttons
from handlers.notices.case_recipients import to_firm, to_officers
from handlers.notices.case_steps import way_words
from handlers.notices.case_verdicts import reopened_words
from handlers.notices.case_words import words
from handlers.notices.cases import new_case
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase


def closed(card: CaseCard) -> Iterable[Notice]:
    """销号: the firm is asked how it was, unless it had taken the case back itself."""
    yield from to_firm(card, lambda t: _closed(t, card))
    yield from to_officers(card, lambda t: _closed_on_desk(t, card))


def faulted(rulebase: RuleBase, card: CaseCard) -> Iterable[Notice]:
    """核查不通过: one level up, and why."""
    yield from to_officers(card, lambda t: _faulted_on_desk(t, rulebase, card))
    yield from to_firm(card, lambda t: _faulted(t, card))


def _closed(t: Tongue, card: CaseCard) -> View:
    if card.is_withdrawn:
        gone = t("✅ 您撤回的事项 <b>{number}</b> 已经核实，销号。", number=card.number)
        return View(gone, ((button(t("查看进度"), "case:show", card.id),), home(t)))
    head = t("✅ 事项 <b>{number}</b> 已经核查，销号。", number=card.number)
    again = button(t("还要办"), "rate:again", card.id)
    on = ((again,),) if card.found_by is not None else ()
    rows = (star_buttons(card.id), *on, home(t))
    return View(lines(head, _established(t, card), ask_stars(t)), rows)


def _established(t: Tongue, card: CaseCard) -> Html:
    """How it was made sure that it is solved: by the firm's own yes, or by whom it was asked."""
    step = card.found_by
    if step is None:
        return t("您已确认解决，督导人员也核查过。")
    return t(
        "您没有在聊天里回话。{name}（督导）{way}问到：“{text}”\n不是这样、还没解决，请点“还要办”。",
        name=step.name or "",
        way=way_words(t, step.way or CheckWay.PHONE),
        text=step.text or "",
    )


def ask_stars(t: Tongue) -> Html:
    """How was it?"""
    return t("这件办得怎么样？点一下就行（5 最好）：")


def _closed_on_desk(t: Tongue, card: CaseCard) -> View:
    text = t("✅ 事项 <b>{number}</b> 督导核查通过，已销号。", number=card.number)
    return View(text, ((button(t("看事项"), "case:show", card.id),),))


def _faulted_on_desk(t: Tongue, rulebase: RuleBase, card: CaseCard) -> View:
    head = t("↩️ 督导核查：事项 <b>{number}</b> 没有解决，重开。", number=card.number)
    return new_case(t, rulebase, card, (head, words(t, card.steps[-1].text or "")))


def _faulted(t: Tongue, card: CaseCard) -> View:
    head = t("↩️ 督导核查发现事项 <b>{number}</b> 没有解决：", number=card.number)
    return View(
        lines(head, words(t, card.steps[-1].text or ""), reopened_words(t, card)),
        (follow_buttons(t, card.id), home(t)),
    )
