"""Firms drawn by chance, with groups, pauses, cases and people, and who of them is in an audience.

Here an audience is read plainly, firm by firm, as the rest of the product sees a firm.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select, update

from bot.domain.audience_rules import (
    CaseHeld,
    CaseRule,
    FactRule,
    FactTest,
    PlaceRule,
    Rule,
    TestRule,
    TestState,
    VerdictRule,
)
from bot.domain.audiences import Audience
from bot.domain.case_states import DONE, CaseStatus
from bot.domain.members import Role
from bot.domain.parts import Part, dump_parts, oldest
from bot.domain.pauses import Pause
from bot.domain.staff import covers
from bot.services.audiences.choices import facts_asked, records_judged
from bot.services.duties.errands import Ground
from bot.services.firms.firms import judge, profile_of
from bot.services.regions import set_region_fact
from bot.services.testing.standing import GroupState, status_of
from bot.store.cases.cases import CASE
from bot.store.firms.firms import FirmCard, add_firm, put_facts
from bot.store.firms.people import MEMBERSHIP, PERSON, add_member, add_person
from bot.store.testing.pauses import PAUSE, NewPause, add_pause
from bot.store.testing.testing import GROUP, add_group, groups_of
from bot.store.uow import UnitOfWork
from policies.fact_values import dump_value
from policies.facts import Fact, FactType
from policies.samples import sample_values
from policies.verdicts import Outcome

COUNTY = "河南省/南阳市/方城县"
PLACES = (COUNTY, f"{COUNTY}/释之街道", f"{COUNTY}/杨集镇", "河南省/南阳市/社旗县", f"{COUNTY}_")
HOURS = (24, 48)


class Crowd:
    """Draws firms, and audiences that may be asked of them."""

    def __init__(self, ground: Ground, chance: Random) -> None:
        self.ground, self.chance = ground, chance
        self.facts = tuple(facts_asked(ground.rulebase))
        self.records = records_judged(ground.rulebase, COUNTY)
        every = list(ground.rulebase.records.values())
        self.samples = {each.id: sample_values(each, every) for each in self.facts}

    def settle(self, uow: UnitOfWork, count: int) -> list[FirmCard]:
        for place in PLACES[:2]:
            for fact in self.chance.sample(self.facts, 3):
                value = dump_value(fact, self.chance.choice(self.samples[fact.id]))
                set_region_fact(uow, place, fact.id, value, actor="system")
        people = [add_person(uow, 9000 + number, "zh") for number in range(count)]
        firms = [add_firm(uow, f"企业{n}", self.chance.choice(PLACES)) for n in range(count)]
        for firm in firms:
            put_facts(uow, firm.id, dict(self._known()), by_staff=self.chance.random() < 0.5)
            for person in self.chance.sample(people, self.chance.randrange(3)):
                add_member(uow, person.id, firm.id, self.chance.choice(list(Role)))
                now = self.chance.choice([person.firm_id, firm.id])
                speaks = update(PERSON).where(PERSON.c.id == person.id)
                uow.connection.execute(speaks.values(firm_id=now))
            for _ in range(self.chance.randrange(3)):
                self._group(uow, firm.id)
            self._pauses(uow, firm.id)
            for _ in range(self.chance.randrange(2)):
                self._case(uow, firm)
        return firms

    def audience(self) -> Audience:
        rules = tuple(self._rule() for _ in range(self.chance.randrange(3)))
        excluded = tuple(self._rule() for _ in range(self.chance.randrange(3)))
        roles = frozenset(self.chance.sample(list(Role), self.chance.randrange(3)))
        return Audience(COUNTY, rules, excluded, roles)

    def _known(self) -> Iterator[tuple[str, Any]]:
        for fact in self.facts:
            if self.chance.random() < 0.6:
                value = self.chance.choice([*self.samples[fact.id], None])
                yield fact.id, None if value is None else dump_value(fact, value)

    def _at(self, now: datetime, days: float) -> datetime:
        """A moment of the last days, often close to the edges of days and hours."""
        edge = self.chance.choice([timedelta(), timedelta(milliseconds=1)])
        whole = timedelta(hours=self.chance.randrange(int(days * 24)))
        exact = self.chance.random() < 0.5
        drawn = whole if exact else timedelta(minutes=self.chance.randrange(int(days * 1440)))
        return now - drawn + self.chance.choice([1, -1]) * edge

    def _group(self, uow: UnitOfWork, firm_id: int) -> None:
        group = add_group(uow, firm_id, "ordinary", 10, judged_on=uow.now.date())
        clocks = [self._at(uow.now, 4) for _ in range(self.chance.randrange(3))]
        parts = tuple(Part(at, 5) for at in sorted(set(clocks)))
        if not parts or self.chance.random() < 0.3:
            parts = (*parts, Part(None, 5))
        hourly, daily = self.chance.random() < 0.5, self.chance.random() < 0.5
        values = {
            "sampled_at": oldest(parts),
            "parts": dump_parts(parts) if len(parts) > 1 else None,
            "hours_policy": "O-1" if hourly else None,
            "duty_hours": self.chance.choice(HOURS) if hourly else None,
            "daily_policy": "O-2" if daily else None,
            "daily_since": self._at(uow.now, 5) if daily else None,
            "removed": self.chance.random() < 0.2,
        }
        uow.connection.execute(update(GROUP).where(GROUP.c.id == group.id).values(values))

    def _pauses(self, uow: UnitOfWork, firm_id: int) -> None:
        groups = select(GROUP.c.id).where(GROUP.c.firm_id == firm_id)
        scopes = [None, *uow.connection.execute(groups).scalars()]
        for _ in range(self.chance.choice([0, 0, 1, 2, 3])):
            begins = self._at(uow.now, 5)
            ends = begins + timedelta(hours=self.chance.choice([0, 12, 24, 48, 96, 130]))
            midnight = ends.astimezone(self.ground.zone).replace(hour=0, minute=0, second=0)
            if midnight > begins and self.chance.random() < 0.5:
                ends = midnight
            until = None if self.chance.random() < 0.1 else ends
            new = NewPause(firm_id, self.chance.choice(scopes), Pause(begins, until), None)
            made = add_pause(uow, new, 1, instead=())
            if self.chance.random() < 0.2:
                uow.connection.execute(update(PAUSE).where(PAUSE.c.id == made).values(live=False))

    def _case(self, uow: UnitOfWork, firm: FirmCard) -> None:
        row = {
            "uid": uow.new_uid(),
            "region": firm.region,
            "opened_on": "2022-07-15",
            "running": firm.id,
            "number": f"F-{firm.id}",
            "firm_id": firm.id,
            "opened_by": 1,
            "text": b"",
            "status": self.chance.choice(list(CaseStatus)),
            "opened_at": uow.now,
            "denials": 0,
        }
        uow.connection.execute(insert(CASE).values(row))

    def _rule(self) -> Rule:
        match self.chance.randrange(8):
            case 0:
                return PlaceRule(frozenset(self.chance.sample(PLACES[:3], 2)))
            case 1:
                return TestRule(self.chance.choice(list(TestState)))
            case 2:
                return TestRule(TestState.OVERDUE)
            case 3:
                return CaseRule(self.chance.choice(list(CaseHeld)))
            case 4:
                record = self.chance.choice(self.records)
                return VerdictRule(record.id, frozenset(self.chance.sample(list(Outcome), 3)))
            case _:
                return self._asks(self.chance.choice(self.facts))

    def _asks(self, fact: Fact) -> Rule:
        number = self.chance.choice([0, 49, 50, 100, 1000, 30_000])
        if fact.type in {FactType.INT, FactType.MONEY}:
            most = self.chance.choice([None, number, number + 500])
            return FactRule(fact.id, FactTest.BOUNDS, least=number, most=most)
        if fact.options and self.chance.random() < 0.8 and fact.type is not FactType.RECORDS:
            chosen = self.chance.sample(list(fact.options), self.chance.choice([1, 2]))
            return FactRule(fact.id, FactTest.ANY, frozenset(chosen))
        return FactRule(fact.id, self.chance.choice([FactTest.STATED, FactTest.UNSTATED]))


class Seen:
    """A firm as the rest of the product sees it now; everything is read and judged once."""

    def __init__(self, uow: UnitOfWork, ground: Ground, firm: FirmCard) -> None:
        self.firm = firm
        profile = profile_of(uow, ground.rulebase, firm)
        self.facts = profile.facts
        day = uow.now.astimezone(ground.zone).date()
        said = judge(ground.rulebase, profile, day)
        self.outcomes = {each.policy: each.outcome for each in said}
        groups = groups_of(uow.connection, firm.id)
        states = {status_of(each, uow.now, ground.zone).state for each in groups}
        self.tested = {
            TestState.GROUPS: bool(groups),
            TestState.NEVER: any(each.sampled_at is None for each in groups),
            TestState.OVERDUE: GroupState.OVERDUE in states,
        }
        wanted = select(CASE.c.status).where(CASE.c.firm_id == firm.id)
        statuses = uow.connection.execute(wanted).scalars()
        self.is_open = any(each not in DONE for each in statuses)

    def is_in(self, audience: Audience) -> bool:
        """Whether it is in an audience."""
        asked = all(self._holds(each) for each in audience.rules)
        without = not any(self._holds(each) for each in audience.excluded)
        return covers(audience.region, self.firm.region) and asked and without

    def _holds(self, rule: Rule) -> bool:
        match rule:
            case FactRule():
                return self._fact_holds(rule)
            case PlaceRule():
                return any(covers(each, self.firm.region) for each in rule.places)
            case TestRule():
                return self.tested[rule.state]
            case CaseRule():
                return self.is_open is (rule.state is CaseHeld.OPEN)
            case VerdictRule():
                return self.outcomes.get(rule.record) in rule.outcomes

    def _fact_holds(self, rule: FactRule) -> bool:
        value = self.facts.get(rule.fact)
        match rule.test:
            case FactTest.STATED:
                return value is not None
            case FactTest.UNSTATED:
                return value is None
            case FactTest.BOUNDS:
                least, most = rule.least or 0, rule.most
                return value is not None and least <= value and (most is None or value <= most)
        if isinstance(value, frozenset):
            return bool(value & rule.values)
        return (str(value).lower() if isinstance(value, bool) else value) in rule.values


def people_of(uow: UnitOfWork, audience: Audience, firms: set[int]) -> dict[int, int]:
    """Person → the firm for which they read it."""
    rows = uow.connection.execute(
        select(MEMBERSHIP.c.person_id, MEMBERSHIP.c.firm_id, MEMBERSHIP.c.role)
    ).all()
    people = uow.connection.execute(select(PERSON.c.id, PERSON.c.firm_id))
    speaking = {row.id: row.firm_id for row in people}
    found: dict[int, list[int]] = {}
    for row in rows:
        if row.firm_id in firms and (not audience.roles or row.role in audience.roles):
            found.setdefault(row.person_id, []).append(row.firm_id)
    return {
        person: now if (now := speaking[person]) in own else min(own)
        for person, own in found.items()
    }
