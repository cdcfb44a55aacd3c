"""What is told of a register that changed: to firms, their officers, and whoever changed it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.registers import Grounds
from bot.domain.speech import View
from bot.services.following import EDIT_SECONDS
from bot.services.impact.shifts import Shifted
from bot.services.registers.cards import Subject
from bot.services.registers.settling import held_of
from bot.services.reminders.wording import Render
from bot.services.testing.cards import RhythmChange
from bot.store.firms.firms import FirmCard
from bot.store.registers.jobs import JobCard
from bot.store.registers.registers import EntryCard, Held
from policies.facts import FactValue
from policies.registers import Register


@dataclass(frozen=True, slots=True)
class Followed:
    """What one firm has to hear of a register.

    Attributes:
        before: What held until then; None if nobody had said anything.
        reported: Until then only the firm itself had said so.
        since: From when it holds (aware UTC).
        shifts: Records that answer the firm otherwise now.
        rhythm: What becomes of its samplings; None if nothing.
        granted: The firm had asked for it.
        undone: It was taken back, and the firm had been told of it.
    """

    register: Register
    subject: Subject
    firm: FirmCard
    value: FactValue | None
    before: FactValue | None
    reported: bool
    since: datetime
    grounds: Grounds
    shifts: tuple[Shifted, ...]
    rhythm: RhythmChange | None
    granted: bool
    undone: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads it.

    Attributes:
        several: They speak for several firms: the firm is named.
        whole: They may see what the rules say to the firm; otherwise only about samplings.
    """

    language: str
    several: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Walked:
    """How far the walk over the firms of a place has come.

    Attributes:
        value: What was entered, as typed; None if the rules no longer take it.
        done: So many firms are dealt with, of `total`.
        found: For so many something changes: they are told.
        undone: It was taken back, and the firms that had been told are told so.
    """

    register: Register
    subject: Subject
    value: FactValue | None
    done: int
    total: int
    found: int
    undone: bool


@dataclass(frozen=True)
class RegisterFollow:
    """How changes of registers are followed and worded.

    Attributes:
        tell: To somebody of the firm.
        report: To the officers who look after it.
        walking: To whoever set it, in one message: through how many of how many firms it has come.
        finished: To the same: all firms are gone through.
        seconds: Of real time between two edits, at least.
    """

    render: Render
    tell: Callable[[Followed, Reader], View]
    report: Callable[[Followed, str], View]
    walking: Callable[[Walked, str], View]
    finished: Callable[[Walked, str], View]
    seconds: float = EDIT_SECONDS


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk that is under way, with what it is about."""

    job: JobCard
    entry: EntryCard
    register: Register
    subject: Subject

    @property
    def sides(self) -> tuple[Held | None, Held | None]:
        """How the fact stood before, and how it stands by this walk; None: as it is now."""
        own = held_of(self.subject, self.entry)
        return (own, None) if self.job.undo else (self.entry.before, own)
