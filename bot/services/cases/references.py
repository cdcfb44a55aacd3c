"""外部单号: the number that another platform, such as the 12345 hotline, has for a case."""

from bot.domain.case_states import REFERENCE_MOST, CaseAct
from bot.domain.errors import AnswerCode, BadAnswer
from bot.domain.staff import Power
from bot.services.cases.access import require_work
from bot.services.cases.cards import CaseCard
from bot.services.cases.doors import case_for_officer
from bot.services.cases.gathering import card_of
from bot.services.cases.moves import Said, asked, move
from bot.services.cases.texts import reason_text
from bot.services.duties.errands import Ground
from bot.services.staff.staff import may
from bot.store.cases.cases import CaseRecord
from bot.store.firms.firms import load_firm
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork


def case_to_refer(uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int) -> CaseCard:
    """The case, if this officer may note how it is called elsewhere.

    Raises:
        CaseRefusal: It is over, or lies on the desks of others.
        NotYours: No such case in this officer's scope, or they neither work nor dispatch there.
    """
    case = _loaded(uow, officer, case_id)
    asked(uow, ground, case, CaseAct.REFER, officer)
    return card_of(uow, ground.rulebase, case)


def refer_case(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, reference: str
) -> CaseCard:
    """Note how another platform calls it; the newest stands on the card, all are searched.

    Args:
        reference: In free words, `REFERENCE_MOST` characters at the most: 12345 工单 220715-0031.

    Raises:
        BadAnswer: No word or number in it, or too long.
        CaseRefusal, NotYours: As `case_to_refer`.
    """
    said = " ".join(reason_text(reference).split())
    if len(said) > REFERENCE_MOST:
        raise BadAnswer(AnswerCode.TOO_LONG, most=REFERENCE_MOST)
    case = _loaded(uow, officer, case_id)
    moved = move(uow, ground, case, CaseAct.REFER, officer, Said(said))
    return card_of(uow, ground.rulebase, moved)


def _loaded(uow: UnitOfWork, officer: OfficerCard, case_id: int) -> CaseRecord:
    case = case_for_officer(uow, officer, case_id)
    region = load_firm(uow, case.firm_id).region
    if not may(uow, officer, Power.CASE_DISPATCH, region, case.sector):
        require_work(uow, officer, case)
    return case
