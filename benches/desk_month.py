"""What happens at a county's desk, hour by hour, through the services that the bots call.

Officers go on leave and block the bot, whole units are given up, owners fall silent, units refuse,
common issues are answered; the business clock runs over a public holiday and its make-up days.
After each tick everything is looked at: see `desk_looks`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from benches.desk_ending import Seen, letters_of, seen_now
from benches.desk_looks import Looks
from benches.desk_office import Office
from benches.desk_staff import Staff, blocked
from benches.rules import rulebase
from bot.domain.case_states import CaseStatus, CheckWay
from bot.domain.errors import Refusal
from bot.domain.issues import LEAST
from bot.domain.speech import Notice, View
from bot.domain.workdays import is_working_day
from bot.services import case_closing, case_handling, case_lists, cases
from bot.services.case_cards import CaseCard
from bot.services.case_clockwork import CaseClockwork, Rang, fire_clocks
from bot.services.case_lists import CaseLine, CaseList
from bot.services.case_moves import Said
from bot.services.case_opening import Matter, open_case
from bot.services.case_waiting import Waiting, fire_bells
from bot.services.case_watch import CaseWatch, Watched, look_after, look_around
from bot.services.errands import Ground
from bot.services.issue_answering import carry_out_answers
from bot.services.issue_answers import answer_issue
from bot.services.issue_leads import name_lead, possible_leads
from bot.services.issue_linking import open_issue
from bot.store.database import Database
from bot.store.officers import OfficerCard
from bot.store.people import PersonCard
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from bot.store.workload import cases_held
from handlers.notices.case_moved import tell_of as tell_of_moved
from handlers.notices.case_rings import tell_of
from handlers.notices.case_waiting import bells_of
from handlers.notices.issues import answering_of

T = TypeVar("T")
Act = Callable[..., CaseCard]
Listing = Callable[[UnitOfWork, Any], CaseList]
Done = Callable[[Seen | int], None]
"""Told of a case as an act left it, or how many letters there are, after it was committed."""

ZONE = ZoneInfo("Asia/Shanghai")
BEGINS = datetime(2022, 9, 19, 0, 0, tzinfo=ZONE).astimezone(UTC)  # 国庆 and 调休 lie ahead
STEP = timedelta(minutes=30)
STEPS_A_DAY = 48
HOURS = range(8, 18)
"""People work in these hours; clocks ring whenever they are due."""
LEAVES = 0.02
GIVEN_UP = 0.03
"""In an hour: everybody in a unit goes, and nobody is named to take over."""
BLOCKS = 0.03
LINKS = 0.05
LINKED = 4
PILE_STEP = 20
"""On the first morning one clerk takes many cases at once, and soon leaves for good."""
URGENT = 0.05


@dataclass
class Month:
    """One county's desk. Every half hour has dice of its own, so that it can be played again.

    Attributes:
        hourly: Problems in an hour of work.
        pile: How many cases one clerk takes at once who then leaves for good.
        told: How many messages the clocks sent to the desk, and how many clocks they were about.
        daily: By chat and day, how often an officer was told of what waits.
        looks: Who has what, looked at during the month.
    """

    database: Database
    vault: Vault
    office: Office
    owners: Sequence[PersonCard]
    hourly: float
    seed: int
    pile: int = 60
    done: Done = lambda _: None
    told: Counter[str] = field(default_factory=Counter)
    daily: Counter[tuple[int, date]] = field(default_factory=Counter)
    looks: Looks = field(default_factory=Looks)
    watched: Watched = field(default_factory=Watched)
    ground: Ground = field(default_factory=lambda: Ground(rulebase(), ZONE))
    now: datetime = BEGINS
    random: Random = field(default_factory=Random)

    def play(self, step: int) -> None:
        """The half hour with this number."""
        self.now, self.random = BEGINS + step * STEP, Random(f"{self.seed} {step}")
        self._ring()
        self._act(self.looks.look)
        local = self.now.astimezone(ZONE)
        if is_working_day(local.date()) and local.hour in HOURS and local.minute == 0:
            self._hour()
            if step == PILE_STEP:
                self._piles()
        elif step == PILE_STEP + 1:
            self._goes()
        self._ring()  # the tick that follows two seconds later
        self._act(self.looks.look)

    def _act(self, work: Callable[[UnitOfWork], T]) -> T:
        return self.database.run_sync(lambda connection: work(self._uow(connection)))

    def _uow(self, connection: Any) -> UnitOfWork:
        return UnitOfWork(connection, self.vault, self.now, self._uid)

    def _uid(self) -> str:
        return f"{self.random.getrandbits(128):032x}"

    def _tries(self, act: Act, *args: object) -> None:
        """An act of a service that may be refused, as a tap on a stale button is."""

        def acted(uow: UnitOfWork) -> Seen:
            return seen_now(uow, act(uow, self.ground, *args).id)

        try:
            self.done(self._act(acted))
        except Refusal as refusal:
            self.told[f"refused: {refusal.code}"] += 1

    def _listed(self, of: Listing, who: object) -> Sequence[CaseLine]:
        return self._act(lambda uow: of(uow, who)).lines

    def _watch(self) -> None:
        """As `bot.ticks` does, before any clock speaks."""
        watch = CaseWatch(self.ground, tell_of_moved(self.ground.rulebase))
        watched = self._act(lambda uow: look_around(uow, self.watched))
        self.told["moved by a tick"] += self._act(
            lambda uow: look_after(uow, watch, watched.waiting)
        )
        self.watched = replace(watched, waiting=[])

    def _ring(self) -> None:
        self._watch()
        answering = answering_of(self.ground)
        while self._act(lambda uow: carry_out_answers(uow, answering, 10)):
            pass
        clockwork = CaseClockwork(self.ground, self._tell)
        while self._act(lambda uow: fire_clocks(uow, clockwork)):
            pass
        words = bells_of(self.ground)
        bells = replace(words, say=lambda waiting: self._repeated(words.say, waiting))
        while self._act(lambda uow: fire_bells(uow, bells)):
            pass
        self.done(self._act(letters_of))

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
        silent = {each.id for each in self._act(blocked)}
        for clerk in self.office.clerks:
            if clerk.id not in silent:  # who taps is reached again
                self._works(clerk)
        for owner in dice.sample(list(self.owners), k=max(len(self.owners) // 4, 1)):
            self._hears(owner)
        for inspector in self.office.inspectors:
            if inspector.id not in silent:
                self._checks(inspector)
        self._staff()

    def _staff(self) -> None:
        dice = self.random
        staff = Staff(self.office, self.ground, self.told, dice)
        self._act(staff.come_back)
        if dice.random() < LEAVES:
            self._act(lambda uow: staff.goes(uow, dice.choice(self.office.clerks)))
        if dice.random() < BLOCKS:
            self._act(lambda uow: staff.blocks(uow, dice.choice(self.office.people)))
        if dice.random() < LINKS:
            self._links(self.office.clerks[-1])
        if dice.random() < GIVEN_UP:
            self._act(lambda uow: staff.gives_up(uow, dice.choice(self.office.units)))

    def _piles(self) -> None:
        """More cases than anybody should have, all in the hand of one clerk."""
        owner = self.owners[0]
        for _ in range(self.pile):
            self._tries(open_case, owner, "车被拦在卡口", Matter())
        clerk = max(
            self.office.clerks,
            key=lambda each: len(self._listed(case_lists.unclaimed_cases, each)),
        )
        for _ in range(self.pile):
            for line in self._listed(case_lists.unclaimed_cases, clerk):
                self._tries(cases.claim_case, clerk, line.id)

    def _goes(self) -> None:
        def gone(uow: UnitOfWork) -> None:
            staff = Staff(self.office, self.ground, self.told, self.random)
            held = cases_held(uow.connection, [each.id for each in self.office.clerks])
            staff.leaves(uow, max(self.office.clerks, key=lambda each: held[each.id]))

        self._act(gone)

    def _links(self, chief: OfficerCard) -> None:
        """One cause, one answer for all, by whoever leads."""
        lines = self._listed(case_lists.unclaimed_cases, chief)[:LINKED]
        day = self.now.astimezone(ZONE).date() + timedelta(days=1)

        def linked(uow: UnitOfWork) -> None:
            ids = [line.id for line in lines]
            issue = open_issue(uow, self.ground, chief, ids, "南环卡口")
            _, leads = possible_leads(uow, chief, issue.id)
            lead = self.random.choice(leads)
            name_lead(uow, chief, issue.id, lead.id)
            answer_issue(uow, self.ground, lead, issue.id, "正在协调", day)

        if len(lines) < LEAST:
            return
        try:
            self._act(linked)
            self.told["common issues"] += 1
        except Refusal as refusal:
            self.told[f"refused: {refusal.code}"] += 1

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
                self._tries(case_handling.rule_case, clerk, line.id, unit, "归他们管")

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
