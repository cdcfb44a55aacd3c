"""Rules of an audience about places, samplings, cases and verdicts: put on and off by buttons."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from telegram import Update

from bot.domain.audience_rules import (
    CaseHeld,
    CaseRule,
    PlaceRule,
    Rule,
    TestRule,
    TestState,
    VerdictRule,
)
from bot.domain.speech import Replies, View
from bot.services.audiences.choices import places_below, records_judged
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import audience_record_views
from handlers.desk.broadcasts import audience_rule_views as views
from handlers.desk.broadcasts.audience import with_count
from handlers.desk.broadcasts.audience_draft import (
    Draft,
    keep_draft,
    named,
    open_draft,
    side_of,
    token,
    with_rule,
)
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.press import Press
from handlers.tongue import Html, Tongue
from policies.finding import find_records
from policies.verdicts import Outcome

PLACE, RECORD = "place", "record"
"""What a text that comes now is."""


async def places(desk: Desk, update: Update, press: Press) -> None:
    """地区: the places below, page by page."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = open_draft(uow, who, press)
        side, page = side_of(press), press.number(2)
        draft = keep_draft(uow, who, replace(draft, asks=PLACE, about=(side,)))
        return Replies(edit=_places(desk, uow, who, draft, side, page))

    await desk.act(update, act)


async def place(desk: Desk, update: Update, press: Press) -> None:
    """A place: on or off."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft, side = open_draft(uow, who, press), side_of(press)
        below = places_below(uow, draft.audience.region)
        path = named({token(each): each for each in below}, press.word(2))
        draft = replace(_toggled_place(draft, side, path), asks=PLACE, about=(side,))
        keep_draft(uow, who, draft)
        return Replies(edit=_places(desk, uow, who, draft, side, press.number(3)))

    await desk.act(update, act)


async def tests(desk: Desk, update: Update, press: Press) -> None:
    """采样情况."""
    await _opened(desk, update, press, views.tests)


async def test(desk: Desk, update: Update, press: Press) -> None:
    """One of them: on or off."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        state = named({each.value: each for each in TestState}, press.word(2))
        draft, side = _turned(uow, who, press, f"testing:{state}", TestRule(state))
        view = views.tests(who.t, draft, side)
        return Replies(edit=with_count(desk, uow, who, draft, view))

    await desk.act(update, act)


async def cases(desk: Desk, update: Update, press: Press) -> None:
    """事项."""
    await _opened(desk, update, press, views.cases)


async def case(desk: Desk, update: Update, press: Press) -> None:
    """One of both: on, or off."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        state = named({each.value: each for each in CaseHeld}, press.word(2))
        draft, side = _turned(uow, who, press, "cases", CaseRule(state))
        view = views.cases(who.t, draft, side)
        return Replies(edit=with_count(desk, uow, who, draft, view))

    await desk.act(update, act)


async def records(desk: Desk, update: Update, press: Press) -> None:
    """政策结论: on which record, page by page."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft, side = open_draft(uow, who, press), side_of(press)
        draft = keep_draft(uow, who, replace(draft, asks=RECORD, about=(side,)))
        found = records_judged(desk.rulebase, draft.audience.region)
        return Replies(
            edit=audience_record_views.records(who.t, draft, side, found, press.number(2))
        )

    await desk.act(update, act)


async def record(desk: Desk, update: Update, press: Press) -> None:
    """Which answers?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft, side = open_draft(uow, who, press), side_of(press)
        known = {each.id: each for each in records_judged(desk.rulebase, draft.audience.region)}
        it = named(known, press.word(2))
        keep_draft(uow, who, draft)
        return Replies(edit=audience_record_views.record(who.t, desk.rulebase, draft, side, it))

    await desk.act(update, act)


async def verdict(desk: Desk, update: Update, press: Press) -> None:
    """An answer: on or off."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft, side = open_draft(uow, who, press), side_of(press)
        known = {each.id: each for each in records_judged(desk.rulebase, draft.audience.region)}
        it = named(known, press.word(2))
        outcome = named({each.value: each for each in Outcome}, press.word(3))
        key = f"verdict:{it.id}"
        rule = views.rule_on(draft, side, key)
        before = rule.outcomes if isinstance(rule, VerdictRule) else frozenset()
        left = before ^ {outcome}
        changed = with_rule(draft, side, key, VerdictRule(it.id, left) if left else None)
        keep_draft(uow, who, changed)
        return Replies(edit=audience_record_views.record(who.t, desk.rulebase, changed, side, it))

    await desk.act(update, act)


def place_written(desk: Desk, uow: UnitOfWork, who: Clerk, draft: Draft, text: str) -> View:
    """A text as a place of the region, on any level below it."""
    [side] = draft.about
    below = places_below(uow, draft.audience.region, every_level=True)
    found = [each for each in below if each.rpartition("/")[2] == text.strip()]
    if len(found) != 1:
        return _places(desk, uow, who, draft, side, 0, views.no_place(who.t))
    rule = views.rule_on(draft, side, "place")
    chosen = rule.places if isinstance(rule, PlaceRule) else frozenset()
    draft = with_rule(draft, side, "place", PlaceRule(chosen | {found[0]}))
    return _places(desk, uow, who, keep_draft(uow, who, draft), side, 0)


def record_written(desk: Desk, _: UnitOfWork, who: Clerk, draft: Draft, text: str) -> View:
    """A text as the name of a record."""
    [side] = draft.about
    found = find_records(desk.rulebase, text, draft.audience.region)
    return audience_record_views.found_records(who.t, draft, side, found)


async def _opened(
    desk: Desk, update: Update, press: Press, shows: Callable[[Tongue, Draft, str], View]
) -> None:
    """A list of choices of one kind, with the count as it stands."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = open_draft(uow, who, press)
        view = shows(who.t, draft, side_of(press))
        return Replies(edit=with_count(desk, uow, who, draft, view))

    await desk.act(update, act)


def _turned(uow: UnitOfWork, who: Clerk, press: Press, key: str, rule: Rule) -> tuple[Draft, str]:
    """A rule that is on goes off, and the other way round."""
    draft, side = open_draft(uow, who, press), side_of(press)
    on = views.rule_on(draft, side, key) == rule
    return keep_draft(uow, who, with_rule(draft, side, key, None if on else rule)), side


def _toggled_place(draft: Draft, side: str, path: str) -> Draft:
    rule = views.rule_on(draft, side, "place")
    left = (rule.places if isinstance(rule, PlaceRule) else frozenset()) ^ {path}
    return with_rule(draft, side, "place", PlaceRule(left) if left else None)


def _places(
    desk: Desk,
    uow: UnitOfWork,
    who: Clerk,
    draft: Draft,
    side: str,
    page: int,
    before: Html | None = None,
) -> View:
    rule = views.rule_on(draft, side, "place")
    chosen = rule.places if isinstance(rule, PlaceRule) else frozenset()
    below = places_below(uow, draft.audience.region)
    deeper = sorted(chosen - set(below))
    found = (*below, *deeper)
    view = views.places(who.t, desk.rulebase, draft, side, found, page, before)
    return with_count(desk, uow, who, draft, view)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "aud:places": places,
    "aud:place": place,
    "aud:tests": tests,
    "aud:test": test,
    "aud:cases": cases,
    "aud:case": case,
    "aud:records": records,
    "aud:record": record,
    "aud:verdict": verdict,
}
