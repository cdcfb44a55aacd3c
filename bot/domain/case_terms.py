"""What a clock of a case is, and the terms by which it runs, rests and warns."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.case_bells import on_grid
from bot.domain.worktime import Term, WorkTime


class ClockKind(StrEnum):
    """What must happen before a clock is due."""

    TAKE = "take"  # 受理: somebody on the desks takes it
    CONTACT = "contact"  # 首次联系
    INTERIM = "interim"  # 阶段性答复, with the date that was promised (一跟到底)
    HANDLING = "handling"  # 办结
    SUPPLY = "supply"  # 企业补充
    RULING = "ruling"  # 退单裁定
    FIRM = "firm"  # 企业确认
    CALL = "call"  # 电话回访
    CHECK = "check"  # 核查销号


PROMISED: Final = frozenset({ClockKind.CONTACT, ClockKind.INTERIM, ClockKind.HANDLING})
"""What a firm was given a date for; all of it is over once its case is solved."""
WARNED: Final = PROMISED | {ClockKind.RULING, ClockKind.CALL, ClockKind.CHECK}
"""Whoever has to do it is warned when a quarter of the term is left."""
LATE: Final = (*sorted(PROMISED), ClockKind.RULING, ClockKind.CALL, ClockKind.CHECK)
"""What is called overdue once it was missed, until it is done; nobody taking a case has a bell."""
WARN_LEFT: Final = 4
REMIND_LEFT: Final = 2
"""The firm is reminded once, half-way."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of a case; moments are aware UTC.

    Attributes:
        due: When it is over; None while it rests.
        left: How much of its term is left while it rests.
        warn_on: When somebody is warned or reminded; None if not, or if it was done.
        missed: The first date for the same thing that was not kept and started anew; it stays
            until the thing is done, whatever date applies now.
    """

    kind: ClockKind
    since: datetime
    due: datetime | None
    left: timedelta | None = None
    warn_on: datetime | None = None
    missed: datetime | None = None

    def missed_at(self, now: datetime) -> datetime | None:
        """The date that was not kept, as far as there is one by now (aware)."""
        over = self.due is not None and self.due <= now
        return self.missed or (self.due if over else None)

    @property
    def fires_on(self) -> datetime | None:
        """When something happens next."""
        return self.due if self.warn_on is None else self.warn_on


Clocks = Mapping[ClockKind, Clock]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one case: of its region, and of its urgency.

    Attributes:
        terms: Each kind of clock has one.
        work: When people work there.
        again: How long until a bell that changed nothing rings again, where that is longer.
    """

    terms: Mapping[ClockKind, Term]
    work: WorkTime
    again: Mapping[ClockKind, Term] = field(default_factory=dict)

    def start(
        self,
        kind: ClockKind,
        at: datetime,
        due: datetime | None = None,
        *,
        again: bool = False,
    ) -> Clock:
        """A clock that begins now.

        Args:
            due: The date that somebody promised instead.
            again: It was over, and nothing came of it.
        """
        term = self.again.get(kind, self.terms[kind]) if again else self.terms[kind]
        over = due or self.work.after(at, term)
        if again and not term.working:
            over = on_grid(at, term.length)
        # Whoever let it pass once knows of it.
        return Clock(kind, at, over, warn_on=None if again else self._warning(kind, at, over))

    def rest(self, clock: Clock, at: datetime) -> Clock:
        """It stands still."""
        if clock.due is None:
            return clock
        if self.terms[clock.kind].working:
            left = self.work.between(at, clock.due)
        else:
            left = max(clock.due - at, timedelta())
        return replace(clock, due=None, left=left, warn_on=None)

    def go_on(self, clock: Clock, at: datetime) -> Clock:
        """It runs again, with what was left."""
        if clock.due is not None or clock.left is None:
            return clock
        term = Term(clock.left, self.terms[clock.kind].working)
        due = self.work.after(at, term)
        return replace(clock, due=due, left=None, warn_on=self._warning(clock.kind, at, due))

    def _warning(self, kind: ClockKind, at: datetime, due: datetime) -> datetime | None:
        """When to say that it will be over: never on a day off for what runs on working days."""
        if kind is ClockKind.FIRM:
            return at + (due - at) / REMIND_LEFT
        if kind not in WARNED:
            return None
        if not self.terms[kind].working:
            return due - (due - at) / WARN_LEFT
        whole = self.work.between(at, due)
        return self.work.after(at, Term(whole - whole / WARN_LEFT, working=True))
