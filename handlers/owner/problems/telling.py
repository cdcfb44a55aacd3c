"""Words about a problem: something new, or more about an open case, if they say so."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.case_states import TEXT_MOST
from bot.domain.speech import Replies
from bot.services import problems
from bot.services.cases import cases
from bot.services.cases.doors import case_for_firm
from bot.services.cases.gathering import card_of
from bot.services.cases.lists import CaseLine
from bot.store.problems import ProblemCard, Told
from bot.store.uow import UnitOfWork
from handlers.notices import cases as notices
from handlers.owner.cases import views as cases_views
from handlers.owner.context import Owner, Speaker
from handlers.owner.problems import unplaced_views
from handlers.owner.problems.likeliest import likeliest_first
from handlers.owner.problems.proposing import proposed
from handlers.owner.problems.scene import open_lines
from handlers.owner.problems.understanding import awaits_firm, related_to
from handlers.owner.questions.parking import put_away
from handlers.press import Press
from handlers.routing import Goes
from policies.understanding.answers import Way


async def placed(
    owner: Owner, event_update: Update, said: Told, where: Goes, viewed: int | None
) -> None:
    """Where the table sends what is about trouble.

    Args:
        viewed: The case whose card is on view.
    """
    match where:
        case Goes.NOTE if viewed is not None:
            await on_card(owner, event_update, said, viewed)
        case Goes.CASE:
            await for_case(owner, event_update, said, viewed)
        case _:
            await told(owner, event_update, said)


async def told(owner: Owner, event_update: Update, said: Told) -> None:
    """Something new: what is it? A question that was open waits meanwhile."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        if who.person.firm_id is not None:
            put_away(uow, who)
        likely = _likely(said, open_lines(uow, who))
        return proposed(owner, uow, who, problems.keep_problem(uow, who.person, likely))

    await owner.act(event_update, act)


async def for_case(
    owner: Owner, event_update: Update, said: Told, viewed: int | None = None
) -> None:
    """It may belong to an open case: nothing goes to a person before they say so.

    Args:
        viewed: The case whose card is on view.
    """

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.keep_problem(uow, who.person, said)
        lines = open_lines(uow, who)
        if not lines:
            return proposed(owner, uow, who, problem)
        kinds = owner.rulebase.problems
        fitting = likeliest_first(said, _fitting(said, lines, viewed))
        view = unplaced_views.which_case(who.t, problem, kinds, fitting)
        return Replies(say=(view,))

    await owner.act(event_update, act)


async def on_card(owner: Owner, event_update: Update, said: Told, case_id: int) -> None:
    """More about the case whose own card is on view."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.keep_problem(uow, who.person, said)
        return _noted(owner, uow, who, problem, case_id)

    await owner.act(event_update, act)


async def note(event_update: Update, owner: Owner, press: Press) -> None:
    """补充到…: it belongs to this case."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.problem_of(uow, who.person, press.number())
        return _noted(owner, uow, who, problem, press.number(1))

    await owner.act(event_update, act)


async def new(event_update: Update, owner: Owner, press: Press) -> None:
    """是新的一件事."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.problem_of(uow, who.person, press.number())
        return proposed(owner, uow, who, problem)

    await owner.act(event_update, act)


def _fitting(said: Told, lines: Sequence[CaseLine], viewed: int | None) -> Sequence[CaseLine]:
    """The cases to offer: who asked the firm, then what the words are about; else all."""
    asked = [line for line in lines if awaits_firm(line)]
    about = related_to(said, lines) or [line for line in lines if line.id == viewed]
    return [*asked, *(line for line in about if line not in asked)] or lines


def _likely(said: Told, lines: Sequence[CaseLine]) -> Told:
    """What cannot wait is likely about the case of its kind: its steps, and no choice of kinds."""
    again = said.urgent and said.way == Way.CHOOSE and related_to(said, lines)
    return replace(said, way=Way.ANSWER) if again else said


def _noted(
    owner: Owner, uow: UnitOfWork, who: Speaker, problem: ProblemCard, case_id: int
) -> Replies:
    gone = problems.gone_to(problem)
    if gone == case_id and problems.noted_label(case_id) in problem.progress.tapped:
        return Replies(toast=who.t("已经补充过了，不用再点。"))
    if gone is not None:
        return _gone_already(owner, uow, who, problem, gone)
    said = problem.told
    if len(said.text) > TEXT_MOST:
        return Replies(say=(cases_views.too_long(who.t, len(said.text)),))
    card = cases.add_note(uow, owner.ground, who.person, case_id, said.text, said.files)
    problems.tapped(uow, problem, problems.noted_label(case_id))
    view = cases_views.noted_here(who.t, card, problem.id, said.text)
    return Replies(edit=view, also=notices.noted(card, said.text, said.files))


def _gone_already(
    owner: Owner, uow: UnitOfWork, who: Speaker, problem: ProblemCard, case_id: int
) -> Replies:
    """An old button: the words are with a case already, and are not added to a second one."""
    card = card_of(uow, owner.rulebase, case_for_firm(uow, who.person, case_id))
    is_own = case_id in problem.progress.cases.values()
    return Replies(say=(unplaced_views.gone_already(who.t, card, problem, is_own=is_own),))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "prob:note": note,
    "prob:new": new,
}
