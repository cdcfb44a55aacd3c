"""Cases from the firm's first words to its own confirmation, for both sides.

Loading is the permission check: `case_for_officer` and `case_for_firm` are the only doors.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.cases import CaseAct, advance, case_number, opened
from bot.domain.errors import AnswerCode, BadAnswer, CaseCode, CaseRefusal, NotYours
from bot.domain.members import Right
from bot.services.case_cards import CaseCard, card_of, covers
from bot.services.case_numbers import numbering
from bot.services.file_places import attach
from bot.services.firms import firm_of
from bot.services.rights import speak_for
from bot.store.audit import note
from bot.store.cases import CaseRecord, add_case, add_step, load_case, next_running, save_state
from bot.store.firms import load_firm
from bot.store.officers import OfficerCard, officer_by_id
from bot.store.people import PersonCard
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase

TEXT_MOST: Final = 1000
"""Characters of one text: it must fit into a message together with what stands around it."""


def case_for_officer(uow: UnitOfWork, officer: OfficerCard, case_id: int) -> CaseRecord:
    """A case of a firm in the officer's region, locked until the act ends.

    Raises:
        NotYours: No such case, or none of theirs.
    """
    case = load_case(uow, case_id)
    if case is None or not covers(officer, load_firm(uow, case.firm_id).region):
        raise NotYours("case")
    return case


def case_for_firm(uow: UnitOfWork, person: PersonCard, case_id: int) -> CaseRecord:
    """A case of a firm that the person may speak for, locked until the act ends.

    Raises:
        NotYours: No such case, or none of theirs.
    """
    case = load_case(uow, case_id)
    if case is None:
        raise NotYours("case")
    speak_for(uow, person, case.firm_id, Right.CASE, "case")
    return case


@dataclass(frozen=True, slots=True)
class Matter:
    """What a case is about, beside its words.

    Args:
        about: A policy's id.
        category: A kind of problem, by its id.
        urgent: It cannot wait.
    """

    about: str | None = None
    category: str | None = None
    urgent: bool = False


PLAIN: Final = Matter()


def open_case(
    uow: UnitOfWork,
    rulebase: RuleBase,
    zone: ZoneInfo,
    person: PersonCard,
    text: str,
    matter: Matter = PLAIN,
    files: Collection[int] = (),
) -> CaseCard:
    """Keep what the firm of this person asks a human for.

    Args:
        zone: Of the region: the number carries the day there.
        matter: What it is about, beside the words.
        files: Ids of what came with it.

    Raises:
        NotYours: The person speaks for no firm, or there is no such policy or category.
        BadAnswer: The text is empty or too long.
    """
    # Whoever keeps the firm's duties may call for help when it cannot wait.
    firm = firm_of(uow, person, Right.DUTY if matter.urgent else Right.CASE)
    said = _said(text)
    if matter.about is not None and matter.about not in rulebase.records:
        raise NotYours("policy")
    if matter.category is not None and matter.category not in rulebase.problems:
        raise NotYours("problem")
    region, letter = numbering(rulebase.regions, firm.region)
    today = uow.now.astimezone(zone).date()
    running = next_running(uow.connection, region, today.isoformat())
    case = add_case(
        uow,
        region=region,
        opened_on=today.isoformat(),
        running=running,
        number=case_number(letter, today, running),
        firm_id=firm.id,
        text=said,
        about=matter.about,
        category=matter.category,
        urgent=matter.urgent,
        state=opened(person.id, uow.now),
    )
    attach(uow, files, case.id, firm_id=firm.id)
    _note_step(uow, case.id, CaseAct.OPEN, person)
    return card_of(uow, rulebase, case)


def claim_case(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, case_id: int
) -> CaseCard:
    """Make the case this officer's.

    Raises:
        CaseRefusal: Someone else was faster; it says who and when.
        NotYours: No such case in this officer's scope.
    """
    return _by_officer(uow, rulebase, officer, case_id, CaseAct.CLAIM)


def case_ready_for(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, case_id: int, act: CaseAct
) -> CaseCard:
    """The case, if this officer may do this to it now: asked before they write a text.

    Raises:
        CaseRefusal: As the act itself would.
        NotYours: No such case in this officer's scope.
    """
    case = case_for_officer(uow, officer, case_id)
    _advanced(uow, case, act, officer.id, result="办结")
    return card_of(uow, rulebase, case)


def answer_case(
    uow: UnitOfWork,
    rulebase: RuleBase,
    officer: OfficerCard,
    case_id: int,
    text: str,
    files: Collection[int] = (),
) -> CaseCard:
    """Say something to the firm; whoever holds the case goes on holding it.

    Raises:
        BadAnswer: The text is empty or too long.
        CaseRefusal: The firm has confirmed the case meanwhile.
        NotYours: No such case in this officer's scope.
    """
    return _by_officer(uow, rulebase, officer, case_id, CaseAct.ANSWER, _said(text), files)


def solve_case(
    uow: UnitOfWork,
    rulebase: RuleBase,
    officer: OfficerCard,
    case_id: int,
    result: str,
    files: Collection[int] = (),
) -> CaseCard:
    """Say that it is solved, and how; it is over only when the firm agrees.

    Raises:
        BadAnswer: The result is too long.
        CaseRefusal: No result, or the case is not this officer's, or not under way.
        NotYours: No such case in this officer's scope.
    """
    return _by_officer(uow, rulebase, officer, case_id, CaseAct.SOLVE, _short(result), files)


def confirm_case(
    uow: UnitOfWork, rulebase: RuleBase, person: PersonCard, case_id: int
) -> CaseCard:
    """The firm says that its problem is solved: the case is over.

    Raises:
        CaseRefusal: It is over already.
        NotYours: No case of a firm of theirs.
    """
    return _by_firm(uow, rulebase, person, case_id, CaseAct.CONFIRM)


def deny_case(uow: UnitOfWork, rulebase: RuleBase, person: PersonCard, case_id: int) -> CaseCard:
    """The firm says that it is not solved: the same officer goes on.

    Raises:
        CaseRefusal: Nobody has said yet that it is solved, or it is over already.
        NotYours: No case of a firm of theirs.
    """
    return _by_firm(uow, rulebase, person, case_id, CaseAct.DENY)


def add_note(
    uow: UnitOfWork,
    rulebase: RuleBase,
    person: PersonCard,
    case_id: int,
    text: str,
    files: Collection[int] = (),
) -> CaseCard:
    """The firm adds something; in the history it is an answer from its side.

    Raises:
        BadAnswer: The text is empty or too long.
        CaseRefusal: The case is over.
        NotYours: No case of a firm of theirs.
    """
    said = _said(text)
    case = case_for_firm(uow, person, case_id)
    # Only asked whether it fits: the firm's own words are no first contact by an officer.
    _advanced(uow, case, CaseAct.ANSWER, person.id)
    attach(uow, files, case.id, firm_id=case.firm_id)
    _note_step(uow, case.id, CaseAct.ANSWER, person, said)
    return card_of(uow, rulebase, case)


def _by_officer(
    uow: UnitOfWork,
    rulebase: RuleBase,
    officer: OfficerCard,
    case_id: int,
    act: CaseAct,
    text: str | None = None,
    files: Collection[int] = (),
) -> CaseCard:
    case = case_for_officer(uow, officer, case_id)
    moved = _advanced(uow, case, act, officer.id, text or "")
    attach(uow, files, case.id, firm_id=case.firm_id)
    _note_step(uow, case.id, act, officer, text)
    return _kept(uow, rulebase, moved)


def _by_firm(
    uow: UnitOfWork, rulebase: RuleBase, person: PersonCard, case_id: int, act: CaseAct
) -> CaseCard:
    case = case_for_firm(uow, person, case_id)
    moved = _advanced(uow, case, act, person.id)
    _note_step(uow, case.id, act, person)
    return _kept(uow, rulebase, moved)


def _kept(uow: UnitOfWork, rulebase: RuleBase, case: CaseRecord) -> CaseCard:
    save_state(uow, case.id, case.state)
    return card_of(uow, rulebase, case)


def _advanced(
    uow: UnitOfWork, case: CaseRecord, act: CaseAct, by: int, result: str = ""
) -> CaseRecord:
    try:
        return replace(case, state=advance(case.state, act, by, uow.now, result=result))
    except CaseRefusal as refusal:
        raise _explained(uow, case, refusal) from refusal


def _explained(uow: UnitOfWork, case: CaseRecord, refusal: CaseRefusal) -> CaseRefusal:
    """The same refusal, with what a person needs to make sense of it and go on."""
    held_by = case.state.held_by
    name = None if held_by is None else officer_by_id(uow, held_by).name
    known = {**refusal.params, "case_id": case.id, "number": case.number, "holder": name}
    return CaseRefusal(CaseCode(refusal.code), **known)


def _note_step(
    uow: UnitOfWork,
    case_id: int,
    act: CaseAct,
    by: OfficerCard | PersonCard,
    text: str | None = None,
) -> None:
    by_officer = isinstance(by, OfficerCard)
    add_step(uow, case_id, act, by=by.id, by_officer=by_officer, text=text)
    actor = f"{'officer' if by_officer else 'person'}:{by.id}"
    note(uow, actor=actor, act=f"case:{act}", subject=f"case:{case_id}")


def _said(text: str) -> str:
    said = _short(text)
    if not said:
        raise BadAnswer(AnswerCode.NOT_UNDERSTOOD)
    return said


def _short(text: str) -> str:
    said = text.strip()
    if len(said) > TEXT_MOST:
        raise BadAnswer(AnswerCode.TOO_LONG, most=TEXT_MOST)
    return said
