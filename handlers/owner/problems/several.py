"""Several matters in one text: which of them, and in which order."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.services import problems
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.problems import proposal_views
from handlers.owner.problems.marked import hasty_first
from handlers.owner.problems.scene import around, category_named
from handlers.owner.problems.walk import entered
from handlers.press import Press


async def several(event_update: Update, owner: Owner, press: Press) -> None:
    """有好几个问题."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.problem_of(uow, who.person, press.number())
        problem = problems.tapped(uow, problem, problems.SEVERAL)
        return Replies(edit=proposal_views.tick(who.t, problem, around(owner, uow, who, problem)))

    await owner.act(event_update, act)


async def tick(event_update: Update, owner: Owner, press: Press) -> None:
    """Tick or untick one of several."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        category = category_named(owner, press.word(1))
        problem = problems.problem_of(uow, who.person, press.number())
        ticked = set(problem.progress.ticked) ^ {category.id}
        kept = tuple(name for name in problem.told.proposals if name in ticked)
        problem = problems.keep(uow, problem, replace(problem.progress, ticked=kept))
        return Replies(edit=proposal_views.tick(who.t, problem, around(owner, uow, who, problem)))

    await owner.act(event_update, act)


async def go(event_update: Update, owner: Owner, press: Press) -> None:
    """选好了: one after the other; nothing ticked is asked again."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.problem_of(uow, who.person, press.number())
        todo = hasty_first(owner, uow, who, problem, problem.progress.ticked)
        if not todo:
            return Replies(toast=who.t("还没有勾选。点一下要办的，再点“选好了”。"))
        for name in todo:
            problem = problems.tapped(uow, problem, name)
        problem = problems.keep(uow, problem, replace(problem.progress, todo=todo))
        return entered(owner, uow, who, problem, category_named(owner, todo[0]))

    await owner.act(event_update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "prob:several": several,
    "prob:tick": tick,
    "prob:go": go,
}
