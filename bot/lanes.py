"""Hands stored updates to the frameworks: in order within a chat, chats side by side."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, NoReturn

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from structlog.contextvars import bound_contextvars

from bot.app import BotApp
from bot.domain.errors import Refusal
from bot.meters import HANDLED, HANDLING, timed
from bot.store.database import Database, DatabaseAway
from bot.store.inbox_turns import Leased, lease_updates, renew_leases
from bot.store.releases.editions import EditionMoved
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from bot.turns import LeaseLost, Turn
from bot.wake import Wake

log = structlog.get_logger(__name__)

Feed = Callable[[Mapping[str, Any], Turn], Awaitable[None]]
"""Gives one raw update to a framework. What a handler raised is raised or left in the turn."""

AT_ONCE: Final = 32
POLL_SECONDS: Final = 1.0
RENEW_SECONDS: Final = 20.0
DATABASE_PAUSE: Final = 0.5
AGAIN: Final = frozenset({"away", "moved"})
"""Outcomes after which an update that stays ours is handled anew."""


async def _stays() -> None:
    """There is but one edition."""


@dataclass
class Lanes:
    """The loop that leases updates and feeds them.

    Args:
        owner: This process's name in leases; unique and new at every start.
        bots: Each bot's acts and feed, by the rules of `edition`.
        new_error_id: Makes the short id that a person can name.
        go_over: Takes up the edition in force, which changes `bots` and `edition`.
    """

    database: Database
    vault: Vault
    owner: str
    bots: Mapping[str, tuple[BotApp, Feed]]
    wake: Wake
    new_error_id: Callable[[], str]
    edition: int | None = None
    go_over: Callable[[], Awaitable[None]] = _stays
    in_hand: dict[int, Leased] = field(default_factory=dict)

    async def run(self, stop: asyncio.Event) -> None:
        """Feed updates until told to stop; what is in hand is finished first."""
        async with asyncio.TaskGroup() as group:
            renewing = group.create_task(self._keep_leases())
            while not stop.is_set():
                leased = await self._lease()
                for each in leased:
                    self.in_hand[each.id] = each
                    group.create_task(self._handle(each, stop))
                if not leased:
                    await self.wake.wait(POLL_SECONDS)
            while self.in_hand:
                await self.wake.wait(POLL_SECONDS)
            renewing.cancel()

    async def _lease(self) -> list[Leased]:
        room = AT_ONCE - len(self.in_hand)
        if room <= 0:
            return []
        try:
            return await self.database.run(
                lambda c: lease_updates(c, self.vault, owner=self.owner, limit=room)
            )
        except DBAPIError as error:
            log.warning("database away", doing="lease", error=type(error).__name__)
            await asyncio.sleep(DATABASE_PAUSE)
            return []

    async def _handle(self, leased: Leased, stop: asyncio.Event) -> None:
        """Feed it; while the database is away again and again, because it stays ours."""
        with bound_contextvars(request=f"{leased.bot}:{leased.update_id}"):
            try:
                with timed(HANDLING.labels(leased.bot)):
                    while not await self._fed(leased) and not stop.is_set():  # noqa: ASYNC110
                        await asyncio.sleep(DATABASE_PAUSE)  # nobody says when it is back
            finally:
                del self.in_hand[leased.id]
                self.wake.set()

    async def _fed(self, leased: Leased) -> bool:
        """Whether that is the end of it here: not if the database was away, or rules changed."""
        outcome = await self._outcome(leased)
        HANDLED.labels(leased.bot, outcome).inc()
        return outcome not in AGAIN

    async def _outcome(self, leased: Leased) -> str:
        app, feed = self.bots[leased.bot]
        turn = app.turns[leased.update_id] = Turn(leased, self.edition)
        try:
            await self._feed(app, feed, turn)
        except LeaseLost:
            log.warning("lease lost", bot=app.name, update=leased.update_id)
            return "lost"
        except EditionMoved:
            await self._gone_over()
            return "moved"
        except DatabaseAway as error:
            log.warning("database away", doing="act", why=error.why)
            return "away"
        except Exception as error:  # the outermost loop: any handler's bug ends here
            return await self._failed(app, turn, error)
        finally:
            del app.turns[leased.update_id]
        return "done"

    async def _gone_over(self) -> None:
        """The update is handled anew by the edition in force."""
        try:
            await self.go_over()
        except DBAPIError as error:
            log.warning("database away", doing="go over", error=type(error).__name__)

    async def _feed(self, app: BotApp, feed: Feed, turn: Turn) -> None:
        try:
            await feed(turn.leased.body, turn)
            if turn.error is not None:
                raise turn.error
        except Refusal as refusal:
            if turn.acted:
                raise
            await app.carry_out(turn, partial(_refuse, refusal))
            return
        if not turn.acted:
            # Nobody wanted it. The row says so, not the framework's return value.
            await app.carry_out(turn, lambda uow: app.voice.help(uow, turn))

    async def _failed(self, app: BotApp, turn: Turn, error: Exception) -> str:
        error_id = turn.leased.error_id or self.new_error_id()
        first = turn.leased.error_id is None
        log.error(
            "handler failed",
            bot=app.name,
            error_id=error_id,
            attempt=turn.leased.attempts,
            exc_info=error if first else None,
        )
        try:
            if await app.fail(turn, error_id):
                await app.apologise(turn, error_id)
                return "parked"
        except Exception as again:  # the outermost loop: it comes back when its lease runs out
            log.error("failure not recorded", error_id=error_id, exc_info=again)
        return "failed"

    async def _keep_leases(self) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            try:
                await self.database.run(self._renew)
            except DBAPIError as error:
                log.warning("database away", doing="renew", error=type(error).__name__)

    def _renew(self, connection: Connection) -> None:
        renew_leases(connection, list(self.in_hand.values()))


def _refuse(refusal: Refusal, _: UnitOfWork) -> NoReturn:
    """What a handler refused before it began to act, e.g. data that no button of ours has."""
    raise refusal
