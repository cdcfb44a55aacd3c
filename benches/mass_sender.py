"""A process that sends broadcasts and may be killed: its loops and the ticks that fan out."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Any, Final

from benches import victim
from benches.rules import rulebase
from benches.updates import ZONE
from benches.victim import Life, Stop
from bot import logs
from bot.domain.speech import View
from bot.services.broadcasts import sending
from bot.services.duties.errands import Ground
from bot.store.database import Database
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault

TICK: Final = 0.02
GROUND: Final = Ground(rulebase(), ZONE)
"""Read when this is imported: a child is forked with it, and is born in milliseconds."""


@dataclass(frozen=True)
class Sender:
    """What such a process is told.

    Attributes:
        now: Business time; it stands still.
        listed, queued: So many people are looked at in a step, so many messages stand ahead.
    """

    life: Life
    now: datetime
    listed: int = sending.LISTED
    queued: int = sending.QUEUED


def said(card: Any, _: str) -> View:
    """What the author reads of it."""
    return View(f"{card.record.state}: {sum(card.figures.values())}")


def main(told: Sender, line: Connection) -> None:
    """Live until killed."""
    logs.configure("CRITICAL")
    sending.LISTED, sending.QUEUED = told.listed, told.queued  # type: ignore[misc]
    asyncio.run(_live(told, line))


async def _live(told: Sender, line: Connection) -> None:
    async with victim.machine(told.life, Stop(line)) as loops, asyncio.TaskGroup() as group:
        for loop in loops:
            group.create_task(loop.run(asyncio.Event()))
        group.create_task(_tick(loops[0].database, told.life.place.vault, told.now))
        line.send("alive")


async def _tick(database: Database, vault: Vault, now: datetime) -> None:
    broadcasting = sending.Broadcasting(GROUND, said, said, said, said, said, seconds=0.1)

    def work(connection: Any) -> int:
        uow = UnitOfWork(connection, vault, now, lambda: secrets.token_hex(8))
        return sending.send_broadcasts(uow, broadcasting)

    while True:
        if not await database.run(work):
            await asyncio.sleep(TICK)
