"""Firms whose test groups are to be judged, by day or by region."""

from datetime import date

from sqlalchemy import ColumnElement, Connection, select

from bot.store.firms.firms import FIRM
from bot.store.testing.testing import GROUP


def firms_to_judge(connection: Connection, today: date, *, limit: int) -> list[int]:
    """Firms with groups whose rules were asked before today."""
    stale = select(GROUP.c.firm_id).where(GROUP.c.judged_on < today, ~GROUP.c.removed)
    return list(
        connection.execute(stale.distinct().order_by(GROUP.c.firm_id).limit(limit)).scalars()
    )


def firms_with_groups(connection: Connection, region: str) -> list[int]:
    """Firms in a region, or in a place below it, that have test groups."""
    inside = (FIRM.c.region == region) | FIRM.c.region.startswith(f"{region}/", autoescape=True)
    joined = FIRM.join(GROUP, GROUP.c.firm_id == FIRM.c.id)
    found = select(FIRM.c.id).select_from(joined).where(inside, ~GROUP.c.removed)
    return list(connection.execute(found.distinct().order_by(FIRM.c.id)).scalars())


def firms_with_groups_within(connection: Connection, within: ColumnElement[bool]) -> set[int]:
    """Those of some firms that have test groups.

    Args:
        within: Which firms: see `store.reach`.
    """
    joined = FIRM.join(GROUP, GROUP.c.firm_id == FIRM.c.id)
    found = select(FIRM.c.id).select_from(joined).where(within, ~GROUP.c.removed)
    return set(connection.execute(found).scalars())
