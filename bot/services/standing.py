"""Where a test group stands at one moment."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.cycles import Deadline, deadlines, opens_at
from bot.store.testing import GroupCard


class GroupState(StrEnum):
    """How a group stands with its duty."""

    FREE = "free"  # no duty in force
    UNKNOWN = "unknown"  # a duty in force, and no sampling on record to count from
    ON_TIME = "on_time"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class GroupStatus:
    """A group and where it stands at one moment.

    Attributes:
        now: That moment; all moments are aware UTC.
        due: The duty that wants it first; None if there is none or nothing to count from.
        opens: From when its offer is open again; None without an offer or a sampling.
    """

    group: GroupCard
    now: datetime
    due: Deadline | None
    opens: datetime | None

    @property
    def state(self) -> GroupState:
        """How it stands with its duty."""
        if not self.group.cycle.duties:
            return GroupState.FREE
        if self.due is None:
            return GroupState.UNKNOWN
        return GroupState.OVERDUE if self.due.at <= self.now else GroupState.ON_TIME

    @property
    def offer_open(self) -> bool:
        """Whether its offer may be used now; without a known sampling it may."""
        has_offer = self.group.cycle.offer is not None
        return has_offer and (self.opens is None or self.opens <= self.now)


def status_of(group: GroupCard, now: datetime, zone: ZoneInfo) -> GroupStatus:
    """Where a group stands at this moment."""
    due = deadlines(group.cycle, group.sampled_at, zone)
    opens = opens_at(group.cycle, group.sampled_at, zone)
    return GroupStatus(group, now, due[0] if due else None, opens)
