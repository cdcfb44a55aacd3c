"""What firms are reminded of, and that a pause of theirs is over."""

from dataclasses import dataclass
from typing import Final

from bot.due.batches import Batches
from bot.services.duties.errands import Errands
from bot.services.reminders.firing_all import fire_all
from bot.services.reminders.wording import Render
from bot.services.testing.returning import fire_returns

BATCH: Final = 500


@dataclass(frozen=True)
class ReturnsDue:
    """How the end of a pause is worded."""

    render: Render

    async def fire(self, batches: Batches) -> int:
        """Announce the pauses that are about to end."""
        return await batches.until_done(lambda uow: fire_returns(uow, self.render))


@dataclass(frozen=True)
class RemindersDue:
    """How reminders are checked again and worded.

    Args:
        render: Those of samplings.
        errands: Those of other duties.
    """

    render: Render
    errands: Errands

    async def fire(self, batches: Batches) -> int:
        """Remind of samplings and of other duties, together where both are due."""
        errands, render = self.errands, self.render
        return await batches.until_done(lambda uow: fire_all(uow, errands, render, BATCH))
