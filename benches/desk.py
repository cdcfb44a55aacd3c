"""A simulated month of a county's desk: does every case end, or lie with somebody, with a date?

Officers go on leave, owners fall silent, units refuse; the business clock runs over a public
holiday and its make-up days. Nothing here reaches past the services that the bots call.
"""

import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from benches.desk_office import Office, settled, staffed
from benches.figures import Figure, Size
from benches.places import place
from benches.rules import rulebase
from bot.domain.case_states import CaseStatus
from bot.domain.errors import Refusal
from bot.domain.speech import Notice
from bot.domain.workdays import is_working_day
from bot.services import case_closing, case_handling, case_lists, cases
from bot.services.case_clockwork import CaseClockwork, Rang, fire_clocks
from bot.services.case_lists import CaseLine, CaseList
from bot.services.case_moves import Said
from bot.services.case_opening import Matter, open_case
from bot.services.case_routing import people_at
from bot.services.errands import Ground
from bot.store.absences import add_absence
from bot.store.case_clocks import clocks_of_cases
from bot.store.case_desks import desks_of
from bot.store.cases import CASE, load_case
from bot.store.database import Database
from bot.store.officers import OfficerCard
from bot.store.people import PersonCard
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault

T = TypeVar("T")
Act = Callable[..., object]
ZONE = ZoneInfo("Asia/Shanghai")
BEGINS = datetime(2022, 9, 19, 0, 0, tzinfo=ZONE).astimezone(UTC)  # 国庆 and 调休 lie ahead
STEP = timedelta(minutes=30)
HOURS = range(8, 18)
"""People work in these hours; clocks ring whenever they are due."""
LEAVES = 0.02
URGENT = 0.05


@dataclass
class Month:
    """One county for some days; everything random is seeded.

    Attributes:
        told: How many messages the desk's clocks sent, and how many clocks they were about.
    """

    database: Database
    vault: Vault
    region: str
    random: Random
    now: datetime = BEGINS
    ground: Ground = field(default_factory=lambda: Ground(rulebase(), ZONE))
    told: Counter[str] = field(default_factory=Counter)

    def act(self, work: Callable[[UnitOfWork], T]) -> T:
        """One act, committed."""
        return self.database.run_sync(
            lambda connection: work(UnitOfWork(connection, self.vault, self.now, self._uid))
        )

    def tries(self, act: Act, *args: object) -> None:
        """An act of a service that may be refused, as a tap on a stale button is."""
        try:
            self.act(lambda uow: act(uow, self.ground, *args))
        except Refusal as refusal:
            self.told[f"refused: {refusal.code}"] += 1

    def listed(self, of: Callable[[UnitOfWork, Any], CaseList], who: object) -> Sequence[CaseLine]:
        """What somebody has in a list."""
        return self.act(lambda uow: of(uow, who)).lines

    def ring(self) -> None:
        """Let every clock that is due speak."""
        clockwork = CaseClockwork(self.ground, self._tell)
        while self.act(lambda uow: fire_clocks(uow, clockwork)):
            pass

    def _uid(self) -> str:
        return f"{self.random.getrandbits(128):032x}"

    def _tell(self, rang: Sequence[Rang], _: str) -> Iterable[Notice]:
        heard = {officer for each in rang for officer in (*each.officers, *each.above)}
        self.told["clocks"] += len(rang)
        self.told["messages to the desk"] += len(heard)
        return ()


def played(month: Month, firms: int, officers: int, problems: int, days: int) -> None:
    """A month from its first firm to its last evening."""
    rules = month.ground.rulebase
    office = month.act(lambda uow: staffed(uow, rules, month.region, officers))
    owners = [_settled(month, number) for number in range(firms)]
    quota = problems / sum(
        is_working_day((BEGINS + timedelta(days=n)).date()) for n in range(days)
    )
    end = BEGINS + timedelta(days=days)
    while month.now < end:
        month.ring()
        local = month.now.astimezone(ZONE)
        if is_working_day(local.date()) and local.hour in HOURS and local.minute == 0:
            _hour(month, office, owners, quota / len(HOURS))
        month.now += STEP


def _settled(month: Month, number: int) -> PersonCard:
    rules = month.ground.rulebase
    return month.act(lambda uow: settled(uow, rules, month.region, number, month.random))


def _hour(month: Month, office: Office, owners: Sequence[PersonCard], quota: float) -> None:
    random = month.random
    for _ in range(int(quota) + (random.random() < quota % 1)):
        _raise(month, random.choice(owners))
    for clerk in office.clerks:
        _works(month, office, clerk)
    for owner in random.sample(list(owners), k=max(len(owners) // 4, 1)):
        _hears(month, owner)
    for inspector in office.inspectors:
        _checks(month, inspector)
    if random.random() < LEAVES:
        _leaves(month, random.choice(office.clerks), random.choice(office.clerks))


def _raise(month: Month, owner: PersonCard) -> None:
    kinds = sorted(month.ground.rulebase.problems)
    matter = Matter(category=month.random.choice(kinds), urgent=month.random.random() < URGENT)
    month.tries(open_case, owner, "车被拦在卡口", matter)


def _works(month: Month, office: Office, clerk: OfficerCard) -> None:
    for line in month.listed(case_lists.unclaimed_cases, clerk)[:2]:
        month.tries(cases.claim_case, clerk, line.id)
    for line in month.listed(case_lists.cases_held_by, clerk):
        if line.status is CaseStatus.CLAIMED:
            _handles(month, office, clerk, line)
    for line in month.listed(case_lists.cases_to_do, clerk):
        if line.status is CaseStatus.RULING:
            unit = month.random.choice(office.units).id
            month.tries(case_handling.rule_case, clerk, line.id, unit)


def _handles(month: Month, office: Office, clerk: OfficerCard, line: CaseLine) -> None:
    dice, unit = month.random.random(), month.random.choice(office.units).id
    ways: tuple[tuple[float, Act, tuple[object, ...]], ...] = (
        (0.15, cases.answer_case, (Said("正在协调"),)),
        (0.35, cases.solve_case, (Said("已联系卡口放行"),)),
        (0.40, case_handling.ask_firm, ("请发车牌号",)),
        (0.45, case_handling.return_case, ("不是我们的职责", unit)),
        (0.47, case_handling.escalate_case, ("跨县，协调不了",)),
    )
    for most, act, words in ways:
        if dice < most:
            month.tries(act, clerk, line.id, *words)
            return


def _hears(month: Month, owner: PersonCard) -> None:
    dice = month.random.random()
    for line in month.listed(case_lists.unfinished_cases, owner):
        if line.status is CaseStatus.WAITING and dice < 0.7:
            month.tries(cases.add_note, owner, line.id, "车牌豫R12345")
        elif line.status is CaseStatus.SOLVED and dice < 0.45:
            month.tries(cases.confirm_case, owner, line.id)
        elif line.status is CaseStatus.SOLVED and dice < 0.55:
            month.tries(cases.deny_case, owner, line.id)


def _checks(month: Month, inspector: OfficerCard) -> None:
    for line in month.listed(case_lists.cases_to_check, inspector)[:4]:
        dice = month.random.random()
        if line.status is CaseStatus.CALL and dice < 0.3:
            month.tries(case_closing.missed_call, inspector, line.id, "无人接听")
        elif dice < 0.4:
            month.tries(case_closing.reopen_case, inspector, line.id, "企业说还没有放行")
        else:
            month.tries(case_closing.close_case, inspector, line.id, "电话核实过了")


def _leaves(month: Month, clerk: OfficerCard, deputy: OfficerCard) -> None:
    until = month.now + timedelta(days=month.random.randint(1, 7))
    stand_in = None if deputy.id == clerk.id else deputy.id

    def away(uow: UnitOfWork) -> None:
        add_absence(uow, clerk.id, uow.now, until, stand_in, reason="休假", made_by=clerk.id)

    month.act(away)


@dataclass(frozen=True)
class Ending:
    """How a month ended.

    Attributes:
        nobodys: Unfinished cases on no desk at which anybody sits: there must be none.
        dateless: Unfinished cases in which nothing is due: there must be none.
    """

    statuses: Counter[str]
    nobodys: int
    dateless: int


def ending(month: Month) -> Ending:
    """Count what became of every case."""

    def counted(uow: UnitOfWork) -> Ending:
        ids = list(uow.connection.execute(CASE.select().with_only_columns(CASE.c.id)).scalars())
        clocks = clocks_of_cases(uow.connection, ids)
        statuses: Counter[str] = Counter()
        nobodys = dateless = 0
        for case_id in ids:
            case = load_case(uow, case_id)
            assert case is not None
            statuses[case.state.status] += 1
            if case.state.status is CaseStatus.CLOSED:
                continue
            dateless += not any(clock.due for clock in clocks.get(case_id, {}).values())
            desks = desks_of(uow.connection, case_id)
            nobodys += not any(people_at(uow, desk) for desk in desks)
        return Ending(statuses, nobodys, dateless)

    return month.act(counted)


async def run(size: Size) -> AsyncIterator[Figure]:
    """2,000 firms, 40 officers and 3,000 cases in 30 days."""
    region = next(path for path, each in rulebase().regions.places.items() if each.ladder)
    with place("sqlite") as made:
        month = Month(Database(made.url), made.vault, region, Random(20220919))
        begun = time.perf_counter()
        shape = (size.of(2000, 20), size.of(40, 10), size.of(3000, 12), size.of(30, 2))
        played(month, *shape)
        seconds = time.perf_counter() - begun
        yield _figure(month, ending(month), seconds)
        month.database.close()


def _figure(month: Month, end: Ending, seconds: float) -> Figure:
    alone, cases = end.nobodys + end.dateless, sum(end.statuses.values())
    figures = {
        "with somebody and a date, or closed": cases - alone,
        "cases": cases,
        **{str(status): count for status, count in sorted(end.statuses.items())},
        **dict(sorted(month.told.items())),
        "seconds": round(seconds, 1),
    }
    return Figure("a month at the desk", figures, "cases", "all of them", alone == 0)
