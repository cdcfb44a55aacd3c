"""遇到困难: the buttons by which they say what it is, a proposal or one of the list."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.services import problems
from bot.store.problems import Told
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.problems import proposal_views, unplaced_views
from handlers.owner.problems.scene import around, category_named
from handlers.owner.problems.walk import entered
from handlers.press import Press
from policies.problems import NONE

UNLIKELY: Final = 0.01
"""A proposal below this is not offered after the first one was denied."""


async def browse(event_update: Update, owner: Owner, press: Press) -> None:
    """All kinds of problems."""
    page = press.number() if press.args else 0
    held = list(owner.rulebase.problems.values())
    await owner.act(
        event_update, lambda _, who: Replies(edit=unplaced_views.browse(who.t, held, page))
    )


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
            return Replies(edit=unplaced_views.again(who.t, problem, beside))
        without = [name for name in problem.told.proposals if name not in others]
        return Replies(edit=proposal_views.choose(who.t, problem, beside, without))

    await owner.act(event_update, act)


async def none_of_them(event_update: Update, owner: Owner, press: Press) -> None:
    """都不是."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.problem_of(uow, who.person, press.number())
        problem = problems.tapped(uow, problem, NONE)
        return Replies(edit=unplaced_views.again(who.t, problem, around(owner, uow, who, problem)))

    await owner.act(event_update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "prob:browse": browse,
    "prob:pick": pick,
    "prob:is": yes_this,
    "prob:not": not_this,
    "prob:none": none_of_them,
}
