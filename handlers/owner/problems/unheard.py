"""What a newcomer said that cannot wait: offered again as soon as their firm is known."""

from typing import Final

from bot.domain.speech import View
from bot.services.problems import SOLVED, said_before_firm
from bot.store.problems import ProblemCard
from bot.store.uow import UnitOfWork
from handlers.notices.case_words import own_words
from handlers.owner.context import Owner, Speaker
from handlers.owner.home_views import back
from handlers.press import button
from handlers.tongue import Tongue, lines
from policies.problems import Walk

MOST: Final = 3
SHOWN: Final = 200


def offered_again(owner: Owner, uow: UnitOfWork, who: Speaker, region: str) -> tuple[View, ...]:
    """What could go to nobody so far, the newest matters, each by itself.

    Args:
        region: Where the firm works.
    """
    said = [
        each
        for each in said_before_firm(uow, who.person)
        if _is_urgent(owner, region, each) and not _is_settled(each)
    ]
    return tuple(_again(who.t, each) for each in said[-MOST:])


def _again(t: Tongue, problem: ProblemCard) -> View:
    text = lines(
        t("🚨 您登记前说的急事，还没有转给人："),
        own_words(t, problem.told.text, SHOWN),
        t("现在可以转了。要继续登记，直接回答上面那一题就行。"),
    )
    now = button(t("🚨 马上找人工"), "prob:human", problem.id)
    steps = button(t("看怎么办"), "prob:new", problem.id)
    return View(text, ((now,), (steps, back(t))))


def _is_urgent(owner: Owner, region: str, problem: ProblemCard) -> bool:
    """By what they answered, else by their words."""
    answers = problem.progress.answers.items()
    walks = ((owner.rulebase.problems.get(name), number) for name, number in answers)
    given = [(known.walk_in(region), number) for known, number in walks if known]
    if given:
        return any(_chose_urgent(walk, number) for walk, number in given)
    return bool(problem.told.urgent)


def _chose_urgent(walk: Walk | None, number: int) -> bool:
    choices = walk.first.answers if walk and walk.first else ()
    return number < len(choices) and choices[number].urgent


def _is_settled(problem: ProblemCard) -> bool:
    return any(label.startswith(SOLVED) for label in problem.progress.tapped)
