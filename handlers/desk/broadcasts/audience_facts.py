"""Rules of an audience about facts: options put on and off by buttons, ranges that are written."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from telegram import Update

from bot.domain.audience_rules import FactRule, FactTest, Rule
from bot.domain.speech import Replies, View
from bot.services.audiences.choices import FactGroup, facts_asked, facts_by_group
from bot.services.audiences.facts import CHOICES, NUMBERS
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import audience_rule_views as views
from handlers.desk.broadcasts.audience import with_count
from handlers.desk.broadcasts.audience_bounds import read_bounds
from handlers.desk.broadcasts.audience_draft import (
    Draft,
    keep_draft,
    named,
    open_draft,
    side_of,
    token,
    with_rule,
)
from handlers.desk.broadcasts.audience_views import group_words
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.press import Press
from policies.facts import Fact
from policies.rulebase import RuleBase

NUMBER: Final = "number"
"""A text that comes now is the range of a fact."""


async def facts(desk: Desk, update: Update, press: Press) -> None:
    """行业, 规模、金额, 名单、登记, 其他情况: which fact; one alone is opened at once."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft, side = open_draft(uow, who, press), side_of(press)
        group = named({each.value: each for each in FactGroup}, press.word(2))
        found = facts_by_group(desk.rulebase, draft.audience.region)[group]
        if len(found) == 1:
            return Replies(edit=_fact(desk, uow, who, draft, side, found[0]))
        title = group_words(who.t)[group]
        return Replies(edit=views.facts(who.t, draft, side, title, found))

    await desk.act(update, act)


async def fact(desk: Desk, update: Update, press: Press) -> None:
    """What of a fact?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft, side = open_draft(uow, who, press), side_of(press)
        it = _fact_named(desk.rulebase, press.word(2))
        return Replies(edit=_fact(desk, uow, who, draft, side, it))

    await desk.act(update, act)


async def value(desk: Desk, update: Update, press: Press) -> None:
    """A value of a fact: on or off; or only whether it is known."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft, side = open_draft(uow, who, press), side_of(press)
        it = _fact_named(desk.rulebase, press.word(2))
        rule = _chosen(draft, side, it, press.word(3))
        draft = with_rule(draft, side, f"fact:{it.id}", rule)
        return Replies(edit=_fact(desk, uow, who, draft, side, it))

    await desk.act(update, act)


def number_written(desk: Desk, uow: UnitOfWork, who: Clerk, draft: Draft, text: str) -> View:
    """A text as the range of a number; what cannot be read leaves the question open."""
    side, name = draft.about
    it = _fact_named(desk.rulebase, token(name))
    bounds = read_bounds(text)
    if bounds is None:
        return views.fact(who.t, desk.rulebase, draft, side, it, views.no_range(who.t))
    rule = FactRule(it.id, FactTest.BOUNDS, least=bounds[0], most=bounds[1])
    return _fact(desk, uow, who, with_rule(draft, side, f"fact:{it.id}", rule), side, it)


def _fact(desk: Desk, uow: UnitOfWork, who: Clerk, draft: Draft, side: str, it: Fact) -> View:
    """A fact is on view; if it is a number, a text that comes now is its range."""
    asks = NUMBER if it.type in NUMBERS else ""
    about = (side, it.id) if asks else ()
    draft = keep_draft(uow, who, replace(draft, asks=asks, about=about))
    view = views.fact(who.t, desk.rulebase, draft, side, it)
    return with_count(desk, uow, who, draft, view)


def _chosen(draft: Draft, side: str, it: Fact, word: str) -> Rule | None:
    """The rule that a press makes; None: none is left.

    Raises:
        Stale: No such value.
    """
    if word == views.NONE:
        return None
    before = views.rule_on(draft, side, f"fact:{it.id}")
    if word in {FactTest.STATED, FactTest.UNSTATED}:
        rule = FactRule(it.id, FactTest(word))
        return None if rule == before else rule
    offered = {token(option): option for option in it.options} if it.type in CHOICES else {}
    held = before.values if isinstance(before, FactRule) else frozenset()
    left = held ^ {named(offered, word)}
    return FactRule(it.id, FactTest.ANY, left) if left else None


def _fact_named(rulebase: RuleBase, word: str) -> Fact:
    found: Fact = named({token(each.id): each for each in facts_asked(rulebase)}, word)
    return found


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "aud:facts": facts,
    "aud:fact": fact,
    "aud:value": value,
}
