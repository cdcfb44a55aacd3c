"""What an officer may do where: asked anew in every act, so that an end takes effect at once."""

from bot.domain.errors import AccessCode, NotYours
from bot.domain.staff import (
    POWERS,
    Appointment,
    Power,
    RoleKind,
    covers,
    kinds_with,
    powers_anywhere,
    powers_over,
)
from bot.store.firms.firms import facts_of
from bot.store.staff.officers import OfficerCard
from bot.store.staff.staff import holders_above, holders_at_desk, holders_in_unit, lasting_posts
from bot.store.staff.units import UnitCard, units_above
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase


def posts_of(uow: UnitOfWork, officer_id: int) -> tuple[Appointment, ...]:
    """What an officer is appointed to now, as far as a second administrator confirmed it."""
    posts = lasting_posts(uow.connection, officer_id)
    return tuple(post.appointment for post in posts if post.confirmed)


def may(
    uow: UnitOfWork, officer: OfficerCard, power: Power, region: str, sector: str | None = None
) -> bool:
    """Whether an officer may do this to a thing of this region and sector now.

    Args:
        sector: None if it has none, or nobody knows: then posts to one sector do not reach it.
    """
    return any(each.gives(power, region, sector) for each in posts_of(uow, officer.id))


def require(
    uow: UnitOfWork,
    officer: OfficerCard,
    power: Power,
    region: str,
    sector: str | None = None,
    *,
    subject: str = "staff",
    code: AccessCode = AccessCode.ROLE,
) -> None:
    """Make sure that an officer may do this to a thing of this region and sector now.

    Args:
        subject: What they wanted, for the refusal.
        code: NOT_FOUND where the thing is loaded, so that ids cannot be probed.

    Raises:
        NotYours: No post of theirs lets them.
    """
    if not may(uow, officer, power, region, sector):
        raise NotYours(subject, code)


def powers_at(
    uow: UnitOfWork, officer: OfficerCard, region: str, sector: str | None = None
) -> frozenset[Power]:
    """All that an officer may do to a thing of this region and sector now."""
    return powers_over(posts_of(uow, officer.id), region, sector)


def reach_of(uow: UnitOfWork, officer: OfficerCard, power: Power) -> tuple[Appointment, ...]:
    """The posts that give an officer a power: what a list may show them (`store.reach`)."""
    return tuple(each for each in posts_of(uow, officer.id) if power in POWERS[each.kind])


def powers_of(uow: UnitOfWork, officer: OfficerCard) -> frozenset[Power]:
    """All that an officer may do somewhere: for menus, never for permission."""
    return powers_anywhere(posts_of(uow, officer.id))


def regions_with(uow: UnitOfWork, officer: OfficerCard, power: Power) -> tuple[str, ...]:
    """The regions over which an officer has a power, none inside another, by age of the post.

    Posts to one sector are left out: a list of a region shows what belongs to every sector.
    """
    own = [each.region for each in reach_of(uow, officer, power) if each.sector is None]
    widest = (region for region in own if not any(covers(o, region) for o in own if o != region))
    return tuple(dict.fromkeys(widest))


def sectors_with(
    uow: UnitOfWork, officer: OfficerCard, power: Power
) -> tuple[tuple[str, str], ...]:
    """The regions over one sector of which an officer has a power, with that sector."""
    own = reach_of(uow, officer, power)
    return tuple((each.region, each.sector) for each in own if each.sector is not None)


def managed_regions(uow: UnitOfWork, by: OfficerCard) -> tuple[str, ...]:
    """The regions whose staff an administrator manages.

    Raises:
        NotYours: They are no administrator.
    """
    regions = regions_with(uow, by, Power.STAFF_MANAGE)
    if not regions:
        raise NotYours("staff", AccessCode.ROLE)
    return regions


def officers_with(
    uow: UnitOfWork, power: Power, region: str, sector: str | None = None
) -> list[OfficerCard]:
    """Who may do this to a thing of this region and sector and can be reached in the desk bot.

    Each once, those of the smallest region first.
    """
    held = holders_above(uow, region, kinds_with(power))
    able = {
        officer.id: officer
        for officer, appointment in reversed(held)
        if not officer.blocked and appointment.gives(power, region, sector)
    }
    return list(reversed(able.values()))


def units_of(uow: UnitOfWork, region: str, role: str | None = None) -> list[UnitCard]:
    """The units of a place and of what it lies in, the smallest region first.

    Args:
        role: An id of the region's roles; None for units of every role.
    """
    return units_above(uow.connection, region, role)


def officers_of_unit(uow: UnitOfWork, unit_id: int) -> list[OfficerCard]:
    """Who works in a unit and can be reached, by age of the post."""
    return [each for each in holders_in_unit(uow, unit_id) if not each.blocked]


def officers_at_desk(uow: UnitOfWork, region: str) -> list[OfficerCard]:
    """Who works on cases at the general desk of exactly this region and can be reached."""
    working = {RoleKind.LIAISON, RoleKind.UNIT, RoleKind.DISPATCHER}
    found = holders_at_desk(uow, region, working)
    return [each for each in found if not each.blocked]


def sector_of(uow: UnitOfWork, rulebase: RuleBase, firm_id: int) -> str | None:
    """The sector of a firm, as it or staff said; None if it is not known."""
    fact = rulebase.regions.sector
    known = None if fact is None else facts_of(uow.connection, firm_id).get(fact)
    return None if known is None else known.value
