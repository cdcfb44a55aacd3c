"""What happens by itself: reminders fire, old texts are cleared. The scheduler only ticks.

The work stands in rows, so that a tick that is missed, late or run in several processes at once
changes nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Final, TypeVar

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.domain.clock import BusinessClock
from bot.domain.testing import OLDEST_SAMPLING
from bot.services.broadcasts.afterwards import Afterwards
from bot.services.broadcasts.chasing import chase_silent
from bot.services.broadcasts.in_force import tell_newcomers
from bot.services.broadcasts.sending import Broadcasting, send_broadcasts
from bot.services.cases.clockwork import CaseClockwork, fire_clocks, wind_up_all
from bot.services.cases.topics import TopicKeeper, keep_topics
from bot.services.cases.waiting import Bells, fire_bells
from bot.services.cases.watch import CaseWatch, Watched, look_after, look_around
from bot.services.digests.turns import DigestClockwork, fire_digests
from bot.services.duties.errands import Errands
from bot.services.duties.planning import plan_outdated
from bot.services.issues.answering import IssueAnswering, carry_out_answers
from bot.services.packages.packing import Packing, Parcel, keep_packed, made_of, next_parcel
from bot.services.registers.follow import RegisterFollow, follow_registers
from bot.services.releases.due import PolicyDue, remind_editors
from bot.services.releases.follow import walk_release
from bot.services.releases.publishing import publish_next
from bot.services.releases.telling import tell_shifts
from bot.services.releases.words import ReleaseFollow
from bot.services.reminders.firing_all import fire_all
from bot.services.reminders.wording import Render
from bot.services.testing.replanning import replan_stale
from bot.services.testing.returning import fire_returns
from bot.store.broadcasts.packages import Made, clear_packages
from bot.store.database import Database
from bot.store.inbox import clear_bodies
from bot.store.outbox import clear_payloads
from bot.store.releases.versions import EditionMoved, hold_edition
from bot.store.slots import forget_idle_chats
from bot.store.testing.bundles import clear_bundles
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault

T = TypeVar("T")
log = structlog.get_logger(__name__)

FIRE_SECONDS: Final = 2.0
HOUSEKEEPING_SECONDS: Final = 60.0
KEEP_TEXTS_SECONDS: Final = 48 * 3600.0
KEEP_BUNDLES: Final = OLDEST_SAMPLING
"""As long as somebody may record a sampling with the buttons of a reminder; business time."""
BATCH: Final = 500
BATCHES: Final = 40
"""A tick hands the rest on to the next one, so that nothing of it runs without end."""
FIRMS: Final = 50
"""So many firms are judged anew in one transaction, of some 2 ms each."""
CASES: Final = 50
"""So many cases in one transaction, for the same reason."""
OFFICERS: Final = 10
"""So many officers hear in one transaction of what waits for them."""
ANSWERED: Final = 10
"""So many cases of a common issue get their answer in one transaction."""
DUTY_FIRMS: Final = 10
"""The same for duties, of some 9 ms each: acts must not wait long behind them."""
DIGESTS: Final = 2
"""The same for digests: that of a whole region takes the longest."""
RELEASE_FIRMS: Final = 50
"""So many firms of a release are gone through in one transaction, of some 1 ms each."""
TOLD_FIRMS: Final = 20
"""So many firms hear of a release in one transaction."""
REGISTER_FIRMS: Final = 10
"""The same for firms that have to hear of a register."""
PARCELS: Final = 4
"""So many parcels of lists a tick: faster than they are sent, and soon over."""
OWN: Final = frozenset({"working", "watched", "edition"})
"""What a clockwork keeps when it goes over to other rules; the edition is taken up last."""


async def _stays() -> None:
    """There is but one edition."""


@dataclass
class Ticks:
    """The clockwork of one process.

    Args:
        new_uid: Makes the random ids of messages.
        render: How reminders are worded.
        errands: How reminders of duties are checked again and worded.
        cases: How the clocks of cases speak.
        watch: How cases that lie with nobody are found others for.
        bells: How what nobody takes is repeated.
        digests: How what stands is gathered and told.
        topics: How topics of cases are kept and worded.
        registers: How changes of registers are followed.
        issues: How answers to all of a common issue are carried out.
        broadcasts: How what is said to many is sent and followed.
        packing: How the lists of package broadcasts are made and worded.
        afterwards: How whoever is silent is chased, and newcomers are told what holds.
        releases: How releases of policies are followed.
        policy_due: How editors are told of policies that end, or were not read for a year.
        wake: Called after reminders were queued, so that delivery looks at once.
        edition: Of the rules that the parts above are made of; None where none are published.
        go_over: Takes up the edition in force, by calling `speak_by`.
    """

    database: Database
    vault: Vault
    clock: BusinessClock
    new_uid: Callable[[], str]
    render: Render
    errands: Errands
    cases: CaseClockwork
    watch: CaseWatch
    bells: Bells
    digests: DigestClockwork
    topics: TopicKeeper
    registers: RegisterFollow
    issues: IssueAnswering
    broadcasts: Broadcasting
    packing: Packing
    afterwards: Afterwards
    releases: ReleaseFollow
    policy_due: PolicyDue
    wake: Callable[[], None]
    edition: int | None = None
    go_over: Callable[[], Awaitable[None]] = _stays
    working: asyncio.Lock = field(default_factory=asyncio.Lock)
    watched: Watched = field(default_factory=Watched)

    async def run(self, stop: asyncio.Event) -> None:
        """Tick until told to stop; a tick that is under way is finished first."""
        scheduler = AsyncIOScheduler(timezone=self.render.zone)
        self._schedule(scheduler, self.tick, FIRE_SECONDS)
        self._schedule(scheduler, self.keep_house, HOUSEKEEPING_SECONDS)
        scheduler.start()
        await stop.wait()
        scheduler.pause()
        async with self.working:
            scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Fire what is due; a database that is away is waited out."""
        try:
            await self.fire()
        except DBAPIError as error:
            log.warning("database away", doing="fire", error=type(error).__name__)

    async def fire(self) -> int:
        """Ask the rules anew where a day has begun, then fire what is due, in batches.

        Returns:
            How many reminders, errands, clocks of cases, digests and ends of pauses were dealt
            with.

        Raises:
            sqlalchemy.exc.DBAPIError: The database is away; what was fired stays fired.
        """
        async with self.working:
            await self.go_over()
            try:
                return await self._fire_by_edition()
            except EditionMoved:
                await self.go_over()
                return await self._fire_by_edition()

    def speak_by(self, made: "Ticks") -> None:
        """Go on with the parts of another clockwork, made of other rules.

        A transaction that begins meanwhile holds the edition before, and finds it moved.
        """
        for each in fields(self):
            if each.name not in OWN:
                setattr(self, each.name, getattr(made, each.name))
        self.edition = made.edition

    async def _fire_by_edition(self) -> int:
        await self._publish()
        await self._in_batches(self._walk_release)
        await self._in_batches(self._tell_shifts)
        await self._in_batches(self._answer_issues)
        await self._in_batches(self._follow_registers)
        await self._in_batches(self._judge_anew)
        await self._in_batches(self._plan_duties)
        returns = await self._in_batches(self._announce_returns)
        cases = await self._watch_cases()
        cases += await self._in_batches(self._fire_cases)
        cases += await self._in_batches(self._ring_bells)
        digests = await self._in_batches(self._fire_digests)
        await self._in_batches(self._remind_editors)
        await self._in_batches(self._keep_topics)
        reminders = await self._in_batches(self._fire)
        await self._in_batches(self._send_broadcasts)
        if await self._pack():
            await self._in_batches(self._send_broadcasts)
        after = await self._in_batches(self._follow_broadcasts)
        return returns + cases + digests + reminders + after

    async def keep_house(self) -> None:
        """Forget what is no longer needed; a database that is away is waited out."""
        async with self.working:
            try:
                await self.database.run(forget_idle_chats)
                await self.database.run(_clear_old_texts)
                await self.database.run(self._clear_old_bundles)
            except DBAPIError as error:
                log.warning("database away", doing="keep house", error=type(error).__name__)

    def _schedule(
        self, scheduler: AsyncIOScheduler, job: Callable[[], Awaitable[None]], seconds: float
    ) -> None:
        scheduler.add_job(
            job,
            "interval",
            seconds=seconds,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    async def _in_batches(self, work: Callable[[UnitOfWork], int]) -> int:
        done = 0
        for _ in range(BATCHES):
            count = await self._by_edition(work)
            done += count
            if count == 0:
                break
        return done

    async def _publish(self) -> None:
        """What was approved comes into force, between two transactions of anybody."""
        follow = self.releases
        moved = await self.database.run(lambda c: publish_next(self._uow(c), follow))
        if moved:
            self.wake()
            await self.go_over()

    def _walk_release(self, uow: UnitOfWork) -> int:
        count = walk_release(uow, self.releases, RELEASE_FIRMS)
        if count:
            self.wake()
        return count

    def _remind_editors(self, uow: UnitOfWork) -> int:
        count = remind_editors(uow, self.policy_due)
        if count:
            self.wake()
        return count

    def _tell_shifts(self, uow: UnitOfWork) -> int:
        count = tell_shifts(uow, self.releases, TOLD_FIRMS)
        if count:
            self.wake()
        return count

    async def _by_edition(self, work: Callable[[UnitOfWork], T]) -> T:
        """One transaction in which the rules stay as they are.

        Raises:
            EditionMoved: They are others than those by which this clockwork speaks.
        """

        def held(connection: Connection) -> T:
            hold_edition(connection, self.edition)
            return work(self._uow(connection))

        return await self.database.run(held)

    def _follow_registers(self, uow: UnitOfWork) -> int:
        count = follow_registers(uow, self.registers, REGISTER_FIRMS)
        if count:
            self.wake()
        return count

    def _answer_issues(self, uow: UnitOfWork) -> int:
        count = carry_out_answers(uow, self.issues, ANSWERED)
        if count:
            self.wake()
        return count

    def _judge_anew(self, uow: UnitOfWork) -> int:
        return replan_stale(uow, self.render.rulebase, self.render.zone, limit=FIRMS)

    def _plan_duties(self, uow: UnitOfWork) -> int:
        return plan_outdated(uow, self.errands.ground, limit=DUTY_FIRMS)

    def _fire_cases(self, uow: UnitOfWork) -> int:
        count = wind_up_all(uow, self.cases.ground, CASES) + fire_clocks(uow, self.cases, CASES)
        if count:
            self.wake()
        return count

    async def _watch_cases(self) -> int:
        """First of all, so that no clock speaks to nobody."""
        watched = await self._by_edition(lambda uow: look_around(uow, self.watched))
        moved = 0
        while watched.waiting:
            moved += await self._look_after(watched.waiting[:CASES])
            watched = replace(watched, waiting=watched.waiting[CASES:])
        self.watched = watched
        return moved

    async def _look_after(self, case_ids: list[int]) -> int:
        moved = await self._by_edition(lambda uow: look_after(uow, self.watch, case_ids))
        if moved:
            self.wake()
        return moved

    def _ring_bells(self, uow: UnitOfWork) -> int:
        count = fire_bells(uow, self.bells, OFFICERS)
        if count:
            self.wake()
        return count

    def _fire_digests(self, uow: UnitOfWork) -> int:
        count = fire_digests(uow, self.digests, DIGESTS)
        if count:
            self.wake()
        return count

    def _keep_topics(self, uow: UnitOfWork) -> int:
        count = keep_topics(uow, self.topics)
        if count:
            self.wake()
        return count

    def _send_broadcasts(self, uow: UnitOfWork) -> int:
        count = send_broadcasts(uow, self.broadcasts)
        if count:
            self.wake()
        return count

    async def _pack(self) -> int:
        """Make the next lists of package broadcasts; judging them keeps no transaction open."""
        for number in range(PARCELS):
            parcel = await self._by_edition(lambda uow: next_parcel(uow, self.packing))
            if parcel is None:
                return number
            await self._keep_packed(parcel, await asyncio.to_thread(made_of, parcel, self.packing))
        return PARCELS

    async def _keep_packed(self, parcel: Parcel, made: Mapping[int, Made]) -> None:
        await self._by_edition(lambda uow: keep_packed(uow, parcel, made))

    def _follow_broadcasts(self, uow: UnitOfWork) -> int:
        count = chase_silent(uow, self.afterwards) + tell_newcomers(uow, self.afterwards)
        if count:
            self.wake()
        return count

    def _announce_returns(self, uow: UnitOfWork) -> int:
        count = fire_returns(uow, self.render)
        if count:
            self.wake()
        return count

    def _fire(self, uow: UnitOfWork) -> int:
        count = fire_all(uow, self.errands, self.render, BATCH)
        if count:
            self.wake()
        return count

    def _clear_old_bundles(self, connection: Connection) -> None:
        clear_bundles(connection, self.clock.now() - KEEP_BUNDLES)

    def _uow(self, connection: Connection) -> UnitOfWork:
        return UnitOfWork(connection, self.vault, self.clock.now(), self.new_uid)


def _clear_old_texts(connection: Connection) -> None:
    clear_bodies(connection, older_than_seconds=KEEP_TEXTS_SECONDS)
    clear_payloads(connection, older_than_seconds=KEEP_TEXTS_SECONDS)
    clear_packages(connection, older_than_seconds=KEEP_TEXTS_SECONDS)
