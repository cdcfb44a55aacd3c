"""All that falls due in one process."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.due.batches import Batches, Due
from bot.due.broadcasts import BroadcastsDue
from bot.due.cases import CasesDue, TopicsDue
from bot.due.changes import IssuesDue, RegistersDue
from bot.due.digests import DigestsDue
from bot.due.erasing import ErasuresDue
from bot.due.plans import PlansDue
from bot.due.releases import EditorsDue, ReleasesDue
from bot.due.reminders import RemindersDue, ReturnsDue


@dataclass(frozen=True)
class Agenda:
    """What is due by one edition of the rules, and how it is dealt with."""

    batches: Batches
    releases: ReleasesDue
    issues: IssuesDue
    registers: RegistersDue
    plans: PlansDue
    returns: ReturnsDue
    cases: CasesDue
    digests: DigestsDue
    editors: EditorsDue
    topics: TopicsDue
    reminders: RemindersDue
    broadcasts: BroadcastsDue
    erasures: ErasuresDue = field(default_factory=ErasuresDue)

    def in_order(self) -> Iterator[Due]:
        """What changes whom or what is spoken of comes before what speaks."""
        yield self.releases
        yield self.issues
        yield self.registers
        yield self.plans
        yield self.returns
        yield self.cases
        yield self.digests
        yield self.editors
        yield self.topics
        yield self.reminders
        yield self.broadcasts
        yield self.erasures
