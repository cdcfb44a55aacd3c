"""A look at every case of a simulated month: has each clock somebody, and each case its dates?

Stricter than what ended well: it is asked at every tick, clock by clock. What firms are told of
dates that were not kept is listened to beside it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from sqlalchemy import func, select

from bot.domain.case_states import (
    CHECKING,
    HANDLING,
    UNSOLVED,
    UNTAKEN,
    WORKING,
    CaseAct,
    CaseStatus,
)
from bot.domain.case_terms import PROMISED, Clock, ClockKind, Clocks
from bot.domain.speech import Notice
from bot.domain.staff import Power
from bot.services.cases.cards import CaseCard
from bot.services.cases.clockwork import Rang
from bot.services.cases.routing import at_work, people_at
from bot.services.staff.absences import stands_in
from bot.services.staff.staff import officers_with
from bot.store.cases.cases import CASE
from bot.store.cases.clocks import CASE_CLOCK, clocks_of_cases
from bot.store.cases.desks import Desk
from bot.store.cases.staffing import Lying, cases_lying
from bot.store.cases.steps import CASE_EVENT
from bot.store.firms.firms import FIRM
from bot.store.firms.people import members_of
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork

LIVE: Final = frozenset(CaseStatus) - {CaseStatus.CLOSED}
LATE: Final = timedelta(minutes=31)
"""A clock that should have spoken so long ago and did not is stuck."""
BELLS: Final = frozenset({CaseAct.ESCALATE, CaseAct.REPEAT})
FIRMS: Final = frozenset({ClockKind.FIRM, ClockKind.SUPPLY})
AWAITED: Final = {
    CaseStatus.WAITING: ClockKind.SUPPLY,
    CaseStatus.RULING: ClockKind.RULING,
    CaseStatus.SOLVED: ClockKind.FIRM,
    CaseStatus.CALL: ClockKind.CALL,
    CaseStatus.CONFIRMED: ClockKind.CHECK,
}


@dataclass
class Looks:
    """What was seen so far.

    Attributes:
        clocks: How many running clocks were looked at.
        broken: How many dates that a firm was given were not kept, each counted once.
        bad: By what was wrong, how often; with the first time and case of each.
    """

    clocks: int = 0
    broken: int = 0
    bad: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[datetime, int]] = field(default_factory=dict)

    def look(self, uow: UnitOfWork) -> None:
        """At all that is not closed."""
        lying = cases_lying(uow.connection, LIVE)
        clocks = clocks_of_cases(uow.connection, [each.id for each in lying])
        people = _People(uow)
        about = _about(uow)
        for each in lying:
            status, region, sector, firm_id = about[each.id]
            case = _Case(each, status, region, sector, firm_id)
            running = clocks.get(each.id, {})
            self.clocks += sum(clock.due is not None for clock in running.values())
            for wrong in (*_ownerless(people, case, running), *_dateless(status, running)):
                self.bad[wrong] += 1
                self.first.setdefault(wrong, (uow.now, each.id))
        self.bad["stuck"] += _stuck(uow)

    def hear(self, now: datetime, rang: Sequence[Rang], notices: Sequence[Notice]) -> None:
        """What is said when clocks have spoken (aware): firms hear of each date first broken."""
        for each in (each for each in rang if each.act in BELLS):
            for kind, due in _broken(each.card):
                self.broken += 1
                if not all(_told(notices, each.card, owner.chat_id) for owner in each.card.owners):
                    wrong = f"firm not told: {kind} of {due:%m-%d %H:%M}"
                    self.bad[wrong] += 1
                    self.first.setdefault(wrong, (now, each.card.id))

    @property
    def gaps(self) -> dict[str, int]:
        """What was wrong, with the first case and moment of each; nothing, if nothing was."""
        return {
            f"{wrong}{self._where(wrong)}": count for wrong, count in sorted((+self.bad).items())
        }

    def _where(self, wrong: str) -> str:
        at, case_id = self.first.get(wrong, (None, 0))
        return f" (case {case_id}, {at:%m-%d %H:%M})" if at else ""


@dataclass(frozen=True)
class _Case:
    lying: Lying
    status: CaseStatus
    region: str
    sector: str | None
    firm_id: int


class _People:
    """Who can be reached now; each desk, officer and place is asked once."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        self.level: Callable[[int], int] = cache(self._level)
        self.at: Callable[[Desk], bool] = cache(self._at)
        self.there: Callable[[int], bool] = cache(self._there)
        self.holding: Callable[[Power, str, str | None], tuple[int, ...]] = cache(self._holding)
        self.firm: Callable[[int], bool] = cache(self._firm)
        self.handled = _handled(uow)

    def owns(self, kind: ClockKind, case: _Case) -> bool:
        """Whether somebody who can be reached has to do what this clock waits for, and may."""
        if kind in FIRMS:
            return self.firm(case.firm_id)
        if kind in {ClockKind.CALL, ClockKind.CHECK}:
            return self._checks(case)
        if case.status is CaseStatus.RULING:
            return self._rules(case)
        held = case.lying.held_by
        if case.status in WORKING and held is not None and self.there(held):
            return True
        if any(map(self.at, case.lying.desks)):
            return True
        return case.status is CaseStatus.OPEN and self._managed(case)

    def _rules(self, case: _Case) -> bool:
        level = self.level(case.lying.id)
        above = (desk for desk in case.lying.desks if desk.level > level)
        dispatching = self.holding(Power.CASE_DISPATCH, case.region, case.sector)
        return bool(dispatching) or any(map(self.at, above))

    def _checks(self, case: _Case) -> bool:
        able = self.holding(Power.CASE_CHECK, case.region, case.sector)
        return bool({*able} - self.handled[case.lying.id]) or self._managed(case)

    def _managed(self, case: _Case) -> bool:
        """Nobody is there to do it: somebody is told of it who can change that."""
        telling = (Power.CASE_DISPATCH, Power.STAFF_MANAGE)
        return any(self.holding(power, case.region, case.sector) for power in telling)

    def _at(self, desk: Desk) -> bool:
        return self._reached(people_at(self.uow, desk))

    def _there(self, officer_id: int) -> bool:
        found = stands_in(self.uow, officer_id, self.uow.now)
        return found is not None and self._reached([officer_by_id(self.uow, found)])

    def _holding(self, power: Power, region: str, sector: str | None) -> tuple[int, ...]:
        given = None if power is Power.STAFF_MANAGE else sector
        found = at_work(self.uow, officers_with(self.uow, power, region, given))
        return tuple(each.id for each in found if not each.blocked)

    def _firm(self, firm_id: int) -> bool:
        return any(not each.blocked for each in members_of(self.uow.connection, firm_id))

    def _level(self, case_id: int) -> int:
        wanted = select(CASE.c.level).where(CASE.c.id == case_id)
        return int(self.uow.connection.execute(wanted).scalar_one())

    @staticmethod
    def _reached(officers: Sequence[OfficerCard]) -> bool:
        return any(not officer.blocked for officer in officers)


def _broken(card: CaseCard) -> Iterator[tuple[ClockKind, datetime]]:
    """What its newest bell says is over for the first time; from the history alone."""
    *before, _ = (step.at for step in card.steps if step.act in BELLS)
    for each in card.missed:
        if each.kind in PROMISED and not any(at >= each.due for at in before):
            yield each.kind, each.due


def _told(notices: Sequence[Notice], card: CaseCard, chat_id: int) -> bool:
    """In a message of its own, or of several cases, the last of which may only be counted."""
    said = (each.view.html for each in notices if (each.bot, each.chat_id) == ("owner", chat_id))
    return any("超期" in text and (card.number in text or "件，见" in text) for text in said)


def _ownerless(people: _People, case: _Case, clocks: Clocks) -> Iterator[str]:
    for kind, clock in clocks.items():
        if clock.due is not None and not people.owns(kind, case):
            yield f"nobody: {kind} {case.status}"


def _dateless(status: CaseStatus, clocks: Clocks) -> Iterator[str]:
    """What the status waits for has a date, and so has the firm while nothing is solved."""
    wanted = [AWAITED[status]] if status in AWAITED else []
    wanted += [ClockKind.TAKE] if status in UNTAKEN else []
    wanted += [ClockKind.HANDLING] if status in UNSOLVED - {CaseStatus.WAITING} else []
    for kind in wanted:
        if not _runs(clocks.get(kind)):
            yield f"no date: {kind} {status}"
    words = [clocks.get(kind) for kind in (ClockKind.CONTACT, ClockKind.INTERIM)]
    if status in UNSOLVED and not any(map(_runs, words)):
        yield f"no word for the firm: {status}"


def _runs(clock: Clock | None) -> bool:
    return clock is not None and clock.due is not None


def _about(uow: UnitOfWork) -> dict[int, tuple[CaseStatus, str, str | None, int]]:
    wanted = select(CASE.c.id, CASE.c.status, FIRM.c.region, CASE.c.sector, CASE.c.firm_id)
    rows = uow.connection.execute(
        wanted.join(FIRM, FIRM.c.id == CASE.c.firm_id).where(CASE.c.status.in_(LIVE))
    )
    return {row.id: (CaseStatus(row.status), row.region, row.sector, row.firm_id) for row in rows}


def _handled(uow: UnitOfWork) -> defaultdict[int, set[int]]:
    """By case that waits for a check, every officer who may not check it."""
    event, found = CASE_EVENT.c, defaultdict[int, set[int]](set)
    wanted = select(event.case_id, event.by).join(CASE, CASE.c.id == event.case_id)
    theirs = (event.by_officer, event.act.in_(HANDLING), CASE.c.status.in_(CHECKING))
    for row in uow.connection.execute(wanted.where(*theirs).distinct()):
        found[row.case_id].add(row.by)
    return found


def _stuck(uow: UnitOfWork) -> int:
    late = CASE_CLOCK.c.fires_on < uow.now - LATE
    counted = select(func.count()).select_from(CASE_CLOCK).where(late)
    return int(uow.connection.execute(counted).scalar_one())
