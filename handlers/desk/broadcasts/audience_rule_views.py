"""The rules of an audience, one kind a screen: places, facts, samplings, cases."""

from collections.abc import Sequence
from typing import Final

from bot.domain.audience_rules import (
    CaseHeld,
    CaseRule,
    FactRule,
    FactTest,
    PlaceRule,
    Rule,
    TestState,
)
from bot.domain.speech import Button, View, rows_of
from bot.services.audiences.facts import CHOICES, NUMBERS
from handlers.desk.broadcasts.audience_draft import OUT, Draft, token
from handlers.desk.broadcasts.audience_rule_frame import head_of, page_of, so_far, turn_to, ways_on
from handlers.desk.broadcasts.audience_views import plain, ticked
from handlers.desk.broadcasts.audience_words import case_words, test_words
from handlers.notices.case_words import place
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.facts import Fact
from policies.rulebase import RuleBase

LABEL: Final = 40
NONE: Final = "none"
"""The choice that a fact is not asked for."""


def places(
    t: Tongue,
    rulebase: RuleBase,
    draft: Draft,
    side: str,
    below: Sequence[str],
    page: int,
    before: str | None = None,
) -> View:
    """Which places below the region?"""
    rule = rule_on(draft, side, "place")
    chosen = rule.places if isinstance(rule, PlaceRule) else frozenset()
    text = lines(
        before,
        head_of(t, side, t("地区")),
        so_far(t, rulebase, rule),
        t("点一个或几个；也可以直接写地名。") if below else t("这个地方下面还没有登记的企业。"),
    )
    choices = [
        button(
            ticked(plain(place(t, rulebase, each)), on=each in chosen),
            "aud:place",
            draft.broadcast,
            side,
            token(each),
            page,
        )
        for each in page_of(below, page)
    ]
    turn = turn_to(t, len(below), page, lambda to: ("aud:places", draft.broadcast, side, to))
    return View(text, (*rows_of(*choices), *turn, ways_on(t, draft, side)))


def facts(t: Tongue, draft: Draft, side: str, title: Html, found: Sequence[Fact]) -> View:
    """Which fact?"""
    choices = [
        button(
            ticked(t.plain(each.label), on=rule_on(draft, side, f"fact:{each.id}") is not None),
            "aud:fact",
            draft.broadcast,
            side,
            token(each.id),
        )
        for each in found
    ]
    text = lines(head_of(t, side, title), t("按哪一项选？"))
    return View(text, (*rows_of(*choices), ways_on(t, draft, side)))


def fact(
    t: Tongue, rulebase: RuleBase, draft: Draft, side: str, it: Fact, before: str | None = None
) -> View:
    """What of it?"""
    rule = rule_on(draft, side, f"fact:{it.id}")
    is_number = it.type in NUMBERS
    text = lines(
        before,
        head_of(t, side, t.words(it.label)),
        so_far(t, rulebase, rule),
        t("写范围，如“50以上”“50到300”“300以下”（{unit}）。", unit=_unit(t, it))
        if is_number
        else t("点一个或几个，符合一个就算。"),
    )
    values = rule.values if isinstance(rule, FactRule) else frozenset()
    test = rule.test if isinstance(rule, FactRule) else None
    offered = it.options if it.type in CHOICES else {}
    choices = [
        _of_fact(draft, side, it, ticked(t.plain(words), on=option in values), token(option))
        for option, words in offered.items()
    ]
    choices += [
        _of_fact(draft, side, it, ticked(label, on=test is each), each.value)
        for each, label in ((FactTest.STATED, t("有记录")), (FactTest.UNSTATED, t("没有记录")))
    ]
    clear = ((_of_fact(draft, side, it, t("不按这项"), NONE),),) if rule is not None else ()
    return View(text, (*rows_of(*choices), *clear, ways_on(t, draft, side)))


def tests(t: Tongue, draft: Draft, side: str) -> View:
    """How its groups stand."""
    choices = [
        button(
            ticked(test_words(t, each), on=rule_on(draft, side, f"testing:{each}") is not None),
            "aud:test",
            draft.broadcast,
            side,
            each,
        )
        for each in TestState
    ]
    text = lines(head_of(t, side, t("采样情况")), t("超期按现在算，发送前再算一次。"))
    ways = ways_on(t, draft, side)
    return View(text, (*((each,) for each in choices), ways))


def cases(t: Tongue, draft: Draft, side: str) -> View:
    """Whether it has a case."""
    rule = rule_on(draft, side, "cases")
    choices = [
        button(
            ticked(case_words(t, each), on=rule == CaseRule(each)),
            "aud:case",
            draft.broadcast,
            side,
            each,
        )
        for each in CaseHeld
    ]
    text = lines(head_of(t, side, t("事项情况")), t("企业还没确认办好的，都算在办。"))
    ways = ways_on(t, draft, side)
    return View(text, (*((each,) for each in choices), ways))


def no_range(t: Tongue) -> Html:
    """A text that says no range."""
    return t("没看懂。请写成“50以上”“50到300”或“300以下”。")


def no_place(t: Tongue) -> Html:
    """A text that names no place here."""
    return t("没有找到这个地方，或者不在这次群发的范围内。")


def rule_on(draft: Draft, side: str, key: str) -> Rule | None:
    """What the draft says about something on a side."""
    return draft.audience.rule_about(key, excluded=side == OUT)


def _of_fact(draft: Draft, side: str, it: Fact, label: str, choice: str) -> Button:
    return button(label, "aud:value", draft.broadcast, side, token(it.id), choice)


def _unit(t: Tongue, it: Fact) -> Html:
    return t("元") if it.unit is None else t.words(it.unit)
