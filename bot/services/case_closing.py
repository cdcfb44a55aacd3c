"""回访、核查、销号: inspectors, who never judge what they handled themselves."""

from bot.domain.case_refusals import CaseCode
from bot.domain.case_states import FOUND_LEAST, CaseAct, CheckWay
from bot.domain.errors import NotYours
from bot.domain.staff import Power
from bot.domain.texts import letters_in
from bot.services.case_cards import CaseCard, card_of
from bot.services.case_doors import case_for_officer
from bot.services.case_moves import Said, asked, move, reason_text, refused
from bot.services.errands import Ground
from bot.services.staff import may
from bot.store.firms import load_firm
from bot.store.officers import OfficerCard
from bot.store.uow import UnitOfWork


def close_case(
    uow: UnitOfWork,
    ground: Ground,
    officer: OfficerCard,
    case_id: int,
    way: CheckWay,
    found: str,
) -> CaseCard:
    """核查通过, 销号: how it was checked, whom the inspector asked, and what was said or seen.

    Raises:
        BadAnswer: Nothing was written down, or too much.
        CaseRefusal: It waits for nobody's check, this officer handled it, or what was found is
            too short to say anything.
        NotYours: No such case, or this officer is no inspector of its place.
    """
    return _inspected(uow, ground, officer, case_id, CaseAct.CHECK, found, way)


def says_enough(found: str) -> bool:
    """Whether what an inspector wrote may close a case."""
    return letters_in(found) >= FOUND_LEAST


def reopen_case(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, found: str
) -> CaseCard:
    """核查不通过: back to the desks, one level up.

    Raises:
        BadAnswer, CaseRefusal, NotYours: As `close_case`.
    """
    return _inspected(uow, ground, officer, case_id, CaseAct.FAULT, found)


def missed_call(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, found: str
) -> CaseCard:
    """没打通: it stays to be called.

    Raises:
        BadAnswer, CaseRefusal, NotYours: As `close_case`.
    """
    return _inspected(uow, ground, officer, case_id, CaseAct.MISS, found)


def _inspected(
    uow: UnitOfWork,
    ground: Ground,
    officer: OfficerCard,
    case_id: int,
    act: CaseAct,
    found: str,
    way: CheckWay | None = None,
) -> CaseCard:
    case = case_for_officer(uow, officer, case_id)
    region = load_firm(uow, case.firm_id).region
    if not may(uow, officer, Power.CASE_CHECK, region, case.sector):
        raise NotYours("case")
    said = Said(reason_text(found), way=way)
    asked(uow, ground, case, act, officer)
    if act is CaseAct.CHECK and not says_enough(found):
        raise refused(uow, case, CaseCode.FOUND_SHORT)
    moved = move(uow, ground, case, act, officer, said)
    return card_of(uow, ground.rulebase, moved)
