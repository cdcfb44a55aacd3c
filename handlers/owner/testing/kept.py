"""What was said before there was a group for it: kept until the group is made."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.group_sizes_said import GroupSize, read_group_size
from bot.domain.samplings_said import group_called
from bot.services import problems
from bot.store.problems import ProblemCard, Told
from bot.store.uow import UnitOfWork
from handlers.notices.private import masked
from handlers.owner.context import Speaker

NAME: Final = "name:"
"""The label of a name that was typed for the group."""
MADE: Final = "made"
"""The label of what a group was made of: the same words make no second one."""
SIZE: Final = "size:"
"""The label of words that said how many people it has."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Words that wait for a group.

    Attributes:
        at: When they were written (aware UTC).
        name: What the group was called afterwards; empty if it was not.
        size: How many people it was said to have; None if that was not said.
        made: A group was made of it.
    """

    text: str
    at: datetime
    name: str = ""
    size: GroupSize | None = None
    made: bool = False


def keep_words(uow: UnitOfWork, who: Speaker, text: str) -> int:
    """Keep a report, or a name alone; its id fits behind a button."""
    return problems.keep_problem(uow, who.person, Told(text=masked(who.t, text))).id


def keep_name(uow: UnitOfWork, who: Speaker, said: int | None, text: str) -> int | None:
    """The name that a group gets, beside what was reported of it before, if anything was.

    一车间300人 says how many they are as well.
    """
    sized = read_group_size(text)
    name = group_called(text) if sized is None else sized.called
    if not name:
        return said
    if said is None:
        return keep_words(uow, who, name if sized is None else text)
    kept = problems.tapped(uow, problems.problem_of(uow, who.person, said), f"{NAME}{name}")
    if sized is not None:
        problems.tapped(uow, kept, f"{SIZE}{text}")
    return said


def kept_words(uow: UnitOfWork, who: Speaker, said: int) -> Kept:
    """What was kept.

    Raises:
        NotYours: Somebody else said it.
        Stale: It was said for another firm.
    """
    problem = problems.problem_of(uow, who.person, said)
    text, named = problem.told.text, _last(problem, NAME)
    size = read_group_size(_last(problem, SIZE) or text)
    name = named or (group_called(text) if size is None else size.called)
    return Kept(text, problem.at, name, size, made=MADE in problem.progress.tapped)


def used_up(uow: UnitOfWork, who: Speaker, said: int) -> None:
    """A group was made of it."""
    problems.tapped(uow, problems.problem_of(uow, who.person, said), MADE)


def _last(problem: ProblemCard, label: str) -> str:
    found = [each for each in problem.progress.tapped if each.startswith(label)]
    return found[-1].removeprefix(label) if found else ""
