"""Every kind of staff × own, parent and sister region and sector, against a table of acts.

A line of a table says who may do an act to something of one town and sector, from which seats, and
by what it is seen that it was done. A further act is one line; the loop is here.
`tests/test_every_act.py` finds acts without a line.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pytest

from bot.domain.errors import NotYours
from bot.domain.staff import Appointment, RoleKind
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from tests.allowed import Place, Tried, tried

Act = Callable[[UnitOfWork, OfficerCard, Any], Any]
Who = Mapping[RoleKind, Set[str]]


@dataclass(frozen=True)
class Done:
    """The audit names the act last, as theirs, and more was written than that."""

    act: str


@dataclass(frozen=True)
class Looked:
    """The audit names the act as theirs; nothing else was written."""

    act: str


@dataclass(frozen=True)
class Behind:
    """It cannot be done to this thing; only the act itself says why, not who may do it."""

    code: StrEnum


@dataclass(frozen=True)
class Written:
    """Something was written that the audit does not name."""


@dataclass(frozen=True)
class Read:
    """It was shown, and nothing was written at all."""


Proof = Done | Looked | Behind | Written | Read
Line = tuple[Who, Act] | tuple[Who, Act, Proof]
"""Without a proof it only reads."""
READ = Read()

TOWN, COUNTY, CITY, SECTOR = "the town", "the county", "the city", "the sector"
OVER = frozenset({TOWN, COUNTY, CITY, SECTOR})
"""Seats that reach a thing of the town and of the sector."""
WHOLE = frozenset({TOWN, COUNTY, CITY})
"""Seats that reach what belongs to every sector of the town."""
SEATS = OVER | {"another town", "another county", "another sector"}
NOBODY: Who = {}
ABSENT = 4711


def over(*kinds: RoleKind) -> Who:
    return dict.fromkeys(kinds, OVER)


def whole(*kinds: RoleKind) -> Who:
    return dict.fromkeys(kinds, WHOLE)


def anywhere(*kinds: RoleKind) -> Who:
    return dict.fromkeys(kinds, SEATS)


def needs(found: object) -> None:
    """For a list: what has nothing of it in it counts as refused."""
    if not found:
        raise NotYours("list")


def seats_around(town: str, sector: str) -> dict[str, tuple[str, str | None]]:
    """Region and sector of each seat.

    Args:
        town: A path with county and city above it.
        sector: Of what the acts are done to.
    """
    county = town.rpartition("/")[0]
    city = county.rpartition("/")[0]
    return {
        TOWN: (town, None),
        COUNTY: (county, None),
        CITY: (city, None),
        SECTOR: (county, sector),
        "another town": (f"{county}/别的镇", None),
        "another county": (f"{city}/社旗县", None),
        "another sector": (county, "tourism"),
    }


def disagreements(
    place: Place,
    appoint: Callable[[Appointment], OfficerCard],
    seats: Mapping[str, tuple[str, str | None]],
    lines: Mapping[str, Line],
    things: Any,
) -> list[tuple[str, str, str, str]]:
    """Where the product does otherwise than the table says: kind, seat, act, what it does.

    Nothing that is tried is kept, and who is refused leaves no trace.
    """
    wrong = []
    for kind in RoleKind:
        for seat, (region, sector) in seats.items():
            by = appoint(Appointment(kind, region, sector))
            before = place.audit()
            for name, (who, work, *proof) in lines.items():
                found = tried(place, lambda uow, by=by, work=work: work(uow, by, things))
                if found.allowed is not (seat in who.get(kind, ())):
                    wrong.append((kind.value, seat, name, f"allowed: {found.allowed}"))
                elif found.allowed and not _proves(found, by, *proof):
                    wrong.append((kind.value, seat, name, f"no proof: {found}"))
            assert place.audit() == before
    return wrong


def _proves(found: Tried, by: OfficerCard, proof: Proof = READ) -> bool:
    """Whether an attempt that was allowed came to what its line says."""
    last, done = found.left[-1:], found.stopped is None
    match proof:
        case Done():
            return done and last == ((f"officer:{by.id}", proof.act),) and found.rows > 0
        case Looked():
            return done and found.left == ((f"officer:{by.id}", proof.act),) and not found.rows
        case Behind():
            return found.stopped is proof.code
        case Written():
            return done and found.rows > 0
        case Read():
            return done and not found.left and not found.rows


def tells_apart(
    place: Place, by: OfficerCard, acts: Mapping[str, Callable[..., Any]], ids: Mapping[str, int]
) -> list[str]:
    """The acts that refuse somebody from elsewhere otherwise than if the thing did not exist.

    Args:
        acts: Each gets a unit of work, who does it and an id.
        ids: Of what exists, by the names of the acts.
    """

    def refused(name: str, number: int) -> tuple[Any, ...]:
        with pytest.raises(NotYours) as raised:
            place.act(lambda uow: acts[name](uow, by, number))
        return raised.value.code, raised.value.params

    return [each for each in acts if refused(each, ids[each]) != refused(each, ABSENT)]
