"""Plans of reminders, made anew for firms for which the rules may answer otherwise by now."""

from dataclasses import dataclass
from typing import Final

from bot.due.batches import Batches
from bot.services.duties.errands import Ground
from bot.services.duties.planning import plan_outdated
from bot.services.testing.replanning import replan_stale

FIRMS: Final = 50
"""So many firms are judged anew in one transaction, of some 2 ms each."""
DUTY_FIRMS: Final = 10
"""The same for duties, of some 9 ms each: acts must not wait long behind them."""


@dataclass(frozen=True)
class PlansDue:
    """By which rules reminders are planned."""

    ground: Ground

    async def fire(self, batches: Batches) -> int:
        """Ask the rules anew where a day has begun, or what they were asked with has changed."""
        rulebase, zone = self.ground.rulebase, self.ground.zone
        await batches.until_done(lambda uow: replan_stale(uow, rulebase, zone, limit=FIRMS))
        await batches.until_done(lambda uow: plan_outdated(uow, self.ground, limit=DUTY_FIRMS))
        return 0
