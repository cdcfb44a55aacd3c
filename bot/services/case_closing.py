"""回访、核查、销号: inspectors, who never judge what they handled themselves."""

from bot.domain.case_states import CaseAct
from bot.domain.errors import NotYours
from bot.domain.staff import Power
from bot.services.case_cards import CaseCard, card_of
from bot.services.case_doors import case_for_officer
from bot.services.case_moves import Said, move, reason_text
from bot.services.errands import Ground
from bot.services.staff import may
from bot.store.firms import load_firm
from bot.store.officers import OfficerCard
from bot.store.uow import UnitOfWork


def close_case(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, found: str
) -> CaseCard:
    """核查通过, 销号: what the firm said on the phone, or what was checked.

    Raises:
        BadAnswer: Nothing was written down, or too much.
        CaseRefusal: It waits for nobody's check, or this officer handled it.
        NotYours: No such case, or this officer is no inspector of its place.
    """
    return _inspected(uow, ground, officer, case_id, CaseAct.CHECK, found)


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
) -> CaseCard:
    case = case_for_officer(uow, officer, case_id)
    region = load_firm(uow, case.firm_id).region
    if not may(uow, officer, Power.CASE_CHECK, region, case.sector):
        raise NotYours("case")
    moved = move(uow, ground, case, act, officer, Said(reason_text(found)))
    return card_of(uow, ground.rulebase, moved)
