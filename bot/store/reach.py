"""Which firms lie within somebody's reach, as a condition on the table of firms."""

import json
from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Connection, exists, false, func, or_, select

from bot.domain.staff import Appointment
from bot.store.firms.firms import FIRM, FIRM_FACT, NAME, FirmCard, card_of
from bot.store.uow import UnitOfWork


def firms_within(reach: Iterable[Appointment], sector: str | None) -> ColumnElement[bool]:
    """The firms that any of these appointments reaches.

    Args:
        sector: The id of the sector fact; None where work is not divided by sector.
    """
    return or_(false(), *(_reached(each, sector) for each in reach))


def firms_in(region: str) -> ColumnElement[bool]:
    """The firms of a region and of all that lies in it."""
    below = FIRM.c.region.startswith(f"{region}/", autoescape=True)
    return (FIRM.c.region == region) | below


def is_there() -> ColumnElement[bool]:
    """A firm that was not erased: there is nobody else to count, to list or to tell."""
    return FIRM.c.erased_at.is_(None)


def count_firms(connection: Connection, region: str) -> int:
    """How many firms there are in a region and all that lies in it."""
    counted = select(func.count()).select_from(FIRM).where(firms_in(region), is_there())
    return int(connection.execute(counted).scalar_one())


def regions_with_firms(connection: Connection, region: str) -> list[str]:
    """A region and places in it where firms are registered."""
    wanted = select(FIRM.c.region).where(firms_in(region)).distinct()
    return list(connection.execute(wanted.order_by(FIRM.c.region)).scalars())


def firms_listed(uow: UnitOfWork, within: ColumnElement[bool]) -> list[FirmCard]:
    """All firms of which this holds, the first to register first."""
    rows = uow.connection.execute(select(FIRM).where(within, is_there()).order_by(FIRM.c.id))
    return [card_of(uow, row) for row in rows]


def names_within(uow: UnitOfWork, within: ColumnElement[bool]) -> Iterator[tuple[int, str]]:
    """Ids and names of all firms of which this holds: what it takes to look for one by name.

    A sealed name opens in two millionths of a second; reading whole rows costs more than that.
    """
    wanted = select(FIRM.c.id, FIRM.c.uid, FIRM.c.name).where(within, is_there())
    for row in uow.connection.execute(wanted.order_by(FIRM.c.id)):
        yield row.id, uow.vault.open(NAME, row.uid, row.name)


def _reached(appointment: Appointment, sector: str | None) -> ColumnElement[bool]:
    inside = firms_in(appointment.region)
    if appointment.sector is None:
        return inside
    same = exists().where(
        FIRM_FACT.c.firm_id == FIRM.c.id,
        FIRM_FACT.c.fact == (sector or ""),
        FIRM_FACT.c.value == json.dumps(appointment.sector, ensure_ascii=False),
    )
    return inside & same
