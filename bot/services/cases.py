"""Cases from the firm's first words to its own word on the result, for both sides.

Loading is the permission check: `case_for_officer` and `case_for_firm` are the only doors.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.case_states import WORKING, CaseAct, CaseStatus
from bot.domain.cases import case_number, opened
from bot.domain.errors import NotYours
from bot.domain.members import Right
from bot.services.case_access import in_hand_of, may_see, require_work, taken_over
from bot.services.case_cards import CaseCard, card_of
from bot.services.case_moves import (
    NOTHING,
    Said,
    asked,
    move,
    note_step,
    said_text,
    short_text,
    wind_up,
)
from bot.services.case_numbers import numbering
from bot.services.case_placing import place
from bot.services.case_rules import rules_of
from bot.services.errands import Ground
from bot.services.file_places import attach
from bot.services.firms import firm_of
from bot.services.rights import speak_for
from bot.services.staff import sector_of
from bot.store.cases import CaseRecord, add_case, load_case, next_running
from bot.store.firms import FirmCard
from bot.store.officers import OfficerCard
from bot.store.people import PersonCard
from bot.store.uow import UnitOfWork


def case_for_officer(uow: UnitOfWork, officer: OfficerCard, case_id: int) -> CaseRecord:
    """A case that an officer's posts or desks let them see, locked until the act ends.

    Raises:
        NotYours: No such case, or none of theirs.
    """
    case = load_case(uow, case_id)
    if case is None or not may_see(uow, officer, case):
        raise NotYours("case")
    return case


def case_at_work(uow: UnitOfWork, officer: OfficerCard, case_id: int) -> CaseRecord:
    """The same for an officer who is about to work on it: in their hand if it may be.

    Raises:
        NotYours: No such case in their scope, or they do not work on cases there.
    """
    case = case_for_officer(uow, officer, case_id)
    require_work(uow, officer, case)
    return taken_over(uow, officer, case)


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
    ground: Ground,
    person: PersonCard,
    text: str,
    matter: Matter = PLAIN,
    files: Collection[int] = (),
) -> CaseCard:
    """Keep what the firm of this person asks a human for, and put it on desks.

    Args:
        matter: What it is about, beside the words.
        files: Ids of what came with it.

    Raises:
        NotYours: The person speaks for no firm, or there is no such policy or category.
        BadAnswer: The text is empty or too long.
    """
    # Whoever keeps the firm's duties may call for help when it cannot wait.
    firm = firm_of(uow, person, Right.DUTY if matter.urgent else Right.CASE)
    said = said_text(text)
    if matter.about is not None and matter.about not in ground.rulebase.records:
        raise NotYours("policy")
    if matter.category is not None and matter.category not in ground.rulebase.problems:
        raise NotYours("problem")
    case = place(uow, ground, _registered(uow, ground, person, firm, said, matter))
    wind_up(uow, ground, case)
    attach(uow, files, case.id, firm_id=firm.id)
    note_step(uow, case, CaseAct.OPEN, person)
    return card_of(uow, ground.rulebase, case)


def _registered(
    uow: UnitOfWork,
    ground: Ground,
    person: PersonCard,
    firm: FirmCard,
    said: str,
    matter: Matter,
) -> CaseRecord:
    region, letter = numbering(ground.rulebase.regions, firm.region)
    today = uow.now.astimezone(ground.zone).date()
    running = next_running(uow.connection, region, today.isoformat())
    return add_case(
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
        sector=sector_of(uow, ground.rulebase, firm.id),
        state=opened(person.id, uow.now, rules_of(ground.rulebase, region).levels[0]),
    )


def claim_case(uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int) -> CaseCard:
    """Make the case this officer's; once it is, that changes nothing.

    Raises:
        CaseRefusal: Someone else was faster; it says who and when.
        NotYours: No such case in this officer's scope.
    """
    case = case_at_work(uow, officer, case_id)
    if case.state.held_by != officer.id or case.state.status not in WORKING:
        case = move(uow, ground, case, CaseAct.CLAIM, officer)
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
    asked(uow, ground, in_hand_of(uow, officer, case), act, officer, result="办结")
    return card_of(uow, ground.rulebase, case)


def answer_case(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, said: Said
) -> CaseCard:
    """Say something to the firm; whoever holds the case goes on holding it.

    Raises:
        BadAnswer: The text is empty or too long.
        CaseRefusal: The firm has confirmed the case meanwhile.
        NotYours: No such case in this officer's scope.
    """
    whole = replace(said, text=said_text(said.text or ""))
    return _by_officer(uow, ground, officer, case_id, CaseAct.ANSWER, whole)


def solve_case(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, said: Said
) -> CaseCard:
    """Say that it is solved, and how; it is over only when the firm agrees.

    Raises:
        BadAnswer: The result is too long.
        CaseRefusal: No result, or the case is not this officer's, or not under way.
        NotYours: No such case in this officer's scope.
    """
    whole = replace(said, text=short_text(said.text or ""))
    return _by_officer(uow, ground, officer, case_id, CaseAct.SOLVE, whole)


def remark_case(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, text: str
) -> CaseCard:
    """内部备注: for those at the desk only; the firm never sees it.

    Raises:
        BadAnswer: The text is empty or too long.
        NotYours: No such case in this officer's scope.
    """
    said = Said(said_text(text))
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


def deny_case(
    uow: UnitOfWork, ground: Ground, person: PersonCard, case_id: int, words: str | None = None
) -> CaseCard:
    """The firm says that it is not solved: it is reopened one level up.

    Raises:
        CaseRefusal: Nobody has said yet that it is solved, or it is over already.
        NotYours: No case of a firm of theirs.
    """
    return _by_firm(uow, ground, person, case_id, CaseAct.DENY, words)


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
        BadAnswer: The text is empty or too long.
        CaseRefusal: The case is over.
        NotYours: No case of a firm of theirs.
    """
    said = Said(said_text(text), files)
    case = case_for_firm(uow, person, case_id)
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
    return card_of(uow, ground.rulebase, moved)
