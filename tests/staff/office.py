"""A county's staff and firms for tests of services; every act is committed."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import select

from bot.domain.staff import Appointment, RoleKind, general_posts
from bot.services.assignments import assignments
from bot.services.firms.firms import found_firm
from bot.store.assignments import ASSIGNMENT
from bot.store.audit import AUDIT
from bot.store.database import Database
from bot.store.firms.firms import FirmCard, put_facts
from bot.store.firms.people import add_person
from bot.store.staff.officers import OfficerCard, add_officer
from bot.store.staff.staff import POST, add_post
from bot.store.staff.units import UnitCard, add_unit
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from policies.loader import load_rulebase

T = TypeVar("T")

CITY = "河南省/南阳市"
COUNTY = f"{CITY}/方城县"
TOWN = f"{COUNTY}/释之街道"
SISTER_TOWN = f"{COUNTY}/杨集镇"
SISTER = f"{CITY}/社旗县"
RULES = load_rulebase()
SLOT = "assigned_officer"


@dataclass
class Office:
    database: Database
    vault: Vault
    now: datetime
    chats: "itertools.count[int]" = field(default_factory=lambda: itertools.count(501))
    uids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def act(self, work: Callable[[UnitOfWork], T]) -> T:
        return self.database.run_sync(lambda connection: work(self.uow(connection)))

    def uow(self, connection) -> UnitOfWork:
        return UnitOfWork(connection, self.vault, self.now, lambda: f"uid-{next(self.uids)}")

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)

    def officer(self, *posts: Appointment, name: str = "李干部") -> OfficerCard:
        """Somebody with these posts, confirmed; by default of the county's general desk."""
        given, chat_id = posts or general_posts(COUNTY), next(self.chats)

        def joined(uow: UnitOfWork) -> OfficerCard:
            region = given[0].region
            card = add_officer(uow, chat_id=chat_id, name=name, region=region, language="zh")
            for post in given:
                add_post(uow, card.id, post, confirmed=True)
            return card

        return self.act(joined)

    def of(self, kind: RoleKind, region: str = COUNTY, **more) -> OfficerCard:
        """Somebody of one kind."""
        return self.officer(Appointment(kind, region, **more), name=kind)

    def unit(self, role: str, name: str, region: str = COUNTY) -> UnitCard:
        return self.act(lambda uow: add_unit(uow, region, role, name))

    def firm(self, name: str = "示例纺织", region: str = TOWN, **facts) -> FirmCard:
        """A firm with one person."""

        def founded(uow: UnitOfWork) -> FirmCard:
            firm = found_firm(uow, add_person(uow, next(self.chats), "zh"), name, region)
            put_facts(uow, firm.id, facts)
            return firm

        return self.act(founded)

    def assigns(self, firm: FirmCard, officer: OfficerCard) -> assignments.Assigned:
        """A dispatcher gives a firm to an officer."""
        by = self.of(RoleKind.DISPATCHER)
        return self.act(
            lambda uow: assignments.assign_firm(
                uow, RULES, by, firm.id, officer.id, slot=SLOT, reason="分工表"
            )
        )

    def posts(self, officer: OfficerCard) -> list[tuple[str, bool, bool]]:
        """Kind, whether confirmed, whether it lasts; by age."""
        wanted = select(POST).where(POST.c.officer_id == officer.id).order_by(POST.c.id)
        return self.act(
            lambda uow: [
                (row.kind, row.confirmed_at is not None, row.until is None)
                for row in uow.connection.execute(wanted)
            ]
        )

    def spans(self, firm: FirmCard) -> list[tuple[int, datetime, datetime | None]]:
        """Who looked after a firm, from when until when; what was taken back does not count."""
        counted = (ASSIGNMENT.c.firm_id == firm.id, ~ASSIGNMENT.c.undone)
        wanted = select(ASSIGNMENT).where(*counted).order_by(ASSIGNMENT.c.since, ASSIGNMENT.c.id)
        return self.act(
            lambda uow: [
                (row.officer_id, row.since, row.until) for row in uow.connection.execute(wanted)
            ]
        )

    def audit(self) -> list[tuple[str, str, str]]:
        rows = select(AUDIT.c.actor, AUDIT.c.act, AUDIT.c.subject).order_by(AUDIT.c.id)
        return self.act(lambda uow: [tuple(row) for row in uow.connection.execute(rows)])
