"""A message was edited after its words had gone to a case: nothing is lost, and nothing is hidden.

What a case asks is replaced, and what it asked before stays in its history; what was added to it
stays as it was, and the new wording stands behind it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.case_states import DONE, CaseAct
from bot.services.cases.cards import CaseCard
from bot.services.cases.doors import case_for_firm
from bot.services.cases.gathering import card_of
from bot.services.cases.moves import Said, note_step
from bot.services.cases.texts import reason_text
from bot.services.duties.errands import Ground
from bot.services.file_places import CASE
from bot.services.problems import gone_to
from bot.store.cases.cases import CaseRecord, save_text
from bot.store.files.links import links_of
from bot.store.firms.people import PersonCard
from bot.store.heard import Became, Traced
from bot.store.problems import load_problem
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Wording:
    """What was said and what is said now, each also as it is read without hidden numbers.

    Attributes:
        was: What it said before: whole, and as chats show it.
        now: The same of what it says.
    """

    was: tuple[str, str]
    now: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reworded:
    """What an edit did to a case.

    Attributes:
        over: The case is over, and nothing was done to it.
        whole: What the case asks was replaced; otherwise something that was added to it.
    """

    card: CaseCard
    over: bool = False
    whole: bool = False


def cases_with_it(uow: UnitOfWork, trace: Iterable[Traced]) -> list[int]:
    """The cases in which the words of a message stand, each once."""
    return list(dict.fromkeys(each for one in trace for each in _cases(uow, one)))


def reword(
    uow: UnitOfWork, ground: Ground, person: PersonCard, case_id: int, wording: Wording
) -> Reworded:
    """Let a case say what somebody made of their message.

    Raises:
        BadAnswer: The new words say nothing, or are too long.
        NotYours: No case of a firm of theirs.
    """
    case = case_for_firm(uow, person, case_id)
    if case.state.status in DONE:
        return Reworded(card_of(uow, ground.rulebase, case), over=True)
    for was, now in zip(wording.was, wording.now, strict=True):
        if case.text == was.strip():
            return _replaced(uow, ground, person, case, now)
    note_step(uow, case, CaseAct.CORRECT, person, Said(reason_text(wording.now[0])))
    return Reworded(card_of(uow, ground.rulebase, case))


def _replaced(
    uow: UnitOfWork, ground: Ground, person: PersonCard, case: CaseRecord, now: str
) -> Reworded:
    save_text(uow, case.id, reason_text(now))
    note_step(uow, case, CaseAct.REWORD, person, Said(case.text))
    return Reworded(card_of(uow, ground.rulebase, case_for_firm(uow, person, case.id)), whole=True)


def _cases(uow: UnitOfWork, one: Traced) -> Iterator[int]:
    match one.became:
        case Became.CASE | Became.NOTE:
            yield int(one.subject)
        case Became.PROBLEM:
            problem = load_problem(uow, int(one.subject))
            if problem is not None:
                last = gone_to(problem)
                yield from (*problem.progress.cases.values(), *(() if last is None else (last,)))
        case Became.FILE:
            links = links_of(uow.connection, int(one.subject))
            yield from (link.subject_id for link in links if link.subject == CASE)
