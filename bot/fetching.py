"""Brings in what people sent: in the background, until it is there or given up.

The rows say what is to be done, in every process; a fetch that dies is done again.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Protocol

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.domain.clock import BusinessClock
from bot.domain.files import MOST_BYTES, TABLES, fitting_name, photo_of, sniff
from bot.domain.speech import Notice, View
from bot.fetched import Fetch, Fetched, Gone, Later, TooLarge
from bot.store.blobs import Blobs
from bot.store.bulk_assignments import is_of_bulk
from bot.store.database import Database
from bot.store.files import jobs as file_jobs
from bot.store.files.files import FileState
from bot.store.files.jobs import Job
from bot.store.outbox import queue_letters
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from bot.telegram import notify_all
from bot.wake import Wake, rest

log = structlog.get_logger(__name__)

AT_ONCE: Final = 4
POLL_SECONDS: Final = 1.0
FETCH_SECONDS: Final = 120.0
FIRST_PAUSE: Final = 2.0
LONGEST_PAUSE: Final = 600.0
GIVE_UP_SECONDS: Final = 24 * 3600.0
HOUSEKEEPING_SECONDS: Final = 60.0
KEEP_SECONDS: Final = 48 * 3600.0
UNFINISHED_SECONDS: Final = 3600.0
BATCH: Final = 100
DATABASE_PAUSE: Final = 0.5

TOO_LARGE: Final = "too large"
WRONG_TYPE: Final = "type not taken"
NO_TABLE: Final = "no table, where one was wanted"

Tell = Callable[[UnitOfWork, Job, str], View]
"""(file, why) → what its sender is told: it is not kept."""


class Fetcher(Protocol):
    """A bot's connection to Telegram."""

    async def fetch(self, file_id: str, most: int) -> Fetch:
        """Download a file, up to so many bytes; never raises for what the line does."""


@dataclass
class Fetching:
    """The loop that fetches, and erases.

    Args:
        owner: This process's name in leases; unique and new at every start.
        fetchers: By bot: a file can be had only through the bot that got it.
        fetched: Called when a file is there, so that messages that wait for it go.
        seconds: The wall clock, seconds since 1970: for leftovers on disk.
    """

    database: Database
    vault: Vault
    blobs: Blobs
    owner: str
    fetchers: Mapping[str, Fetcher]
    clock: BusinessClock
    new_uid: Callable[[], str]
    tell: Tell
    fetched: Callable[[], None]
    seconds: Callable[[], float]
    wake: Wake = field(default_factory=Wake)
    in_hand: dict[int, Job] = field(default_factory=dict)

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch until told to stop; what is cut off then is fetched after the next start."""
        async with asyncio.TaskGroup() as group:
            keeping = group.create_task(self._keep_house(stop))
            tasks = set[asyncio.Task[None]]()
            while not stop.is_set():
                for job in await self._claim():
                    self.in_hand[job.id] = job
                    task = group.create_task(self._do(job))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
                await self.wake.wait(POLL_SECONDS)
            for task in (keeping, *tasks):
                task.cancel()

    async def keep_house(self) -> None:
        """Erase what is no longer needed, and what is left of it on disk."""
        await self.database.run(
            lambda c: file_jobs.erase_unneeded(c, older_than_seconds=KEEP_SECONDS)
        )
        while gone := await self.database.run(lambda c: file_jobs.erasing(c, at_most=BATCH)):
            await asyncio.to_thread(self._remove, [uid for _, uid in gone])
            await self.database.run(partial(file_jobs.end_erased, ids=[n for n, _ in gone]))
        await asyncio.to_thread(self._sweep)

    async def _keep_house(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await self.keep_house()
            except (DBAPIError, OSError) as error:
                log.warning("files not tidied", error=type(error).__name__)
            await rest(stop, HOUSEKEEPING_SECONDS)

    async def _claim(self) -> list[Job]:
        room = AT_ONCE - len(self.in_hand)
        if room <= 0:
            return []
        try:
            return await self.database.run(
                lambda c: file_jobs.claim_jobs(c, self.vault, owner=self.owner, at_most=room)
            )
        except DBAPIError as error:
            log.warning("database away", doing="fetch", error=type(error).__name__)
            await asyncio.sleep(DATABASE_PAUSE)
            return []

    async def _do(self, job: Job) -> None:
        try:
            await self._settle(job, await self._fetch(job))
        except DBAPIError as error:  # its lease runs out, and it is fetched again
            log.warning("database away", doing="keep file", error=type(error).__name__)
        except Exception:  # the outermost loop: one bad file must not stop the others
            log.exception("file failed", file=job.id)
        finally:
            del self.in_hand[job.id]
            self.wake.set()

    async def _fetch(self, job: Job) -> Fetch:
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                return await self.fetchers[job.bot].fetch(job.file_id, MOST_BYTES)
        except TimeoutError:
            return Later("no answer in time")

    async def _settle(self, job: Job, outcome: Fetch) -> None:
        match outcome:
            case Fetched(content):
                await self._keep(job, content)
            case TooLarge():
                await self._end(job, FileState.REFUSED, TOO_LARGE)
            case Gone(reason):
                await self._end(job, FileState.LOST, reason)
            case Later(reason) if job.age > GIVE_UP_SECONDS:
                await self._end(job, FileState.LOST, reason)
            case Later(reason):
                log.warning("not fetched", file=job.id, bot=job.bot, why=reason)
                pause = min(FIRST_PAUSE ** min(job.attempts, 10), LONGEST_PAUSE)
                await self.database.run(
                    lambda c: file_jobs.put_back(c, job, pause=pause, error=reason)
                )

    async def _keep(self, job: Job, content: bytes) -> None:
        known = sniff(content)
        if known not in TABLES and await self.database.run(lambda c: is_of_bulk(c, job.id)):
            await self._end(job, FileState.REFUSED, NO_TABLE)
            return
        if known is None:
            await self._end(job, FileState.REFUSED, WRONG_TYPE)
            return
        kind = photo_of(job.kind, known, len(content))
        name = file_jobs.sealed_name(self.vault, job, fitting_name(job.name, known))
        await asyncio.to_thread(self.blobs.write, job.uid, content)

        def ours(connection: Connection) -> bool:
            kept = file_jobs.Kept(kind, known.mime, name, len(content))
            return file_jobs.end_kept(connection, job, kept)

        if await self.database.run(ours):
            self.fetched()
        elif await self.database.run(lambda c: file_jobs.is_erased(c, job.id)):
            await asyncio.to_thread(self.blobs.remove, job.uid)

    async def _end(self, job: Job, state: FileState, why: str) -> None:
        log.warning("file not kept", file=job.id, bot=job.bot, state=str(state), why=why)

        def ended(connection: Connection) -> None:
            if file_jobs.end_without(connection, job, state, why):
                uow = UnitOfWork(connection, self.vault, self.clock.now(), self.new_uid)
                key = f"file:{job.id}:{job.attempts}"
                notice = Notice(job.bot, job.chat_id, self.tell(uow, job, why), key)
                queue_letters(connection, self.vault, notify_all(uow, notice))

        await self.database.run(ended)
        self.fetched()

    def _remove(self, uids: list[str]) -> None:
        for uid in uids:
            self.blobs.remove(uid)

    def _sweep(self) -> None:
        for part in self.blobs.unfinished(self.seconds() - UNFINISHED_SECONDS):
            part.unlink(missing_ok=True)
