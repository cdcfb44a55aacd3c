"""What is said to many: sent step by step, with each reader's own list, and followed."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.due.batches import Batches
from bot.services.broadcasts.afterwards import Afterwards
from bot.services.broadcasts.chasing import chase_silent
from bot.services.broadcasts.in_force import tell_newcomers
from bot.services.broadcasts.sending import Broadcasting, send_broadcasts
from bot.services.packages.packing import Packing, Parcel, keep_packed, made_of, next_parcel
from bot.store.broadcasts.packages import Made

PARCELS: Final = 4
"""So many parcels of lists a tick: faster than they are sent, and soon over."""


@dataclass(frozen=True)
class BroadcastsDue:
    """How broadcasts are carried out.

    Args:
        broadcasts: How what is said to many is sent and followed.
        packing: How the lists of package broadcasts are made and worded.
        afterwards: How whoever is silent is chased, and newcomers are told what holds.
    """

    broadcasts: Broadcasting
    packing: Packing
    afterwards: Afterwards

    async def fire(self, batches: Batches) -> int:
        """Send on, and deal with what is due after a broadcast: that alone counts."""
        await self._send(batches)
        if await self._pack(batches):
            await self._send(batches)
        after = self.afterwards
        return await batches.until_done(
            lambda uow: chase_silent(uow, after) + tell_newcomers(uow, after)
        )

    async def _send(self, batches: Batches) -> None:
        await batches.until_done(lambda uow: send_broadcasts(uow, self.broadcasts))

    async def _pack(self, batches: Batches) -> int:
        """Make the next lists of package broadcasts; judging them keeps no transaction open."""
        for number in range(PARCELS):
            parcel = await batches.by_edition(lambda uow: next_parcel(uow, self.packing))
            if parcel is None:
                return number
            made = await asyncio.to_thread(made_of, parcel, self.packing)
            await _keep_packed(batches, parcel, made)
        return PARCELS


async def _keep_packed(batches: Batches, parcel: Parcel, made: Mapping[int, Made]) -> None:
    await batches.by_edition(lambda uow: keep_packed(uow, parcel, made))
