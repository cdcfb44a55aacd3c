"""How a firm stands with its samplings, for its officers: who is in no group, who is late."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.services.testing.coverage import Coverage, coverage_of
from bot.services.testing.replanning import firm_rules
from bot.services.testing.standing import GroupState, status_of
from bot.store.testing.testing import groups_of
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase


@dataclass(frozen=True, slots=True)
class FirmSampling:
    """The test groups of a firm in numbers.

    Attributes:
        groups: How many are under a duty.
        late: How many of them have missed a deadline, and are at work.
        late_before_pause: How many had missed one before the pause in which they are.
        coverage: Who is in a group; None where nobody need be counted.
    """

    groups: int
    late: int
    late_before_pause: int
    coverage: Coverage | None


def firm_sampling(
    uow: UnitOfWork, rulebase: RuleBase, zone: ZoneInfo, firm_id: int
) -> FirmSampling | None:
    """Read it; None if no duty to be sampled is in force for the firm.

    The caller has made sure that whoever asks may.
    """
    rules = firm_rules(uow, rulebase, zone, firm_id)
    found = [status_of(group, uow.now, zone) for group in groups_of(uow.connection, firm_id)]
    mine = [each for each in found if each.group.cycle.duties]
    if rules.staff is None and not mine:
        return None
    return FirmSampling(
        groups=len(mine),
        late=sum(each.state is GroupState.OVERDUE for each in mine),
        late_before_pause=sum(each.late_before_pause for each in mine),
        coverage=coverage_of(rules.staff, (each.group for each in mine)),
    )
