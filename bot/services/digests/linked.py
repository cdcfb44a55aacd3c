"""周调度 of those who look after firms (包联): the open cases of their own, wherever they lie."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.digests import Scope, scope_of
from bot.domain.errors import Stale, StaleCode
from bot.domain.staff import Power, covers, kinds_with
from bot.services.cases.access import firms_looked_after
from bot.services.digests.dispatches import DispatchCard, paged
from bot.services.digests.headquarters import headquarters_scope
from bot.services.digests.posts import opens, readable_posts
from bot.services.digests.rules import digests_of, place_of
from bot.services.duties.errands import Ground
from bot.services.staff.absences import acting_for, stands_in
from bot.store.assignments import assignments_of_officer, lasting_slots
from bot.store.cases.figures import firms_in_categories
from bot.store.day_cases import Narrowed
from bot.store.firms.firms import find_firm, load_firm
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.staff.staff import posts_of_kinds
from bot.store.uow import UnitOfWork
from policies.digests import Weekly

CARING: Final = frozenset(kinds_with(Power.CASE_READ))
"""Whoever looks after a firm holds a post of these kinds, and reads its cases."""


def linked_places(uow: UnitOfWork, ground: Ground) -> dict[str, datetime]:
    """Where somebody may look after firms, and since when (aware UTC)."""
    found: dict[str, datetime] = {}
    for post in posts_of_kinds(uow.connection, CARING):
        place, since = place_of(ground, post.appointment.region), post.confirmed_at or post.since
        found[place] = min(since, found.get(place, since))
    return found


def linked_dispatches(
    uow: UnitOfWork, ground: Ground, place: str
) -> list[tuple[OfficerCard, DispatchCard]]:
    """Whom to tell of a place, and of what: each of the open cases of the firms they look after.

    Who is away is stood in for. Who reads the whole place hears of these among all others.
    """
    weekly = digests_of(ground, place).weekly
    if weekly is None:
        return []
    found = []
    for officer_id, firms in _looked_after(uow, ground, weekly, place).items():
        officer = officer_by_id(uow, officer_id)
        own = firms & firms_looked_after(uow, officer)
        if own and not officer.blocked and not _reads_all(uow, ground, officer, place):
            found.append((officer, _card(uow, ground, weekly, place, own, 0)))
    return found


def linked_dispatch(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, firm_id: int, page: int
) -> DispatchCard:
    """The same for an officer who turns the page.

    Args:
        firm_id: One of their firms; where it is they look after the others, too.

    Raises:
        Stale: It is theirs no longer, or nothing is dispatched weekly there.
    """
    firm, firms = find_firm(uow, firm_id), firms_looked_after(uow, officer)
    place = "" if firm is None else place_of(ground, firm.region)
    weekly = digests_of(ground, place).weekly if place else None
    if weekly is None or firm_id not in firms:
        raise Stale(StaleCode.CHANGED)
    return _card(uow, ground, weekly, place, _own(uow, ground, weekly, place, officer), page)


def linked_weeks(uow: UnitOfWork, ground: Ground, officer: OfficerCard) -> dict[str, int]:
    """Where an officer has something to go through now: the place, and one of the firms."""
    regions = (load_firm(uow, each).region for each in firms_looked_after(uow, officer))
    found = {}
    for place in sorted({place_of(ground, region) for region in regions}):
        weekly = digests_of(ground, place).weekly
        own = _own(uow, ground, weekly, place, officer) if weekly else None
        if own:
            found[place] = min(own)
    return found


def _own(
    uow: UnitOfWork, ground: Ground, weekly: Weekly, place: str, officer: OfficerCard
) -> frozenset[int]:
    wanted = assignments_of_officer(uow, acting_for(uow, officer.id))
    own = frozenset(each.firm_id for each in wanted if _counts(weekly, each.slot))
    return frozenset(_firms(uow, ground, weekly, place)) & own


def _card(
    uow: UnitOfWork,
    ground: Ground,
    weekly: Weekly,
    place: str,
    firms: frozenset[int],
    page: int,
) -> DispatchCard:
    within = Narrowed(Scope(place, whole=True), firms=firms)
    card = paged(uow, ground, within, weekly, page)
    return replace(card, linked=min(firms, default=0))


def _looked_after(
    uow: UnitOfWork, ground: Ground, weekly: Weekly, place: str
) -> dict[int, frozenset[int]]:
    """Who looks after firms with such cases now, and after which of them."""
    slots = lasting_slots(uow.connection, _firms(uow, ground, weekly, place))
    found: dict[int, frozenset[int]] = {}
    for (firm_id, slot), (_, officer_id, _) in slots.items():
        there = stands_in(uow, officer_id, uow.now) if _counts(weekly, slot) else None
        if there is not None:
            found[there] = found.get(there, frozenset()) | {firm_id}
    return found


def _firms(uow: UnitOfWork, ground: Ground, weekly: Weekly, place: str) -> Collection[int]:
    """The firms of a place with such cases; a place inside it with data of its own is apart."""
    within = Narrowed(Scope(place, whole=True))
    found = firms_in_categories(uow, within, weekly.categories)
    return [firm_id for firm_id, region in found.items() if place_of(ground, region) == place]


def _counts(weekly: Weekly, slot: str) -> bool:
    return not weekly.slots or slot in weekly.slots


def _reads_all(uow: UnitOfWork, ground: Ground, officer: OfficerCard, place: str) -> bool:
    """By a post, or because their unit heads the place."""
    for post in filter(opens, readable_posts(uow, officer)):
        scope = headquarters_scope(uow, ground, post) or scope_of(post.appointment)
        if scope.whole and scope.sector is None and covers(scope.region, place):
            return True
    return False
