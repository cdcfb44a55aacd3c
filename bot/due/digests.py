"""What is told of a day or a week."""

from dataclasses import dataclass
from typing import Final

from bot.due.batches import Batches
from bot.services.digests.turns import DigestClockwork, fire_digests

DIGESTS: Final = 2
"""So many digests in one transaction: that of a whole region takes the longest."""


@dataclass(frozen=True)
class DigestsDue:
    """How what stands is gathered and told."""

    digests: DigestClockwork

    async def fire(self, batches: Batches) -> int:
        """Tell what the readers of each desk and region expect by now."""
        return await batches.until_done(lambda uow: fire_digests(uow, self.digests, DIGESTS))
