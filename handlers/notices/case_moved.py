"""What is said of cases that went to others because nobody was left who had them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from bot.domain.case_states import CaseAct
from bot.domain.speech import Lane, Notice, View, rows_of
from bot.services.cases.cards import CaseCard
from bot.services.cases.circle import Recipient
from bot.services.cases.watch import Tell
from handlers.notices.case_words import card_kind, clipped, lapsed_words
from handlers.notices.cases import follow_buttons, home, new_case, to_firm
from handlers.notices.whom import given_to
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

SHOWN: Final = 8


def tell_of(rulebase: RuleBase) -> Tell:
    """How it is worded for desks and firms; at night without a sound."""

    def tell(cards: Sequence[CaseCard], key: str, quiet: bool) -> Iterable[Notice]:
        told = (*to_desks(rulebase, cards, key), *to_firms(cards, key))
        return [_hushed(each) for each in told] if quiet else told

    return tell


def to_desks(rulebase: RuleBase, cards: Iterable[CaseCard], key: str) -> Iterator[Notice]:
    """One message an officer, however many cases have come to them."""
    heard: dict[Recipient, list[CaseCard]] = {}
    for card in cards:
        for officer in card.officers:
            if not officer.reads_topic or card.urgent:
                heard.setdefault(officer, []).append(card)
    for officer, mine in heard.items():
        lane = Lane.ESCALATION if any(card.urgent for card in mine) else Lane.INTERACTIVE
        view = _come(Tongue(officer.language), rulebase, mine)
        yield Notice("desk", officer.chat_id, view, f"moved:{key}:{officer.chat_id}", lane)


def to_firms(cards: Iterable[CaseCard], key: str) -> Iterator[Notice]:
    """Each firm hears who has its case now, and that its dates stay."""
    for card in cards:
        for notice in to_firm(card, partial(_moved, card)):
            yield replace(notice, key=f"moved:{key}:{notice.key}")


def _come(t: Tongue, rulebase: RuleBase, cards: Sequence[CaseCard]) -> View:
    if len(cards) == 1:
        came = _is_new(cards[0])
        why = t("📥 转到您这里：原来的人不在岗了，时限不变。")
        return new_case(t, rulebase, cards[0], None if came else (why,))
    ordered = sorted(cards, key=lambda card: not card.urgent)
    head = t("📥 <b>{count} 件事项</b>转到您这里：原来的人不在岗了，时限不变。", count=len(cards))
    more = len(cards) - SHOWN
    rest = t("还有 {count} 件，见“新诉求”。", count=more) if more > 0 else None
    shown = ordered[:SHOWN]
    buttons = (button(card.number, "case:show", card.id) for card in shown)
    listed = (_line(t, rulebase, card) for card in shown)
    rows = (*rows_of(*buttons), (button(t("新诉求"), "case:new"),))
    return View(lines(head, *listed, rest), rows)


def _line(t: Tongue, rulebase: RuleBase, card: CaseCard) -> Html:
    head = t("<b>{number}</b>{kind}", number=card.number, kind=card_kind(t, rulebase, card))
    return Html(f"{head} · {escaped(clipped(card.firm.name, 12))}")


def _moved(card: CaseCard, t: Tongue) -> View:
    number = {"number": card.number}
    head = (
        t("📥 事项 <b>{number}</b>：现在有工作人员了。", **number)
        if _is_new(card)
        else t("🔁 事项 <b>{number}</b>：原来的人不在岗了，时限不变。", **number)
    )
    now = Html(given_to(t, card) + t("有人受理，我马上告诉您。"))
    said = lines(head, now, lapsed_words(t, card))
    return View(said, (follow_buttons(t, card.id), home(t)))


def _is_new(card: CaseCard) -> bool:
    """It waited for somebody to be there at all: no step took it from anybody."""
    return card.steps[-1].act is not CaseAct.ASSIGN


def _hushed(notice: Notice) -> Notice:
    return replace(notice, view=replace(notice.view, silent=True))
