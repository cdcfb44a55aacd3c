"""Where a test group stands at one moment."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from zoneinfo import ZoneInfo

from bot.domain.cycles import Deadline, deadlines, openings, part_deadline
from bot.domain.parts import Part
from bot.domain.pauses import Pause, pause_at
from bot.store.testing.testing import GroupCard


class GroupState(IntEnum):
    """How a group stands with its duty, the most urgent first."""

    OVERDUE = 0
    ON_TIME = 1
    UNKNOWN = 2  # a duty in force, and no sampling on record to count from
    PAUSED = 3  # nobody works: nothing falls due
    FREE = 4  # no duty in force


@dataclass(frozen=True, slots=True)
class PartStatus:
    """One part of a group and what it owes first; None: nothing, or nothing to count from."""

    part: Part
    due: Deadline | None


@dataclass(frozen=True, slots=True)
class GroupStatus:
    """A group and where it stands at one moment.

    Attributes:
        now: That moment; all moments are aware UTC.
        due: The deadline that comes, or passed, first; None if there is none to count.
        parts: Each part with its own deadline, in the order of their clocks.
        opens: From when its offer is open again for somebody; None without an offer, with one
            that is switched off, or without a sampling.
        pause: The one that it is in.
        ahead: The next one that has not begun.
    """

    group: GroupCard
    now: datetime
    due: Deadline | None
    parts: tuple[PartStatus, ...]
    opens: datetime | None
    pause: Pause | None
    ahead: Pause | None

    @property
    def state(self) -> GroupState:
        """How it stands with its duty."""
        if not self.group.cycle.duties:
            return GroupState.FREE
        if self.pause is not None:
            return GroupState.PAUSED
        if self.due is None:
            return GroupState.UNKNOWN
        return GroupState.OVERDUE if self.due.at <= self.now else GroupState.ON_TIME

    @property
    def late_before_pause(self) -> bool:
        """Whether it was overdue already when the pause began in which it is."""
        return self.pause is not None and self._ran_out_by(self.pause.starts_at)

    @property
    def is_late(self) -> bool:
        """Whether a deadline was missed, be it before the pause in which the group is."""
        return self.late_before_pause or self.state is GroupState.OVERDUE

    @property
    def urgency(self) -> tuple[GroupState, datetime, int]:
        """Sort key: what is overdue longest first, then what is due next."""
        state = GroupState.OVERDUE if self.late_before_pause else self.state
        return state, self.due.at if self.due else self.now, self.group.id

    @property
    def unknown(self) -> Part | None:
        """People whose last sampling nobody stated, beside others who have a clock."""
        parts = self.group.parts
        return parts[-1] if len(parts) > 1 and parts[-1].sampled_at is None else None

    @property
    def offer_open(self) -> bool:
        """Whether its offer may be used now; without a known sampling it may."""
        wanted = self.group.cycle.offer is not None and self.group.offers
        return wanted and (self.opens is None or self.opens <= self.now)

    def _ran_out_by(self, at: datetime) -> bool:
        return self.due is not None and self.due.at <= at


def status_of(group: GroupCard, now: datetime, zone: ZoneInfo) -> GroupStatus:
    """Where a group stands at this moment."""
    course = group.course
    ahead = [pause for pause in group.pauses if now < pause.starts_at != pause.ends_at]
    return GroupStatus(
        group=group,
        now=now,
        due=next(iter(deadlines(course, zone)), None),
        parts=tuple(PartStatus(part, part_deadline(course, part, zone)) for part in group.parts),
        opens=next((opening.at for opening in openings(course, zone)), None),
        pause=pause_at(group.pauses, now),
        ahead=min(ahead, key=lambda pause: pause.starts_at, default=None),
    )
