"""遇到困难: what somebody's words are taken for, and the buttons by which they say what it is."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies, View
from bot.services import cases, problems
from bot.store.problems import ProblemCard, Told
from bot.store.uow import UnitOfWork
from handlers.notices import cases as notices
from handlers.owner.cases import views as cases_views
from handlers.owner.context import Owner, Speaker
from handlers.owner.problems import views
from handlers.owner.problems.scene import (
    around,
    category_named,
    may_open_cases,
    open_lines,
    region_of,
)
from handlers.owner.problems.understanding import understood
from handlers.owner.problems.walk import entered, handed_on
from handlers.owner.questions.parking import put_away
from handlers.press import Press
from handlers.tongue import Html
from policies.fact_words import value_words
from policies.facts import parse_value
from policies.problems import NONE, Walk
from policies.understanding.answers import Way
from policies.words import Words

UNLIKELY: Final = 0.01
"""A proposal below this is not offered after the first one was denied."""


async def told(owner: Owner, event_update: Update, said: Told) -> None:
    """Something new: what is it? A question that was open waits meanwhile."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        if who.person.firm_id is not None:
            put_away(uow, who)
        return proposed(owner, uow, who, problems.keep_problem(uow, who.person, said))

    await owner.act(event_update, act)


async def for_case(owner: Owner, event_update: Update, said: Told) -> None:
    """It belongs to an open case: to the only one of the same kind, else it is asked which."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.keep_problem(uow, who.person, said)
        lines = open_lines(uow, who)
        related = understood(said, lines).related
        fitting = [line for line in lines if related and line.category == said.proposals[0]]
        if len(fitting) == 1:
            return _noted(owner, uow, who, problem, fitting[0].id)
        if lines:
            return Replies(say=(views.which_case(who.t, problem, fitting or lines),))
        return proposed(owner, uow, who, problem)

    await owner.act(event_update, act)


async def browse(event_update: Update, owner: Owner, press: Press) -> None:
    """All kinds of problems."""
    page = press.number() if press.args else 0
    held = list(owner.rulebase.problems.values())
    await owner.act(event_update, lambda _, who: Replies(edit=views.browse(who.t, held, page)))


async def pick(event_update: Update, owner: Owner, press: Press) -> None:
    """One of the list."""
    category = category_named(owner, press.word())

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.keep_problem(uow, who.person, Told(), todo=(category.id,))
        return entered(owner, uow, who, problem, category)

    await owner.act(event_update, act)


async def yes_this(event_update: Update, owner: Owner, press: Press) -> None:
    """对, or one of the proposals."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        category = category_named(owner, press.word(1))
        problem = problems.problem_of(uow, who.person, press.number())
        return entered(owner, uow, who, problems.chosen(uow, problem, category.id), category)

    await owner.act(event_update, act)


async def not_this(event_update: Update, owner: Owner, press: Press) -> None:
    """不是，我想问…: the other proposals, if any is likely at all."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.problem_of(uow, who.person, press.number())
        denied = problem.told.proposals[0]
        problem = problems.tapped(uow, problem, f"not:{denied}")
        likely = [name for name, p in problem.told.predicted if p >= UNLIKELY]
        others = [name for name in likely if name not in {denied, NONE}]
        beside = around(owner, uow, who, problem)
        if not others:
            return Replies(edit=views.again(who.t, problem, beside))
        without = [name for name in problem.told.proposals if name not in others]
        return Replies(edit=views.choose(who.t, problem, beside, without))

    await owner.act(event_update, act)


async def none_of_them(event_update: Update, owner: Owner, press: Press) -> None:
    """都不是."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.problem_of(uow, who.person, press.number())
        problem = problems.tapped(uow, problem, NONE)
        return Replies(edit=views.again(who.t, problem, around(owner, uow, who, problem)))

    await owner.act(event_update, act)


async def several(event_update: Update, owner: Owner, press: Press) -> None:
    """有好几个问题."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.problem_of(uow, who.person, press.number())
        problem = problems.tapped(uow, problem, problems.SEVERAL)
        return Replies(edit=views.tick(who.t, problem, around(owner, uow, who, problem)))

    await owner.act(event_update, act)


async def tick(event_update: Update, owner: Owner, press: Press) -> None:
    """Tick or untick one of several."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        category = category_named(owner, press.word(1))
        problem = problems.problem_of(uow, who.person, press.number())
        ticked = set(problem.progress.ticked) ^ {category.id}
        kept = tuple(name for name in problem.told.proposals if name in ticked)
        problem = problems.keep(uow, problem, replace(problem.progress, ticked=kept))
        return Replies(edit=views.tick(who.t, problem, around(owner, uow, who, problem)))

    await owner.act(event_update, act)


async def go(event_update: Update, owner: Owner, press: Press) -> None:
    """选好了: one after the other; nothing ticked is asked again."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.problem_of(uow, who.person, press.number())
        todo = _hasty_first(owner, uow, who, problem)
        if not todo:
            return Replies(toast=who.t("还没有勾选。点一下要办的，再点“选好了”。"))
        for name in todo:
            problem = problems.tapped(uow, problem, name)
        problem = problems.keep(uow, problem, replace(problem.progress, todo=todo))
        return entered(owner, uow, who, problem, category_named(owner, todo[0]))

    await owner.act(event_update, act)


async def note(event_update: Update, owner: Owner, press: Press) -> None:
    """补充到…: it belongs to this case."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.problem_of(uow, who.person, press.number())
        return _noted(owner, uow, who, problem, press.number(1))

    await owner.act(event_update, act)


async def new(event_update: Update, owner: Owner, press: Press) -> None:
    """是新的一件事."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.problem_of(uow, who.person, press.number())
        return proposed(owner, uow, who, problem)

    await owner.act(event_update, act)


def proposed(owner: Owner, uow: UnitOfWork, who: Speaker, problem: ProblemCard) -> Replies:
    """What the words were taken for; what cannot wait for a tap goes to a person at once."""
    said = problem.told
    walk = _likely_walk(owner, uow, who, said)
    if walk is not None and walk.immediate and said.urgent and may_open_cases(uow, who):
        category = category_named(owner, said.proposals[0])
        return handed_on(owner, uow, who, problem, category)
    return Replies(say=(_proposal(owner, uow, who, problem, walk),))


def _proposal(
    owner: Owner, uow: UnitOfWork, who: Speaker, problem: ProblemCard, walk: Walk | None
) -> View:
    said, beside = problem.told, around(owner, uow, who, problem)
    if said.stated and beside.records:
        return views.stated(who.t, problem, stated_words(owner, who, said), beside)
    if beside.records and said.proposals and not said.urgent:
        return views.named(who.t, problem, beside)
    match said.way if said.proposals else Way.NONE:
        case Way.TICK:
            return views.tick(who.t, problem, beside)
        case Way.CHOOSE:
            return views.choose(who.t, problem, beside)
        case Way.ANSWER:
            return _asked(who, problem, walk, beside)
    refused = _nobodys(owner, uow, who) if said.way == Way.NONE else None
    return views.nothing(who.t, problem, refused, beside)


def _asked(who: Speaker, problem: ProblemCard, walk: Walk | None, beside: views.Around) -> View:
    """Is it this? Or at once the question that decides how urgent it is."""
    if walk is not None and walk.first is not None:
        return views.first_asked(who.t, problem, walk, beside)
    return views.confirm(who.t, problem, beside)


def stated_words(owner: Owner, who: Speaker, said: Told) -> list[Html]:
    """The values that the words state, as the person reads them."""
    facts = ((owner.rulebase.facts[name], raw) for name, raw in said.stated.items())
    return [
        who.t(
            "{label}：{value}",
            label=who.t.words(fact.label),
            value=who.t.words(value_words(fact, parse_value(fact, raw))),
        )
        for fact, raw in facts
    ]


def _hasty_first(
    owner: Owner, uow: UnitOfWork, who: Speaker, problem: ProblemCard
) -> tuple[str, ...]:
    """Several matters in the order in which they are gone through: what cannot wait first."""
    region, told, names = region_of(owner, uow, who), problem.told, problem.progress.ticked
    walks = {name: category_named(owner, name).walk_in(region) for name in names}
    hasty = {name for name, walk in walks.items() if walk is not None and walk.immediate}
    spoken = {
        name
        for name in names
        if any(seen in words for words in told.urgent for seen in told.seen.get(name, ()))
    }
    return tuple(sorted(names, key=lambda name: (name not in hasty, name not in spoken)))


def _likely_walk(owner: Owner, uow: UnitOfWork, who: Speaker, said: Told) -> Walk | None:
    if said.way != Way.ANSWER:
        return None
    return owner.rulebase.problems[said.proposals[0]].walk_in(region_of(owner, uow, who))


def _nobodys(owner: Owner, uow: UnitOfWork, who: Speaker) -> Words | None:
    category = owner.rulebase.problems.get(NONE)
    walk = category.walk_in(region_of(owner, uow, who)) if category else None
    return walk.says if walk else None


def _noted(
    owner: Owner, uow: UnitOfWork, who: Speaker, problem: ProblemCard, case_id: int
) -> Replies:
    label = f"case:{case_id}"
    if label in problem.progress.tapped:
        return Replies(toast=who.t("已经补充过了，不用再点。"))
    said = problem.told
    if len(said.text) > cases.TEXT_MOST:
        return Replies(say=(cases_views.too_long(who.t, len(said.text)),))
    card = cases.add_note(uow, owner.rulebase, who.person, case_id, said.text, said.files)
    problems.tapped(uow, problem, label)
    view = cases_views.noted_here(who.t, card, problem.id)
    return Replies(edit=view, also=notices.noted(card, said.text))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "prob:browse": browse,
    "prob:pick": pick,
    "prob:is": yes_this,
    "prob:not": not_this,
    "prob:none": none_of_them,
    "prob:several": several,
    "prob:tick": tick,
    "prob:go": go,
    "prob:note": note,
    "prob:new": new,
}
