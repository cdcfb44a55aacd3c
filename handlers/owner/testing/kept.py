"""What was said before there was a group for it: kept until the group is made."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.samplings_said import group_called
from bot.services import problems
from bot.store.problems import Told
from bot.store.uow import UnitOfWork
from handlers.notices.private import masked
from handlers.owner.context import Speaker

NAME: Final = "name:"
"""The label of a name that was typed for the group."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Words that wait for a group.

    Attributes:
        at: When they were written (aware UTC).
        name: What the group was called afterwards; empty if it was not.
    """

    text: str
    at: datetime
    name: str = ""


def keep_words(uow: UnitOfWork, who: Speaker, text: str) -> int:
    """Keep a report, or a name alone; its id fits behind a button."""
    return problems.keep_problem(uow, who.person, Told(text=masked(who.t, text))).id


def keep_name(uow: UnitOfWork, who: Speaker, said: int | None, text: str) -> int | None:
    """The name that a group gets, beside what was reported of it before, if anything was."""
    name = group_called(text)
    if not name:
        return said
    if said is None:
        return keep_words(uow, who, name)
    problems.tapped(uow, problems.problem_of(uow, who.person, said), f"{NAME}{name}")
    return said


def kept_words(uow: UnitOfWork, who: Speaker, said: int) -> Kept:
    """What was kept.

    Raises:
        NotYours: Somebody else said it.
        Stale: It was said for another firm.
    """
    problem = problems.problem_of(uow, who.person, said)
    labels = [each for each in problem.progress.tapped if each.startswith(NAME)]
    name = labels[-1].removeprefix(NAME) if labels else group_called(problem.told.text)
    return Kept(problem.told.text, problem.at, name)
