"""What views are given to word: reminders, returns from a pause, and changed rhythms."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.cycles import Deadline
from bot.domain.reminders import EARLY_LEAD, LATE_LEAD, Stage, StageName
from bot.domain.testing import Rhythm
from bot.store.testing.testing import GroupCard
from policies.records import Remark
from policies.verdicts import Source
from policies.words import Words

LEADS: Final = {StageName.EARLY: EARLY_LEAD, StageName.LATE: LATE_LEAD}


@dataclass(frozen=True, slots=True)
class ReminderCard:
    """What is said of one group in one reminder. Moments are aware UTC.

    Attributes:
        post: What the group's people do; None if the rules no longer know the post.
        due: What it is about; for an offer, from when it is open.
        source: Where the rhythm stands; None if the rule base no longer holds it.
        offer: What may be used, if it is an offer.
        before_night: It comes earlier than usual, so as not to ring at night.
    """

    group: GroupCard
    post: Words | None
    stage: Stage
    due: Deadline
    source: Source | None
    offer: Words | None = None
    before_night: bool = False


@dataclass(frozen=True, slots=True)
class Reminded:
    """One message: what is due for one group of a firm, or for several at the same moment.

    Attributes:
        cards: At least one, of one kind (ahead, overdue, or an offer), the earliest first.
        bundle: By which buttons name all the groups; None for a single one.
        firm: Its name, where the reader has to do with several.
        late: It comes after a downtime.
        reported: Officers of the region are told as well.
        firm_told: At least one person of the firm can be told; the others blocked the bot.
    """

    cards: tuple[ReminderCard, ...]
    bundle: str | None
    firm: str | None
    late: bool
    reported: bool
    firm_told: bool
    now: datetime
    zone: ZoneInfo

    @property
    def first(self) -> ReminderCard:
        """The most urgent one."""
        return self.cards[0]

    @property
    def silent(self) -> bool:
        """Whether it comes without a sound."""
        return self.first.stage.silent


@dataclass(frozen=True, slots=True)
class DueOnReturn:
    """What one group owes when work begins again."""

    group: GroupCard
    post: Words | None
    due: Deadline
    source: Source | None


@dataclass(frozen=True, slots=True)
class ReturnCard:
    """Everything that a view says about the end of a pause. Moments are aware UTC.

    Attributes:
        firm: Its name, where the reader has to do with several.
        only: The one group that was paused; None: the whole firm.
        returns_at: When work begins again.
        late: It comes after a downtime.
    """

    firm: str | None
    only: GroupCard | None
    post: Words | None
    returns_at: datetime
    dues: tuple[DueOnReturn, ...]
    late: bool
    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class RhythmChange:
    """Staff set another state, and a firm's duties follow it.

    Attributes:
        becomes: The rhythms from now on; empty: no duty is certain any more.
        groups: How many groups it concerns.
        due: The deadline that comes first now, if one can be counted.
        sources: Of every duty before and after: both clauses.
        open: What the records leave open where the product reads when they apply; empty if none
            of them is read so.
    """

    becomes: tuple[Rhythm, ...]
    groups: int
    due: Deadline | None
    sources: tuple[Source, ...]
    open: tuple[Remark, ...]
