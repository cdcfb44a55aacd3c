"""A county with two firms and its officers, for tests of services; every act is committed."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select

from benches.rules import rulebase
from bot.domain.staff import Appointment, general_posts
from bot.services.cases import cases
from bot.services.cases.cards import CaseCard
from bot.services.cases.gathering import card_of
from bot.services.cases.moves import Said
from bot.services.cases.opening import Matter, open_case
from bot.services.duties.errands import Ground
from bot.services.firms.firms import found_firm
from bot.store.audit import AUDIT
from bot.store.cases.cases import load_case
from bot.store.database import Database
from bot.store.firms.firms import put_facts
from bot.store.firms.people import PersonCard, add_member, add_person, find_person
from bot.store.staff.officers import OfficerCard, add_officer, set_blocked
from bot.store.staff.staff import add_post
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault

T = TypeVar("T")

CHINA = ZoneInfo("Asia/Shanghai")
CITY = "河南省/南阳市"
COUNTY = f"{CITY}/方城县"
TOWN = f"{COUNTY}/示例镇"
ELSEWHERE = f"{CITY}/社旗县"
RULES = rulebase()
GROUND = Ground(RULES, CHINA)
WORDS = "卡口不让我们的车过"
RESULT = "已联系卡口，15:20 放行"


@dataclass
class District:
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

    def person(self, language: str = "zh") -> PersonCard:
        return self.act(lambda uow: add_person(uow, next(self.chats), language))

    def speaks_for_firm(self, *others: PersonCard, region: str = TOWN, **facts) -> PersonCard:
        """A person who speaks for a new firm, and others who do so too."""
        person = self.person()

        def founded(uow: UnitOfWork) -> PersonCard:
            firm = found_firm(uow, person, "示例纺织", region)
            for other in others:
                add_member(uow, other.id, firm.id)
            put_facts(uow, firm.id, facts)
            found = find_person(uow.connection, person.chat_id)
            assert found is not None
            return found

        return self.act(founded)

    def officer(
        self, name: str = "李干部", region: str = COUNTY, language: str = "zh"
    ) -> OfficerCard:
        """Somebody who works and dispatches at the general desk of a region."""
        return self.appointed(*general_posts(region), name=name, language=language)

    def appointed(
        self, *posts: Appointment, name: str = "李干部", language: str = "zh"
    ) -> OfficerCard:
        """Somebody with these posts, confirmed."""
        chat_id, region = next(self.chats), posts[0].region

        def joined(uow: UnitOfWork) -> OfficerCard:
            officer = add_officer(
                uow, chat_id=chat_id, name=name, region=region, language=language
            )
            for post in posts:
                add_post(uow, officer.id, post, confirmed=True)
            return officer

        return self.act(joined)

    def blocks_the_desk(self, officer: OfficerCard) -> None:
        self.act(lambda uow: set_blocked(uow.connection, officer.chat_id, blocked=True))

    def opens(self, person: PersonCard, text: str = WORDS, about: str | None = None) -> CaseCard:
        matter = Matter(about)
        return self.act(lambda uow: open_case(uow, GROUND, person, text, matter))

    def claims(self, officer: OfficerCard, case: CaseCard) -> CaseCard:
        return self.act(lambda uow: cases.claim_case(uow, GROUND, officer, case.id))

    def answers(self, officer: OfficerCard, case: CaseCard, text: str) -> CaseCard:
        return self.act(lambda uow: cases.answer_case(uow, GROUND, officer, case.id, Said(text)))

    def solves(self, officer: OfficerCard, case: CaseCard, result: str = RESULT) -> CaseCard:
        return self.act(lambda uow: cases.solve_case(uow, GROUND, officer, case.id, Said(result)))

    def confirms(self, person: PersonCard, case: CaseCard) -> CaseCard:
        return self.act(lambda uow: cases.confirm_case(uow, GROUND, person, case.id))

    def denies(self, person: PersonCard, case: CaseCard) -> CaseCard:
        return self.act(lambda uow: cases.deny_case(uow, GROUND, person, case.id))

    def notes(self, person: PersonCard, case: CaseCard, text: str) -> CaseCard:
        return self.act(lambda uow: cases.add_note(uow, GROUND, person, case.id, text))

    def looks_at(self, case: CaseCard) -> CaseCard:
        """The case as it is now, whoever looks."""

        def loaded(uow: UnitOfWork) -> CaseCard:
            record = load_case(uow, case.id)
            assert record is not None
            return card_of(uow, RULES, record)

        return self.act(loaded)

    def audit(self) -> list[tuple[str, str, str]]:
        rows = select(AUDIT.c.actor, AUDIT.c.act, AUDIT.c.subject).order_by(AUDIT.c.id)
        return self.act(lambda uow: [tuple(row) for row in uow.connection.execute(rows)])
