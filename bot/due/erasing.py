"""What is left to be found after somebody had their data erased."""

from dataclasses import dataclass, field
from typing import Final

from bot.due.batches import Batches
from bot.services.privacy.remains import look_on
from bot.store.privacy.searching import Place

ROWS: Final = 2000
"""So many rows of a column in one transaction: some 10 ms of opening."""


@dataclass(frozen=True)
class ErasuresDue:
    """How far this process has come with each; one that starts begins anew."""

    places: dict[int, Place] = field(default_factory=dict)

    async def fire(self, batches: Batches) -> int:
        """Look on, in short transactions."""
        await batches.until_done(lambda uow: look_on(uow, self.places, at_most=ROWS))
        return 0
