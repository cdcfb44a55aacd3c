"""Releases of policies: what was approved comes into force, and whom it concerns is told."""

from dataclasses import dataclass
from typing import Final

from bot.due.batches import Batches
from bot.services.releases.due import PolicyDue, remind_editors
from bot.services.releases.follow import walk_release
from bot.services.releases.publishing import publish_next
from bot.services.releases.telling import tell_shifts
from bot.services.releases.words import ReleaseFollow

RELEASE_FIRMS: Final = 50
"""So many firms of a release are gone through in one transaction, of some 1 ms each."""
TOLD_FIRMS: Final = 20
"""So many firms hear of a release in one transaction."""


@dataclass(frozen=True)
class ReleasesDue:
    """How releases of policies are followed."""

    follow: ReleaseFollow

    async def publish(self, batches: Batches) -> bool:
        """What was approved comes into force, between two transactions of anybody."""
        moved = await batches.database.run(lambda c: publish_next(batches.uow(c), self.follow))
        if moved:
            batches.wake()
        return bool(moved)

    async def fire(self, batches: Batches) -> int:
        """Go through the firms of what is in force, and tell those whose verdict changed."""
        await batches.until_done(lambda uow: walk_release(uow, self.follow, RELEASE_FIRMS))
        await batches.until_done(lambda uow: tell_shifts(uow, self.follow, TOLD_FIRMS))
        return 0


@dataclass(frozen=True)
class EditorsDue:
    """How editors are told of policies that end, or were not read for a year."""

    policy_due: PolicyDue

    async def fire(self, batches: Batches) -> int:
        """Tell those who have not been told yet."""
        await batches.until_done(lambda uow: remind_editors(uow, self.policy_due))
        return 0
