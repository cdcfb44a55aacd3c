"""Checks what is to be published, beside the conversations: the check, then every firm's verdict.

Both may take long and run in threads, between short transactions. What is given up or replaced
meanwhile is left where it is; what a dead process had in hand another one begins anew.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.domain.clock import BusinessClock
from bot.services.impact.known import Known, read_known
from bot.services.impact.tally import Tally, compare
from bot.services.releases.checking import (
    Report,
    keep_nothing,
    keep_report,
    kept_drafts,
    refused_regions,
)
from bot.services.releases.reading import Draft, Finding, Read, finding_of, read_sent
from bot.services.releases.rules import widest
from bot.services.releases.trials import Trial, read_kept, regions_of, told_of
from bot.services.releases.words import CheckingWords, tell_checked, tell_faulty, tell_progress
from bot.store.blobs import BlobMissing, Blobs
from bot.store.database import Database
from bot.store.files.files import FileState
from bot.store.files.jobs import Stored, load_stored
from bot.store.firms.firms import FIRM
from bot.store.reach import count_firms
from bot.store.registers.jobs import firms_after
from bot.store.releases.claims import claim_checking, keep_claim, let_go
from bot.store.releases.releases import ReleaseRecord
from bot.store.releases.versions import versions_in_force, versions_of
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from bot.wake import rest
from policies.checking.release_check import Checked, check_released
from policies.editions import with_changes
from policies.records import Record
from policies.rulebase import RuleBase

T = TypeVar("T")
log = structlog.get_logger(__name__)

POLL_SECONDS: Final = 0.5
FIRMS: Final = 200
"""So many firms between two looks at whether it is still wanted."""


@dataclass
class Checking:
    """The loop of one process.

    Args:
        rules: The edition in force in this process, and its rules.
        go_over: Takes up a newer edition, if there is one.
        said: Called when there is something to send.
        sources: Folder with the texts of the documents, if they are at hand.
        edit_seconds: Of real time between two changes of the message that follows it.
    """

    database: Database
    vault: Vault
    clock: BusinessClock
    new_uid: Callable[[], str]
    blobs: Blobs
    words: CheckingWords
    rules: Callable[[], tuple[int | None, RuleBase]]
    go_over: Callable[[], Awaitable[None]]
    said: Callable[[], None]
    sources: Path | None = None
    edit_seconds: float = 3.0

    async def run(self, stop: asyncio.Event) -> None:
        """Check until told to stop; what is cut off then begins anew after the next start."""
        while not stop.is_set():
            if not await self.check_next(stop):
                await rest(stop, POLL_SECONDS)

    async def check_next(self, stop: asyncio.Event) -> bool:
        """Check the oldest release that waits for it; False if there is none to get on with."""
        try:
            release = await self._within(claim_checking)
            return release is not None and await self._check(release, stop)
        except DBAPIError as error:
            log.warning("database away", doing="check", error=type(error).__name__)
        except Exception:  # the outermost loop: its lease runs out, and it is tried again
            log.exception("release not checked")
        return False

    async def _check(self, release: ReleaseRecord, stop: asyncio.Event) -> bool:
        await self.go_over()
        edition, rules = self.rules()
        read = await self._read(release, rules)
        if read is None:
            await self._within(lambda uow: let_go(uow.connection, release.id, POLL_SECONDS))
            return False
        drafts, findings = read.drafts, list(read.findings)
        if not findings:
            findings = await self._within(lambda uow: refused_regions(uow, release, drafts))
        if findings or edition is None or not (drafts or release.file_id is None):
            return await self._faulty(release, findings)
        trial = await self._trial(release, edition, rules, drafts)
        checked, found = await asyncio.to_thread(self._tried, trial, drafts)
        if found:
            return await self._faulty(release, found)
        tally = await self._compared(release, trial, stop)
        if tally is not None:
            body = {"records": told_of(trial, checked), "impact": tally.to_json()}
            await self._keep(release, drafts, Report(edition, body))
        return True

    async def _read(self, release: ReleaseRecord, rules: RuleBase) -> Read | None:
        """What it puts forward; None while its file is on its way."""
        if release.file_id is None:
            versions = await self.database.run(lambda c: versions_of(c, release.id))
            texts = kept_drafts(versions)
            return await asyncio.to_thread(read_kept, rules, texts)
        number = release.file_id
        stored = await self.database.run(lambda c: load_stored(c, self.vault, number))
        if stored.state is FileState.WANTED:
            return None
        content = await asyncio.to_thread(self._content, stored)
        if content is None:
            return Read((), ())  # whoever fetched it has said why
        found = await self.database.run(versions_in_force)
        in_force = {each.policy: each for each in found}
        return await asyncio.to_thread(read_sent, rules, stored.name, content, in_force)

    def _content(self, stored: Stored) -> bytes | None:
        if stored.state is not FileState.KEPT:
            return None
        try:
            return self.blobs.read(stored.uid)
        except BlobMissing:
            return None

    async def _trial(
        self, release: ReleaseRecord, edition: int, rules: RuleBase, drafts: Collection[Draft]
    ) -> Trial:
        versions = await self.database.run(lambda c: versions_of(c, release.id))
        changed: dict[str, Record | None] = {each.policy: None for each in versions}
        changed |= {each.record.id: each.record for each in drafts}
        own = [each.record.region for each in drafts] or [release.region]
        after = with_changes(rules, changed)
        return Trial(edition, rules, after, changed, widest([*own, *regions_of(versions)]))

    def _tried(
        self, trial: Trial, drafts: Collection[Draft]
    ) -> tuple[list[Checked], list[Finding]]:
        names = [each.record.id for each in drafts]
        checked, problems = check_released(trial.after, names, self.sources)
        texts = {each.record.file: each.text for each in drafts}
        found = [finding_of(each.file, texts.get(each.file, ""), each) for each in problems]
        return checked, found

    async def _compared(
        self, release: ReleaseRecord, trial: Trial, stop: asyncio.Event
    ) -> Tally | None:
        """What it changes; None if it is not wanted any more, or the process ends."""
        tally, cursor = Tally(), 0
        total = await self.database.run(lambda c: count_firms(c, trial.region))
        day = self.clock.now().astimezone(self.words.zone).date()
        while known := await self._batch(trial.region, cursor):
            policies = trial.changed.keys()
            await asyncio.to_thread(
                compare, tally, trial.before, trial.after, known, policies, day
            )
            cursor = known.firms[-1].id
            if stop.is_set() or not await self._goes_on(release, tally.firms, total):
                return None
        return tally

    async def _batch(self, region: str, cursor: int) -> Known | None:
        def read(uow: UnitOfWork) -> Known | None:
            firm_ids = firms_after(uow.connection, region, cursor, limit=FIRMS)
            return read_known(uow, FIRM.c.id.in_(firm_ids)) if firm_ids else None

        return await self._within(read)

    async def _goes_on(self, release: ReleaseRecord, done: int, total: int) -> bool:
        def told(uow: UnitOfWork) -> bool:
            if not keep_claim(uow.connection, release.id):
                return False
            tell_progress(uow, self.words, release, (done, total), self.edit_seconds)
            return True

        wanted = await self._within(told)
        self.said()
        return wanted

    async def _keep(
        self, release: ReleaseRecord, drafts: Collection[Draft], report: Report
    ) -> None:
        def kept(uow: UnitOfWork) -> None:
            card = keep_report(uow, release.id, drafts, report)
            if card is None:
                let_go(uow.connection, release.id, 0.0)
            else:
                tell_checked(uow, self.words, card)

        await self._within(kept)
        self.said()

    async def _faulty(self, release: ReleaseRecord, findings: list[Finding]) -> bool:
        def refused(uow: UnitOfWork) -> None:
            if keep_claim(uow.connection, release.id):
                tell_faulty(uow, self.words, release, findings)
                keep_nothing(uow, release)

        await self._within(refused)
        self.said()
        return True

    async def _within(self, work: Callable[[UnitOfWork], T]) -> T:
        def done(connection: Connection) -> T:
            return work(UnitOfWork(connection, self.vault, self.clock.now(), self.new_uid))

        return await self.database.run(done)
