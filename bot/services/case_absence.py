"""What becomes of cases whose officer goes, and of cases that wait for somebody to come."""

from bot.domain.case_states import WORKING, CaseStatus
from bot.services.case_cards import CaseCard, card_of
from bot.services.case_placing import place
from bot.services.errands import Ground
from bot.store.case_inbox import Reach, Wanted, inbox
from bot.store.cases import CaseRecord
from bot.store.uow import UnitOfWork

MOST = 50
"""So many cases in one act; the others follow when their next bell rings."""


def cases_in_hand(uow: UnitOfWork, ground: Ground, officer_id: int) -> list[CaseCard]:
    """The cases that an officer is working on, for whoever has to hear that they go."""
    wanted = Wanted(Reach(officers=frozenset({officer_id})), WORKING, held=True)
    return [card_of(uow, ground.rulebase, case) for case in _found(uow, wanted)]


def place_waiting(uow: UnitOfWork, ground: Ground, region: str) -> list[CaseCard]:
    """Put the cases of a region that lay nowhere on the desks at which somebody works now."""
    wanted = Wanted(Reach(regions=(region,)), {CaseStatus.OPEN})
    placed = [place(uow, ground, case) for case in _found(uow, wanted)]
    found = [case for case in placed if case.state.status is not CaseStatus.OPEN]
    return [card_of(uow, ground.rulebase, case) for case in found]


def _found(uow: UnitOfWork, wanted: Wanted) -> list[CaseRecord]:
    return [each.case for each in inbox(uow, wanted, limit=MOST)]
