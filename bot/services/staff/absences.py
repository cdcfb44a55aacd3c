"""Who stands in for whom. Nothing is moved when somebody is away: it is asked at each moment.

An assignment or a case stays its officer's; with the absences and departures, which are never
deleted, it is known for every moment who looked after it. Who comes back early, or leaves for
good, changes one row.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.services.staff.staff import posts_of
from bot.store.staff.absences import absence_at, stood_in_for
from bot.store.staff.departures import departure_of, inherited_from
from bot.store.staff.presence import those_there
from bot.store.uow import UnitOfWork


def on_leave(uow: UnitOfWork, officer_id: int, at: datetime) -> bool:
    """Whether an officer is away at a moment (aware)."""
    return absence_at(uow.connection, officer_id, at) is not None


def deputy_for(uow: UnitOfWork, officer_id: int, at: datetime) -> int | None:
    """Who was named to do the work of an officer who is away or has left.

    None if they are there, or if nobody was named. The deputy may be away too: see `stands_in`.
    """
    if not posts_of(uow, officer_id):
        departure = departure_of(uow.connection, officer_id)
        return None if departure is None else departure.heir_id
    absence = absence_at(uow.connection, officer_id, at)
    return None if absence is None else absence.deputy_id


def stands_in(uow: UnitOfWork, officer_id: int, at: datetime) -> int | None:
    """Who does an officer's work at a moment: themselves, or who stands in, if need be twice.

    Whoever cannot be reached by the desk bot is not there: nobody could tell them anything.

    Args:
        at: Aware; now or a moment near it: who has left counts as away.

    Returns:
        An officer who works; None if there is nobody, then it is the desk's.
    """
    asked: set[int] = set()
    found: int | None = officer_id
    while found is not None and found not in asked:
        if those_there(uow.connection, [found], at):
            return found
        asked.add(found)
        found = deputy_for(uow, found, at)
    return None


def acting_for(uow: UnitOfWork, officer_id: int) -> list[int]:
    """Whose work an officer does now: their own, if they are there, and that of who is away."""
    may_be = [officer_id, *work_comes_from(uow, officer_id, uow.now)]
    return [each for each in may_be if stands_in(uow, each, uow.now) == officer_id]


def work_comes_from(uow: UnitOfWork, officer_id: int, at: datetime) -> list[int]:
    """Everybody whose work may come to an officer at a moment, also as a deputy's deputy."""
    found, asked = [officer_id], 0
    while asked < len(found):
        away = _named_by(uow, found[asked], at)
        found += [each for each in dict.fromkeys(away) if each not in found]
        asked += 1
    return found[1:]


def _named_by(uow: UnitOfWork, deputy_id: int, at: datetime) -> Iterator[int]:
    """Who was away at a moment, or had left, and named this officer."""
    yield from (each.officer_id for each in stood_in_for(uow.connection, deputy_id, at))
    for officer_id in inherited_from(uow.connection, deputy_id):
        departure = departure_of(uow.connection, officer_id)
        if departure is not None and departure.at <= at:
            yield officer_id
