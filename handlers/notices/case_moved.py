"""What is said of cases that went to others because nobody was left who had them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.domain.case_states import CaseAct
from bot.domain.speech import Lane, Notice, View, rows_of
from bot.services.cases.cards import CaseCard
from bot.services.cases.circle import Recipient
from bot.services.cases.watch import Tell
from handlers.notices.case_words import card_kind, clipped, lapsed_words
from handlers.notices.cases import new_case
from handlers.notices.firm_gathered import Rest, by_person, named, names_firm, one, several
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
    """Each firm hears who has its cases now, and that their dates stay; one message a person."""
    moved = list(cards)
    for is_new, say in ((True, come_to_staff), (False, _moved)):
        for person, mine in by_person(card for card in moved if _is_new(card) is is_new).items():
            view = say(Tongue(person.language), mine, person)
            name = f"moved:{key}:{is_new}:{person.chat_id}"
            yield Notice("owner", person.chat_id, view, name, hushed_in=hushed(mine))


def hushed(cards: Sequence[CaseCard]) -> str | None:
    """In whose quiet hours what is said of these makes no sound; None if one cannot wait."""
    return None if any(card.urgent for card in cards) else cards[0].firm.region


def come_to_staff(t: Tongue, cards: Sequence[CaseCard], person: Recipient) -> View:
    """Somebody is there at last who can take them."""
    if len(cards) > 1:
        return _all(
            t, cards, t("📥 现在有工作人员了，这 {count} 件都已转过去：", count=len(cards)), person
        )
    head = t("📥 事项 <b>{number}</b>：现在有工作人员了。", number=cards[0].number)
    return _one(t, cards[0], head, person)


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


def _moved(t: Tongue, cards: Sequence[CaseCard], person: Recipient) -> View:
    if len(cards) > 1:
        gone = t("🔁 这 {count} 件原来的人不在岗了，时限不变：", count=len(cards))
        return _all(t, cards, gone, person)
    head = t("🔁 事项 <b>{number}</b>：原来的人不在岗了，时限不变。", number=cards[0].number)
    return _one(t, cards[0], head, person)


def _one(t: Tongue, card: CaseCard, head: Html, person: Recipient) -> View:
    now = Html(given_to(t, card) + t("有人受理，我马上告诉您。"))
    return one(t, named(card), (head, now, lapsed_words(t, card)), with_firm=person.several)


def _all(t: Tongue, cards: Sequence[CaseCard], head: Html, person: Recipient) -> View:
    cases = [named(card) for card in cards]
    given = dict.fromkeys(given_to(t, card) for card in cards)
    now = Html("".join(given) + t("有人受理，我马上告诉您。"))
    lapsed = next(filter(None, (lapsed_words(t, card) for card in cards)), None)
    return several(t, cases, head, Rest((now, lapsed)), with_firm=names_firm(person, cases))


def _is_new(card: CaseCard) -> bool:
    """It waited for somebody to be there at all: no step took it from anybody."""
    return card.steps[-1].act is not CaseAct.ASSIGN


def _hushed(notice: Notice) -> Notice:
    return replace(notice, view=replace(notice.view, silent=True))
