"""Sends what the outbox holds: most urgent first, in order within a chat, within the rate."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.fates import Fate, Lost, Paused, Rejected, Sent, Unfetched
from bot.meters import PAUSES, SENDING, SENDS, timed
from bot.pacing import Pace
from bot.settling import OnUnreachable, settle_all
from bot.store.claims import Claimed, claim_letters
from bot.store.database import Database
from bot.store.slots import Limits
from bot.store.vault import Vault
from bot.uploading import UPLOAD_SECONDS, Files, Upload
from bot.wake import Wake

log = structlog.get_logger(__name__)

POLL_SECONDS: Final = 0.5
SEND_SECONDS: Final = 20.0
DATABASE_PAUSE: Final = 0.5


class Wire(Protocol):
    """A bot's unrestricted connection to Telegram: only delivery holds one."""

    async def send(self, method: str, payload: Mapping[str, Any]) -> Fate:
        """Make one call and say how it ended; never raises for what the line or Telegram does."""

    async def upload(self, method: str, payload: Mapping[str, Any], file: Upload) -> Fate:
        """`send`, for a call that carries a file."""


@dataclass
class Delivery:
    """The sending loop of one bot.

    A fate that cannot be stored because the database is away stays in `unsettled` and is stored
    before anything new is claimed: no message is sent twice for that.
    """

    bot: str
    database: Database
    vault: Vault
    owner: str
    wire: Wire
    limits: Limits
    wake: Wake
    unreachable: OnUnreachable
    files: Files
    at_once: int = 64
    in_flight: int = 0
    unsettled: list[tuple[Claimed, Fate]] = field(default_factory=list)
    pace: Pace = field(init=False)

    def __post_init__(self) -> None:
        self.pace = Pace(self.bot, self.owner, self.database, self.limits)

    async def run(self, stop: asyncio.Event) -> None:
        """Send until told to stop; what is in flight is settled first."""
        async with asyncio.TaskGroup() as group:
            while not stop.is_set() or self.in_flight or self.unsettled:
                taken = await self._step(stop)
                for letter in taken:
                    self.in_flight += 1
                    self.pace.heard(letter.taken_at)
                    group.create_task(self._send(letter))
                if not taken:
                    await self.wake.wait(POLL_SECONDS)

    async def _step(self, stop: asyncio.Event) -> list[Claimed]:
        """Settle what is known and claim what may go, in one transaction."""
        known, self.unsettled = self.unsettled, []
        room = 0 if stop.is_set() else self.at_once - self.in_flight
        if not known and room <= 0:
            return []
        try:
            return await self.database.run(lambda c: self._settle_and_claim(c, known, room))
        except DBAPIError as error:
            self.unsettled = known + self.unsettled
            log.warning("database away", doing="deliver", error=type(error).__name__)
            await asyncio.sleep(DATABASE_PAUSE)
            return []

    def _settle_and_claim(
        self, connection: Connection, known: list[tuple[Claimed, Fate]], room: int
    ) -> list[Claimed]:
        settle_all(connection, known, unreachable=self.unreachable)
        if room <= 0:
            return []
        return claim_letters(
            connection,
            self.vault,
            bot=self.bot,
            owner=self.owner,
            limits=self.limits,
            at_most=min(room, self.pace.room(connection)),
        )

    async def _send(self, letter: Claimed) -> None:
        try:
            async with self.pace.turn(letter.taken_at + letter.wait):
                with timed(SENDING.labels(self.bot)):
                    fate = await self._call(letter)
        except TimeoutError:
            fate = Lost("no answer in time")
        except Exception as error:  # the outermost loop: one bad letter must not stop the others
            log.exception("send failed", bot=self.bot, letter=letter.id, mark=letter.mark)
            fate = Rejected(f"{type(error).__name__}: {error}")
        if isinstance(fate, Sent):
            log.info("sent", bot=self.bot, letter=letter.id, mark=letter.mark)
        elif not isinstance(fate, Unfetched):
            log.warning(
                "not sent", bot=self.bot, letter=letter.id, mark=letter.mark, fate=repr(fate)
            )
        SENDS.labels(self.bot, type(fate).__name__.lower()).inc()
        if isinstance(fate, Paused):
            PAUSES.labels(self.bot).inc(fate.seconds)
        self.unsettled.append((letter, fate))
        self.in_flight -= 1
        self.wake.set()

    async def _call(self, letter: Claimed) -> Fate:
        if letter.file_id is None:
            async with asyncio.timeout(SEND_SECONDS):
                return await self.wire.send(letter.method, letter.payload)
        async with asyncio.timeout(UPLOAD_SECONDS):
            return await self.files.send(self.wire, letter, letter.file_id)
