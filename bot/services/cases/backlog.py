"""What already waits for somebody who has just come to the desk, or got another post."""

from dataclasses import dataclass

from bot.domain.case_states import UNTAKEN, CaseStatus
from bot.domain.staff import Power
from bot.services.cases.access import reach_of
from bot.services.cases.lists import wanted_to_check
from bot.services.staff.staff import powers_of
from bot.store.cases.inbox import Reach, Wanted, count_cases
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many cases wait for what an officer does.

    Attributes:
        to_take: Nobody has taken them, and this officer may.
        to_dispatch: Nobody has taken them where this officer says whose they are.
        to_rule: They were refused twice, and this officer says whose they are.
        to_check: This officer may call back or check and close.
    """

    to_take: int = 0
    to_dispatch: int = 0
    to_rule: int = 0
    to_check: int = 0


def backlog_of(uow: UnitOfWork, officer: OfficerCard) -> Backlog:
    """Count it by the officer's posts as they are now."""
    powers, reach = powers_of(uow, officer), reach_of(uow, officer)
    untaken = count_cases(uow.connection, Wanted(reach, UNTAKEN, held=False))
    works = Power.CASE_WORK in powers
    over = Reach(regions=reach.regions, sectors=reach.sectors)
    return Backlog(
        to_take=untaken if works else 0,
        to_dispatch=0 if works else untaken,
        to_rule=count_cases(uow.connection, Wanted(over, {CaseStatus.RULING})),
        to_check=count_cases(uow.connection, wanted_to_check(uow, officer)),
    )
