"""Seals the audit a few seconds behind the acts, and keeps outside how long it is.

Several processes may do it at once: the mark in the database lets one in at a time. What is
missed, as an act that took very long, is found on a slow walk over the whole table.
"""

import asyncio
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import structlog
from sqlalchemy.exc import DBAPIError

from bot.services.audit_sealing import ChainBroken, next_anchor, seal_entries
from bot.store.anchors import Anchors, BadAnchor, told
from bot.store.audit_seals import newest_ids
from bot.store.database import Database
from bot.store.vault import Vault
from bot.wake import rest

log = structlog.get_logger(__name__)

SECONDS: Final = 5.0
ROUNDS_AN_ANCHOR: Final = 12
BATCH: Final = 200
BATCHES: Final = 40
"""So many transactions a round: after an upgrade everything old is to be sealed."""
WINDOW: Final = 5000
"""So many ids below the newest sealed one are looked at each time, and as many on the walk."""


@dataclass
class Sealing:
    """The loop of one process.

    Args:
        anchors: Where the mark is kept outside the database.
    """

    database: Database
    vault: Vault
    anchors: Anchors
    walked: int = field(default=0, init=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Seal until told to stop; a database that is away is waited out."""
        rounds = 0
        while not stop.is_set():
            await self.seal()
            if rounds % ROUNDS_AN_ANCHOR == 0:
                await self.anchor()
            rounds += 1
            await rest(stop, SECONDS)

    async def finish(self) -> None:
        """Seal and keep what the last acts left, when nothing acts any more."""
        await self.seal()
        await self.anchor()

    async def seal(self) -> None:
        """One round."""
        try:
            newest, written = await self.database.run(newest_ids)
            await self._range(max(newest - WINDOW, 0), None)
            await self._range(self.walked, self.walked + WINDOW)
            self.walked = self.walked + WINDOW if self.walked + WINDOW < written else 0
        except DBAPIError as error:
            log.warning("database away", doing="seal", error=type(error).__name__)

    async def anchor(self) -> None:
        """Keep the mark outside, if the chain still holds the one that was kept before."""
        try:
            kept = await asyncio.to_thread(self.anchors.read)
            mark = await self.database.run(lambda c: next_anchor(c, self.vault, kept))
            if mark is not None:
                await asyncio.to_thread(self.anchors.write, mark)
                log.info("audit anchored", **told(mark))
        except (BadAnchor, ChainBroken):
            log.error("audit damaged", see="python -m bot audit verify")
        except (DBAPIError, OSError) as error:
            log.warning("audit not anchored", error=type(error).__name__)

    async def _range(self, above: int, up_to: int | None) -> None:
        for _ in range(BATCHES):
            work = partial(seal_entries, vault=self.vault, above=above, up_to=up_to, limit=BATCH)
            last = await self.database.run(work)
            if last is None:
                break
            above = last
