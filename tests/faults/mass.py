"""A process that sends broadcasts and may be killed: both deliveries and the ticks."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Any

from benches import victim
from benches.victim import Life, Stop
from bot import logs
from bot.domain.speech import View
from bot.services import broadcast_sending as sending
from bot.store.database import Database
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from tests.broadcasts.house import GROUND

TICK = 0.02
LISTED, QUEUED = 60, 80
"""Smaller than in service, so that a process also dies between two steps of the fan-out."""


@dataclass(frozen=True)
class Sender:
    """What such a process is told.

    Attributes:
        now: Business time; it stands still.
    """

    life: Life
    now: datetime


def said(card: Any, _: str) -> View:
    return View(f"{card.record.state}: {sum(card.figures.values())}")


BROADCASTING = sending.Broadcasting(GROUND, said, said, seconds=0.1)


def main(told: Sender, line: Connection) -> None:
    """Live until killed."""
    logs.configure("CRITICAL")
    sending.LISTED, sending.QUEUED = LISTED, QUEUED  # type: ignore[misc]
    asyncio.run(_live(told, line))


async def _live(told: Sender, line: Connection) -> None:
    async with victim.machine(told.life, Stop(line)) as loops, asyncio.TaskGroup() as group:
        for loop in loops:
            group.create_task(loop.run(asyncio.Event()))
        group.create_task(_tick(loops[0].database, told.life.place.vault, told.now))
        line.send("alive")


async def _tick(database: Database, vault: Vault, now: datetime) -> None:
    def work(connection: Any) -> int:
        uow = UnitOfWork(connection, vault, now, lambda: secrets.token_hex(8))
        return sending.send_broadcasts(uow, BROADCASTING)

    while True:
        if not await database.run(work):
            await asyncio.sleep(TICK)
