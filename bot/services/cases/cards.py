"""What people see of a case: the same for both sides; views choose from it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.domain.case_missed import Missed, is_of_bell, missed_in
from bot.domain.case_states import FREEING, VERDICTS, CaseAct, CaseStatus, CheckWay
from bot.domain.case_terms import ClockKind, Clocks
from bot.services.cases.circle import Holder, Recipient
from bot.services.firms.sheets import FirmSheet
from bot.services.staff.duty_phones import DutyPhone
from bot.store.cases.ratings import RatingCard
from bot.store.files.files import Taken
from bot.store.issues.issues import IssueRecord

_STAYING: Final = frozenset(
    {
        CaseAct.ANSWER,
        CaseAct.DEPART,
        CaseAct.CORRECT,
        CaseAct.REWORD,
        CaseAct.CLAIM,  # a deputy, or a colleague who has it in hand from here on
        CaseAct.JOIN,
        CaseAct.LINK,
        CaseAct.PART,
        CaseAct.PROMISE,
        CaseAct.REFER,
        CaseAct.REMARK,
        CaseAct.REPEAT,
    }
)
"""A question to the firm goes on waiting through these."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a case.

    Attributes:
        name: The officer's; None for what the firm or a clock did.
        unit: The unit that the step names or proposes.
        level: The rung at which the case was then.
        until: What was promised (aware UTC); with `clock` the date that was not kept.
        by_clock: Nobody did it: a term was over.
        clock: Which term it was.
        way: How an inspector checked it.
        to: Name of the colleague to whom it was handed.
    """

    act: CaseAct
    at: datetime
    text: str | None
    name: str | None
    unit: str | None = None
    level: int | None = None
    until: datetime | None = None
    by_clock: bool = False
    clock: ClockKind | None = None
    way: CheckWay | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case with everybody whom it concerns.

    Args:
        about: The id of the policy that it is about, if it came from a verdict.
        result: What the officer wrote last when solving it.
        owners: Members of the firm who can be reached.
        officers: Whom the firm's news go to: whoever has it in hand or stands in for them, or
            while there is none that can be reached, everybody at its desks.
        files: What either side sent, locations left out: those are in the words.
        category: The id of the kind of problem, as far as it is known.
        urgent: It cannot wait.
        level: The highest rung of the ladder that has it.
        units: Names of the units and officers on whose desks it lies, the lowest rung first.
        phones: The numbers of those units, and of those in charge, as staff keep them.
        top: Those of them on its highest rung.
        people: Those of them that are names of officers.
        staffed: Those of them at which somebody can be reached now.
        clocks: What runs.
        beside: Who sits at other desks on which it lies than its holder's.
        deciders: Who says whose it is, while it waits for that; who sees to an inspector, while
            it waits for one and none is there.
        managers: The administrators who see to an inspector then, where nobody dispatches.
        inspectors: Who may check it, while it waits for that.
        all_handled: It waits for that, and no inspector may: every one in reach handled it.
        rating: What the firm said of it afterwards.
        issue: The common issue that it belongs to: for the desk alone.
        below: The chats at its desks that only read it: it is for those above to take.
        handled: Officers who handled it, by their ids: none of them checks it.
        former: Officers who had it in hand and have it no more, while somebody has it.
    """

    id: int
    number: str
    status: CaseStatus
    text: str
    about: str | None
    firm: FirmSheet
    opened_at: datetime
    holder: Holder | None
    result: str | None
    steps: tuple[Step, ...]
    owners: tuple[Recipient, ...]
    officers: tuple[Recipient, ...]
    files: tuple[Taken, ...] = ()
    category: str | None = None
    urgent: bool = False
    level: int = 0
    units: tuple[str, ...] = ()
    phones: tuple[DutyPhone, ...] = ()
    top: tuple[str, ...] = ()
    people: frozenset[str] = frozenset()
    staffed: tuple[str, ...] = ()
    clocks: Clocks = field(default_factory=dict)
    beside: tuple[Recipient, ...] = ()
    deciders: tuple[Recipient, ...] = ()
    managers: tuple[Recipient, ...] = ()
    inspectors: tuple[Recipient, ...] = ()
    all_handled: bool = False
    rating: RatingCard | None = None
    issue: IssueRecord | None = None
    below: frozenset[int] = frozenset()
    handled: frozenset[int] = frozenset()
    former: frozenset[int] = frozenset()

    @property
    def handed_to(self) -> str | None:
        """The colleague who was given it and has not taken it yet."""
        freeing = [step for step in self.steps if step.act in FREEING]
        waits = self.status is CaseStatus.ASSIGNED and freeing
        return freeing[-1].to if waits else None

    @property
    def missed(self) -> tuple[Missed, ...]:
        """What was not kept in time and is not done since, the longest overdue first."""
        return missed_in(self.clocks, self.firm.now)

    @property
    def calls(self) -> int:
        """How often the firm was called in vain since it was last asked whether it is solved."""
        silent = [number for number, step in enumerate(self.steps) if step.act is CaseAct.SILENCE]
        since = self.steps[silent[-1] :] if silent else self.steps
        return sum(step.act is CaseAct.MISS for step in since)

    @property
    def found_by(self) -> Step | None:
        """The check by which it was closed, where the firm had not said yes in chat."""
        checks = [step for step in self.steps if step.act is CaseAct.CHECK]
        word = [step.act for step in self.steps if step.act in {*VERDICTS, CaseAct.SILENCE}]
        return checks[-1] if checks and word[-1:] == [CaseAct.SILENCE] else None

    @property
    def bells(self) -> set[datetime]:
        """When bells rang that changed nothing (aware UTC)."""
        return {step.at for step in self.steps if step.act is CaseAct.REPEAT}

    def given(self, kind: ClockKind) -> datetime | None:
        """The date that runs, if the firm was given it: not if only a bell set it."""
        clock = self.clocks.get(kind)
        return None if clock is None or is_of_bell(clock, self.bells) else clock.due

    def due(self, kind: ClockKind) -> datetime | None:
        """Until when something is to happen, if that runs."""
        clock = self.clocks.get(kind)
        return None if clock is None else clock.due

    @property
    def has_risen(self) -> bool:
        """Whether its newest step took it up a rung."""
        levels = [step.level for step in self.steps[-2:] if step.level is not None]
        return len(levels) > 1 and levels[-1] > levels[0]

    def is_left_by(self, name: str) -> bool:
        """Whether somebody who had it has left the desk, and that was not taken back."""
        known = [s for s in self.steps if s.act in {CaseAct.DEPART, CaseAct.RESTORE}]
        return known[-1:] != [] and known[-1].act is CaseAct.DEPART and known[-1].name == name

    @property
    def is_withdrawn(self) -> bool:
        """Whether the firm's last word on it is that nothing has to be done any more."""
        return self._verdicts[-1:] == [CaseAct.WITHDRAW]

    @property
    def is_wanted_again(self) -> bool:
        """Whether the firm had taken it back before it took it up again."""
        return self._verdicts[-2:] == [CaseAct.WITHDRAW, CaseAct.DENY]

    @property
    def _verdicts(self) -> list[CaseAct]:
        return [step.act for step in self.steps if step.act in VERDICTS]

    @property
    def has_dropped_question(self) -> bool:
        """Whether its newest step took it from who waited for an answer of the firm."""
        *before, last = (step.act for step in self.steps)
        moved = [act for act in before if act not in _STAYING]
        return last in {CaseAct.ASSIGN, CaseAct.ESCALATE} and moved[-1:] == [CaseAct.ASK]

    @property
    def reference(self) -> str | None:
        """How another platform calls it, as noted last."""
        noted = [step.text for step in self.steps if step.act is CaseAct.REFER]
        return noted[-1] if noted else None

    @property
    def last_step(self) -> int:
        """The running number of the newest step: what is said of it is said once."""
        return len(self.steps)
