"""A case ends because nobody is left whom it could help."""

from dataclasses import replace

from bot.domain.case_states import DONE, CaseAct, CaseStatus
from bot.domain.errors import NotYours
from bot.services.cases.cards import CaseCard
from bot.services.cases.gathering import card_of
from bot.services.cases.moves import move
from bot.services.duties.errands import Ground
from bot.store.cases.cases import load_case, save_state
from bot.store.cases.clocks import clocks_of, keep_clocks
from bot.store.cases.desks import take_off
from bot.store.firms.people import PersonCard
from bot.store.topic_jobs import mark_case
from bot.store.uow import UnitOfWork


def end_case(uow: UnitOfWork, ground: Ground, person: PersonCard, case_id: int) -> CaseCard:
    """Take a case back and close it: nobody can be asked whether it was solved.

    Returns:
        The case with those who had it, as they are still to hear of it.

    Raises:
        NotYours: There is no such case.
    """
    case = load_case(uow, case_id)
    if case is None:
        raise NotYours("case")
    if case.state.status not in DONE:
        case = move(uow, ground, case, CaseAct.WITHDRAW, person)
    card = card_of(uow, ground.rulebase, case)
    closed = replace(case.state, status=CaseStatus.CLOSED, closed_at=uow.now)
    save_state(uow, case_id, closed)
    keep_clocks(uow, case_id, clocks_of(uow.connection, case_id), {})
    take_off(uow, case_id)
    mark_case(uow.connection, case_id)
    return card
