"""放行了，谢谢; 不用办了: which open case is over? One tap, by the firm's own word."""

from collections.abc import Sequence

from aiogram.types import Update

from bot.domain.case_states import CaseStatus
from bot.domain.speech import Replies
from bot.services import problems
from bot.services.case_lists import CaseLine
from bot.store.problems import ProblemCard, Told
from bot.store.uow import UnitOfWork
from handlers.owner.cases import withdrawing
from handlers.owner.context import Owner, Speaker
from handlers.owner.problems import settling_views as views
from handlers.owner.problems.proposing import proposed
from handlers.owner.problems.scene import open_lines
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
    """Nothing is wanted any more: of the only case at once, of several it is asked which."""
    if len(lines) == 1:
        return withdrawing.asks(owner, uow, who, lines[0].id)
    view = views.which_withdrawn(who.t, problem, owner.rulebase.problems, lines)
    return Replies(say=(view,))


def _rank(line: CaseLine, told: Told) -> tuple[bool, int]:
    """What an officer says is done comes first, then what the words may be about."""
    kinds = told.proposals
    likely = kinds.index(line.category) if line.category in kinds else len(kinds)
    return line.status is not CaseStatus.SOLVED, likely
