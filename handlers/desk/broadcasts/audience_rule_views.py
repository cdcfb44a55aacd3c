"""The rules of an audience, one kind a screen: places, facts, samplings, cases, verdicts."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from bot.domain.audiences import (
    CaseHeld,
    CaseRule,
    FactRule,
    FactTest,
    PlaceRule,
    Rule,
    TestState,
    VerdictRule,
)
from bot.domain.speech import Button, View, rows_of
from bot.services.audiences.facts import CHOICES, NUMBERS
from handlers.desk.broadcasts.audience_draft import IN, OUT, Draft, token
from handlers.desk.broadcasts.audience_views import home, plain, ticked
from handlers.desk.broadcasts.audience_words import (
    case_words,
    outcome_words,
    rule_words,
    test_words,
)
from handlers.notices.case_words import clipped, place
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.facts import Fact
from policies.records import Record
from policies.rulebase import RuleBase
from policies.verdicts import Outcome

T = TypeVar("T")

PAGE: Final = 8
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
        _head(t, side, t("地区")),
        _so_far(t, rulebase, rule),
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
        for each in _page(below, page)
    ]
    turn = _turn(t, len(below), page, lambda to: ("aud:places", draft.broadcast, side, to))
    return View(text, (*rows_of(*choices), *turn, _ways(t, draft, side)))


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
    text = lines(_head(t, side, title), t("按哪一项选？"))
    return View(text, (*rows_of(*choices), _ways(t, draft, side)))


def fact(
    t: Tongue, rulebase: RuleBase, draft: Draft, side: str, it: Fact, before: str | None = None
) -> View:
    """What of it?"""
    rule = rule_on(draft, side, f"fact:{it.id}")
    is_number = it.type in NUMBERS
    text = lines(
        before,
        _head(t, side, t.words(it.label)),
        _so_far(t, rulebase, rule),
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
    return View(text, (*rows_of(*choices), *clear, _ways(t, draft, side)))


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
    text = lines(_head(t, side, t("采样情况")), t("超期按现在算，发送前再算一次。"))
    ways = _ways(t, draft, side)
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
    text = lines(_head(t, side, t("事项情况")), t("企业还没确认办好的，都算在办。"))
    ways = _ways(t, draft, side)
    return View(text, (*((each,) for each in choices), ways))


def records(t: Tongue, draft: Draft, side: str, found: Sequence[Record], page: int) -> View:
    """On which record?"""
    text = lines(
        _head(t, side, t("政策结论")),
        t("按哪条政策选？点一条，或者写政策名里的几个字。"),
    )
    choices = [_record(t, draft, side, each) for each in _page(found, page)]
    turn = _turn(t, len(found), page, lambda to: ("aud:records", draft.broadcast, side, to))
    ways = _ways(t, draft, side)
    return View(text, (*((each,) for each in choices), *turn, ways))


def found_records(t: Tongue, draft: Draft, side: str, found: Sequence[Record]) -> View:
    """Those that a text named."""
    text = t("是哪一条？") if found else t("没有找到这样的政策。换几个字，或者从单子里点。")
    every = button(t("全部政策"), "aud:records", draft.broadcast, side, 0)
    choices = ((_record(t, draft, side, each),) for each in found)
    return View(text, (*choices, (every, home(t, draft))))


def record(t: Tongue, rulebase: RuleBase, draft: Draft, side: str, it: Record) -> View:
    """Which answers?"""
    rule = rule_on(draft, side, f"verdict:{it.id}")
    chosen = rule.outcomes if isinstance(rule, VerdictRule) else frozenset()
    text = lines(
        _head(t, side, t.words(it.title)),
        _so_far(t, rulebase, rule),
        t("判断结果是哪些的？点一个或几个。"),
    )
    choices = [
        button(
            ticked(outcome_words(t, each), on=each in chosen),
            "aud:verdict",
            draft.broadcast,
            side,
            it.id,
            each,
        )
        for each in Outcome
    ]
    every = button(t("全部政策"), "aud:records", draft.broadcast, side, 0)
    return View(text, (*rows_of(*choices), (every, home(t, draft))))


def no_range(t: Tongue) -> Html:
    """A text that says no range."""
    return t("没看懂。请写成“50以上”“50到300”或“300以下”。")


def no_place(t: Tongue) -> Html:
    """A text that names no place here."""
    return t("没有找到这个地方，或者不在这次群发的范围内。")


def rule_on(draft: Draft, side: str, key: str) -> Rule | None:
    """What the draft says about something on a side."""
    return draft.audience.rule_about(key, excluded=side == OUT)


def _record(t: Tongue, draft: Draft, side: str, it: Record) -> Button:
    on = rule_on(draft, side, f"verdict:{it.id}") is not None
    label = clipped(ticked(t.plain(it.title), on=on), LABEL)
    return button(label, "aud:record", draft.broadcast, side, it.id)


def _of_fact(draft: Draft, side: str, it: Fact, label: str, choice: str) -> Button:
    return button(label, "aud:value", draft.broadcast, side, token(it.id), choice)


def _head(t: Tongue, side: str, title: Html) -> Html:
    if side == IN:
        return t("<b>发给：{title}</b>", title=title)
    return t("<b>不发给：{title}</b>", title=title)


def _so_far(t: Tongue, rulebase: RuleBase, rule: Rule | None) -> Html | None:
    return None if rule is None else t("现在：{rule}", rule=rule_words(t, rulebase, rule))


def _unit(t: Tongue, it: Fact) -> Html:
    return t("元") if it.unit is None else t.words(it.unit)


def _ways(t: Tongue, draft: Draft, side: str) -> tuple[Button, ...]:
    """Back to the whole audience, or to what else is left out."""
    if side == IN:
        return (home(t, draft),)
    return (button(t("再排除一条"), "aud:add", draft.broadcast), home(t, draft))


def _page(found: Sequence[T], page: int) -> Sequence[T]:
    return found[page * PAGE : (page + 1) * PAGE]


def _turn(
    t: Tongue, count: int, page: int, to: Callable[[int], tuple[str, int, str, int]]
) -> tuple[tuple[Button, ...], ...]:
    """Other pages."""
    turn = [button(t("上一页"), *to(page - 1))] if page > 0 else []
    if (page + 1) * PAGE < count:
        turn.append(button(t("下一页"), *to(page + 1)))
    return (tuple(turn),) if turn else ()
