"""Whether anything by which firms are judged has changed since a moment."""

from datetime import datetime

from sqlalchemy import Connection, literal, select, union_all

from bot.domain.staff import places_above
from bot.store.firms.firms import FIRM, FIRM_FACT
from bot.store.reach import firms_in
from bot.store.regions import REGION_FACT


def changed_since(connection: Connection, region: str, moment: datetime) -> bool:
    """A firm of a region is new or another, or what holds for its place is.

    Args:
        moment: Aware UTC; what changed at that very moment counts.
    """
    theirs = FIRM_FACT.join(FIRM, FIRM.c.id == FIRM_FACT.c.firm_id)
    facts = select(literal(1)).select_from(theirs)
    there = REGION_FACT.c.region
    around = there.in_(list(places_above(region))) | there.startswith(
        f"{region}/", autoescape=True
    )
    found = union_all(
        select(literal(1)).select_from(FIRM).where(firms_in(region), FIRM.c.created_at >= moment),
        facts.where(firms_in(region), FIRM_FACT.c.changed_at >= moment),
        select(literal(1)).where(around, REGION_FACT.c.since >= moment),
    )
    return connection.execute(found.limit(1)).first() is not None
