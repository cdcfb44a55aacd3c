"""What happens at a county's desk, hour by hour, through the services that the bots call.

Officers go on leave, whole units are given up, owners fall silent, units refuse; the business
clock runs over a public holiday and its make-up days.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from benches.desk_office import Office
from benches.rules import rulebase
from bot.domain.case_states import CaseStatus, CheckWay
from bot.domain.errors import Refusal
from bot.domain.speech import Notice, View
from bot.domain.workdays import is_working_day
from bot.services import case_closing, case_handling, case_lists, cases
from bot.services.case_absence import place_left
from bot.services.case_cards import CaseCard
from bot.services.case_clockwork import CaseClockwork, Rang, fire_clocks
from bot.services.case_lists import CaseLine, CaseList
from bot.services.case_moves import Said
from bot.services.case_opening import Matter, open_case
from bot.services.case_waiting import Waiting, fire_bells
from bot.services.departures import depart
from bot.services.errands import Ground
from bot.store.absences import add_absence
from bot.store.case_steps import steps_of
from bot.store.database import Database
from bot.store.officers import OfficerCard
from bot.store.people import PersonCard
from bot.store.staff import holders_in_unit
from bot.store.units import UnitCard
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from handlers.notices.case_rings import tell_of
from handlers.notices.case_waiting import bells_of

T = TypeVar("T")
Act = Callable[..., CaseCard]
Listing = Callable[[UnitOfWork, Any], CaseList]
Done = Callable[[int, int], None]
"""Told of a case, and of how many steps its history had when the act was committed."""

ZONE = ZoneInfo("Asia/Shanghai")
BEGINS = datetime(2022, 9, 19, 0, 0, tzinfo=ZONE).astimezone(UTC)  # 国庆 and 调休 lie ahead
STEP = timedelta(minutes=30)
STEPS_A_DAY = 48
HOURS = range(8, 18)
"""People work in these hours; clocks ring whenever they are due."""
LEAVES = 0.02
GIVEN_UP = 0.03
"""In an hour: everybody in a unit goes, and nobody is named to take over."""
URGENT = 0.05


@dataclass
class Month:
    """One county's desk. Every half hour has dice of its own, so that it can be played again.

    Attributes:
        hourly: Problems in an hour of work.
        told: How many messages the clocks sent to the desk, and how many clocks they were about.
        daily: By chat and day, how often an officer was told of what waits.
    """

    database: Database
    vault: Vault
    office: Office
    owners: Sequence[PersonCard]
    hourly: float
    seed: int
    done: Done = lambda _, __: None
    told: Counter[str] = field(default_factory=Counter)
    daily: Counter[tuple[int, date]] = field(default_factory=Counter)
    ground: Ground = field(default_factory=lambda: Ground(rulebase(), ZONE))
    now: datetime = BEGINS
    random: Random = field(default_factory=Random)

    def play(self, step: int) -> None:
        """The half hour with this number."""
        self.now, self.random = BEGINS + step * STEP, Random(f"{self.seed} {step}")
        self._ring()
        local = self.now.astimezone(ZONE)
        if is_working_day(local.date()) and local.hour in HOURS and local.minute == 0:
            self._hour()

    def _act(self, work: Callable[[UnitOfWork], T]) -> T:
        return self.database.run_sync(lambda connection: work(self._uow(connection)))

    def _uow(self, connection: Any) -> UnitOfWork:
        return UnitOfWork(connection, self.vault, self.now, self._uid)

    def _uid(self) -> str:
        return f"{self.random.getrandbits(128):032x}"

    def _tries(self, act: Act, *args: object) -> None:
        """An act of a service that may be refused, as a tap on a stale button is."""

        def acted(uow: UnitOfWork) -> tuple[int, int]:
            card = act(uow, self.ground, *args)
            return card.id, len(steps_of(uow, card.id))

        try:
            self.done(*self._act(acted))
        except Refusal as refusal:
            self.told[f"refused: {refusal.code}"] += 1

    def _listed(self, of: Listing, who: object) -> Sequence[CaseLine]:
        return self._act(lambda uow: of(uow, who)).lines

    def _ring(self) -> None:
        clockwork = CaseClockwork(self.ground, self._tell)
        while self._act(lambda uow: fire_clocks(uow, clockwork)):
            pass
        words = bells_of(self.ground)
        bells = replace(words, say=lambda waiting: self._repeated(words.say, waiting))
        while self._act(lambda uow: fire_bells(uow, bells)):
            pass

    def _repeated(self, say: Callable[[Waiting], View], waiting: Waiting) -> View:
        self.told["messages of what waits"] += 1
        self.daily[waiting.officer.chat_id, self.now.astimezone(ZONE).date()] += 1
        return say(waiting)

    def _tell(self, rang: Sequence[Rang], key: str) -> Iterable[Notice]:
        notices = list(tell_of(self.ground.rulebase, ZONE)(rang, key))
        self.told["clocks"] += len(rang)
        self.told["messages to the desk"] += sum(each.bot == "desk" for each in notices)
        return notices

    def _hour(self) -> None:
        dice = self.random
        for _ in range(int(self.hourly) + (dice.random() < self.hourly % 1)):
            self._raises(dice.choice(self.owners))
        for clerk in self.office.clerks:
            self._works(clerk)
        for owner in dice.sample(list(self.owners), k=max(len(self.owners) // 4, 1)):
            self._hears(owner)
        for inspector in self.office.inspectors:
            self._checks(inspector)
        if dice.random() < LEAVES:
            self._leaves(dice.choice(self.office.clerks), dice.choice(self.office.clerks))
        if dice.random() < GIVEN_UP:
            self._gives_up(dice.choice(self.office.units))

    def _raises(self, owner: PersonCard) -> None:
        kind = self.random.choice(sorted(self.ground.rulebase.problems))
        matter = Matter(category=kind, urgent=self.random.random() < URGENT)
        self._tries(open_case, owner, "车被拦在卡口", matter)

    def _works(self, clerk: OfficerCard) -> None:
        for line in self._listed(case_lists.unclaimed_cases, clerk)[:2]:
            self._tries(cases.claim_case, clerk, line.id)
        for line in self._listed(case_lists.cases_held_by, clerk):
            if line.status is CaseStatus.CLAIMED:
                self._handles(clerk, line)
        for line in self._listed(case_lists.cases_to_do, clerk):
            if line.status is CaseStatus.RULING:
                unit = self.random.choice(self.office.units).id
                self._tries(case_handling.rule_case, clerk, line.id, unit)

    def _handles(self, clerk: OfficerCard, line: CaseLine) -> None:
        dice, unit = self.random.random(), self.random.choice(self.office.units).id
        ways: tuple[tuple[float, Act, tuple[object, ...]], ...] = (
            (0.15, cases.answer_case, (Said("正在协调"),)),
            (0.35, cases.solve_case, (Said("已联系卡口放行"),)),
            (0.40, case_handling.ask_firm, ("请发车牌号",)),
            (0.45, case_handling.return_case, ("不是我们的职责", unit)),
            (0.47, case_handling.escalate_case, ("跨县，协调不了",)),
        )
        way = next(((act, words) for most, act, words in ways if dice < most), None)
        if way is not None:
            self._tries(way[0], clerk, line.id, *way[1])

    def _hears(self, owner: PersonCard) -> None:
        dice = self.random.random()
        for line in self._listed(case_lists.unfinished_cases, owner):
            if line.status is CaseStatus.WAITING and dice < 0.7:
                self._tries(cases.add_note, owner, line.id, "车牌豫R12345")
            elif line.status is CaseStatus.SOLVED and dice < 0.45:
                self._tries(cases.confirm_case, owner, line.id)
            elif line.status is CaseStatus.SOLVED and dice < 0.55:
                self._tries(cases.deny_case, owner, line.id)

    def _checks(self, inspector: OfficerCard) -> None:
        for line in self._listed(case_lists.cases_to_check, inspector)[:4]:
            dice = self.random.random()
            if line.status is CaseStatus.CALL and dice < 0.3:
                self._tries(case_closing.missed_call, inspector, line.id, "无人接听")
            elif dice < 0.4:
                self._tries(case_closing.reopen_case, inspector, line.id, "企业说还没有放行")
            else:
                found = (CheckWay.PHONE, "电话问过企业，已经放行")
                self._tries(case_closing.close_case, inspector, line.id, *found)

    def _leaves(self, clerk: OfficerCard, deputy: OfficerCard) -> None:
        until = self.now + timedelta(days=self.random.randint(1, 7))
        stand_in = None if deputy.id == clerk.id else deputy.id

        def away(uow: UnitOfWork) -> None:
            add_absence(uow, clerk.id, uow.now, until, stand_in, reason="休假", made_by=clerk.id)

        self._act(away)

    def _gives_up(self, unit: UnitCard) -> None:
        def gone(uow: UnitOfWork) -> tuple[int, int]:
            clerks, moved = holders_in_unit(uow, unit.id), 0
            for clerk in clerks:
                depart(uow, self.office.administrator, clerk.id, None)
                moved += len(place_left(uow, self.ground, clerk.id))
            return len(clerks), moved

        clerks, moved = self._act(gone)
        self.told["left for good"] += clerks
        self.told["cases moved on"] += moved
