"""How many of a firm's people are in test groups: the others have no clock and no reminder."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.services.firms.firms import Profile
from bot.store.testing.testing import GroupCard
from policies.keeping import Keeping
from policies.rulebase import RuleBase
from policies.words import Words


@dataclass(frozen=True, slots=True)
class Staff:
    """How many people of a firm must be sampled, as far as it said.

    Attributes:
        fact: Id of the fact that says so.
        label: What that fact is called.
        count: None if the firm has not said.
        rough: It only knows about how many.
    """

    fact: str
    label: Words
    count: int | None
    rough: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who is in a group, against who must be sampled.

    Attributes:
        grouped: People in the groups whose size is known.
        unsized: How many groups have no size.
    """

    staff: Staff
    grouped: int
    unsized: int

    @property
    def missing(self) -> int | None:
        """How many people are in no group; None while that cannot be told."""
        if self.staff.count is None:
            return None
        left = max(self.staff.count - self.grouped, 0)
        return None if left and self.unsized else left

    @property
    def over(self) -> int:
        """How many more people the groups have than the firm says that it has."""
        return 0 if self.staff.count is None else max(self.grouped - self.staff.count, 0)

    @property
    def is_unstated(self) -> bool:
        """Whether there are groups, and nobody said how many people there are in all."""
        return self.staff.count is None and (self.grouped > 0 or self.unsized > 0)

    @property
    def is_whole(self) -> bool:
        """Whether everybody is known to be in a group."""
        return self.missing == 0


def staff_of(rulebase: RuleBase, profile: Profile, keeping: Keeping | None) -> Staff | None:
    """Whom a sampling concerns; None if its record names no fact for that."""
    if keeping is None or keeping.staff is None:
        return None
    fact, count = rulebase.facts[keeping.staff], profile.facts.get(keeping.staff)
    known = count if isinstance(count, int) else None
    return Staff(fact.id, fact.label, known, fact.id in profile.rough)


def coverage_of(staff: Staff | None, groups: Iterable[GroupCard]) -> Coverage | None:
    """How many of these people are in groups; None where nobody need be counted.

    Args:
        groups: Those that are under the duty.
    """
    if staff is None:
        return None
    sizes = [group.size for group in groups]
    known = [size for size in sizes if size is not None]
    return Coverage(staff, sum(known), len(sizes) - len(known))
