"""Both real bots in this process, in front of a sandbox in another one.

They are put together by `bot.wiring` as in service, with a database of either engine and real
clients over HTTP; only what comes from outside is pinned: both clocks and the randomness.
"""

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import Connection, func, select

from bot.delivery import Delivery
from bot.domain.staff import Appointment, RoleKind
from bot.fetching import Fetching
from bot.lanes import Lanes
from bot.leader import Leader
from bot.process import Process, home_region
from bot.sandbox.settings import DESK_TOKEN, OWNER_TOKEN
from bot.service import Service
from bot.services.firms.firms import found_firm
from bot.services.releases.telling import awake
from bot.services.staff.units import unit_named
from bot.store import inbox, outbox
from bot.store.broadcasts.broadcasts import BROADCAST
from bot.store.broadcasts.unfinished import open_broadcasts
from bot.store.cases.bells import due_bells
from bot.store.database import Database
from bot.store.files.files import FileState
from bot.store.files.jobs import count_files
from bot.store.firms.firms import put_facts
from bot.store.firms.people import find_person
from bot.store.inbox import INBOX
from bot.store.issues.answers import open_answers
from bot.store.outbox import OUTBOX
from bot.store.registers.jobs import open_jobs
from bot.store.releases.releases import releases_under_way
from bot.store.staff.units import UnitCard
from bot.store.topic_jobs import topic_jobs
from bot.ticks import Ticks
from bot.wiring.assembly import assemble
from bot.wiring.speaking import render_of
from policies.rulebase import RuleBase
from tests.bed_process import KEY, MORNING, REAL, make_process, new_keys, sandbox_process
from tests.databases import empty, on_engine
from tests.gate import Gate
from tests.operating import operated
from tests.sandbox_client import Person, Sandbox
from tests.sandbox_groups import Group

TOKENS = {"owner": OWNER_TOKEN, "desk": DESK_TOKEN}

PATIENCE = 20.0  # seconds until everything that was set off must have happened


@dataclass
class Bed:
    """The running bots and whatever a test needs of them."""

    url: str
    session: aiohttp.ClientSession
    process: Process
    service: Service
    running: "asyncio.Task[None]"
    people: "itertools.count[int]" = field(default_factory=lambda: itertools.count(10_001))
    gate: "Gate | None" = None
    """Where the owner bot's messages hang; nobody waits for them."""

    @property
    def sandbox(self) -> Sandbox:
        """The sandbox behind the scene."""
        return Sandbox(self.url, self.session)

    async def somebody(self, bot: str, name: str, language: str = "zh-hans") -> Person:
        """A new person, who has not said anything yet."""
        number = next(self.people)
        known = {"id": number, "first_name": name, "language_code": language}
        await self.sandbox.introduce([known])
        return self.sandbox.person(bot, number)

    def group(self) -> Group:
        """A group with topics for the desk bot that is not made yet."""
        return Group(self.url, "desk", -next(self.people), self.session)

    async def begin(self) -> None:
        """Forget all that was said, as on the first day: the same ids, codes and clock again."""
        await self.go_on()
        await self.settled()
        self.process.outside.random.seed(20220715)
        await self.process.database.run(empty)
        self.process.anchors.forget()
        self.process.clock.shift = MORNING - REAL
        await self.process.install()

    def hang(self, person_id: int) -> None:
        """The owner bot sends one by one, and hangs at this person until `go_on`."""
        delivery = self._owner_delivery
        self.gate = delivery.wire = Gate(delivery.wire, person_id, delivery.at_once)
        delivery.at_once = 1

    async def go_on(self) -> None:
        """What hung arrives, and whoever follows it sees so."""
        if self.gate is not None:
            delivery = self._owner_delivery
            delivery.wire, delivery.at_once = self.gate.wire, self.gate.at_once
            self.gate.opened.set()
            self.gate = None
            await self.settled()
            await self._ticks.fire()

    async def settled(self) -> None:
        """Wait until all updates are handled, all files fetched and all messages delivered."""
        async with asyncio.timeout(PATIENCE):
            while not await self._is_quiet():
                if self.running.done():
                    self.running.result()
                await asyncio.sleep(0.005)

    async def move(self, to: datetime, mode: str = "play") -> None:
        """Move the business clock as the page does it.

        Args:
            to: Aware.
            mode: "play", or "down": as if the bots had not run meanwhile.
        """
        if self.gate is not None:  # training would wait for all to be delivered
            self.process.clock.shift += to - self.process.clock.now()
            await self._ticks.fire()
            await self.settled()
            return
        wish = {"to": to.isoformat(), "mode": mode}
        answer = await self._control("clock", wish)
        assert "now" in answer, answer
        await self.settled()

    async def invite(self, kind: str | None = None) -> str:
        """An invitation code for the home region: to its general desk, or of a kind of staff."""
        if kind is None:
            desk = {"roles": [RoleKind.UNIT, RoleKind.DISPATCHER]}
            return str((await self._control("invite", desk))["code"])
        region = home_region(self.process.settings, self.process.rulebase)
        return await self.process.invite((Appointment(RoleKind(kind), region),))

    async def invite_to(self, kinds: list[str], region: str, unit: UnitCard | None) -> str:
        """A code for posts of these kinds: in a unit, or at the general desk of a region.

        Args:
            region: "" for the unit's own, or the home region.
        """
        home = home_region(self.process.settings, self.process.rulebase)
        place = region or (unit.region if unit else home)
        unit_id = unit.id if unit else None
        posts = [Appointment(RoleKind(kind), place, unit_id=unit_id) for kind in kinds]
        return await self.process.invite(tuple(posts))

    async def open_unit(self, role: str, name: str, region: str) -> UnitCard:
        """A unit of a region, as `python -m bot admin unit` makes it; "" is the home region."""
        rules = self.process.rulebase
        place = region or home_region(self.process.settings, rules)
        return await self.process.database.run(
            lambda connection: unit_named(
                self.process.uow(connection), rules, place, role, name, actor="operator"
            )
        )

    async def register(
        self, person_id: int, name: str, region: str, facts: dict[str, Any]
    ) -> None:
        """A firm of somebody who has written to the owner bot, with what they said of it."""

        def founded(connection: Connection) -> None:
            uow = self.process.uow(connection)
            person = find_person(connection, person_id)
            assert person is not None
            put_facts(uow, found_firm(uow, person, name, region).id, facts)

        await self.process.database.run(founded)

    async def set_region(self, fact: str, value: str) -> None:
        """Set what holds for the home region by `python -m bot admin set`."""
        region = home_region(self.process.settings, self.process.rulebase)
        said = ("--reason", "指挥部决定", "--source", "指挥部会议纪要")
        code, read = await self.operate(["set", region, fact, value, *said, "--yes"])
        assert code == 0, read

    async def operate(self, line: Sequence[str], typed: str | None = None) -> tuple[int, str]:
        """Run a command of `python -m bot admin` beside the bots; arguments as `operated`.

        It has connections of its own, as another process on the same database.
        """
        url = self.process.database.engine.url.render_as_string(hide_password=False)
        beside = replace(self.process, database=Database(url), owner_id="operator")
        try:
            return await asyncio.to_thread(operated, beside, line, typed)
        finally:
            beside.database.close()

    async def repeat_last(self, bot: str) -> None:
        """Let Telegram deliver the bot's last update once more."""
        newest = select(func.max(INBOX.c.update_id)).where(INBOX.c.bot == bot)
        number = await self.process.database.run(lambda c: c.execute(newest).scalar_one())
        await self.sandbox.repeat(bot, number)

    async def _control(self, what: str, wish: dict[str, Any]) -> Any:
        url = f"http://127.0.0.1:{self.service.port}/sandbox/{what}"
        headers = {"X-Sandbox-Key": KEY}
        async with self.session.post(url, json=wish, headers=headers) as answer:
            return await answer.json()

    async def _is_quiet(self) -> bool:
        """Looked at in the direction in which an update goes, so that none slips past."""
        if await self._is_busy():
            return False  # without asking the sandbox
        for token in TOKENS.values():
            if await self._pending(token):
                return False
        return not await self._is_busy()

    async def _is_busy(self) -> bool:
        hangs = self.gate is not None and self.gate.hangs
        unhandled, wanted, unsent = await self.process.database.run(lambda c: _left(c, hangs))
        if wanted:
            self._fetching.wake.set()  # by itself it looks once a second
        following = await self.process.database.run(self._following)
        if following and hangs:
            following = await self._goes_on()
        elif following:
            # Told by the next tick; waiting for it would take as long as its interval.
            await self._ticks.fire()
        return bool(unhandled or self._in_hand or wanted or unsent or following)

    async def _goes_on(self) -> bool:
        """Whether a tick still changes anything, though a message hangs."""
        before = await self.process.database.run(_standing)
        await self._ticks.fire()
        return await self.process.database.run(_standing) != before

    @property
    def _owner_delivery(self) -> Delivery:
        return next(each for each in self.service.senders if each.bot == "owner")

    @property
    def _ticks(self) -> Ticks:
        return next(each for each in self.service.workers if isinstance(each, Ticks))

    @property
    def _fetching(self) -> Fetching:
        return next(each for each in self.service.workers if isinstance(each, Fetching))

    def _following(self, connection: Connection) -> int:
        return (
            open_jobs(connection, self.process.clock.now())
            + open_answers(connection)
            + topic_jobs(connection)
            + open_broadcasts(connection, self.process.clock.now())
            + len(due_bells(connection, self.process.clock.now(), limit=1))
            + releases_under_way(connection)
            + len(awake(self.process.uow(connection), render_of(self.process)))
        )

    @property
    def _in_hand(self) -> int:
        return sum(len(each.in_hand) for each in self.service.workers if isinstance(each, Lanes))

    async def _pending(self, token: str) -> int:
        async with self.session.get(f"{self.url}/bot{token}/getWebhookInfo") as answer:
            return int((await answer.json())["result"]["pending_update_count"])


def _left(connection: Connection, hangs: bool) -> tuple[int, int, int]:
    """Updates to handle, files to fetch, messages to send; without those that hang."""
    states = inbox.count_by_state(connection)
    unhandled = states.get("new", 0) + states.get("leased", 0)
    wanted = count_files(connection).get(FileState.WANTED, 0)
    return unhandled, wanted, _desk_unsent(connection) if hangs else outbox.unsent(connection)


def _desk_unsent(connection: Connection) -> int:
    theirs = (OUTBOX.c.live, OUTBOX.c.due < outbox.HELD, OUTBOX.c.bot == "desk")
    return int(connection.execute(select(func.count()).where(*theirs)).scalar_one())


def _standing(connection: Connection) -> list[Any]:
    """How far broadcasts are, and what is said of it."""
    columns = (BROADCAST.c[name] for name in ("id", "state", "queued_to", "progress_shown"))
    return list(connection.execute(select(*columns).order_by(BROADCAST.c.id)))


@asynccontextmanager
async def bots(
    url: str,
    folder: Path,
    keys: tuple[str, str],
    rules: RuleBase | None = None,
    port: int | None = None,
    database: Database | None = None,
    *,
    brought: bool = False,
) -> AsyncIterator[Bed]:
    """Both bots on the database in this folder or another, from start to an orderly stop."""
    process = make_process(url, folder, keys, rules, port, database, brought=brought)
    lock = Leader(process.database.engine)
    assert lock.try_lead(), "another process has this database"
    stop, started = asyncio.Event(), asyncio.Event()
    try:
        async with AsyncExitStack() as stack:
            service = await assemble(process, lock, stack, started.set)
            session = await stack.enter_async_context(aiohttp.ClientSession())
            running = asyncio.get_running_loop().create_task(service.run(stop))
            await started.wait()
            yield Bed(url, session, process, service, running)
            stop.set()
            await running
    finally:
        lock.resign()
        process.database.close()


@asynccontextmanager
async def bed(
    folder: Path, rules: RuleBase | None = None, engine: str = "sqlite", *, brought: bool = False
) -> AsyncIterator[Bed]:
    """The sandbox and the bots, with the shipped rules or others, on a new database."""
    async with AsyncExitStack() as stack:
        database = stack.enter_context(on_engine(engine, folder))
        url = await stack.enter_async_context(sandbox_process())
        made = bots(url, folder, new_keys(), rules, database=database, brought=brought)
        yield await stack.enter_async_context(made)
