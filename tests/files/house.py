"""Files on the real machine: real clients, a sandbox, a database, and a folder."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Row, select, update

from bot.delivery import Delivery
from bot.domain.clock import BusinessClock
from bot.domain.speech import View
from bot.fetching import Fetching
from bot.sandbox.server import create_app, serving
from bot.sandbox.settings import DESK_TOKEN, OWNER_TOKEN, SandboxSettings
from bot.services.files import Taken, take_files
from bot.store.blobs import Blobs
from bot.store.database import Database
from bot.store.files.files import FILE
from bot.store.outbox import OUTBOX, queue_letters
from bot.store.slots import Limits
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from bot.telegram import letters_of
from bot.uploading import Files
from bot.wake import Wake
from handlers.desk.wire import DeskWire
from handlers.notices import files as words
from handlers.owner.wire import OwnerWire
from tests.conftest import FRIDAY_MORNING
from tests.sandbox_client import Person, Said, Sandbox

T = TypeVar("T")
SENDER, READER = 501, 502
FIRM = 7
PATIENCE = 15.0


@dataclass
class House:
    """A database and a folder, with both bots' loops around them."""

    sandbox: Sandbox
    database: Database
    vault: Vault
    blobs: Blobs
    wires: Mapping[str, OwnerWire | DeskWire]
    uids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def act(self, work: Callable[[UnitOfWork], T]) -> T:
        return self.database.run_sync(lambda c: work(self.uow(c)))

    def uow(self, connection: Any) -> UnitOfWork:
        return UnitOfWork(connection, self.vault, FRIDAY_MORNING, self.new_uid)

    def new_uid(self) -> str:
        return f"{next(self.uids):032x}"

    def fetching(self, owner: str = "a", wires: Mapping[str, Any] | None = None) -> Fetching:
        return Fetching(
            database=self.database,
            vault=self.vault,
            blobs=self.blobs,
            owner=owner,
            fetchers=wires or self.wires,
            clock=BusinessClock(lambda: FRIDAY_MORNING),
            new_uid=self.new_uid,
            tell=words.not_kept,
            fetched=lambda: None,
            seconds=time.time,
        )

    def delivery(self, bot: str) -> Delivery:
        return Delivery(
            bot=bot,
            database=self.database,
            vault=self.vault,
            owner="a",
            wire=self.wires[bot],
            limits=Limits(per_second=None),
            wake=Wake(),
            unreachable=lambda *_: None,
            files=Files(self.database, self.vault, self.blobs, words.absent),
        )

    def person(self, bot: str, number: int = SENDER) -> Person:
        return self.sandbox.person(bot, number)

    def takes(self, bot: str, **content: Any) -> Taken:
        """A file as the sandbox has it, in a message to a bot; some other words in `content`."""
        message = {"message_id": 1, "chat": {"id": SENDER}, **content}
        [taken] = self.act(lambda uow: take_files(uow, message, firm_id=FIRM, bot=bot))
        return taken

    async def is_sent(self, bot: str, content: bytes, name: str = "证明.pdf") -> Taken:
        """Somebody sends a document to a bot, and the row is there."""
        person = self.person(bot)
        await person.document(content, name=name)
        kept = (await person.messages())[-1].document
        assert kept is not None
        named = {"file_id": kept["id"], "file_name": name, "file_size": kept["size"]}
        return self.takes(bot, document=named)

    async def fetches(self, **more: Any) -> None:
        """Run a fetching loop until nothing is due any more."""
        await self._runs(self.fetching(**more), lambda: not self._due())

    async def sends(self, bot: str) -> None:
        """Run a delivery loop until nothing is due any more."""
        await self._runs(self.delivery(bot), lambda: not self._letters_due(bot))

    async def _runs(self, loop: Any, done: Callable[[], bool]) -> None:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(loop.run(stop))
            async with asyncio.timeout(PATIENCE):
                while not done():  # noqa: ASYNC110 - the rows are what counts
                    await asyncio.sleep(0.01)
            stop.set()
            loop.wake.set()

    async def says(self, bot: str, view: View, key: str | None = None) -> None:
        """Queue a view for the reader."""
        await self.person(bot, READER).say("/start")
        self.queues(bot, view, key)

    def queues(self, bot: str, view: View, key: str | None = None) -> None:
        def work(uow: UnitOfWork) -> None:
            letters = letters_of(uow, bot, READER, view, key=key)
            queue_letters(uow.connection, uow.vault, letters)

        self.act(work)

    async def heard(self, bot: str, number: int = READER) -> list[Said]:
        said = await self.person(bot, number).messages()
        return [one for one in said if one.sender == "bot"]

    def row(self, number: int) -> Row[Any]:
        return self.act(
            lambda uow: uow.connection.execute(select(FILE).where(FILE.c.id == number)).one()
        )

    def letters(self) -> list[Row[Any]]:
        ordered = select(OUTBOX).order_by(OUTBOX.c.id)
        return self.act(lambda uow: list(uow.connection.execute(ordered)))

    def hurries(self) -> None:
        """Whatever waits for its moment has it now."""
        for table in (FILE, OUTBOX):
            self.act(lambda uow, t=table: uow.connection.execute(update(t).values(due=0.0)))

    def ages(self, seconds: float) -> None:
        """All files and messages are older than they were."""
        older = {
            FILE: {"added_at": FILE.c.added_at - seconds},
            OUTBOX: {"settled_at": OUTBOX.c.settled_at - seconds},
        }
        for table, values in older.items():
            changed = update(table).values(values)
            self.act(lambda uow, c=changed: uow.connection.execute(c))

    def on_disk(self) -> list[Path]:
        return [path for path in self.blobs.folder.rglob("*") if path.is_file()]

    def _due(self) -> int:
        now = time.time()
        due = select(FILE.c.due).where(FILE.c.state == "wanted", FILE.c.due <= now)
        return self.act(lambda uow: len(uow.connection.execute(due).all()))

    def _letters_due(self, bot: str) -> int:
        ours = (OUTBOX.c.live, OUTBOX.c.bot == bot, OUTBOX.c.due <= time.time())
        due = select(OUTBOX.c.id).where(*ours)
        return self.act(lambda uow: len(uow.connection.execute(due).all()))


@asynccontextmanager
async def house(database: Database, vault: Vault, folder: Path) -> AsyncIterator[House]:
    async with serving(create_app(SandboxSettings(time=time.time))) as url:
        owner, desk = OwnerWire(OWNER_TOKEN, url), DeskWire(DESK_TOKEN, url)
        await desk.bot.initialize()
        wires = {"owner": owner, "desk": desk}
        yield House(Sandbox(url), database, vault, Blobs(folder / "files", vault), wires)
        await hang_up(owner)
        await desk.close()


async def hang_up(wire: OwnerWire) -> None:
    """As `close`, without the quarter of a second that aiogram waits for TLS to end."""
    await (await wire.bot.session.create_session()).close()
