"""What comes out: categories with what was seen, and what may be done with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from policies.problems import NONE

NOISE: Final = 0.05
"""Less likely than this, a category is no alternative to the first: see docs/understanding.md."""


def worth_showing(likely: Iterable[tuple[str, float]]) -> tuple[str, ...]:
    """Leave out what is only there to fill up; the first always stays.

    Args:
        likely: Categories with their probabilities, best first.
    """
    ours = [(name, p) for name, p in likely if name != NONE]
    return tuple(name for n, (name, p) in enumerate(ours) if n == 0 or p >= NOISE)


class Way(StrEnum):
    """What the probabilities carry."""

    ANSWER = "answer"  # one category is likely enough to go on with at once
    CHOOSE = "choose"  # show the proposals and 都不是
    TICK = "tick"  # several matters: show the proposals as tick-boxes
    BROWSE = "browse"  # nothing stands out: show the list of all, and ask for more words
    NONE = "none"  # nothing of ours: say so, and give the way to a human


@dataclass(frozen=True)
class Proposal:
    """One category.

    Attributes:
        p: Probability; those of all categories and of none add up to 1.
        seen: Words of the message that speak for it, in reading order.
        like: Where no word can be shown: the taught sentence that is most like the message.
    """

    id: str
    p: float
    seen: tuple[str, ...]
    like: str | None = None

    def to_json(self) -> dict[str, object]:
        """Give the proposal as JSON."""
        like = {"like": self.like} if self.like else {}
        return {"id": self.id, "p": round(self.p, 4), "seen": list(self.seen), **like}


@dataclass(frozen=True)
class Understood:
    """What a message is about.

    Attributes:
        categories: The best three, best first.
        none: Probability that it is nobody's business here.
        several: Ids of categories that distinct parts of the message name; empty for one matter.
        urgent_words: Why it is urgent; empty if it is not.
        data: Digest of everything that this answer was learnt from.
    """

    categories: tuple[Proposal, ...]
    none: float
    way: Way
    several: tuple[str, ...]
    urgent_words: tuple[str, ...]
    data: str

    @property
    def urgent(self) -> bool:
        """Whether it cannot wait for questions."""
        return bool(self.urgent_words)

    @property
    def shown(self) -> tuple[str, ...]:
        """Ids of the categories that get a button, at once or after another was denied."""
        likely = [(each.id, each.p) for each in self.categories]
        return worth_showing(likely) if self.way is Way.CHOOSE else tuple(n for n, _ in likely)

    def likely(self) -> dict[str, float]:
        """Give the probability of each category that is proposed, and of none."""
        return {NONE: self.none, **{proposal.id: proposal.p for proposal in self.categories}}

    def to_json(self) -> dict[str, object]:
        """Give the answer as JSON."""
        return {
            "categories": [proposal.to_json() for proposal in self.categories],
            "urgent": self.urgent,
            "none": round(self.none, 4),
            "urgent_words": list(self.urgent_words),
            "several": list(self.several),
            "way": self.way,
            "data": self.data,
        }
