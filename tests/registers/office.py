"""A county whose staff keep its registers, for tests of services; every act is committed."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select

from bot.domain.registers import Grounds, SourceKind
from bot.domain.staff import Appointment, RoleKind
from bot.services.firms.firms import judge, profile_of
from bot.services.regions import install_defaults
from bot.services.registers.applications import ApplicationFile
from bot.services.registers.applying import apply_for
from bot.services.registers.cards import RegisterCard
from bot.services.registers.changes import Change
from bot.services.registers.entries import set_value
from bot.services.registers.follow import follow_registers
from bot.services.registers.operating import enter, foresee, operator_grounds
from bot.services.registers.registers import register_of_firm, register_of_place
from bot.services.registers.undoing import take_back
from bot.services.reminders.wording import Render
from bot.services.staff.units import open_unit
from bot.services.testing import testing
from bot.services.testing.replanning import firm_rules
from bot.services.testing.sampling import record_sampling
from bot.store.firms.firms import FirmCard, load_firm
from bot.store.firms.people import PersonCard
from bot.store.outbox import OUTBOX, PLACE
from bot.store.reminders.reminders import REMINDER
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from handlers.notices import overdue_reminders, reminders, rhythms
from handlers.notices.registers import follow_of
from policies.facts import FactValue
from policies.registers import Register
from policies.verdicts import Outcome
from tests.cases.district import CHINA, COUNTY, GROUND, RULES, TOWN, District

T = TypeVar("T")

STATE, LIST, LOOP = "area_state", "whitelist_status", "closed_loop"
RENDER = Render(
    RULES,
    CHINA,
    remind=reminders.remind,
    report=overdue_reminders.report_overdue,
    comes_back=rhythms.comes_back,
)
FOLLOW = follow_of(RENDER)
WHY = Grounds("县指挥部会议决定", SourceKind.MEETING)
TAG = re.compile(r"<[^>]+>")


@dataclass
class Office:
    its: District

    def __post_init__(self) -> None:
        defaults = {STATE: "normal", LOOP: False, "premises_closed": False}
        self.act(lambda uow: install_defaults(uow, [(COUNTY, defaults)]))

    def act(self, work: Callable[[UnitOfWork], T]) -> T:
        return self.its.act(work)

    def firm(self, region: str = TOWN, **facts: object) -> tuple[PersonCard, FirmCard]:
        known = {"subject_type": "enterprise", "sector": "industry"} | facts
        person = self.its.speaks_for_firm(region=region, **known)
        return person, self.act(lambda uow: load_firm(uow, int(person.firm_id or 0)))

    def samples(self, person: PersonCard, firm: FirmCard) -> None:
        def work(uow: UnitOfWork) -> None:
            rules = firm_rules(uow, RULES, CHINA, firm.id)
            group = testing.add_group(uow, person, rules, "ordinary", 12).group.id
            record_sampling(uow, person, [group], uow.now, rules)

        self.act(work)

    def clerk(self, role: str, sector: str | None = None, region: str = COUNTY) -> OfficerCard:
        """Somebody of a unit that is of this role."""
        chief = self.its.appointed(Appointment(RoleKind.ADMINISTRATOR, region), name="主任")
        unit = self.act(lambda uow: open_unit(uow, RULES, chief, region, role, f"单位{role}"))
        post = Appointment(RoleKind.UNIT, region, sector, unit.id)
        return self.its.appointed(post, name="单位经办")

    def card(self, officer: OfficerCard, fact: str, firm: FirmCard | None = None) -> RegisterCard:
        return self.act(lambda uow: self._card(uow, officer, fact, firm))

    def sets(
        self,
        officer: OfficerCard,
        fact: str,
        value: FactValue,
        firm: FirmCard | None = None,
        *,
        day: date | None = None,
        conditions: int = 0,
        seen: int | None = None,
        place: str = COUNTY,
        why: Grounds = WHY,
    ) -> int:
        def work(uow: UnitOfWork) -> int:
            card = self._card(uow, officer, fact, firm, place)
            change = Change(value, day, why, conditions, card.version if seen is None else seen)
            return set_value(uow, GROUND, card, change, f"officer:{officer.id}")

        return self.act(work)

    def operator_sets(self, register: Register, value: FactValue) -> int:
        """As the command line does: what was looked at is set."""

        def work(uow: UnitOfWork) -> int:
            grounds = operator_grounds("县指挥部会议决定", "会议纪要")
            return enter(uow, GROUND, foresee(uow, GROUND, register, COUNTY, value, grounds))

        return self.act(work)

    def undoes(self, officer: OfficerCard, entry_id: int) -> None:
        self.act(lambda uow: take_back(uow, GROUND, officer, entry_id))

    def applies(
        self, person: PersonCard, fact: str = LIST, words: str = "都备齐了"
    ) -> ApplicationFile:
        return self.act(lambda uow: apply_for(uow, RULES, person, fact, words))

    def ticks(self, batches: int = 100, size: int = 10) -> int:
        """So many batches of the walks that are due; how many steps they took."""
        done = 0
        for _ in range(batches):
            count = self.act(lambda uow: follow_registers(uow, FOLLOW, size))
            done += count
            if count == 0:
                break
        return done

    def outcome(self, firm: FirmCard, policy: str) -> Outcome:
        def work(uow: UnitOfWork) -> Outcome:
            profile = profile_of(uow, RULES, load_firm(uow, firm.id))
            today = uow.now.astimezone(CHINA).date()
            return judge(RULES, profile, today, only=[policy])[0].outcome

        return self.act(work)

    def heard(self, person: PersonCard | OfficerCard) -> list[str]:
        def work(uow: UnitOfWork) -> list[str]:
            rows = uow.connection.execute(
                select(OUTBOX).where(OUTBOX.c.chat_id == person.chat_id).order_by(OUTBOX.c.id)
            )
            payloads = [json.loads(uow.vault.open(PLACE, r.uid, r.payload)) for r in rows]
            return [TAG.sub("", payload["text"]) for payload in payloads]

        return self.act(work)

    def planned(self) -> list[str]:
        wanted = select(REMINDER).where(REMINDER.c.live).order_by(REMINDER.c.fire_on)
        rows = self.act(lambda uow: uow.connection.execute(wanted).all())
        return [f"{row.fire_on.astimezone(CHINA):%d %H:%M}" for row in rows]

    def _card(
        self,
        uow: UnitOfWork,
        officer: OfficerCard,
        fact: str,
        firm: FirmCard | None,
        place: str = COUNTY,
    ) -> RegisterCard:
        if firm is None:
            return register_of_place(uow, RULES, officer, fact, place, lock=True)
        return register_of_firm(uow, RULES, officer, fact, firm.id, lock=True)
