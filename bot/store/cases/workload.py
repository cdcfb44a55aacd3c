"""How much lies with an officer: for whoever hands work on."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, func, select

from bot.domain.case_states import DONE
from bot.store.assignments import ASSIGNMENT
from bot.store.cases.cases import CASE

_HELD: Final = CASE.c.status.not_in(DONE)


def cases_held(connection: Connection, officers: Collection[int]) -> dict[int, int]:
    """How many unfinished cases each of these officers has in hand; none is left out."""
    counted = select(CASE.c.held_by, func.count()).where(CASE.c.held_by.in_(officers), _HELD)
    rows = connection.execute(counted.group_by(CASE.c.held_by))
    return dict.fromkeys(officers, 0) | {row[0]: int(row[1]) for row in rows}


def firms_held(connection: Connection, officers: Collection[int]) -> dict[int, int]:
    """How many firms each of these officers looks after; none is left out."""
    firms = func.count(ASSIGNMENT.c.firm_id.distinct())
    mine = (ASSIGNMENT.c.officer_id.in_(officers), ASSIGNMENT.c.until.is_(None))
    counted = select(ASSIGNMENT.c.officer_id, firms).where(*mine)
    rows = connection.execute(counted.group_by(ASSIGNMENT.c.officer_id))
    return dict.fromkeys(officers, 0) | {row[0]: int(row[1]) for row in rows}
