"""Headquarters: units high on the ladder, which hear how all of a region stands, and read it."""

from collections.abc import Iterable

from bot.domain.digests import Scope, scope_of
from bot.domain.errors import Stale, StaleCode
from bot.services.cases.rules import ladder_of
from bot.services.duties.errands import Ground
from bot.services.staff.units import unit_of
from bot.store.staff.staff import PostCard
from bot.store.staff.units import UnitCard
from bot.store.uow import UnitOfWork


def headquarters_scope(uow: UnitOfWork, ground: Ground, post: PostCard) -> Scope | None:
    """The region that the unit of a post heads; None if it heads none.

    Of a post for one sector only what is of that sector.
    """
    if scope_of(post.appointment).whole:
        return None
    unit = unit_of(uow, post.appointment)
    if unit is None or not heads(ground, unit):
        return None
    return Scope(unit.region, whole=True, sector=post.appointment.sector)


def headed_scope(uow: UnitOfWork, ground: Ground, post: PostCard) -> Scope:
    """The same for a button that says that it heads one.

    Raises:
        Stale: It heads none any more.
    """
    scope = headquarters_scope(uow, ground, post)
    if scope is None:
        raise Stale(StaleCode.CHANGED)
    return scope


def headquarters_scopes(
    uow: UnitOfWork, ground: Ground, posts: Iterable[PostCard]
) -> list[tuple[PostCard, Scope]]:
    """The same of many posts, for those whose unit heads a region."""
    of_unit: dict[tuple[int, str | None], Scope | None] = {}
    found = []
    for post in posts:
        unit_id, sector = post.appointment.unit_id, post.appointment.sector
        if unit_id is None or scope_of(post.appointment).whole:
            continue
        if (unit_id, sector) not in of_unit:
            of_unit[unit_id, sector] = headquarters_scope(uow, ground, post)
        scope = of_unit[unit_id, sector]
        if scope is not None:
            found.append((post, scope))
    return found


def heads(ground: Ground, unit: UnitCard) -> bool:
    """It stands above the rungs on which cases open, and not for some kinds of problems only."""
    ladder = ladder_of(ground.rulebase, unit.region)
    if ladder is None or unit.closed_at is not None:
        return False
    above = (rung for rung in ladder.rungs if rung.level > max(ladder.opens_on, default=0))
    return any(unit.role in rung.roles for rung in above if not rung.by_category)
