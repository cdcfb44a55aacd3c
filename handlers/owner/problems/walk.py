"""A kind of problem, step by step: what the place says, what is asked, and on to a person."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.services import problems
from bot.store.problems import ProblemCard
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.problems import pointer_views
from handlers.owner.problems import walk_views as views
from handlers.owner.problems.handing import handed_on
from handlers.owner.problems.particulars import stop_asking
from handlers.owner.problems.scene import category_named, may_open_cases, walk_of
from handlers.owner.problems.understanding import is_answered
from handlers.owner.problems.walk_card import WalkOf
from handlers.press import Press
from handlers.tongue import Html, Tongue
from policies.problems import Category, Choice

WalkView = Callable[..., View]


def entered(
    owner: Owner, uow: UnitOfWork, who: Speaker, problem: ProblemCard, category: Category
) -> Replies:
    """The first screen of a walk: what it asks first, or a person at once where it is urgent."""
    of = walk_of(owner, uow, who, problem, category)
    if of.walk is None:
        return Replies(edit=views.steps(who.t, problem, of))
    if of.walk.first is not None and category.id not in problem.progress.answers:
        if is_answered(owner.rulebase, problem.told, of.walk):
            return Replies(edit=views.steps(who.t, problem, of, _urgent(who.t, of)))
        return Replies(edit=views.opening(who.t, problem, of))
    at_once = of.walk.immediate and problem.told.text and of.case is None
    if at_once and may_open_cases(uow, who):
        return handed_on(owner, uow, who, problem, category)
    return Replies(edit=views.steps(who.t, problem, of))


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
        return Replies(edit=views.steps(who.t, problem, of, _urgent(who.t, of)))
    return Replies(edit=views.steps(who.t, problem, of))


def _urgent(t: Tongue, of: WalkOf) -> Html | None:
    """That a person has to get it, if none has it yet."""
    if of.case is not None:
        return None
    return t("🚨 这件很急：要转给工作人员，先点“找人工”。下面的先照着做。")


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


def _shows(view: WalkView, *, paged: bool = False) -> Callable[..., Awaitable[None]]:
    """A screen of a walk that only shows something.

    Args:
        paged: A button may name a page of it.
    """

    async def shown(event_update: Update, owner: Owner, press: Press) -> None:
        def act(uow: UnitOfWork, who: Speaker) -> Replies:
            stop_asking(uow, who)
            category = category_named(owner, press.word(1))
            problem = problems.problem_of(uow, who.person, press.number())
            of = walk_of(owner, uow, who, problem, category)
            page = {"page": press.number(2)} if paged and press.args[2:] else {}
            return Replies(edit=view(who.t, problem, of, **page))

        await owner.act(event_update, act)

    return shown


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "prob:first": first,
    "prob:solved": solved,
    "prob:next": following,
    "prob:walk": _shows(views.steps, paged=True),
    "prob:show": _shows(pointer_views.pointers),
    "prob:open": _shows(views.silent),
}
