"""停用: somebody leaves the desk; their firms and cases go to a colleague at once."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.errors import NotYours, Stale, StaleCode
from bot.domain.staff import covers
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.services.staff.posts import keep_an_administrator, staff_member
from bot.services.staff.staff import managed_regions
from bot.services.staff.takeover import FirmHanded, colleagues, handed
from bot.store.assignments import (
    AssignmentCard,
    add_assignment,
    assignments_ended_at,
    assignments_of_firm,
    assignments_of_officer,
    end_assignments,
    reopen_assignments,
    undo_assignments,
)
from bot.store.audit import note
from bot.store.cases.workload import cases_held
from bot.store.staff import departures as store
from bot.store.staff.departures import DepartureCard
from bot.store.staff.invitations import revoke_all_of
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.staff.staff import PostCard, all_posts, change_posts, lasting_posts
from bot.store.uow import UnitOfWork

UNDO_WITHIN: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody's departure, as it would be or as it was.

    Args:
        heir: To whom firms and cases go; None if there is nobody: they go to the desk.
        firms: Which firms.
        cases: How many unfinished cases they have in hand.
        departure: None before it happened.
    """

    officer: OfficerCard
    heir: OfficerCard | None
    firms: tuple[FirmHanded, ...]
    cases: int
    departure: DepartureCard | None = None


def heirs(uow: UnitOfWork, by: OfficerCard, officer_id: int) -> list[OfficerCard]:
    """To whom somebody's firms and cases may go, the likeliest first.

    Raises:
        NotYours: Nobody of their staff.
        StaffRefusal: It is themselves, or somebody with posts elsewhere.
        Stale: They have left.
    """
    _leaver(uow, by, officer_id)
    return colleagues(uow, officer_id)


def preview_departure(
    uow: UnitOfWork, by: OfficerCard, officer_id: int, heir_id: int | None
) -> Leaving:
    """What a departure would move; nothing is kept.

    Raises:
        NotYours: Nobody of their staff, or no such heir.
        StaffRefusal: It is themselves, somebody with posts elsewhere, or the last administrator.
        Stale: They have left.
    """
    officer, posts = _leaver(uow, by, officer_id)
    keep_an_administrator(uow, posts)
    heir = next((each for each in colleagues(uow, officer_id) if each.id == heir_id), None)
    if heir is None and heir_id is not None:
        raise StaffRefusal(StaffCode.DEPUTY)
    assigned = assignments_of_officer(uow, [officer_id], lock=True)
    cases = cases_held(uow.connection, [officer_id])[officer_id]
    return Leaving(officer, heir, handed(uow, assigned), cases)


def depart(uow: UnitOfWork, by: OfficerCard, officer_id: int, heir_id: int | None) -> Leaving:
    """End all posts of somebody; from the next tap on they may do nothing.

    Their firms are the heir's from now on. A case stays as it is, with its clocks, and is the
    heir's to act on: see `absences.stands_in`.

    Raises:
        NotYours: As `preview_departure`.
        StaffRefusal: The same.
        Stale: The same.
    """
    leaving = preview_departure(uow, by, officer_id, heir_id)
    posts = lasting_posts(uow.connection, officer_id)
    change_posts(uow.connection, [post.id for post in posts], until=uow.now)
    revoke_all_of(uow, officer_id)
    departure = store.add_departure(uow, officer_id, heir_id, made_by=by.id)
    assigned = assignments_of_officer(uow, [officer_id])
    end_assignments(uow, [each.id for each in assigned], by=by.id)
    if heir_id is not None:
        _inherit(uow, by, assigned, departure)
    note(uow, actor=f"officer:{by.id}", act="depart", subject=f"officer:{officer_id}")
    return Leaving(leaving.officer, leaving.heir, leaving.firms, leaving.cases, departure)


def undo_departure(uow: UnitOfWork, by: OfficerCard, departure_id: int) -> Leaving:
    """Take a departure back within two minutes; what others changed meanwhile stays.

    Raises:
        NotYours: No such departure among their staff.
        Stale: Taken back already, or too long ago.
    """
    departure = store.find_departure(uow.connection, departure_id)
    if departure is None:
        raise NotYours("officer")
    officer = staff_member(uow, by, departure.officer_id)
    if departure.undone_at is not None:
        raise Stale(StaleCode.ANSWERED)
    if uow.now - departure.at > UNDO_WITHIN:
        raise Stale(StaleCode.EXPIRED)
    ended = [post for post in all_posts(uow.connection, officer.id) if post.until == departure.at]
    change_posts(uow.connection, [post.id for post in ended], until=None)
    back = _take_back(uow, by, departure)
    store.undo_departure(uow, departure.id)
    note(uow, actor=f"officer:{by.id}", act="depart:undo", subject=f"officer:{officer.id}")
    heir = None if departure.heir_id is None else officer_by_id(uow, departure.heir_id)
    cases = cases_held(uow.connection, [officer.id])[officer.id]
    return Leaving(officer, heir, handed(uow, back), cases, departure)


def _leaver(
    uow: UnitOfWork, by: OfficerCard, officer_id: int
) -> tuple[OfficerCard, list[PostCard]]:
    officer = staff_member(uow, by, officer_id)
    if officer.id == by.id:
        raise StaffRefusal(StaffCode.SELF)
    posts = lasting_posts(uow.connection, officer_id)
    if not posts:
        raise Stale(StaleCode.CHANGED)
    regions = managed_regions(uow, by)
    for post in posts:
        if not any(covers(region, post.appointment.region) for region in regions):
            raise StaffRefusal(StaffCode.ELSEWHERE, region=post.appointment.region)
    return officer, posts


def _inherit(
    uow: UnitOfWork, by: OfficerCard, assigned: list[AssignmentCard], departure: DepartureCard
) -> None:
    for each in assigned:
        add_assignment(
            uow,
            each.firm_id,
            departure.heir_id or 0,
            each.slot,
            reason=each.reason,
            source=_source(departure),
            made_by=by.id,
        )


def _take_back(uow: UnitOfWork, by: OfficerCard, departure: DepartureCard) -> list[AssignmentCard]:
    """Give back the firms that nobody else was given since."""
    back = []
    for was in assignments_ended_at(uow, departure.officer_id, departure.at):
        lasting = assignments_of_firm(uow, was.firm_id, lock=True)
        now = next((each for each in lasting if each.slot == was.slot), None)
        if now is not None and now.source != _source(departure):
            continue
        if now is not None:
            undo_assignments(uow, [now.id], by=by.id)
        reopen_assignments(uow.connection, [was.id])
        back.append(was)
    return back


def _source(departure: DepartureCard) -> str:
    return f"departure:{departure.id}"
