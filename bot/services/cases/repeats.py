"""A second tap on what is done already: the case as it stands, and nothing happens."""

from bot.domain.case_states import CaseAct
from bot.domain.cases import is_done
from bot.services.cases.cards import CaseCard
from bot.services.cases.doors import case_for_firm, case_for_officer
from bot.services.cases.gathering import card_of
from bot.store.firms.people import PersonCard
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase


def claimed_already(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, case_id: int
) -> CaseCard | None:
    """The case, if this officer took it before; None if the claim is a real one.

    Raises:
        NotYours: No such case in this officer's scope.
    """
    case = case_for_officer(uow, officer, case_id)
    done = is_done(case.state, CaseAct.CLAIM, officer.id)
    return card_of(uow, rulebase, case) if done else None


def judged_already(
    uow: UnitOfWork, rulebase: RuleBase, person: PersonCard, case_id: int, act: CaseAct
) -> CaseCard | None:
    """The case, if the firm has said so before; None if its word is news.

    Args:
        act: CONFIRM, DENY or WITHDRAW.

    Raises:
        NotYours: No case of a firm of theirs.
    """
    case = case_for_firm(uow, person, case_id)
    return card_of(uow, rulebase, case) if is_done(case.state, act, person.id) else None
