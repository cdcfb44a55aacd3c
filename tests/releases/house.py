"""An installation in which policies are released: its rules, staff, and firms that count."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from benches.rules import rulebase
from bot.checking import Checking
from bot.domain.clock import BusinessClock
from bot.domain.releases import Origin
from bot.domain.staff import Appointment, RoleKind
from bot.services.firms.firms import found_firm
from bot.services.releases.approving import approve
from bot.services.releases.follow import walk_release
from bot.services.releases.publishing import publish_next
from bot.services.releases.releases import submit
from bot.services.releases.rules import install_policies, published, rules_of
from bot.services.releases.telling import tell_shifts
from bot.services.releases.words import ReleaseFollow
from bot.services.reminders.wording import Render
from bot.store.blobs import Blobs
from bot.store.database import Database
from bot.store.firms.firms import put_facts
from bot.store.firms.people import add_person
from bot.store.outbox import OUTBOX
from bot.store.reach import count_firms
from bot.store.releases.releases import ReleaseRecord, add_release, release_by_id
from bot.store.releases.versions import NewVersion, VersionState, add_versions
from bot.store.staff.officers import OfficerCard, add_officer
from bot.store.staff.staff import add_post
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from handlers.notices import releases
from handlers.notices.reminders import remind
from policies.rulebase import RuleBase

T = TypeVar("T")
ZONE = ZoneInfo("Asia/Shanghai")
LOADED = rulebase()
BOOTH = "P-FC-01"
TOWN = "河南省/南阳市/方城县/释之街道"
REGION = LOADED.records[BOOTH].region
TEXT = (LOADED.root / LOADED.records[BOOTH].file).read_text(encoding="utf-8")
LOWERED = {
    "version: 1": "version: 2",
    "headcount < 1000": "headcount < 900",
    "headcount_own < 1000": "headcount_own < 900",
    "headcount: 1000, headcount_own: 1000": "headcount: 900, headcount_own: 900",
    "headcount: 1001, headcount_own: 1001": "headcount: 901, headcount_own: 901",
    "headcount: 999,": "headcount: 899,",
    "headcount_own: 999,": "headcount_own: 899,",
    "headcount: 960, whitelist_status: listed, booth_provision: self": (
        "headcount: 860, whitelist_status: listed, booth_provision: self"
    ),
}
"""From 1,000 workers to 900: a firm of 960 is meant then."""


def changed(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


LOWER = changed(TEXT, LOWERED)


def firm_facts(workers: int) -> dict[str, Any]:
    return {
        "subject_type": "enterprise",
        "headcount": workers,
        "headcount_own": workers,
        "whitelist_status": "listed",
        "booth_provision": "self",
        "booth_cost": "80000.00",
    }


def follow_by(rules: RuleBase) -> ReleaseFollow:
    def unsaid(*_: object) -> Any:
        raise AssertionError("no samplings here")

    return releases.follow_of(Render(rules, ZONE, remind, unsaid, unsaid))


@dataclass
class House:
    database: Database
    vault: Vault
    now: datetime
    folder: Path
    rules: RuleBase = LOADED
    edition: int = 0

    def __post_init__(self) -> None:
        self.act(lambda uow: install_policies(uow, LOADED))
        self.go_over()
        self.editor = self.officer(1, RoleKind.EDITOR, RoleKind.APPROVER)
        self.approver = self.officer(2, RoleKind.APPROVER)

    def act(self, work: Callable[[UnitOfWork], T]) -> T:
        def done(connection: Connection) -> T:
            return work(UnitOfWork(connection, self.vault, self.now, lambda: uuid4().hex))

        return self.database.run_sync(done)

    def go_over(self) -> None:
        """What a process does when the edition in force is another one."""
        found = self.database.run_sync(published)
        self.rules, self.edition = rules_of(LOADED, found.versions), found.edition

    def officer(self, chat: int, *kinds: RoleKind) -> OfficerCard:
        def appointed(uow: UnitOfWork) -> OfficerCard:
            name = f"officer {chat}"
            officer = add_officer(uow, chat_id=chat, name=name, region=REGION, language="zh")
            for kind in kinds:
                add_post(uow, officer.id, Appointment(kind, REGION), confirmed=True)
            return officer

        return self.act(appointed)

    def firm(self, workers: int) -> int:
        def founded(uow: UnitOfWork) -> int:
            number = 1000 + count_firms(uow.connection, REGION)
            firm = found_firm(uow, add_person(uow, number, "zh"), f"firm {number}", TOWN)
            put_facts(uow, firm.id, firm_facts(workers))
            return firm.id

        return self.act(founded)

    def put_forward(self, text: str, *, author: OfficerCard | None = None) -> int:
        """A text as a release that is to be checked, as a file becomes one."""
        who = author or self.editor
        record = LOADED.records[BOOTH]
        number = int(text.partition("version: ")[2].partition("\n")[0])

        def added(uow: UnitOfWork) -> int:
            release_id = add_release(uow, region=REGION, origin=Origin.DESK, author_id=who.id)
            version = NewVersion(BOOTH, record.region, number, text)
            draft = VersionState.DRAFT
            add_versions(
                uow.connection, release_id, [version], author_id=who.id, state=draft, at=self.now
            )
            return release_id

        return self.act(added)

    def check(self) -> bool:
        """Let the loop beside the conversations check what waits for it."""
        checking = Checking(
            database=self.database,
            vault=self.vault,
            clock=BusinessClock(lambda: self.now),
            new_uid=lambda: uuid4().hex,
            blobs=Blobs(self.folder, self.vault),
            words=releases.checking_words(ZONE),
            rules=lambda: (self.edition, self.rules),
            go_over=self._stays,
            said=lambda: None,
        )
        return asyncio.run(checking.check_next(asyncio.Event()))

    async def _stays(self) -> None:
        pass

    def release(self, release_id: int) -> ReleaseRecord:
        return self.act(lambda uow: release_by_id(uow, release_id))

    def approved(self, text: str) -> int:
        """A release that a second person has approved."""
        release_id = self.put_forward(text)
        assert self.check()
        self.act(lambda uow: submit(uow, self.editor, release_id))
        digest = self.release(release_id).digest or ""
        self.act(lambda uow: approve(uow, self.approver, release_id, digest))
        return release_id

    def publish(self) -> int:
        done = self.act(lambda uow: publish_next(uow, follow_by(self.rules)))
        self.go_over()
        return done

    def walk(self, limit: int = 50) -> int:
        return self.act(lambda uow: walk_release(uow, follow_by(self.rules), limit))

    def tell(self, limit: int = 50) -> int:
        return self.act(lambda uow: tell_shifts(uow, follow_by(self.rules), limit))

    def letters(self) -> list[str]:
        """The keys of what firms are told of releases."""
        wanted = select(OUTBOX.c.key).where(OUTBOX.c.key.startswith("policy:"))
        found = self.act(lambda uow: list(uow.connection.execute(wanted).scalars()))
        return sorted(str(key) for key in found)
