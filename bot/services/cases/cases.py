"""Cases from the firm's first words to its own word on the result, for both sides.

Cases come through `case_doors` and begin in `case_opening`.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from bot.domain.case_states import WORKING, CaseAct, CaseStatus
from bot.services.cases.access import in_hand_of, require_not_given_away, require_work
from bot.services.cases.cards import CaseCard
from bot.services.cases.doors import case_at_work, case_for_firm, case_for_officer
from bot.services.cases.gathering import card_of
from bot.services.cases.moves import NOTHING, Said, asked, move, note_step
from bot.services.cases.rising import require_not_handed_up
from bot.services.cases.texts import reason_text, said_text, short_text
from bot.services.cases.waiting import settle
from bot.services.duties.errands import Ground
from bot.services.file_places import attach
from bot.store.firms.people import PersonCard
from bot.store.heard import Became, remember
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

WORK: Final = frozenset(
    {
        CaseAct.CLAIM,
        CaseAct.ANSWER,
        CaseAct.ASK,
        CaseAct.RETURN,
        CaseAct.ESCALATE,
        CaseAct.SOLVE,
    }
)
"""What is done by whoever works on a case, and by nobody else."""
_TO_COME: Final = "结果随后写明"
"""Stands for a result that is yet to be written, while only the rest is asked."""


def claim_case(uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int) -> CaseCard:
    """Make the case this officer's; once it is, that changes nothing.

    Raises:
        CaseRefusal: Someone else was faster, it says who and when; or it is for those above.
        NotYours: No such case in this officer's scope.
    """
    case = case_at_work(uow, officer, case_id, claims=True)
    if case.state.held_by is None:
        require_not_handed_up(uow, officer, case)
    if case.state.held_by != officer.id or case.state.status not in WORKING:
        case = move(uow, ground, case, CaseAct.CLAIM, officer)
        settle(uow, case)
    return card_of(uow, ground.rulebase, case)


def case_ready_for(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, act: CaseAct
) -> CaseCard:
    """The case, if this officer may do this to it now: asked before they write a text.

    Raises:
        CaseRefusal: As the act itself would.
        NotYours: No such case in this officer's scope.
    """
    case = case_for_officer(uow, officer, case_id)
    if act in WORK:
        require_work(uow, officer, case)
    if act in WORK - {CaseAct.CLAIM}:
        require_not_given_away(uow, officer, case)
    asked(uow, ground, in_hand_of(uow, officer, case), act, officer, result=_TO_COME)
    return card_of(uow, ground.rulebase, case)


def answer_case(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, said: Said
) -> CaseCard:
    """Say something to the firm; whoever holds the case goes on holding it.

    Raises:
        BadAnswer: The text has no word in it, or is too long.
        CaseRefusal: The firm has confirmed the case meanwhile.
        NotYours: No such case in this officer's scope.
    """
    whole = replace(said, text=reason_text(said.text or ""))
    return _by_officer(uow, ground, officer, case_id, CaseAct.ANSWER, whole)


def solve_case(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, said: Said
) -> CaseCard:
    """Say that it is solved, and how; it is over only when the firm agrees.

    Raises:
        BadAnswer: The result is too long.
        CaseRefusal: It does not say what was done, or the case is not this officer's, or not
            under way.
        NotYours: No such case in this officer's scope.
    """
    whole = replace(said, text=short_text(said.text or ""))
    return _by_officer(uow, ground, officer, case_id, CaseAct.SOLVE, whole)


def remark_case(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, text: str
) -> CaseCard:
    """内部备注: for those at the desk only; the firm never sees it.

    Raises:
        BadAnswer: The text has no word in it, or is too long.
        NotYours: No such case in this officer's scope.
    """
    said = Said(reason_text(text))
    case = case_for_officer(uow, officer, case_id)
    note_step(uow, case, CaseAct.REMARK, officer, said)
    return card_of(uow, ground.rulebase, case)


def confirm_case(uow: UnitOfWork, ground: Ground, person: PersonCard, case_id: int) -> CaseCard:
    """The firm says that its problem is solved: an inspector checks, or it is over.

    Raises:
        CaseRefusal: It is over already.
        NotYours: No case of a firm of theirs.
    """
    return _by_firm(uow, ground, person, case_id, CaseAct.CONFIRM)


def withdraw_case(
    uow: UnitOfWork, ground: Ground, person: PersonCard, case_id: int, words: str | None = None
) -> CaseCard:
    """The firm wants nothing done any more, whoever has it: an inspector makes sure.

    Args:
        words: Why, if they say so.

    Raises:
        BadAnswer: The words are too long.
        CaseRefusal: It is over already.
        NotYours: No case of a firm of theirs.
    """
    said = short_text(words or "") or None
    return _by_firm(uow, ground, person, case_id, CaseAct.WITHDRAW, said)


def deny_case(
    uow: UnitOfWork, ground: Ground, person: PersonCard, case_id: int, words: str | None = None
) -> CaseCard:
    """The firm says that it is not solved: it is reopened one level up.

    Args:
        words: What is still wrong, if they say so.

    Raises:
        BadAnswer: The words say nothing, or are too long.
        CaseRefusal: Nobody has said yet that it is solved, or it is over already.
        NotYours: No case of a firm of theirs.
    """
    said = None if words is None else reason_text(words)
    return _by_firm(uow, ground, person, case_id, CaseAct.DENY, said)


def add_note(
    uow: UnitOfWork,
    ground: Ground,
    person: PersonCard,
    case_id: int,
    text: str,
    files: Collection[int] = (),
) -> CaseCard:
    """The firm adds something; if it was asked for, handling goes on.

    Raises:
        BadAnswer: The text has no word in it and no file beside it, or is too long.
        CaseRefusal: The case is over.
        NotYours: No case of a firm of theirs.
    """
    said = Said(said_text(text) if files else reason_text(text), files)
    case = case_for_firm(uow, person, case_id)
    remember(uow, person.id, Became.NOTE, case.id)
    if case.state.status is CaseStatus.WAITING:
        case = move(uow, ground, case, CaseAct.SUPPLY, person, said)
        return card_of(uow, ground.rulebase, case)
    # Only asked whether it fits: the firm's own words are no first contact by an officer.
    asked(uow, ground, case, CaseAct.ANSWER, person)
    attach(uow, files, case.id, firm_id=case.firm_id)
    note_step(uow, case, CaseAct.ANSWER, person, said)
    return card_of(uow, ground.rulebase, case)


def _by_officer(
    uow: UnitOfWork,
    ground: Ground,
    officer: OfficerCard,
    case_id: int,
    act: CaseAct,
    said: Said = NOTHING,
) -> CaseCard:
    case = case_at_work(uow, officer, case_id)
    return card_of(uow, ground.rulebase, move(uow, ground, case, act, officer, said))


def _by_firm(
    uow: UnitOfWork,
    ground: Ground,
    person: PersonCard,
    case_id: int,
    act: CaseAct,
    words: str | None = None,
) -> CaseCard:
    case = case_for_firm(uow, person, case_id)
    moved = move(uow, ground, case, act, person, Said(words))
    if words:
        remember(uow, person.id, Became.NOTE, case.id)
    return card_of(uow, ground.rulebase, moved)
