"""人员: who works in an administrator's regions, as what, and how much lies with them."""

from dataclasses import dataclass
from typing import Final

from bot.domain.staff import covers
from bot.services.cases.lists import unchecked
from bot.services.staff.absences import on_leave
from bot.services.staff.leave import Leave, own_leaves
from bot.services.staff.posts import administrators, staff_member
from bot.services.staff.staff import managed_regions
from bot.services.staff.units import unit_of
from bot.store.cases.inbox import Reach
from bot.store.cases.workload import cases_held, firms_held
from bot.store.staff.departures import DepartureCard, departure_of
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.staff.staff import PostCard, all_posts, posts_below
from bot.store.staff.units import UnitCard
from bot.store.uow import UnitOfWork

SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Held:
    """A post and the unit that it belongs to, if any."""

    post: PostCard
    unit: UnitCard | None


@dataclass(frozen=True, slots=True)
class StaffLine:
    """Somebody in a list."""

    officer: OfficerCard
    posts: tuple[Held, ...]
    away: bool


@dataclass(frozen=True, slots=True)
class StaffList:
    """A page of staff.

    Args:
        count: How many there are in all.
        waiting: How many posts wait for a second administrator.
        alone: A region in which nobody else could confirm; None if there is none such.
        unchecked: How many cases wait for an inspector where none is there for them.
    """

    lines: tuple[StaffLine, ...]
    page: int
    count: int
    waiting: int
    alone: str | None
    unchecked: int


@dataclass(frozen=True, slots=True)
class StaffFile:
    """Somebody of the staff with all that an administrator may know.

    Args:
        held: The posts that last, then those that ended, within the administrator's regions.
        firms: How many firms they look after.
        cases: How many unfinished cases they have in hand.
        departure: Their last one, if it stands.
    """

    officer: OfficerCard
    held: tuple[Held, ...]
    firms: int
    cases: int
    leaves: tuple[Leave, ...]
    departure: DepartureCard | None

    @property
    def lasting(self) -> tuple[Held, ...]:
        """The posts that last."""
        return tuple(each for each in self.held if each.post.until is None)


def staff_list(uow: UnitOfWork, by: OfficerCard, page: int) -> StaffList:
    """Who works in an administrator's regions, region by region."""
    regions = managed_regions(uow, by)
    posts = posts_below(uow.connection, regions)
    found: dict[int, list[PostCard]] = {}
    for post in sorted(posts, key=lambda each: (each.appointment.region, each.id)):
        found.setdefault(post.officer_id, []).append(post)
    page = min(page, max(len(found) - 1, 0) // SHOWN)
    shown = list(found.items())[page * SHOWN : (page + 1) * SHOWN]
    return StaffList(
        lines=tuple(_line(uow, number, own) for number, own in shown),
        page=page,
        count=len(found),
        waiting=sum(not post.confirmed for post in posts),
        alone=next((each for each in regions if len(administrators(uow, each)) < 2), None),
        unchecked=len(unchecked(uow, Reach(regions=regions)).ids or ()),
    )


def staff_file(uow: UnitOfWork, by: OfficerCard, officer_id: int) -> StaffFile:
    """Somebody of an administrator's staff.

    Raises:
        NotYours: Nobody such.
    """
    officer = staff_member(uow, by, officer_id)
    regions = managed_regions(uow, by)
    posts = [
        post
        for post in all_posts(uow.connection, officer_id)
        if any(covers(region, post.appointment.region) for region in regions)
    ]
    return StaffFile(
        officer=officer,
        held=tuple(held(uow, post) for post in sorted(posts, key=lambda each: each.until is None)),
        firms=firms_held(uow.connection, [officer_id])[officer_id],
        cases=cases_held(uow.connection, [officer_id])[officer_id],
        leaves=tuple(own_leaves(uow, officer)),
        departure=departure_of(uow.connection, officer_id),
    )


def held(uow: UnitOfWork, post: PostCard) -> Held:
    """A post with its unit."""
    return Held(post, unit_of(uow, post.appointment))


def _line(uow: UnitOfWork, officer_id: int, posts: list[PostCard]) -> StaffLine:
    officer = officer_by_id(uow, officer_id)
    away = on_leave(uow, officer_id, uow.now)
    return StaffLine(officer, tuple(held(uow, post) for post in posts), away)
