"""What troubles a firm, from the words to the steps: kept, chosen, handed on, learnt from.

Loading is the permission check: `problem_of` is the only door.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.errors import NotYours, Stale, StaleCode
from bot.services.cases.cards import CaseCard
from bot.services.cases.doors import case_for_firm
from bot.services.cases.gathering import card_of
from bot.services.cases.opening import Matter, open_case
from bot.services.duties.errands import Ground
from bot.store.firms.people import PersonCard
from bot.store.heard import Became, remember
from bot.store.problems import (
    ProblemCard,
    Progress,
    Told,
    add_problem,
    every_problem,
    load_problem,
    said_for_firm,
    said_without_firm,
    save_anew,
    save_progress,
    save_words,
)
from bot.store.uow import UnitOfWork

A_DAY: Final = timedelta(days=1)
HUMAN: Final = "human"
SEVERAL: Final = "several"
SOLVED: Final = "solved"
ENTRY: Final = "entry"  # the words went onto a list
_NOTED: Final = "case:"
"""Labels beside the ids of categories and NONE; the last one goes before a category's id."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a sentence was taken for, and what the person tapped."""

    at: datetime
    text: str
    predicted: tuple[tuple[str, float], ...]
    way: str
    tapped: tuple[str, ...]
    model: str


def keep_problem(
    uow: UnitOfWork, person: PersonCard, told: Told, *, todo: tuple[str, ...] = ()
) -> ProblemCard:
    """Keep what a person said, for the firm that they speak for now, if for any.

    Args:
        todo: The category, if it is known already.
    """
    progress = Progress(ticked=told.several, todo=todo)
    problem = add_problem(uow, person.id, person.firm_id, told, progress)
    remember(uow, person.id, Became.PROBLEM, problem.id)
    return problem


def said_before_firm(uow: UnitOfWork, person: PersonCard) -> list[ProblemCard]:
    """What a person said in the last day before there was a firm, and nobody has heard yet."""
    found = said_without_firm(uow, person.id, uow.now - A_DAY)
    return [each for each in found if each.told.text and not each.progress.cases]


def said_last(uow: UnitOfWork, person: PersonCard) -> ProblemCard | None:
    """What a person wrote last in the last day, unless something came of it already."""
    since = uow.now - A_DAY
    if person.firm_id is None:
        found = said_without_firm(uow, person.id, since)[::-1]
    else:
        found = said_for_firm(uow, person.firm_id, since)
    own = (each for each in found if each.person_id == person.id and each.told.text)
    newest = next(own, None)
    done = newest is None or newest.progress.cases or ENTRY in newest.progress.tapped
    return None if done else newest


def problem_of(uow: UnitOfWork, person: PersonCard, problem_id: int) -> ProblemCard:
    """What this person said, locked until the act ends.

    What was said before there was a firm belongs to the first one that they speak for.

    Raises:
        NotYours: Somebody else said it, or nobody.
        Stale: It was said for another firm than the one that they speak for now.
    """
    problem = load_problem(uow, problem_id)
    if problem is None or problem.person_id != person.id:
        raise NotYours("problem")
    if problem.firm_id not in {None, person.firm_id}:
        raise Stale(StaleCode.CHANGED)
    uow.firm_id = person.firm_id
    return replace(problem, firm_id=person.firm_id)


def tapped(uow: UnitOfWork, problem: ProblemCard, label: str) -> ProblemCard:
    """Keep a tap as a label; the same one twice in a row is one."""
    before = problem.progress.tapped
    if before[-1:] == (label,):
        return problem
    return keep(uow, problem, replace(problem.progress, tapped=(*before, label)))


def keep(uow: UnitOfWork, problem: ProblemCard, progress: Progress) -> ProblemCard:
    """Store how far it has been talked through."""
    save_progress(uow, problem.id, problem.firm_id, progress)
    return replace(problem, progress=progress)


def chosen(uow: UnitOfWork, problem: ProblemCard, category: str) -> ProblemCard:
    """This is what it is about; one of several keeps its place among them."""
    progress = problem.progress
    if category not in progress.todo:
        progress = replace(progress, todo=(category,))
    return tapped(uow, keep(uow, problem, progress), category)


def add_words(uow: UnitOfWork, problem: ProblemCard, text: str) -> ProblemCard:
    """More about it, before it has gone to anybody."""
    told = replace(problem.told, text="\n".join(filter(None, (problem.told.text, text))))
    save_words(uow, problem.id, told)
    remember(uow, problem.person_id, Became.PROBLEM, problem.id)
    return replace(problem, told=told)


def tell_anew(uow: UnitOfWork, problem: ProblemCard, told: Told) -> ProblemCard:
    """Other words in the place of what was said, which has gone to nobody yet."""
    progress = Progress(ticked=told.several)
    save_anew(uow, problem.id, told, progress)
    return replace(problem, told=told, progress=progress)


def hand_on(
    uow: UnitOfWork,
    ground: Ground,
    person: PersonCard,
    problem: ProblemCard,
    words: str,
    matter: Matter,
) -> tuple[CaseCard, bool]:
    """Open a case of it, once for each category; files go with the first.

    Returns:
        The case, and whether it is new.

    Raises:
        NotYours: The person speaks for no firm, or may open no case for it.
        BadAnswer: No words, or too many.
    """
    key, progress = matter.category or "", problem.progress
    before = _opened_before(progress, key)
    if before is not None:
        known = case_for_firm(uow, person, before)
        return card_of(uow, ground.rulebase, known), False
    files = () if progress.cases else problem.told.files
    card = open_case(uow, ground, person, words, matter, files)
    opened = replace(progress, cases={**progress.cases, key: card.id})
    tapped(uow, keep(uow, problem, opened), HUMAN)
    return card, True


def _opened_before(progress: Progress, category: str) -> int | None:
    """The case that was opened of these words: of this kind, or while no kind was known."""
    if not category and progress.cases:
        return list(progress.cases.values())[-1]
    return progress.cases.get(category, progress.cases.get(""))


def noted_label(case_id: int) -> str:
    """The label of words that were added to a case."""
    return f"{_NOTED}{case_id}"


def gone_to(problem: ProblemCard) -> int | None:
    """The case that the words became last, or to which they were added; None: none has them."""
    if problem.progress.cases:
        return list(problem.progress.cases.values())[-1]
    noted = [each for each in problem.progress.tapped if each.startswith(_NOTED)]
    return int(noted[-1].removeprefix(_NOTED)) if noted else None


def labels(uow: UnitOfWork) -> Iterator[Label]:
    """Everything that people confirmed or denied with a tap, oldest first."""
    for problem in every_problem(uow):
        told, taps = problem.told, problem.progress.tapped
        if told.text and taps:
            yield Label(problem.at, told.text, told.predicted, told.way, taps, told.model)
