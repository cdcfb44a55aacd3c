"""周调度: the open cases of some kinds one by one, and who has to say how they stand before."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bot.domain.case_states import CaseAct
from bot.domain.case_terms import ClockKind, Clocks
from bot.domain.digests import DigestKind, Scope, scope_of
from bot.services.cases.cards import CaseCard, Step
from bot.services.cases.circle import Recipient, circle_of
from bot.services.cases.gathering import card_of
from bot.services.cases.lists import CaseLine, line_of
from bot.services.digests.digests import today_of
from bot.services.digests.headquarters import headed_scope
from bot.services.digests.posts import digest_post, require_opens
from bot.services.digests.rules import digests_of, place_of, timetable_of
from bot.services.digests.week_ratings import WeekStars, stars_of_week
from bot.services.duties.errands import Ground
from bot.store.cases.cases import CaseRecord
from bot.store.cases.figures import count_in_categories, list_in_categories
from bot.store.cases.steps import steps_of
from bot.store.day_cases import Narrowed
from bot.store.staff.officers import OfficerCard
from bot.store.staff.staff import PostCard
from bot.store.staff.units import find_unit
from bot.store.uow import UnitOfWork
from policies.digests import Weekly

A_PAGE: Final = 5
NO_STARS: Final = WeekStars()
MOST_ASKED: Final = 200
"""Of so many cases of a place their handlers are asked; the earliest due first."""
SAID: Final = frozenset({CaseAct.ANSWER, CaseAct.ASK, CaseAct.SOLVE})
"""What an officer says to the firm: an answer, a question, or what came of it."""
PROMISED: Final = (ClockKind.INTERIM, ClockKind.CONTACT, ClockKind.SUPPLY)
"""What is the next word between the desk and the firm, from either side."""
Awaited = tuple[datetime, ClockKind]
"""Until when (aware UTC), and what is to happen."""


@dataclass(frozen=True, slots=True)
class DispatchLine:
    """One case of a weekly dispatch.

    Attributes:
        last: What an officer said last; None if nobody has said anything yet.
        awaited: The next word between desk and firm; None if no date runs.
        overdue: A term was not kept, and what it waits for has not been done since.
    """

    card: CaseCard
    last: Step | None
    awaited: Awaited | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class DispatchCard:
    """A page of a week as one post sees it; `count` is of all pages.

    Attributes:
        unit: The name of the unit of whose desk it is.
        stars: What firms gave in cases of these kinds since the last dispatch.
        headed: It is the region that the post's unit heads: its cases are read, and no more.
        linked: One of the firms whose cases these are, where they are those of an officer's own
            firms; None: all of the scope.
    """

    post_id: int
    scope: Scope
    day: date
    lines: tuple[DispatchLine, ...]
    count: int
    page: int
    weekly: Weekly
    unit: str | None = None
    stars: WeekStars = NO_STARS
    headed: bool = False
    linked: int | None = None

    @property
    def is_worth_telling(self) -> bool:
        """Whether there is anything to go through."""
        return bool(self.count or self.stars.given)


@dataclass(frozen=True, slots=True)
class AskCard:
    """The cases of which one officer has said nothing since the last dispatch.

    Attributes:
        dispatched_at: When the next one comes (aware UTC).
    """

    lines: tuple[CaseLine, ...]
    dispatched_at: datetime


def dispatch_of(
    uow: UnitOfWork,
    ground: Ground,
    post: PostCard,
    page: int = 0,
    *,
    headed: Scope | None = None,
) -> DispatchCard | None:
    """A week as it is now; None where nothing is dispatched weekly.

    Args:
        post: Whose reader was checked.
        headed: The region that the post's unit heads, instead of its own desk.
    """
    scope = headed or scope_of(post.appointment)
    weekly = digests_of(ground, scope.region).weekly
    if weekly is None:
        return None
    unit = find_unit(uow.connection, scope.unit_id) if scope.unit_id else None
    return replace(
        paged(uow, ground, Narrowed(scope), weekly, page),
        post_id=post.id,
        unit=None if unit is None else unit.name,
        stars=stars_of_week(uow, ground, scope),
        headed=headed is not None,
    )


def paged(
    uow: UnitOfWork, ground: Ground, within: Narrowed, weekly: Weekly, page: int
) -> DispatchCard:
    """A page of some cases, for whoever may read them."""
    count = count_in_categories(uow, within, weekly.categories)
    page = min(page, max(count - 1, 0) // A_PAGE)
    found = list_in_categories(uow, within, weekly.categories, A_PAGE, page * A_PAGE)
    lines = tuple(
        _line(card_of(uow, ground.rulebase, each.case), overdue=overdue) for each, overdue in found
    )
    day = today_of(ground, uow.now)
    return DispatchCard(0, within.scope, day, lines, count, page, weekly)


def has_week(uow: UnitOfWork, ground: Ground, post: PostCard) -> bool:
    """Whether there is anything to go through at a desk whose reader was checked."""
    scope = scope_of(post.appointment)
    weekly = digests_of(ground, scope.region).weekly
    if weekly is None:
        return False
    count = count_in_categories(uow, Narrowed(scope), weekly.categories)
    return bool(count or stars_of_week(uow, ground, scope).given)


def dispatch_for(
    uow: UnitOfWork,
    ground: Ground,
    officer: OfficerCard,
    post_id: int,
    page: int = 0,
    *,
    headed: bool = False,
) -> DispatchCard | None:
    """The same for an officer who pressed a button.

    Raises:
        NotYours: They read figures, and no cases.
        Stale: The button is no longer theirs.
    """
    post = digest_post(uow, officer, post_id)
    require_opens(post)
    scope = headed_scope(uow, ground, post) if headed else None
    return dispatch_of(uow, ground, post, page, headed=scope)


def silent_handlers(
    uow: UnitOfWork, ground: Ground, place: str, now: datetime
) -> dict[Recipient, AskCard]:
    """Whom to ask in a place: of each case nobody has said anything of since the last dispatch.

    Cases of places inside it that go by their own data are left to those.

    Args:
        now: Aware; nobody asks again in the same week.
    """
    weekly, table = (
        digests_of(ground, place).weekly,
        timetable_of(ground, place, DigestKind.WEEKLY),
    )
    if weekly is None or table is None:
        return {}
    last, following = table.last_before(now), table.next_after(now)
    scope = Scope(place, whole=True)
    found = list_in_categories(uow, Narrowed(scope), weekly.categories, MOST_ASKED)
    asked: dict[Recipient, list[CaseLine]] = {}
    for each, _ in found:
        if place_of(ground, each.case.region) != place or _heard(uow, each.case, last):
            continue
        for officer in circle_of(uow, each.case).working:
            asked.setdefault(officer, []).append(line_of(uow, each.case, each.due))
    return {who: AskCard(tuple(lines), following) for who, lines in asked.items()}


def awaited_in(clocks: Clocks) -> Awaited | None:
    """Which of these comes first; None if no date runs."""
    kept = ((clocks[kind].due, kind) for kind in PROMISED if kind in clocks)
    return min(((due, kind) for due, kind in kept if due is not None), default=None)


def _last_said(steps: Iterable[Step]) -> Step | None:
    """What an officer said last to the firm."""
    said = [step for step in steps if step.act in SAID and step.name is not None]
    return said[-1] if said else None


def _line(card: CaseCard, *, overdue: bool) -> DispatchLine:
    return DispatchLine(card, _last_said(card.steps), awaited_in(card.clocks), overdue)


def _heard(uow: UnitOfWork, case: CaseRecord, since: datetime) -> bool:
    steps = steps_of(uow, case.id)
    newest = max((step.at for step in steps if step.by_officer and step.act in SAID), default=None)
    return newest is not None and newest > since
