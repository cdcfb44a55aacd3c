"""Lists of a package broadcast are made by themselves, firm by firm, a little ahead of sending.

What is made next is read in one short transaction, judged and worded outside of any, and kept in
another one that first looks whether somebody was faster. How far it came stands in the row, so a
process that dies loses and doubles nothing; so much is ahead of what is sent that nothing waits,
and so little that a list is minutes old when it arrives.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.broadcasts import BroadcastState
from bot.domain.packages import Nothing
from bot.domain.staff import places_above
from bot.services.audiences.choices import records_judged
from bot.services.duties.errands import Ground
from bot.services.firms.firms import Profile, extensions_of, judge, profile_from
from bot.services.packages.packages import Package, package_of
from bot.services.regions import nearest_first
from bot.store.broadcasts.broadcasts import BROADCAST, BroadcastRecord, broadcasts_where
from bot.store.broadcasts.packages import (
    Made,
    ahead_of_queue,
    begin_course,
    change_course,
    course_of,
    firms_of_yesterday,
    firms_packed,
    firms_without,
    leave_out,
    put_packages,
    waiting_people,
)
from bot.store.firms.firms import FIRM, facts_of_some
from bot.store.reach import firms_listed
from bot.store.regions import facts_of_regions
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase

AT_ONCE: Final = 50
"""So many people's firms are judged at once, in some 0.2 s outside of any transaction."""
AHEAD: Final = 1_500
"""So many lists are made ahead of the outbox, which is filled up by a thousand at a time."""
OPEN: Final = 20
"""So many broadcasts that are being sent are looked at."""


@dataclass(frozen=True)
class Packing:
    """How lists are made and worded.

    Attributes:
        say: A list in a language ("zh", "en") as HTML.
    """

    ground: Ground
    say: Callable[[Package, str], str]


@dataclass(frozen=True, slots=True)
class Parcel:
    """Firms of one broadcast that get their list next.

    Attributes:
        after: The person up to whom lists were there when this was read.
        upto: The same once it is kept.
        people: (person, firm) of those who come next; none if older lists are made anew.
        profiles: Of the firms that have no list yet, or an old one.
        day: Today, in the zone of the product.
    """

    broadcast: BroadcastRecord
    after: int
    upto: int
    people: tuple[tuple[int, int], ...]
    profiles: tuple[Profile, ...]
    day: date


def next_parcel(uow: UnitOfWork, packing: Packing) -> Parcel | None:
    """What is to be made next; None if enough is there."""
    sending = BROADCAST.c.state == BroadcastState.SENDING
    under_way = broadcasts_where(uow, sending, limit=OPEN)
    packages = [each for each in under_way if is_package(each)]
    return next((parcel for each in packages if (parcel := _parcel(uow, packing, each))), None)


def is_package(broadcast: BroadcastRecord) -> bool:
    """Whether each reader gets a list of their own; a correction of one has none."""
    return broadcast.content.package is not None and broadcast.change is None


def made_of(parcel: Parcel, packing: Packing) -> dict[int, Made]:
    """Judge and word it, by firm; needs no database, and some milliseconds a firm."""
    rulebase, day = packing.ground.rulebase, parcel.day
    return {
        profile.firm.id: _made(packing, package_for(rulebase, profile, day))
        for profile in parcel.profiles
    }


def _made(packing: Packing, package: Package) -> Made:
    texts = {language: packing.say(package, language) for language in ("zh", "en")}
    return Made(texts, tuple(each.policy for each in package.verdicts))


def package_for(rulebase: RuleBase, profile: Profile, day: date) -> Package:
    """What applies to a firm by the records of its own place."""
    local = {each.id for each in records_judged(rulebase, profile.firm.region)}
    return package_of(judge(rulebase, profile, day, only=local), day)


def keep_packed(uow: UnitOfWork, parcel: Parcel, made: Mapping[int, Made]) -> bool:
    """Keep what was made, if nobody was faster.

    Returns:
        Whether it was kept.
    """
    broadcast = parcel.broadcast
    begin_course(uow.connection, broadcast.id)
    if course_of(uow.connection, broadcast.id, lock=True).packed_to != parcel.after:
        return False
    put_packages(uow.connection, uow.vault, broadcast.id, parcel.day, made)
    if broadcast.content.package is Nothing.SKIP:
        _leave_out(uow, parcel)
    change_course(uow.connection, broadcast.id, packed_to=parcel.upto)
    return True


def _leave_out(uow: UnitOfWork, parcel: Parcel) -> None:
    """Whoever comes next and speaks for a firm to which nothing applies gets nothing."""
    firms = {firm for _, firm in parcel.people}
    nothing = firms_without(uow.connection, parcel.broadcast.id, firms)
    people = [person for person, firm in parcel.people if firm in nothing]
    leave_out(uow.connection, parcel.broadcast.id, people)


def packed_to(uow: UnitOfWork, broadcast: BroadcastRecord, last: int) -> int:
    """Up to which person messages may be queued.

    Args:
        last: The highest id of all.
    """
    return course_of(uow.connection, broadcast.id).packed_to if is_package(broadcast) else last


def _parcel(uow: UnitOfWork, packing: Packing, broadcast: BroadcastRecord) -> Parcel | None:
    last, day = broadcast.last_person, uow.now.astimezone(packing.ground.zone).date()
    if last is None or broadcast.listed_to < last:
        return None
    after = course_of(uow.connection, broadcast.id).packed_to
    old = firms_of_yesterday(uow.connection, broadcast.id, day, AT_ONCE)
    if old:
        return Parcel(broadcast, after, after, (), _profiles(uow, packing, old), day)
    if after >= last or ahead_of_queue(uow.connection, broadcast.id, AHEAD) >= AHEAD:
        return None
    people = waiting_people(uow.connection, broadcast.id, after=after, most=AT_ONCE)
    upto = people[-1][0] if len(people) == AT_ONCE else last
    firms = {firm for _, firm in people}
    lacking = firms - firms_packed(uow.connection, broadcast.id, firms)
    return Parcel(broadcast, after, upto, tuple(people), _profiles(uow, packing, lacking), day)


def _profiles(uow: UnitOfWork, packing: Packing, firm_ids: Collection[int]) -> tuple[Profile, ...]:
    if not firm_ids:
        return ()
    firms = firms_listed(uow, FIRM.c.id.in_(list(firm_ids)))
    own = facts_of_some(uow.connection, firm_ids)
    around = {place for firm in firms for place in places_above(firm.region)}
    regional, in_force = facts_of_regions(uow.connection, around), extensions_of(uow)
    rulebase = packing.ground.rulebase
    return tuple(
        profile_from(
            rulebase,
            firm,
            own.get(firm.id, {}),
            nearest_first(regional, places_above(firm.region)),
            in_force,
        )
        for firm in firms
    )
