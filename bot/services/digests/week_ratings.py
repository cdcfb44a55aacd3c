"""What firms said of the cases that are gone through every week, since the last dispatch."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.digests import Scope
from bot.domain.errors import Stale, StaleCode
from bot.services.digests.cards import FigureList
from bot.services.digests.digests import A_PAGE, opened_scope, rated_list, today_of
from bot.services.digests.rules import digests_of, week_on
from bot.services.duties.errands import Ground
from bot.store.cases.figures import list_rated, list_stars, stars_by_unit
from bot.store.day_cases import Narrowed
from bot.store.staff.officers import OfficerCard
from bot.store.staff.units import find_unit
from bot.store.uow import UnitOfWork

Stars = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WeekStars:
    """The stars that were given, case by case.

    Attributes:
        units: Of a region: by the name of the unit for which a case was solved, who was rated
            most often first; its general desks together have no name.
    """

    given: Stars = ()
    units: tuple[tuple[str | None, Stars], ...] = ()


def stars_of_week(uow: UnitOfWork, ground: Ground, scope: Scope) -> WeekStars:
    """For a scope whose reader was checked; none where nothing is dispatched weekly."""
    weekly = digests_of(ground, scope.region).weekly
    bounds = week_on(ground, scope.region, today_of(ground, uow.now), uow.now)
    if weekly is None or bounds is None:
        return WeekStars()
    kinds = weekly.categories
    given = list_stars(uow, Narrowed(scope), bounds, kinds)
    by_unit = stars_by_unit(uow, scope, bounds, kinds) if scope.whole else {}
    return WeekStars(given, _named(uow, by_unit))


def rated_for(
    uow: UnitOfWork,
    ground: Ground,
    officer: OfficerCard,
    post_id: int,
    page: int = 0,
    *,
    headed: bool = False,
) -> FigureList:
    """A page of the rated cases of a week, with what their firms said.

    Args:
        headed: Of the region that the post's unit heads, instead of its own desk.

    Raises:
        NotYours: They read figures, and no cases.
        Stale: The button is no longer theirs, or nothing is dispatched weekly there.
    """
    day = today_of(ground, uow.now)
    scope, _ = opened_scope(uow, ground, officer, post_id, day, headed=headed)
    weekly = digests_of(ground, scope.region).weekly
    bounds = week_on(ground, scope.region, day, uow.now)
    if weekly is None or bounds is None:
        raise Stale(StaleCode.CHANGED)
    within, kinds = Narrowed(scope), weekly.categories
    count = len(list_stars(uow, within, bounds, kinds))
    page = min(page, max(count - 1, 0) // A_PAGE)
    found = list_rated(uow, within, bounds, kinds, A_PAGE, page * A_PAGE)
    return rated_list(uow, found, count, page)


def _named(
    uow: UnitOfWork, by_unit: Mapping[int | None, Stars]
) -> tuple[tuple[str | None, Stars], ...]:
    units = {unit_id: find_unit(uow.connection, unit_id) for unit_id in by_unit if unit_id}
    found = [
        (unit.name if unit_id and (unit := units[unit_id]) else None, stars)
        for unit_id, stars in by_unit.items()
    ]
    return tuple(sorted(found, key=lambda each: (-len(each[1]), each[0] or "")))
