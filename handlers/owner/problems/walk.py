"""A kind of problem, step by step: what the place says, what is asked, and on to a person."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Replies, View
from bot.services import cases, problems
from bot.services.firms import firm_of
from bot.store.problems import ProblemCard
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.notices import cases as notices
from handlers.notices.private import masked
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.cases import views as cases_views
from handlers.owner.cases.screens import TEXT_KIND
from handlers.owner.context import Owner, Speaker
from handlers.owner.problems import case_views, particulars_views, pointer_views
from handlers.owner.problems import walk_views as views
from handlers.owner.problems.scene import category_named, may_open_cases, walk_of
from handlers.owner.problems.walk_card import WalkOf
from handlers.press import Press
from policies.problems import Category, Choice
from policies.understanding.answers import Way

WalkView = Callable[..., View]


def entered(
    owner: Owner, uow: UnitOfWork, who: Speaker, problem: ProblemCard, category: Category
) -> Replies:
    """The first screen of a walk; a kind that is always urgent rings at once, and it says so."""
    of = walk_of(owner, uow, who, problem, category)
    if of.walk is None:
        return Replies(edit=views.steps(who.t, problem, of))
    at_once = of.walk.immediate and problem.told.text and of.case is None
    if at_once and may_open_cases(uow, who):
        return handed_on(owner, uow, who, problem, category)
    if of.walk.first is not None and category.id not in problem.progress.answers:
        return Replies(edit=views.opening(who.t, problem, of))
    return Replies(edit=views.steps(who.t, problem, of))


def handed_on(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    problem: ProblemCard,
    category: Category,
    answered: Choice | None = None,
) -> Replies:
    """It goes to a person; the words are the firm's own, or the answer that it gave.

    Args:
        answered: What they just said to the question that decides urgency.
    """
    of = walk_of(owner, uow, who, problem, category)
    asked = of.walk.first if of.walk else None
    words = problem.told.text
    if not words and answered is not None and asked is not None:
        words = f"{who.t.plain(asked.question)}{who.t.plain(answered.label)}"
    if not words:
        return _words_first(uow, who, problem, category.id)
    if len(words) > cases.TEXT_MOST:
        return Replies(say=(cases_views.too_long(who.t, len(words)),))
    matter = cases.Matter(category=category.id, urgent=_is_urgent(problem, of, answered))
    card, is_new = problems.hand_on(
        uow, owner.rulebase, owner.zone, who.person, problem, words, matter
    )
    problem = problems.problem_of(uow, who.person, problem.id)
    of = replace(of, case=card.number)
    if not is_new:
        return Replies(say=(case_views.known(who.t, problem, of, card),))
    said = [case_views.opened(who.t, problem, of, card)]
    still = asked is not None and category.id not in problem.progress.answers
    if still and answered is None:
        said.append(views.opening(who.t, problem, of))
    return Replies(say=tuple(said), also=notices.opened(owner.rulebase, card))


async def first(event_update: Update, owner: Owner, press: Press) -> None:
    """An answer to the question that decides urgency."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        category = category_named(owner, press.word(1))
        problem = problems.problem_of(uow, who.person, press.number())
        of = walk_of(owner, uow, who, problem, category)
        choices = of.walk.first.answers if of.walk and of.walk.first else ()
        number = press.number(2)
        if number >= len(choices):
            raise Stale(StaleCode.CHANGED)
        given = {**problem.progress.answers, category.id: number}
        problem = problems.keep(uow, problem, replace(problem.progress, answers=given))
        problem = problems.chosen(uow, problem, category.id)
        return _answered(owner, uow, who, problem, category, choices[number])

    await owner.act(event_update, act)


def _answered(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    problem: ProblemCard,
    category: Category,
    choice: Choice,
) -> Replies:
    of = walk_of(owner, uow, who, problem, category)
    immediate = of.walk is not None and of.walk.immediate
    if (choice.urgent or immediate) and of.case is None:
        if may_open_cases(uow, who):
            handed = handed_on(owner, uow, who, problem, category, choice)
            return replace(handed, edit=views.answer_given(who.t, of, choice))
        before = who.t("🚨 这件很急：要转给人，先点“找人工”。下面的先照着做。")
        return Replies(edit=views.steps(who.t, problem, of, before))
    return Replies(edit=views.steps(who.t, problem, of))


async def human(event_update: Update, owner: Owner, press: Press) -> None:
    """转给…, 找人工: the words that are there already; if there are none, they are asked."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.problem_of(uow, who.person, press.number())
        named = press.word(1) if press.args[1:] else _likely(problem)
        if named is not None:
            category = category_named(owner, named)
            return handed_on(owner, uow, who, problem, category)
        words = problem.told.text
        if not words:
            return _words_first(uow, who, problem, None)
        matter = cases.Matter(urgent=bool(problem.told.urgent))
        card, is_new = problems.hand_on(
            uow, owner.rulebase, owner.zone, who.person, problem, words, matter
        )
        if not is_new:
            return Replies(say=(case_views.known_without_kind(who.t, card),))
        view = cases_views.opened(who.t, owner.rulebase, card)
        return Replies(say=(view,), also=notices.opened(owner.rulebase, card))

    await owner.act(event_update, act)


async def solved(event_update: Update, owner: Owner, press: Press) -> None:
    """解决了."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        category = category_named(owner, press.word(1))
        problem = problems.problem_of(uow, who.person, press.number())
        problem = problems.tapped(uow, problem, f"{problems.SOLVED}:{category.id}")
        of = walk_of(owner, uow, who, problem, category)
        return Replies(edit=views.solved(who.t, problem, of))

    await owner.act(event_update, act)


async def following(event_update: Update, owner: Owner, press: Press) -> None:
    """下一件."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        category = category_named(owner, press.word(1))
        problem = problems.problem_of(uow, who.person, press.number())
        return entered(owner, uow, who, problem, category)

    await owner.act(event_update, act)


async def particulars(
    owner: Owner, event_update: Update, question: OpenQuestion, text: str
) -> None:
    """Who, when, on what paper, why: to the case of it, or kept until there is one."""
    number, _, name = question.subject.partition(":")

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        if len(text) > cases.TEXT_MOST:
            return Replies(say=(cases_views.too_long(who.t, len(text)),))
        close_question(uow, BOT, who.person.chat_id)
        problem = problems.problem_of(uow, who.person, int(number))
        said, case_id = masked(who.t, text), problem.progress.cases.get(name)
        view = particulars_views.asked_all(who.t, None, question.subject)
        if case_id is None:
            problems.add_words(uow, problem, said)
            return Replies(say=(view,))
        card = cases.add_note(uow, owner.rulebase, who.person, case_id, said)
        return Replies(say=(view,), also=notices.noted(card, said))

    await owner.act(event_update, act)


def _shows(view: WalkView) -> Callable[..., Awaitable[None]]:
    """A screen of a walk that only shows something."""

    async def shown(event_update: Update, owner: Owner, press: Press) -> None:
        def act(uow: UnitOfWork, who: Speaker) -> Replies:
            _stop_asking(uow, who)
            category = category_named(owner, press.word(1))
            problem = problems.problem_of(uow, who.person, press.number())
            of = walk_of(owner, uow, who, problem, category)
            return Replies(edit=view(who.t, problem, of))

        await owner.act(event_update, act)

    return shown


def _stop_asking(uow: UnitOfWork, who: Speaker) -> None:
    """跳过: the particulars are no longer asked; other questions stay open."""
    question = open_question(uow, BOT, who.person.chat_id)
    if question is not None and question.kind == particulars_views.PARTICULARS:
        close_question(uow, BOT, who.person.chat_id)


def _words_first(
    uow: UnitOfWork, who: Speaker, problem: ProblemCard, category: str | None
) -> Replies:
    """A category was picked from the list: what is it about?"""
    firm_of(uow, who.person, Right.CASE)
    context = {"files": list(problem.told.files), "category": category}
    ask(uow, BOT, who.person.chat_id, OpenQuestion(TEXT_KIND, context=context))
    return Replies(say=(cases_views.ask(who.t, None),))


def _likely(problem: ProblemCard) -> str | None:
    """What it is about as far as anybody said so, or as is likely enough."""
    if problem.progress.todo:
        return problem.progress.todo[0]
    return problem.told.proposals[0] if problem.told.way == Way.ANSWER else None


def _is_urgent(problem: ProblemCard, of: WalkOf, answered: Choice | None) -> bool:
    if of.walk is None:
        return bool(problem.told.urgent)
    given = problem.progress.answers.get(of.category.id)
    choices = of.walk.first.answers if of.walk.first else ()
    said = given is not None and given < len(choices) and choices[given].urgent
    calm = given is not None and not said
    spoken = bool(problem.told.urgent) and not calm
    return of.walk.immediate or said or spoken or (answered is not None and answered.urgent)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "prob:first": first,
    "prob:human": human,
    "prob:solved": solved,
    "prob:next": following,
    "prob:walk": _shows(views.steps),
    "prob:show": _shows(pointer_views.pointers),
    "prob:open": _shows(views.silent),
}
ANSWERS: Final[Mapping[str, Answer]] = {particulars_views.PARTICULARS: particulars}
