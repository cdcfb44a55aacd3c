"""The region tree: names, roles, ladders of help, and each region's own defaults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from policies.errors import RegionError
from policies.expressions import Expression, evaluate
from policies.facts import Facts, FactValue
from policies.practice import Practice
from policies.truth import Truth
from policies.words import Words


class Standing(StrEnum):
    """How a place stands to the region of a record."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    TOO_COARSE = "too_coarse"  # only the province is known, the record is a county's


@dataclass(frozen=True)
class QuietHours:
    """Local time in which nobody is woken without need; runs over midnight."""

    start: time
    end: time


@dataclass(frozen=True)
class Rung:
    """One level of the ladder that a problem climbs.

    Attributes:
        roles: Ids of roles that are responsible side by side.
        when: Only firms of which this holds begin here; None: all of them.
        trigger: In which case a problem is handed up to this level.
        source: `document` if the text says so, `product` if it is our reading.
        by_category: Whoever is responsible for a kind of problem stands on this level too.
    """

    level: int
    roles: tuple[str, ...]
    trigger: Words
    source: str
    when: Expression | None = None
    by_category: bool = False


@dataclass(frozen=True)
class Ladder:
    """Levels of help in a region; a case may open on several at once.

    Attributes:
        opens_on: Levels that a new case may open on together.
        immediate: Situations that skip levels.
    """

    rungs: tuple[Rung, ...]
    opens_on: tuple[int, ...]
    immediate: tuple[Words, ...]


@dataclass(frozen=True, eq=False)
class Region:
    """One place of the tree; what it does not say itself comes from the place above.

    Attributes:
        path: Chinese names joined by "/".
        slug: Folder of its records in the catalogue.
        level: Fact id of its level.
        letter: With which numbers of cases begin here; not taken over from above.
        slots: Roles of which each firm here may have an officer of its own.
        defaults: Values of staff facts that an installation sets explicitly.
        roles: Role id → what the role is called here.
        practice: How its cases are worked.
        third_from: From so many people on a broadcast needs three people's word; None: never.
    """

    path: str
    name: Words
    slug: str
    level: str
    parent: "Region | None"
    defaults: Mapping[str, FactValue]
    roles: Mapping[str, Words]
    ladder: Ladder | None
    quiet_hours: QuietHours
    practice: Practice
    letter: str | None = None
    slots: tuple[str, ...] = ()
    third_from: int | None = None

    def first_help(self, facts: Facts) -> Words | None:
        """Name who answers a firm first; None if the region names nobody.

        A level for certain firms only is left out until it is known that this is one of them.
        """
        rungs = self.ladder.rungs if self.ladder else ()
        mine = (r for r in rungs if r.when is None or evaluate(r.when, facts) is Truth.YES)
        first = min(mine, key=lambda rung: rung.level, default=None)
        return None if first is None else self.roles[first.roles[0]]

    def lineage(self) -> "Iterator[Region]":
        """Give this place and all above it, nearest first."""
        yield self
        if self.parent:
            yield from self.parent.lineage()


@dataclass(frozen=True, eq=False)
class Regions:
    """All places that the rule base knows.

    Attributes:
        levels: Fact ids of the levels from the top: the n-th name of a path is the n-th.
        places: Path → place.
        quiet_hours: For places that are not listed.
        practice: How cases are worked in places that are not listed.
        sector: The fact by whose values work is divided; None where it is not.
        third_here: `Region.third_from` for places that are not listed.
    """

    levels: tuple[str, ...]
    places: Mapping[str, Region]
    quiet_hours: QuietHours
    practice: Practice
    sector: str | None = None
    third_here: int | None = None

    def third_from(self, path: str) -> int | None:
        """From how many people on a broadcast of a place needs three people's word, if ever."""
        nearest = self.nearest(path)
        return self.third_here if nearest is None else nearest.third_from

    def nearest(self, path: str) -> Region | None:
        """Find the place itself or, for a town that is not listed, the nearest above."""
        names = names_of(path)
        for length in range(len(names), 0, -1):
            place = self.places.get("/".join(names[:length]))
            if place:
                return place
        return None

    def missing_level(self, path: str, record_region: str) -> str:
        """Name the fact that says which place below `path` is meant."""
        depth = min(len(names_of(path)), len(names_of(record_region)) - 1)
        return self.levels[depth]

    def check_facts(self, path: str, facts: Facts) -> None:
        """Refuse facts that name another place than the path.

        Raises:
            RegionError: For the first level at which they differ.
        """
        for level, name in zip(self.levels, names_of(path), strict=False):
            told = facts.get(level)
            if told is not None and told != name:
                zh = f"地区写的是{path}，事实 {level} 却是{told}"
                en = f"the region is {path}, but the fact {level} says {told}"
                raise RegionError(Words(zh, en))


def names_of(path: str) -> list[str]:
    """Split a region path into its names.

    Raises:
        RegionError: An empty path or an empty name in it.
    """
    names = [name.strip() for name in path.split("/")]
    if not all(names):
        zh = f"地区要写成“省/市/县”：{path!r}"
        raise RegionError(Words(zh, f"write a region as province/city/county: {path!r}"))
    return names


def standing(place: str, record_region: str) -> Standing:
    """Compare a firm's place of operation with a record's region."""
    here, there = names_of(place), names_of(record_region)
    if here[: len(there)] == there:
        return Standing.INSIDE
    return Standing.TOO_COARSE if there[: len(here)] == here else Standing.OUTSIDE
