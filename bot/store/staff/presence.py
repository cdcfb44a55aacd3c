"""Who is there at a moment: has a confirmed post, is not away, and takes messages."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, exists, or_, select

from bot.store.columns import Moment
from bot.store.staff.absences import ABSENCE
from bot.store.staff.officers import OFFICER
from bot.store.staff.staff import CONFIRMED, LASTING, POST

_AT: Final = bindparam("at", type_=Moment())
_WORKS: Final = exists().where(POST.c.officer_id == OFFICER.c.id, LASTING, CONFIRMED)
_AWAY: Final = exists().where(
    ABSENCE.c.officer_id == OFFICER.c.id,
    ABSENCE.c.since <= _AT,
    or_(ABSENCE.c.until.is_(None), ABSENCE.c.until > _AT),
)
_THERE: Final = select(OFFICER.c.id).where(
    OFFICER.c.id.in_(bindparam("asked", expanding=True)), ~OFFICER.c.blocked, _WORKS, ~_AWAY
)


def those_there(
    connection: Connection, officer_ids: Collection[int], at: datetime
) -> frozenset[int]:
    """Those of these officers who are there at a moment (aware), all asked at once."""
    asked = {"asked": list(officer_ids), "at": at}
    return frozenset(connection.execute(_THERE, asked).scalars()) if officer_ids else frozenset()
