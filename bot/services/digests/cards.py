"""The figures of a day for one post, and a page of the cases behind one, as views get them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.domain.digests import Bounds, Counts, Figure, Scope, Spread
from bot.services.cases.lists import CaseLine
from bot.store.cases.ratings import RatingCard
from policies.digests import Daily

NO_SPREAD: Final = Spread()


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """The figures of one desk; the general desk has no id and no name."""

    unit_id: int | None
    name: str | None
    counts: Counts
    stars: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DigestCard:
    """A day as one post sees it.

    Attributes:
        post_id: Of whom it is; buttons name it, and who presses them must hold it.
        unit: The name of the desk that it is about; None for a region or its general desk.
        units: Of a region: each of its desks, what was not kept in time first.
        opens: Its reader may see the cases behind the figures.
        headed: It is the region that the post's unit heads: its cases are read, and no more.
        issues: How many common issues are open: of the region for whoever dispatches there or
            heads it, else those that the post's holder leads.
        daily: What the region's data says of it; None if it never comes by itself.
        stars: What the firms gave in the cases that they rated.
        spread: Of a region: why its desks together do not make its sum.
    """

    post_id: int
    scope: Scope
    unit: str | None
    bounds: Bounds
    counts: Counts
    units: tuple[UnitFigures, ...]
    opens: bool
    issues: int
    daily: Daily | None
    stars: tuple[int, ...] = ()
    headed: bool = False
    spread: Spread = NO_SPREAD

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not any(self.counts.values()) and not self.issues

    @property
    def is_worth_telling(self) -> bool:
        """Whether to tell it unasked: a desk hears of what is its own turn, and of ratings.

        A region whose document asks for its digest hears of nothing, too: those who meet at
        that hour have to know that nothing is open, and not that nothing came.
        """
        if not self.scope.whole:
            told = (Figure.OPEN, Figure.NEW, Figure.RATED)
            return any(self.counts[figure] for figure in told)
        asked_for = self.daily is not None and self.daily.document is not None
        return asked_for or not self.is_empty


@dataclass(frozen=True, slots=True)
class FigureList:
    """A page of the cases behind a figure; `count` is of all pages.

    Attributes:
        ratings: Case id → what its firm said, for the figure that counts them.
    """

    lines: tuple[CaseLine, ...]
    count: int
    page: int
    ratings: Mapping[int, RatingCard] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a button of a digest names; nothing of it is trusted.

    Attributes:
        desk: A unit's id, 0 for all desks, None for the general ones.
        headed: Of the region that the post's unit heads.
    """

    post_id: int
    desk: int | None
    figure: Figure
    day: date
    headed: bool = False
