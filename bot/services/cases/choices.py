"""To whom a case may be handed: units of its place, and colleagues at its desks."""

from dataclasses import dataclass
from typing import Final

from bot.domain.errors import NotYours
from bot.domain.staff import Power
from bot.services.cases.circle import Recipient, reachable
from bot.services.cases.routing import dispatchers_for, people_at, rules_now
from bot.services.staff.staff import officers_with, posts_of, units_of
from bot.store.cases.cases import CaseRecord
from bot.store.cases.desks import Desk, desks_of
from bot.store.firms.firms import load_firm
from bot.store.staff.officers import OfficerCard
from bot.store.staff.units import UnitCard, find_unit
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase

NAMED: Final = 3
"""So many colleagues are named as the way on."""


def colleagues(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> list[OfficerCard]:
    """Who sits at the same desks, this officer left out; for who sits at none, at any desk."""
    people = [people_at(uow, desk) for desk in desks_of(uow.connection, case.id)]
    own = [each for each in people if officer.id in {one.id for one in each}]
    found = {one.id: one for each in own or people for one in each}
    return [each for each in found.values() if each.id != officer.id]


def people_of(uow: UnitOfWork, unit_id: int) -> tuple[Recipient, ...]:
    """Who can be reached at a unit's desk now."""
    unit = find_unit(uow.connection, unit_id)
    return reachable(people_at(uow, Desk(unit.region, 0, unit.id)) if unit else ())


def other_units(uow: UnitOfWork, officer: OfficerCard | None, case: CaseRecord) -> list[UnitCard]:
    """The units of the case's place to which it could go, at which somebody works.

    Args:
        officer: Whose own units are left out; None for every unit.
    """
    own = {post.unit_id for post in posts_of(uow, officer.id)} if officer else set()
    region = load_firm(uow, case.firm_id).region
    return [
        unit
        for unit in units_of(uow, region)
        if unit.id not in own and people_at(uow, Desk(unit.region, 0, unit.id))
    ]


@dataclass(frozen=True, slots=True)
class WaysOn:
    """Where a case may go when no unit is there to be named.

    Attributes:
        rises: Somebody is above it.
        dispatchers: Names of who says whose it is.
        administrators: Names of who can make a unit of the place.
    """

    rises: bool
    dispatchers: tuple[str, ...] = ()
    administrators: tuple[str, ...] = ()


def ways_on(uow: UnitOfWork, rulebase: RuleBase, case: CaseRecord, asker_id: int) -> WaysOn:
    """What is left for a case that the caller was allowed to load; who asks is not named."""
    region = load_firm(uow, case.firm_id).region
    dispatchers = dispatchers_for(uow, region, case.sector)
    administrators = officers_with(uow, Power.STAFF_MANAGE, region)
    return WaysOn(
        rises=rises(uow, rulebase, case),
        dispatchers=_names(dispatchers, asker_id),
        administrators=_names(administrators, asker_id),
    )


def _names(officers: list[OfficerCard], asker_id: int) -> tuple[str, ...]:
    return tuple(each.name for each in officers if each.id != asker_id)[:NAMED]


def rises(uow: UnitOfWork, rulebase: RuleBase, case: CaseRecord) -> bool:
    """Whether somebody can be reached on a rung above the case."""
    return rules_now(uow, rulebase, case).above(case.state.level) is not None


def unit_of_colleague(uow: UnitOfWork, colleague: OfficerCard) -> str | None:
    """The unit in which a colleague works; None at a general desk."""
    ids = (post.unit_id for post in posts_of(uow, colleague.id) if post.unit_id is not None)
    unit = next((find_unit(uow.connection, each) for each in ids), None)
    return None if unit is None else unit.name


def named_unit(
    uow: UnitOfWork, officer: OfficerCard | None, case: CaseRecord, unit_id: int
) -> UnitCard:
    """The one of `other_units` with an id that is not trusted.

    Raises:
        NotYours: It is none of them.
    """
    found = (unit for unit in other_units(uow, officer, case) if unit.id == unit_id)
    unit = next(found, None)
    if unit is None:
        raise NotYours("unit")
    return unit
