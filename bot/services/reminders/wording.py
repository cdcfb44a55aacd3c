"""How what is said unprompted about samplings is worded: the views that handlers provide."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.domain.speech import View
from bot.services.testing.cards import Reminded, ReturnCard
from bot.services.testing.rhythms import posts_in, source_of
from policies.rulebase import RuleBase
from policies.verdicts import Source
from policies.words import Words

RenderView = Callable[[Reminded, str], View]
"""What is due, in a language ("zh", "en"); pure."""

RenderReport = Callable[[Sequence[Reminded], str], View]
"""What is overdue at one or more firms, the longest first, in a language; pure."""


@dataclass(frozen=True)
class Render:
    """How what is said unprompted about samplings is worded, and the rules that it cites.

    Args:
        remind: To the people of the firm.
        report: To officers, when deadlines have passed: of all firms in one message.
        comes_back: To the people of the firm, on the evening before a pause ends.
    """

    rulebase: RuleBase
    zone: ZoneInfo
    remind: RenderView
    report: RenderReport
    comes_back: Callable[[ReturnCard, str], View]

    def post(self, region: str, post: str) -> Words | None:
        """What people of a post do in a place; None if its rules do not know the post."""
        return posts_in(self.rulebase, region).get(post)

    def offer(self, policy: str) -> Words | None:
        """What an offer is called; None for a duty."""
        record = self.rulebase.records.get(policy)
        return None if record is None or record.rhythm is None else record.rhythm.called

    @cached_property
    def sources(self) -> Mapping[str, Source | None]:
        """Where each policy stands."""
        return {policy: source_of(self.rulebase, policy) for policy in self.rulebase.records}
