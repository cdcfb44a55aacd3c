"""What a message is about as far as anybody said so, and in which order it is gone through."""

from collections.abc import Iterable

from bot.services import problems
from bot.store.problems import ProblemCard
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.problems.scene import category_named, region_of
from handlers.owner.problems.understanding import names_kind, stands_alone
from policies.problems import NONE
from policies.understanding.answers import Way
from policies.understanding.text import stand_together


def marked(problem: ProblemCard) -> tuple[str, ...]:
    """The categories that they chose or left ticked, or the one that is likely enough."""
    told, progress = problem.told, problem.progress
    if progress.todo:
        left = tuple(name for name in progress.todo if name not in progress.cases)
        return left or progress.todo[:1]
    likeliest = told.proposals[:1]
    denied = {NONE, *(f"not:{name}" for name in likeliest)}
    if denied & set(progress.tapped):
        return ()
    if told.way == Way.TICK or problems.SEVERAL in progress.tapped:
        return progress.ticked
    alone = told.way == Way.ANSWER or (stands_alone(told) and names_kind(told))
    return likeliest if alone else ()


def hasty_first(
    owner: Owner, uow: UnitOfWork, who: Speaker, problem: ProblemCard, names: Iterable[str]
) -> tuple[str, ...]:
    """Several matters in the order in which they are gone through: what cannot wait first."""
    region, told, held = region_of(owner, uow, who), problem.told, tuple(names)
    walks = {name: category_named(owner, name).walk_in(region) for name in held}
    hasty = {name for name, walk in walks.items() if walk is not None and walk.immediate}
    spoken = {
        name for name in held if stand_together(told.text, told.urgent, told.seen.get(name, ()))
    }
    return tuple(sorted(held, key=lambda name: (name not in hasty, name not in spoken)))
