"""看电话: the mobile numbers written in a case, for whoever handles it; each look is kept."""

from bot.domain.case_refusals import CaseCode, CaseRefusal
from bot.domain.case_states import CHECKING, CaseStatus
from bot.domain.errors import AccessCode, NotYours
from bot.domain.phones import mobiles_in
from bot.domain.staff import Power
from bot.services.cases.access import may_work
from bot.services.cases.doors import case_for_officer
from bot.services.staff.staff import may
from bot.store.audit import note
from bot.store.cases.cases import CaseRecord
from bot.store.cases.steps import steps_of
from bot.store.firms.firms import load_firm
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork


def reveal_phones(uow: UnitOfWork, officer: OfficerCard, case_id: int) -> tuple[str, ...]:
    """The numbers in a case's words, as eleven digits each, the firm's own words first.

    Raises:
        CaseRefusal: It is closed: nobody has to call any more.
        NotYours: No such case in their scope, or they neither work on it nor check it now.
    """
    case = case_for_officer(uow, officer, case_id)
    if case.state.status is CaseStatus.CLOSED:
        raise CaseRefusal(
            CaseCode.NOT_OPEN,
            status=case.state.status,
            case_id=case.id,
            number=case.number,
            holder=None,
        )
    if not may_work(uow, officer, case) and not _checks(uow, officer, case):
        raise NotYours("case", AccessCode.ROLE)
    said = (case.text, *(step.text for step in steps_of(uow, case.id) if step.text))
    found = tuple(dict.fromkeys(each for text in said for each in mobiles_in(text)))
    note(uow, actor=f"officer:{officer.id}", act="case:phone", subject=f"case:{case.id}")
    return found


def _checks(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> bool:
    """Whether they have to call the firm, or to check what was done."""
    region = load_firm(uow, case.firm_id).region
    checking = case.state.status in CHECKING
    return checking and may(uow, officer, Power.CASE_CHECK, region, case.sector)
