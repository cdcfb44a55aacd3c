"""One verdict as an owner reads it, with the ways on from it."""

from collections.abc import Iterable

from bot.domain.speech import Button, View
from handlers.owner.policies.card_words import CardOf, card_text, has_more
from handlers.owner.policies.words import step_back
from handlers.press import button
from handlers.tongue import Tongue
from policies.verdicts import Verdict


def card(t: Tongue, of: CardOf) -> View:
    """What it is worth, why, what stays open, and where it is written."""
    return View(card_text(t, of), (*_ways_on(t, of), _back(t, of)))


def _ways_on(t: Tongue, of: CardOf) -> Iterable[tuple[Button, ...]]:
    verdict, place = of.verdict, of.place
    yield from _doing(t, of)
    quote = button(t("看原文"), "policy:quote", *place)
    todo = button(t("需要做什么"), "policy:steps", *place)
    yield (quote, todo) if verdict.steps else (quote,)
    more = (button(_more_label(t, verdict), "policy:more", *place),) if has_more(of) else ()
    near = (button(t("如果情况变了呢？"), "whatif:start", *place),) if verdict.near_miss else ()
    if more or near:
        yield (*more, *near)
    check = t("请{officer}帮我确认", officer=t.plain(of.officer))
    yield (button(check, "case:about", verdict.policy), all_policies(t))


def _doing(t: Tongue, of: CardOf) -> Iterable[tuple[Button, ...]]:
    """The one thing to do next about this verdict."""
    if of.verdict.rhythm is not None:
        yield (button(t("采样和提醒"), "test:list"),)
    elif of.verdict.missing:
        yield (button(t("现在回答"), "policy:ask", of.verdict.policy),)
    if of.admission is not None:
        fact, label = of.admission
        yield (button(t.plain(label), "apply:ask", fact),)


def _more_label(t: Tongue, verdict: Verdict) -> str:
    return t("文件没写明的") if verdict.open else t("更多说明")


def all_policies(t: Tongue) -> Button:
    """The way to the whole list."""
    return button(t("看全部政策"), "policy:list")


def _back(t: Tongue, of: CardOf) -> tuple[Button, ...]:
    if of.shelf is None:
        return step_back(t, "policy:list")
    return step_back(t, "policy:group", of.shelf)
