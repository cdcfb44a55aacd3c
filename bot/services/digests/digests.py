"""日汇总: the figures of a day for one post, and the cases behind each of them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from bot.domain.digests import Bounds, Figure, Scope, scope_of
from bot.domain.issues import IssueStatus
from bot.domain.staff import POWERS, Appointment, Power, RoleKind
from bot.services.cases.lists import line_of
from bot.services.digests.cards import NO_SPREAD, Asked, DigestCard, FigureList, UnitFigures
from bot.services.digests.headquarters import headed_scope
from bot.services.digests.posts import digest_post, opens, require_opens
from bot.services.digests.rules import bounds_on, digests_of
from bot.services.duties.errands import Ground
from bot.store.cases.figures import (
    count_figures,
    figures_by_unit,
    list_figure,
    list_stars,
    spread_of,
    stars_by_unit,
)
from bot.store.cases.inbox import DueCase
from bot.store.cases.ratings import rating_of
from bot.store.day_cases import Narrowed
from bot.store.issues.issues import issues_listed
from bot.store.staff.officers import OfficerCard
from bot.store.staff.staff import PostCard
from bot.store.staff.units import find_unit
from bot.store.uow import UnitOfWork

A_PAGE: Final = 8


def digest_of(
    uow: UnitOfWork,
    ground: Ground,
    post: PostCard,
    day: date,
    *,
    desk: int | None = 0,
    headed: Scope | None = None,
) -> DigestCard:
    """The figures of a day as they are now.

    Args:
        post: Whose reader was checked.
        desk: Only what lies at this desk of a whole region: see `Asked`.
        headed: The region that the post's unit heads, instead of its own desk.
    """
    scope = headed or scope_of(post.appointment)
    bounds = bounds_on(ground, scope.region, day, uow.now)
    whole = scope.whole and desk == 0
    return DigestCard(
        post_id=post.id,
        scope=scope,
        unit=_unit_name(uow, desk if scope.whole else scope.unit_id),
        bounds=bounds,
        counts=count_figures(uow, _narrowed(scope, desk), bounds),
        units=_units(uow, scope, bounds) if whole else (),
        opens=opens(post),
        headed=headed is not None,
        issues=open_issues(uow, post, headed) if desk == 0 else 0,
        daily=digests_of(ground, scope.region).daily,
        stars=list_stars(uow, _narrowed(scope, desk), bounds),
        spread=spread_of(uow, scope, bounds) if whole else NO_SPREAD,
    )


def open_issues(uow: UnitOfWork, post: PostCard, headed: Scope | None = None) -> int:
    """How many common issues are open where a post dispatches or which its unit heads.

    For everybody else those that they lead.
    """
    post_of_region = headed and Appointment(RoleKind.DISPATCHER, headed.region, headed.sector)
    dispatches = Power.CASE_DISPATCH in POWERS[post.appointment.kind]
    where = post_of_region or (post.appointment if dispatches else None)
    leads = () if where else (post.officer_id,)
    listed = issues_listed(uow, [where] if where else [], leads, since=uow.now)
    return sum(each.status is IssueStatus.OPEN for each in listed)


def figure_list(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, asked: Asked, page: int = 0
) -> FigureList:
    """The cases behind a figure, as they are now.

    Raises:
        NotYours: They read figures, and no cases.
        Stale: The button is no longer theirs.
    """
    scope, bounds = opened_scope(
        uow, ground, officer, asked.post_id, asked.day, headed=asked.headed
    )
    narrowed = _narrowed(scope, asked.desk)
    count = count_figures(uow, narrowed, bounds)[asked.figure]
    page = min(page, max(count - 1, 0) // A_PAGE)
    found = list_figure(uow, narrowed, bounds, asked.figure, A_PAGE, page * A_PAGE)
    if asked.figure is Figure.RATED:
        return rated_list(uow, found, count, page)
    return FigureList(tuple(line_of(uow, each.case, each.due) for each in found), count, page)


def rated_list(uow: UnitOfWork, found: Iterable[DueCase], count: int, page: int) -> FigureList:
    """Cases with what their firms said of them; `count` is of all pages."""
    lines = tuple(line_of(uow, each.case, each.due) for each in found)
    ratings = {line.id: rating for line in lines if (rating := rating_of(uow, line.id))}
    return FigureList(lines, count, page, ratings)


def today_of(ground: Ground, now: datetime) -> date:
    """Which day it is."""
    return now.astimezone(ground.zone).date()


def opened_scope(
    uow: UnitOfWork,
    ground: Ground,
    officer: OfficerCard,
    post_id: int,
    day: date,
    *,
    headed: bool = False,
) -> tuple[Scope, Bounds]:
    """Of which cases an officer may see a day.

    Args:
        headed: Of the region that the post's unit heads, instead of its own desk.

    Raises:
        NotYours: They read figures, and no cases.
        Stale: The button is no longer theirs.
    """
    post = digest_post(uow, officer, post_id)
    require_opens(post)
    scope = headed_scope(uow, ground, post) if headed else scope_of(post.appointment)
    return scope, bounds_on(ground, scope.region, day, uow.now)


def _narrowed(scope: Scope, desk: int | None) -> Narrowed:
    return Narrowed(scope, unit_id=desk or None, general=desk is None)


def _units(uow: UnitOfWork, scope: Scope, bounds: Bounds) -> tuple[UnitFigures, ...]:
    stars = stars_by_unit(uow, scope, bounds)
    found = [
        UnitFigures(unit_id, _unit_name(uow, unit_id), counts, stars.get(unit_id, ()))
        for unit_id, counts in figures_by_unit(uow, scope, bounds)
    ]
    return tuple(sorted(found, key=_worst_first))


def _worst_first(each: UnitFigures) -> tuple[int, int, int]:
    return (-each.counts[Figure.OVERDUE], -each.counts[Figure.OPEN], each.unit_id or 0)


def _unit_name(uow: UnitOfWork, unit_id: int | None) -> str | None:
    unit = find_unit(uow.connection, unit_id) if unit_id else None
    return None if unit is None else unit.name
