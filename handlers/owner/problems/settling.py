"""放行了，谢谢; 不用办了; 没解决: which open case is over, or is not? By the firm's own word."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from aiogram.types import Update

from bot.domain.case_states import CaseStatus
from bot.domain.speech import Replies
from bot.services import problems
from bot.services.cases.lists import CaseLine
from bot.store.problems import ProblemCard, Told
from bot.store.uow import UnitOfWork
from handlers.owner.cases import denying, withdrawing
from handlers.owner.cases import screens as cases
from handlers.owner.context import Owner, Speaker
from handlers.owner.problems import settling_views as views
from handlers.owner.problems.proposing import proposed
from handlers.owner.problems.scene import open_lines
from handlers.owner.problems.understanding import related_to
from handlers.press import Press
from policies.spoken.unsolved import says_bare, says_unsolved
from policies.spoken.withdrawn import says_withdrawn


async def over(owner: Owner, event_update: Update, told: Told) -> None:
    """Something is over; a question that was open stays so."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.keep_problem(uow, who.person, told)
        lines = sorted(open_lines(uow, who), key=lambda line: _rank(line, told))
        if not lines:
            return proposed(owner, uow, who, problem)
        if says_withdrawn(told.text):
            return _withdrawn(owner, uow, who, problem, lines)
        view = views.settled(who.t, problem, owner.rulebase.problems, lines)
        return Replies(say=(view,))

    await owner.act(event_update, act)


def _withdrawn(
    owner: Owner, uow: UnitOfWork, who: Speaker, problem: ProblemCard, lines: Sequence[CaseLine]
) -> Replies:
    """Nothing is wanted any more: of the only case that fits at once, else it is asked which."""
    fitting = related_to(problem.told, lines) or lines
    if len(fitting) == 1:
        return withdrawing.asks(owner, uow, who, fitting[0].id)
    view = views.which_withdrawn(who.t, problem, owner.rulebase.problems, lines)
    return Replies(say=(view,))


def _rank(line: CaseLine, told: Told) -> tuple[bool, int]:
    """What an officer says is done comes first, then what the words may be about."""
    kinds = told.proposals
    likely = kinds.index(line.category) if line.category in kinds else len(kinds)
    return line.status is not CaseStatus.SOLVED, likely


def unconfirmed(lines: Sequence[CaseLine]) -> tuple[CaseLine, ...]:
    """Those that an officer says are solved, and of which the firm has not said whether so."""
    return tuple(line for line in lines if line.status in {CaseStatus.SOLVED, CaseStatus.CALL})


async def denied(owner: Owner, event_update: Update, told: Told) -> None:
    """没解决，车还在那儿: the only one is reopened at once; of several it is asked which."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.keep_problem(uow, who.person, told)
        lines = unconfirmed(open_lines(uow, who))
        if len(lines) == 1:
            return _denied(owner, uow, who, problem, lines[0].id)
        if not lines:
            return proposed(owner, uow, who, problem)
        view = views.which_denied(who.t, problem, owner.rulebase.problems, lines)
        return Replies(say=(view,))

    await owner.act(event_update, act)


async def which(event_update: Update, owner: Owner, press: Press) -> None:
    """没解决：…: this one of several."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.problem_of(uow, who.person, press.number())
        return _denied(owner, uow, who, problem, press.number(1))

    await owner.act(event_update, act)


async def replied(owner: Owner, event_update: Update, case_id: int, text: str) -> None:
    """An answer to a message about a case: that it is not solved, or more about it."""

    def is_denied(uow: UnitOfWork, who: Speaker) -> bool:
        return any(line.id == case_id for line in unconfirmed(open_lines(uow, who)))

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        if says_unsolved(text) and is_denied(uow, who):
            words = None if says_bare(text) else text
            return denying.denied(owner, uow, who, case_id, words)
        return cases.add(owner, uow, who, case_id, text)

    await owner.act(event_update, act)


def _denied(
    owner: Owner, uow: UnitOfWork, who: Speaker, problem: ProblemCard, case_id: int
) -> Replies:
    """The words go along, unless they are nothing but the denial."""
    said = problem.told.text
    words = None if says_bare(said) else said
    problems.tapped(uow, problem, problems.noted_label(case_id))
    return denying.denied(owner, uow, who, case_id, words)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {"prob:deny": which}
