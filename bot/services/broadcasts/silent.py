"""没确认的名单: who has not confirmed, for the officers whose firms they are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from bot.domain.broadcasts import leavable
from bot.domain.errors import NotYours, Stale, StaleCode
from bot.domain.staff import Power, covers
from bot.services.broadcasts.towns import TownCount
from bot.services.staff.absences import stands_in
from bot.services.staff.staff import reach_of
from bot.store.broadcasts.broadcasts import BroadcastRecord, find_broadcast
from bot.store.broadcasts.chases import silent_firms
from bot.store.reminders.listeners import (
    Listener,
    carers_by_firm,
    names_of_firms,
    officers_near,
    officers_to_tell,
    regions_of_firms,
)
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

T = TypeVar("T")
PART: Final = 500
"""So many firms are asked about in one statement."""
SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class SilentFirm:
    """A firm of which nobody has confirmed; `arrived` says whether it reached anybody there."""

    id: int
    name: str
    region: str
    arrived: bool


@dataclass(frozen=True, slots=True)
class SilentList:
    """The silent firms of one officer: a page of them, `count` in all."""

    record: BroadcastRecord
    firms: tuple[SilentFirm, ...]
    count: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class Handed:
    """The lists went out.

    Attributes:
        officers: How many officers got one.
        firms: How many firms are silent.
        nobodys: How many of them no officer could be told of.
        towns: How each town stands, the most silent firms first.
    """

    record: BroadcastRecord
    officers: int
    firms: int
    nobodys: int
    towns: tuple[TownCount, ...]


@dataclass
class Shares:
    """Silent firms by who is told of them."""

    of: dict[int, list[int]] = field(default_factory=dict)
    officers: dict[int, Listener] = field(default_factory=dict)
    nobodys: int = 0


def silent_of(uow: UnitOfWork, broadcast: BroadcastRecord) -> dict[int, bool]:
    """The ids of the silent firms, and whether it reached anybody of them."""
    topic = leavable(broadcast.content, broadcast.urgency)
    return silent_firms(uow.connection, broadcast.id, topic)


def shared_out(uow: UnitOfWork, firms: Iterable[int]) -> Shares:
    """Whose firms these are: their own officers', or who stands in; else the place's liaisons."""
    shares = Shares()
    for part in _parts(sorted(firms)):
        carers = carers_by_firm(uow.connection, part)
        acting = {each: stands_in(uow, each, uow.now) for own in carers.values() for each in own}
        known = officers_to_tell(uow.connection, {each for each in acting.values() if each})
        regions = regions_of_firms(uow.connection, part)
        near = officers_near(uow.connection, set(regions.values()))
        for firm_id in part:
            own = [known.get(acting[each] or 0) for each in carers.get(firm_id, ())]
            _share(shares, firm_id, [e for e in own if e] or near[regions[firm_id]])
    return shares


def silent_list(
    uow: UnitOfWork, broadcast: BroadcastRecord, firms: Sequence[int], page: int = 0
) -> SilentList:
    """A page of some silent firms, by name of their place."""
    arrived = silent_of(uow, broadcast)
    left = [each for each in firms if each in arrived]
    page = min(page, max(len(left) - 1, 0) // SHOWN)
    shown = left[page * SHOWN : (page + 1) * SHOWN]
    names = names_of_firms(uow, shown) if shown else {}
    regions = regions_of_firms(uow.connection, shown) if shown else {}
    found = (SilentFirm(each, names[each], regions[each], arrived[each]) for each in shown)
    return SilentList(broadcast, tuple(found), len(left), page)


def own_silent(uow: UnitOfWork, officer: OfficerCard, broadcast_id: int, page: int) -> SilentList:
    """The silent firms of an officer as they are now; who has confirmed meanwhile is not there.

    Raises:
        NotYours: No such broadcast, or it went to no place in which they look after firms.
        Stale: It asked for nothing.
    """
    broadcast = find_broadcast(uow, broadcast_id)
    if broadcast is None or broadcast.begun_at is None:
        raise NotYours("broadcast")
    if not _works_there(uow, officer, broadcast.region):
        raise NotYours("broadcast")
    if not broadcast.content.terms.receipt:
        raise Stale(StaleCode.CHANGED)
    firms = shared_out(uow, silent_of(uow, broadcast)).of.get(officer.id, [])
    return silent_list(uow, broadcast, firms, page)


def _works_there(uow: UnitOfWork, officer: OfficerCard, region: str) -> bool:
    """Whether some of the region, or all of it, lies where they work on firms' cases."""
    own = (each.region for each in reach_of(uow, officer, Power.CASE_WORK))
    return any(covers(each, region) or covers(region, each) for each in own)


def _share(shares: Shares, firm_id: int, officers: Sequence[Listener]) -> None:
    for each in officers:
        shares.of.setdefault(each.id, []).append(firm_id)
        shares.officers[each.id] = each
    shares.nobodys += not officers


def _parts(all_: Sequence[T]) -> Iterator[Sequence[T]]:
    return (all_[start : start + PART] for start in range(0, len(all_), PART))
