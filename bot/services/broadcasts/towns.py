"""按乡镇看: how each town stands with a broadcast that wants to be confirmed; who may see it."""

from dataclasses import dataclass

from bot.domain.errors import NotYours
from bot.domain.staff import covers
from bot.services.broadcasts.doors import STEERS
from bot.services.digests.headquarters import heads
from bot.services.duties.errands import Ground
from bot.services.staff.staff import officers_of_unit, posts_of, powers_at, units_of
from bot.services.staff.units import unit_of
from bot.store.broadcasts.broadcasts import BroadcastRecord, find_broadcast
from bot.store.broadcasts.towns import FirmCount, firm_counts
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from policies.regions import names_of


@dataclass(frozen=True, slots=True)
class TownCount:
    """How a town stands: firms of which it was wanted, which confirmed, which it did not reach.

    Attributes:
        name: Its last name; "" for firms of the whole county that name no town.
    """

    name: str
    asked: int
    confirmed: int
    unreached: int


def towns_of(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, broadcast_id: int
) -> tuple[BroadcastRecord, tuple[TownCount, ...]]:
    """How each town stands, for those who steer it and for the headquarters of its region.

    Raises:
        NotYours: No such broadcast, or none of theirs.
    """
    broadcast = find_broadcast(uow, broadcast_id)
    if broadcast is None or broadcast.begun_at is None:
        raise NotYours("broadcast")
    steers = bool(STEERS & powers_at(uow, officer, broadcast.region))
    if not steers and not _heads_it(uow, ground, officer, broadcast.region):
        raise NotYours("broadcast")
    return broadcast, town_counts(uow, broadcast)


def town_counts(uow: UnitOfWork, broadcast: BroadcastRecord) -> tuple[TownCount, ...]:
    """How each town stands, the most silent firms first."""
    depth = len(names_of(broadcast.region))
    found: dict[str, list[FirmCount]] = {}
    for each in firm_counts(uow.connection, broadcast.id):
        below = names_of(each.region)[depth : depth + 1]
        found.setdefault("".join(below), []).append(each)
    towns = (
        TownCount(
            name,
            sum(each.asked for each in counts),
            sum(each.confirmed for each in counts),
            sum(each.unreached for each in counts),
        )
        for name, counts in found.items()
    )
    return tuple(sorted(towns, key=lambda each: (each.confirmed - each.asked, each.name)))


def headquarters_of(uow: UnitOfWork, ground: Ground, region: str) -> list[OfficerCard]:
    """Who works in a unit that heads exactly this region, and can be reached."""
    units = [unit for unit in units_of(uow, region) if unit.region == region]
    found = [
        each for unit in units if heads(ground, unit) for each in officers_of_unit(uow, unit.id)
    ]
    return list({each.id: each for each in found}.values())


def _heads_it(uow: UnitOfWork, ground: Ground, officer: OfficerCard, region: str) -> bool:
    units = (unit_of(uow, each) for each in posts_of(uow, officer.id))
    return any(
        unit is not None and covers(unit.region, region) and heads(ground, unit) for unit in units
    )
