"""One process: its settings, its rules, its database, its clock, and what an operator may do."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import structlog
from sqlalchemy import Connection

from bot.app import BotApp
from bot.domain.clock import BusinessClock
from bot.domain.staff import Appointment, general_posts
from bot.services.codes import new_code
from bot.services.duties.errands import Ground
from bot.services.regions import install_defaults
from bot.services.releases.rules import install_policies, published, rules_of
from bot.services.staff.officers import make_invitation
from bot.settings import BadSettings, Settings
from bot.store import inbox_turns, outbox, settling
from bot.store.anchors import Anchors
from bot.store.blobs import Blobs
from bot.store.database import Database
from bot.store.files import jobs as file_jobs
from bot.store.releases.editions import edition_now
from bot.store.shift import load_shift
from bot.store.slots import Limits
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from bot.turns import Line, Voice
from bot.wake import Wake
from policies.fact_values import dump_value
from policies.rulebase import RuleBase

log = structlog.get_logger(__name__)

INVITATION_LASTS = timedelta(hours=24)
ERROR_ID_LENGTH = 6
READABLE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
NO_REGION = (
    "HOME_REGION 不在规则库里：{region}。可选的地区见规则库的 regions.yaml。\n"
    "HOME_REGION is not in the rule base: {region}. its regions.yaml lists the regions."
)


@dataclass(frozen=True)
class Outside:
    """What a process takes from the world: its clocks and its randomness.

    Args:
        real: The wall clock, aware UTC.
        random: For ids and codes; pinned in tests.
    """

    real: Callable[[], datetime]
    random: Random

    def seconds(self) -> float:
        """Seconds since 1970."""
        return self.real().timestamp()

    def new_uid(self) -> str:
        """A random id of 128 bits."""
        return f"{self.random.getrandbits(128):032x}"

    def new_error_id(self) -> str:
        """A short id that a person can read out."""
        return "E-" + "".join(self.random.choices(READABLE, k=ERROR_ID_LENGTH))


@dataclass
class Process:
    """One running process: what was put together.

    Attributes:
        rulebase: The rules in force, those of `edition`; None before it was looked up.
        gone_over: Called when they are others than before: what holds them is made anew.
    """

    settings: Settings
    outside: Outside
    rulebase: RuleBase
    database: Database
    vault: Vault
    clock: BusinessClock
    limits: Limits
    owner_id: str
    owner_bot: str = ""
    lanes_wake: Wake = field(default_factory=Wake)
    letters_wake: Mapping[str, Wake] = field(
        default_factory=lambda: {"owner": Wake(), "desk": Wake()}
    )
    edition: int | None = None
    gone_over: Callable[[], None] = lambda: None
    turning: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def blobs(self) -> Blobs:
        """What people sent, on disk."""
        return Blobs(self.settings.data_dir / "files", self.vault)

    @property
    def anchors(self) -> Anchors:
        """How long the audit is, kept beside the database."""
        return Anchors(self.settings.data_dir)

    def wake_delivery(self) -> None:
        """There may be messages to send."""
        for wake in self.letters_wake.values():
            wake.set()

    def wake(self) -> None:
        """There may be updates to handle and messages to send."""
        self.lanes_wake.set()
        self.wake_delivery()

    def uow(self, connection: Connection) -> UnitOfWork:
        """A unit of work outside any update."""
        return UnitOfWork(connection, self.vault, self.clock.now(), self.outside.new_uid)

    def bot_app(self, name: str, voice: Voice, line: Line) -> BotApp:
        """The acts of one bot."""
        return BotApp(
            name=name,
            database=self.database,
            vault=self.vault,
            clock=self.clock,
            new_uid=self.outside.new_uid,
            voice=voice,
            line=line,
            wake=self.wake,
            quiet_of=Ground(self.rulebase, self.settings.zone).quiet_of,
        )

    async def invite(self, posts: tuple[Appointment, ...] = ()) -> str:
        """A code by which somebody joins the desk at once: the operator's word is enough.

        Args:
            posts: What they are appointed to; by default the general desk of the home region.
        """
        code = new_code(self.outside.random)
        expires = self.outside.seconds() + INVITATION_LASTS.total_seconds()
        given = posts or general_posts(home_region(self.settings, self.rulebase))
        await self.database.run(
            lambda connection: make_invitation(self.uow(connection), given, code, expires)
        )
        return code

    async def restore_clock(self) -> None:
        """Take up the business time of a training room, for commands beside it."""
        shift = await self.database.run(load_shift)
        self.clock.shift = shift or timedelta()

    async def go_over(self) -> None:
        """Take up the edition in force, if it is another one; reading it needs no transaction.

        Whoever works by the one before keeps nothing of it: see `hold_edition`.
        """
        async with self.turning:
            if await self.database.run(edition_now) == self.edition:
                return
            found = await self.database.run(published)
            if found.edition == 0:  # nothing was installed yet
                self.edition = 0
                return
            rules = await asyncio.to_thread(rules_of, self.rulebase.taught, found.versions)
            self.rulebase, self.edition = rules, found.edition
            self.gone_over()
            log.info("edition in force", edition=found.edition, records=len(rules.records))

    async def install(self) -> None:
        """Say what a fresh installation assumes, and free what a dead process held."""
        places = self.rulebase.regions.places.values()
        facts = self.rulebase.facts
        defaults = [
            (place.path, {name: dump_value(facts[name], value) for name, value in set_.items()})
            for place in places
            if (set_ := place.defaults)
        ]

        def work(connection: Connection) -> None:
            install_defaults(self.uow(connection), defaults)
            install_policies(self.uow(connection), self.rulebase.taught)
            if self.database.is_sqlite:
                # One process at a time, held by a lock: whoever leased before is dead.
                settling.release_leases(connection, except_owners=[self.owner_id])
                inbox_turns.release_leases(connection, except_owners=[self.owner_id])
                file_jobs.release_jobs(connection, except_owner=self.owner_id)

        await self.database.run(work)
        await self.go_over()

    async def idle(self) -> None:
        """Wait until every message that may go now has gone."""
        while await self.database.run(outbox.unsent):
            self.wake_delivery()
            await asyncio.sleep(0.01)


def home_region(settings: Settings, rulebase: RuleBase) -> str:
    """The region that runs this bot: as set, or the first that has records of its own.

    Raises:
        BadSettings: The one that is set does not exist.
    """
    if settings.home_region is not None:
        if settings.home_region not in rulebase.regions.places:
            raise BadSettings(NO_REGION.format(region=settings.home_region))
        return settings.home_region
    return next(iter(rulebase.taught.records.values())).region
