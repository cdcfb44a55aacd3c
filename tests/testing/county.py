"""A county for tests: firms, their people, an officer, and a clock to set."""

import json
import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, select

from benches.rules import rulebase
from bot.domain.pauses import Pause
from bot.domain.registers import Grounds
from bot.domain.speech import View
from bot.domain.staff import Appointment, RoleKind, general_posts
from bot.services.duties.errands import Errands, Ground
from bot.services.firms.firms import found_firm
from bot.services.regions import set_region_fact
from bot.services.registers.follow import follow_registers
from bot.services.registers.operating import enter, foresee, operator_grounds
from bot.services.registers.words import Followed, Reader, RegisterFollow
from bot.services.reminders.firing_all import fire_all
from bot.services.reminders.wording import Render
from bot.services.testing import pausing, sampling, testing, unsampling
from bot.services.testing.cards import Reminded, ReturnCard
from bot.services.testing.replanning import firm_rules, replan_region
from bot.services.testing.returning import fire_returns
from bot.services.testing.rhythms import SamplingRules
from bot.services.testing.standing import GroupStatus
from bot.store.assignments import add_assignment
from bot.store.database import Database
from bot.store.firms.firms import FirmCard, put_facts
from bot.store.firms.people import PersonCard, add_member, add_person
from bot.store.outbox import OUTBOX, PLACE
from bot.store.reminders.reminders import REMINDER
from bot.store.staff.officers import OfficerCard, add_officer
from bot.store.staff.staff import add_post
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault, new_key
from policies.facts import FactValue
from policies.registers import Register

T = TypeVar("T")

ZONE = ZoneInfo("Asia/Shanghai")
FANGCHENG = "河南省/南阳市/方城县"
RULES = rulebase()
CJK = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
CLAUSE = re.compile(r"(, [一二三四五六七八九十]+\([一二三四五六七八九十]+\))+$", re.MULTILINE)


def at(wall: str) -> datetime:
    """`"15 09:30"` is that moment of July 2022 in China."""
    return datetime.fromisoformat(f"2022-07-{wall}").replace(tzinfo=ZONE).astimezone(UTC)


def wall(moment: datetime) -> str:
    return moment.astimezone(ZONE).strftime("%d %H:%M")


def has_chinese(text: str) -> bool:
    """Whether there is a Chinese sign, the number of a clause apart."""
    return CJK.search(CLAUSE.sub("", text)) is not None


def _plain(message: Reminded, language: str) -> View:
    late = " late" if message.late else ""
    firm = f" {message.firm}" if message.firm else ""
    several = f" x{len(message.cards)}" if message.bundle else ""
    card = message.first
    whom = "" if card.due.whole else f" ({card.due.people})"
    return View(f"{language} {card.stage.name}{late} {wall(card.due.at)}{whom}{several}{firm}")


def _plain_report(messages: Sequence[Reminded], language: str) -> View:
    return View("\n".join(_plain(each, language).html for each in messages))


def _plain_return(card: ReturnCard, language: str) -> View:
    late = " late" if card.late else ""
    dues = "".join(f" {wall(each.due.at)}" for each in card.dues)
    return View(f"{language} return{late} {wall(card.returns_at)}:{dues}")


def _plain_told(told: Followed, reader: Reader) -> View:
    """What becomes of samplings; of a firm that only hears of its verdicts, how many change."""
    if told.rhythm is None:
        return View(f"{reader.language} {len(told.shifts)} since {wall(told.since)}")
    becomes = told.rhythm.becomes
    said = "+".join("daily" if each.daily else f"{each.hours}h" for each in becomes)
    groups = told.rhythm.groups
    return View(f"{reader.language} now {said} since {wall(told.since)} x{groups}")


def _plain_course(_: object, language: str) -> View:
    return View(f"{language} course")


PLAIN = Render(
    RULES,
    ZONE,
    remind=_plain,
    report=_plain_report,
    comes_back=_plain_return,
)
FOLLOW = RegisterFollow(PLAIN, _plain_told, _plain_course, _plain_course, _plain_course)
GROUND = Ground(RULES, ZONE)
GROUNDS = operator_grounds("县指挥部决定", "通知")


NO_ERRANDS = Errands(Ground(RULES, ZONE), {}, lambda view, _: view)


@dataclass(frozen=True)
class Message:
    bot: str
    chat_id: int
    text: str
    silent: bool


@dataclass
class County:
    """Every act is its own transaction, as in service."""

    database: Database
    now: datetime = field(default_factory=lambda: at("15 09:30"))
    vault: Vault = field(default_factory=lambda: Vault.from_settings(f"1:{new_key()}", new_key()))
    render: Render = PLAIN
    errands: Errands = NO_ERRANDS

    def __post_init__(self) -> None:
        self.declare("area_state", "normal")
        self.declare("closed_loop", False)

    def act(self, work: Callable[[UnitOfWork], T]) -> T:
        return self.database.run_sync(lambda connection: work(self.uow(connection)))

    def uow(self, connection: Connection) -> UnitOfWork:
        return UnitOfWork(connection, self.vault, self.now, lambda: uuid.uuid4().hex)

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)

    def declare(self, fact: str, value: object) -> None:
        def declared(uow: UnitOfWork) -> None:
            set_region_fact(uow, FANGCHENG, fact, value, actor="system")
            replan_region(uow, RULES, ZONE, FANGCHENG)

        self.act(declared)

    def person(self, chat_id: int, language: str = "zh") -> PersonCard:
        return self.act(lambda uow: add_person(uow, chat_id, language))

    def officer(
        self, chat_id: int, region: str = FANGCHENG, kinds: Sequence[RoleKind] = ()
    ) -> OfficerCard:
        posts = [Appointment(kind, region) for kind in kinds] or general_posts(region)

        def joined(uow: UnitOfWork) -> OfficerCard:
            officer = add_officer(uow, chat_id=chat_id, name="李", region=region, language="zh")
            for post in posts:
                add_post(uow, officer.id, post, confirmed=True)
            return officer

        return self.act(joined)

    def look_after(self, officer: OfficerCard, firm: FirmCard) -> None:
        """The firm becomes an officer's own."""

        def given(uow: UnitOfWork) -> None:
            add_assignment(
                uow, firm.id, officer.id, "lead", reason="分工", source="desk", made_by=None
            )

        self.act(given)

    def firm(
        self, *people: PersonCard, name: str = "示例纺织", region: str = FANGCHENG, **facts: object
    ) -> FirmCard:
        def founded(uow: UnitOfWork) -> FirmCard:
            firm = found_firm(uow, people[0], name, region)
            for person in people[1:]:
                add_member(uow, person.id, firm.id)
            known = {"subject_type": "enterprise", "role_groups": ["logistics", "ordinary"]}
            put_facts(uow, firm.id, known | facts)
            return firm

        return self.act(founded)

    def group(
        self, person: PersonCard, firm: FirmCard, post: str = "ordinary", size: int | None = 12
    ) -> int:
        def made(uow: UnitOfWork) -> int:
            rules = firm_rules(uow, RULES, ZONE, firm.id)
            return testing.add_group(uow, person, rules, post, size).group.id

        return self.act(made)

    def sample(
        self, person: PersonCard, group_id: int, moment: datetime, *, correct: bool = False
    ) -> sampling.Recorded:
        def recorded(uow: UnitOfWork) -> sampling.Recorded:
            rules = self.rules_of_group(uow, person, group_id)
            return sampling.record_sampling(
                uow, person, [group_id], moment, rules, correct=correct
            )[0]

        return self.act(recorded)

    def rules_of_group(self, uow: UnitOfWork, person: PersonCard, group_id: int) -> SamplingRules:
        firm_id = testing.own_group(uow, person, group_id).firm_id
        return firm_rules(uow, RULES, ZONE, firm_id)

    def sample_some(
        self,
        person: PersonCard,
        group_id: int,
        clock: datetime | None,
        count: int | None,
        moment: datetime | None = None,
    ) -> sampling.Recorded:
        some = sampling.Some(clock, count)

        def recorded(uow: UnitOfWork) -> sampling.Recorded:
            rules = self.rules_of_group(uow, person, group_id)
            return sampling.record_some(uow, person, group_id, some, moment or uow.now, rules)

        return self.act(recorded)

    def undo(self, person: PersonCard, sampling_id: int) -> unsampling.Undone:
        def undone(uow: UnitOfWork) -> unsampling.Undone:
            _, group = unsampling.own_sampling(uow, person, sampling_id)
            rules = firm_rules(uow, RULES, ZONE, group.firm_id)
            return unsampling.undo_sampling(uow, person, sampling_id, rules)

        return self.act(undone)

    def pause(
        self,
        person: PersonCard,
        firm: FirmCard,
        starts: str,
        ends: str | None,
        group_id: int | None = None,
    ) -> pausing.Paused:
        span = Pause(at(starts), None if ends is None else at(ends))

        def paused(uow: UnitOfWork) -> pausing.Paused:
            rules = firm_rules(uow, RULES, ZONE, firm.id)
            return pausing.set_pause(uow, person, rules, group_id, span)

        return self.act(paused)

    def resume(
        self, person: PersonCard, firm: FirmCard, pause_id: int, moment: datetime
    ) -> pausing.Paused:
        return self.act(
            lambda uow: pausing.end_pause(
                uow, person, firm_rules(uow, RULES, ZONE, firm.id), pause_id, moment
            )
        )

    def unpause(self, person: PersonCard, firm: FirmCard, pause_id: int) -> pausing.Paused:
        return self.act(
            lambda uow: pausing.undo_pause(
                uow, person, firm_rules(uow, RULES, ZONE, firm.id), pause_id
            )
        )

    def proclaim(self, fact: str, value: FactValue) -> None:
        """Set a register of the county as the operator does: whom it concerns is told."""
        register = RULES.registers.find(fact, FANGCHENG)
        assert register is not None
        self.enters(register, value)

    def enters(self, register: Register, value: FactValue, grounds: Grounds = GROUNDS) -> None:
        """Set a register as the operator does, and let ticks walk over the firms."""

        def entered(uow: UnitOfWork) -> None:
            ahead = foresee(uow, GROUND, register, FANGCHENG, value, grounds)
            enter(uow, GROUND, ahead)

        self.act(entered)
        while self.act(lambda uow: follow_registers(uow, FOLLOW, limit=10)):
            pass

    def put_off(self, person: PersonCard, group_id: int) -> datetime:
        def put_off(uow: UnitOfWork) -> datetime:
            group = testing.own_group(uow, person, group_id)
            quiet = firm_rules(uow, RULES, ZONE, group.firm_id).quiet
            return testing.put_off(uow, person, group_id, quiet)

        return self.act(put_off)

    def overview(self, firm: FirmCard) -> list[GroupStatus]:
        return self.act(lambda uow: testing.overview(uow, firm_rules(uow, RULES, ZONE, firm.id)))

    def fire(self, limit: int = 500) -> int:
        return self.act(lambda uow: fire_all(uow, self.errands, self.render, limit))

    def fire_returns(self) -> int:
        return self.act(lambda uow: fire_returns(uow, self.render))

    def fire_all(self) -> None:
        while self.fire():
            pass

    def planned(self, group_id: int) -> list[str]:
        wanted = select(REMINDER).where(REMINDER.c.group_id == group_id, REMINDER.c.live)
        rows = self.act(
            lambda uow: uow.connection.execute(wanted.order_by(REMINDER.c.fire_on)).all()
        )
        return [f"{row.stage} {wall(row.fire_on)}" for row in rows]

    def said(self) -> list[Message]:
        """Everything that was queued, in order."""

        def opened(uow: UnitOfWork) -> Sequence[Message]:
            rows = uow.connection.execute(select(OUTBOX).order_by(OUTBOX.c.id))
            return [self._message(row) for row in rows]

        return list(self.act(opened))

    def heard(self, chat_id: int) -> list[str]:
        return [message.text for message in self.said() if message.chat_id == chat_id]

    def _message(self, row: Row[Any]) -> Message:
        payload = json.loads(self.vault.open(PLACE, row.uid, row.payload))
        silent = payload.get("disable_notification", False)
        return Message(row.bot, row.chat_id, payload["text"], silent)
