"""A problem goes to a person: with the words that are there already, or after asking for them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from aiogram.types import Update

from bot.domain.case_states import TEXT_MOST, CaseStatus
from bot.domain.members import Right
from bot.domain.speech import Replies
from bot.services import problems
from bot.services.cases.lists import CaseLine
from bot.services.cases.opening import Matter
from bot.services.firms.firms import firm_of
from bot.store.problems import ProblemCard
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.notices import cases as notices
from handlers.notices.case_terms import terms_words
from handlers.owner.answers import BOT
from handlers.owner.cases import views as cases_views
from handlers.owner.cases.screens import TEXT_KIND
from handlers.owner.context import Owner, Speaker
from handlers.owner.on_view.looking import sees_opened
from handlers.owner.problems import case_views
from handlers.owner.problems import walk_views as views
from handlers.owner.problems.marked import hasty_first, marked
from handlers.owner.problems.own_parts import own_part
from handlers.owner.problems.scene import category_named, open_lines, walk_of
from handlers.owner.problems.walk_card import WalkOf
from handlers.press import Press
from policies.problems import Category, Choice

FRESH: Final = timedelta(minutes=30)
"""So long after a case was registered, another one of its kind may be the same one again."""
ANOTHER: Final = "another"
"""The label of words that are another case beside the one that is there."""
SAID_SOLVED: Final = frozenset({CaseStatus.SOLVED, CaseStatus.CALL})


def handed_on(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    problem: ProblemCard,
    category: Category,
    answered: Choice | None = None,
    others: Sequence[Category] = (),
) -> Replies:
    """It goes to a person; the words are the firm's own, or the answer that it gave.

    Args:
        answered: What they just said to the question that decides urgency.
        others: What else the same words are about: the case names it, and is as urgent as any.
    """
    near = _near(uow, who, problem, category)
    if near is not None:
        kind = "" if others else category.id
        return Replies(say=(case_views.already(who.t, problem, kind, near),))
    of = walk_of(owner, uow, who, problem, category)
    asked = of.walk.first if of.walk else None
    words = problem.told.text
    if not words and answered is not None and asked is not None:
        words = f"{who.t.plain(asked.question)}{who.t.plain(answered.label)}"
    if not words:
        return _words_first(uow, who, problem, category.id)
    part = None if others else own_part(problem.told, category.id)
    words = case_views.with_others(who.t, words, others)
    words = words if part is None else case_views.with_whole(who.t, words, part)
    if len(words) > TEXT_MOST:
        return Replies(say=(cases_views.too_long(who.t, len(words)),))
    beside = (walk_of(owner, uow, who, problem, each) for each in others)
    urgent = _is_urgent(problem, of, answered) or any(_is_urgent(problem, b) for b in beside)
    matter = Matter(category=category.id, urgent=urgent)
    card, is_new = problems.hand_on(uow, owner.ground, who.person, problem, words, matter)
    problem = problems.problem_of(uow, who.person, problem.id)
    of = replace(of, case=card.number)
    if not is_new:
        return Replies(say=(case_views.known(who.t, problem, of, card),))
    if card.urgent:
        sees_opened(uow, who.person, card.id)
    terms = terms_words(who.t, owner.rulebase, card, owner.zone)
    said = [case_views.opened(who.t, problem, of, card, terms)]
    still = asked is not None and category.id not in problem.progress.answers
    if still and answered is None and not card.urgent:  # else it is known what it would decide
        said.append(views.opening(who.t, problem, of))
    return Replies(say=tuple(said), also=notices.opened(owner.rulebase, card, owner.zone))


async def human(event_update: Update, owner: Owner, press: Press) -> None:
    """转给…, 找人工: the words that are there already; if there are none, they are asked."""
    await _to_person(event_update, owner, press, another=False)


async def another(event_update: Update, owner: Owner, press: Press) -> None:
    """另立一件: beside the case of the same kind that is there."""
    await _to_person(event_update, owner, press, another=True)


async def _to_person(update: Update, owner: Owner, press: Press, *, another: bool) -> None:
    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.problem_of(uow, who.person, press.number())
        problem = problems.tapped(uow, problem, ANOTHER) if another else problem
        named = (press.word(1),) if press.args[1:] else marked(problem)
        if named:
            names = hasty_first(owner, uow, who, problem, named)
            category, *others = (category_named(owner, name) for name in names)
            given = _given(walk_of(owner, uow, who, problem, category), problem)
            return handed_on(owner, uow, who, problem, category, given, others)
        words = problem.told.text
        if not words:
            return _words_first(uow, who, problem, None)
        matter = Matter(urgent=bool(problem.told.urgent))
        card, is_new = problems.hand_on(uow, owner.ground, who.person, problem, words, matter)
        if not is_new:
            return Replies(say=(case_views.known_without_kind(who.t, card),))
        view = cases_views.opened(who.t, owner.rulebase, card, owner.zone)
        return Replies(say=(view,), also=notices.opened(owner.rulebase, card, owner.zone))

    await owner.act(update, act)


def _near(
    uow: UnitOfWork, who: Speaker, problem: ProblemCard, category: Category
) -> CaseLine | None:
    """A case of this kind that was just registered and is worked on; not made of these words."""
    if category.id in problem.progress.cases or ANOTHER in problem.progress.tapped:
        return None
    lines = (line for line in open_lines(uow, who) if line.category == category.id)
    fresh = (line for line in lines if uow.now - line.opened_at <= FRESH)
    return next((line for line in fresh if line.status not in SAID_SOLVED), None)


def _given(of: WalkOf, problem: ProblemCard) -> Choice | None:
    """What they answered to the question that decides urgency, if they did."""
    given = problem.progress.answers.get(of.category.id)
    choices = of.walk.first.answers if of.walk and of.walk.first else ()
    return choices[given] if given is not None and given < len(choices) else None


def _words_first(
    uow: UnitOfWork, who: Speaker, problem: ProblemCard, category: str | None
) -> Replies:
    """A category was picked from the list: what is it about?"""
    firm_of(uow, who.person, Right.CASE)
    context = {"files": list(problem.told.files), "category": category}
    ask(uow, BOT, who.person.chat_id, OpenQuestion(TEXT_KIND, context=context))
    return Replies(say=(cases_views.ask(who.t),))


def _is_urgent(problem: ProblemCard, of: WalkOf, answered: Choice | None = None) -> bool:
    if of.walk is None:
        return bool(problem.told.urgent)
    given = _given(of, problem)
    said = given is not None and given.urgent
    calm = given is not None and not said
    spoken = bool(problem.told.urgent) and not calm
    return of.walk.immediate or said or spoken or (answered is not None and answered.urgent)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "prob:human": human,
    "prob:another": another,
}
