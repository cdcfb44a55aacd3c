"""Who hears of a reminder: read in bulk, because thousands may fall due at one moment."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from bot.domain.members import Role
from bot.domain.staff import Power, RoleKind, kinds_with, places_above
from bot.store.assignments import ASSIGNMENT
from bot.store.assignments import LASTING as ASSIGNED
from bot.store.firms.firms import FIRM, NAME
from bot.store.firms.people import MEMBERSHIP, PERSON
from bot.store.staff.officers import OFFICER
from bot.store.staff.staff import CONFIRMED, LASTING, POST
from bot.store.uow import UnitOfWork

_OTHER: Final = MEMBERSHIP.alias("other")
_FIRMS: Final = (
    select(func.count())
    .select_from(_OTHER)
    .where(_OTHER.c.person_id == PERSON.c.id)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Listener:
    """A person or an officer who can be reached.

    Args:
        several: They speak for several firms.
        is_owner: They are the owner of the firm that this is about.
    """

    id: int
    chat_id: int
    language: str
    several: bool = False
    is_owner: bool = False


def members_of_firms(
    connection: Connection, firm_ids: Collection[int]
) -> dict[int, list[Listener]]:
    """Who speaks for these firms, without those who blocked the bot."""
    wanted = (
        select(MEMBERSHIP.c.firm_id, MEMBERSHIP.c.role)
        .add_columns(PERSON.c.id, PERSON.c.chat_id, PERSON.c.language)
        .add_columns((_FIRMS > 1).label("several"))
        .join_from(MEMBERSHIP, PERSON, PERSON.c.id == MEMBERSHIP.c.person_id)
        .where(MEMBERSHIP.c.firm_id.in_(firm_ids), ~PERSON.c.blocked)
        .order_by(PERSON.c.id)
    )
    found: dict[int, list[Listener]] = {}
    for row in connection.execute(wanted):
        is_owner = row.role == Role.OWNER
        listener = Listener(row.id, row.chat_id, row.language, bool(row.several), is_owner)
        found.setdefault(row.firm_id, []).append(listener)
    return found


def roles_in_firms(
    connection: Connection, firm_ids: Collection[int]
) -> dict[int, dict[int, Role]]:
    """What each person is to each of these firms: firm id → person id → role."""
    wanted = select(MEMBERSHIP.c.firm_id, MEMBERSHIP.c.person_id, MEMBERSHIP.c.role)
    found: dict[int, dict[int, Role]] = {}
    for row in connection.execute(wanted.where(MEMBERSHIP.c.firm_id.in_(firm_ids))):
        found.setdefault(row.firm_id, {})[row.person_id] = Role(row.role)
    return found


def regions_of_firms(connection: Connection, firm_ids: Collection[int]) -> dict[int, str]:
    """The regions of these firms, by firm."""
    wanted = select(FIRM.c.id, FIRM.c.region).where(FIRM.c.id.in_(firm_ids))
    return {row.id: row.region for row in connection.execute(wanted)}


def names_of_firms(uow: UnitOfWork, firm_ids: Collection[int]) -> dict[int, str]:
    """The names of these firms, by firm."""
    wanted = select(FIRM.c.id, FIRM.c.uid, FIRM.c.name).where(FIRM.c.id.in_(firm_ids))
    rows = uow.connection.execute(wanted)
    return {row.id: uow.vault.open(NAME, row.uid, row.name) for row in rows}


def officers_near(connection: Connection, regions: Collection[str]) -> dict[str, list[Listener]]:
    """Who looks after firms for each region, or for the nearest place above it that has anybody.

    Those whose work it is come first: liaisons, without any the general desk, and only then
    whoever works there in a unit. Posts to one sector are left out: what is told here is told
    of every firm.
    """
    lineages = {region: list(places_above(region)) for region in regions}
    places = {place for lineage in lineages.values() for place in lineage}
    working = (POST.c.kind.in_(kinds_with(Power.CASE_WORK)), POST.c.sector.is_(None))
    wanted = (
        select(POST.c.region, POST.c.kind, POST.c.unit_id)
        .add_columns(OFFICER.c.id, OFFICER.c.chat_id, OFFICER.c.language)
        .join_from(POST, OFFICER, OFFICER.c.id == POST.c.officer_id)
        .where(POST.c.region.in_(places), LASTING, CONFIRMED, *working, ~OFFICER.c.blocked)
    )
    found: dict[str, dict[int, dict[int, Listener]]] = {}
    for row in connection.execute(wanted.order_by(OFFICER.c.id)):
        officer = Listener(row.id, row.chat_id, row.language)
        found.setdefault(row.region, {}).setdefault(_distance(row), {})[row.id] = officer
    return {
        region: next((_nearest(found[place]) for place in lineage if place in found), [])
        for region, lineage in lineages.items()
    }


def carers_by_firm(
    connection: Connection, firm_ids: Collection[int]
) -> dict[int, tuple[int, ...]]:
    """The ids of the officers whose own these firms are, by firm; who is away is among them."""
    wanted = select(ASSIGNMENT.c.firm_id, ASSIGNMENT.c.officer_id).where(
        ASSIGNMENT.c.firm_id.in_(firm_ids), ASSIGNED
    )
    found: dict[int, tuple[int, ...]] = {}
    for row in connection.execute(wanted.order_by(ASSIGNMENT.c.id)):
        found[row.firm_id] = (*found.get(row.firm_id, ()), row.officer_id)
    return found


def officers_to_tell(connection: Connection, ids: Collection[int]) -> dict[int, Listener]:
    """These officers, without those who blocked the bot, by id."""
    wanted = select(OFFICER.c.id, OFFICER.c.chat_id, OFFICER.c.language)
    rows = connection.execute(wanted.where(OFFICER.c.id.in_(ids), ~OFFICER.c.blocked))
    return {row.id: Listener(row.id, row.chat_id, row.language) for row in rows}


def _distance(post: Row[Any]) -> int:
    """How near somebody's work is to looking after firms."""
    if post.kind == RoleKind.LIAISON:
        return 0
    return 1 if post.unit_id is None else 2


def _nearest(by_distance: Mapping[int, Mapping[int, Listener]]) -> list[Listener]:
    return list(by_distance[min(by_distance)].values())
