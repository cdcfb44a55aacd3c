"""岗位: appointing staff, which a second administrator confirms, and taking posts back."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.errors import AccessCode, NotYours, Stale, StaleCode
from bot.domain.staff import Appointment, Power, RoleKind, covers, kinds_with
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.services.staff.invitations import check_post
from bot.services.staff.officers import appoint
from bot.services.staff.staff import managed_regions, posts_of, require, sector_of
from bot.services.staff.units import unit_of
from bot.store.assignments import assignments_of_officer
from bot.store.audit import note
from bot.store.firms.firms import load_firm
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.staff.staff import (
    PostCard,
    all_posts,
    change_posts,
    holders_above,
    lasting_posts,
    lock_post,
    posts_below,
)
from bot.store.staff.units import UnitCard
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase


@dataclass(frozen=True, slots=True)
class Granted:
    """A post that was given, confirmed or ended, and whom it concerns."""

    officer: OfficerCard
    post: Appointment
    unit: UnitCard | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A post that waits for a second administrator.

    Args:
        others: Who may confirm it and can be reached.
    """

    officer: OfficerCard
    post: PostCard
    unit: UnitCard | None
    inviter: OfficerCard
    others: tuple[OfficerCard, ...]


def grant_post(
    uow: UnitOfWork, rulebase: RuleBase, by: OfficerCard, officer_id: int, post: Appointment
) -> Granted:
    """Give somebody of the staff another post; a second administrator has yet to confirm it.

    Raises:
        NotYours: Not theirs to give, or nobody of their staff.
        StaffRefusal: They have it, or no such unit.
    """
    check_post(uow, rulebase, by, post)
    officer = staff_member(uow, by, officer_id)
    held = lasting_posts(uow.connection, officer_id)
    if not held:
        raise Stale(StaleCode.CHANGED)
    if any(each.appointment == post for each in held):
        raise StaffRefusal(StaffCode.HAS_POST)
    appoint(uow, officer_id, (post,), granted_by=by.id)
    return Granted(officer, post, unit_of(uow, post))


def asked_of(uow: UnitOfWork, officer: OfficerCard, inviter_id: int) -> tuple[Asked, ...]:
    """What another administrator is asked to confirm after one gave somebody posts."""
    inviter = officer_by_id(uow, inviter_id)
    return tuple(
        Asked(
            officer,
            post,
            unit_of(uow, post.appointment),
            inviter,
            tuple(
                each
                for each in administrators(uow, post.appointment.region)
                if each.id not in {inviter_id, officer.id} and not each.blocked
            ),
        )
        for post in lasting_posts(uow.connection, officer.id)
        if not post.confirmed and post.granted_by == inviter_id
    )


def unconfirmed(uow: UnitOfWork, by: OfficerCard) -> list[PostCard]:
    """The posts in an administrator's regions that wait for a second one, the oldest first."""
    regions = managed_regions(uow, by)
    return [post for post in posts_below(uow.connection, regions) if not post.confirmed]


def confirm_post(uow: UnitOfWork, by: OfficerCard, post_id: int) -> Granted:
    """Say as a second administrator that somebody belongs here: from now on they may work.

    Raises:
        NotYours: No such post, or none in their regions.
        StaffRefusal: They gave it, or it is their own.
        Stale: Somebody decided before.
    """
    post = _waiting(uow, by, post_id)
    if post.granted_by == by.id:
        raise StaffRefusal(StaffCode.OWN_INVITATION)
    if post.officer_id == by.id:
        raise StaffRefusal(StaffCode.SELF)
    change_posts(uow.connection, [post.id], confirmed_by=by.id, confirmed_at=uow.now)
    return _decided(uow, by, post, "post:confirm")


def refuse_post(uow: UnitOfWork, by: OfficerCard, post_id: int) -> Granted:
    """Say that somebody does not get a post that waits; who gave it may take it back so.

    Raises:
        NotYours: No such post, or none in their regions.
        Stale: Somebody decided before.
    """
    post = _waiting(uow, by, post_id)
    change_posts(uow.connection, [post.id], until=uow.now)
    return _decided(uow, by, post, "post:refuse")


def end_post(uow: UnitOfWork, rulebase: RuleBase, by: OfficerCard, post_id: int) -> Granted:
    """Take one of several posts from somebody of the staff, from now on.

    Raises:
        NotYours: No such post, or none in their regions.
        StaffRefusal: Their only one, their own, the last administrator's, or one without which
            they could not go on with their firms.
        Stale: It has ended.
    """
    post = _managed(uow, by, post_id)
    if post.until is not None:
        raise Stale(StaleCode.CHANGED)
    if post.officer_id == by.id:
        raise StaffRefusal(StaffCode.SELF)
    others = [each for each in posts_of(uow, post.officer_id) if each != post.appointment]
    if not others:
        raise StaffRefusal(StaffCode.LAST_POST)
    keep_an_administrator(uow, [post])
    firms = _left_behind(uow, rulebase, post.officer_id, others)
    if firms:
        raise StaffRefusal(StaffCode.STILL_NEEDED, firms=firms)
    change_posts(uow.connection, [post.id], until=uow.now)
    return _decided(uow, by, post, "post:end")


def staff_member(uow: UnitOfWork, by: OfficerCard, officer_id: int) -> OfficerCard:
    """Somebody who has, or had, a post in an administrator's regions: the only door to staff.

    Raises:
        NotYours: Nobody such.
    """
    regions = managed_regions(uow, by)
    posts = all_posts(uow.connection, officer_id)
    if not any(covers(region, post.appointment.region) for region in regions for post in posts):
        raise NotYours("officer")
    return officer_by_id(uow, officer_id)


def keep_an_administrator(uow: UnitOfWork, ending: Collection[PostCard]) -> None:
    """Make sure that every region goes on having an administrator when these posts end.

    Raises:
        StaffRefusal: One would have none.
    """
    for post in ending:
        if post.appointment.kind is RoleKind.ADMINISTRATOR and post.confirmed:
            left = administrators(uow, post.appointment.region, lock=True)
            if all(each.id == post.officer_id for each in left):
                raise StaffRefusal(StaffCode.LAST_ADMINISTRATOR, region=post.appointment.region)


def administrators(uow: UnitOfWork, region: str, *, lock: bool = False) -> list[OfficerCard]:
    """Who manages the staff of a place, each once, the nearest first."""
    held = holders_above(uow, region, kinds_with(Power.STAFF_MANAGE), lock=lock)
    return list({officer.id: officer for officer, _ in held}.values())


def _waiting(uow: UnitOfWork, by: OfficerCard, post_id: int) -> PostCard:
    post = _managed(uow, by, post_id)
    if post.confirmed or post.until is not None:
        raise Stale(StaleCode.CHANGED)
    return post


def _managed(uow: UnitOfWork, by: OfficerCard, post_id: int) -> PostCard:
    post = lock_post(uow.connection, post_id)
    if post is None:
        raise NotYours("officer")
    region, missing = post.appointment.region, AccessCode.NOT_FOUND
    require(uow, by, Power.STAFF_MANAGE, region, subject="officer", code=missing)
    return post


def _decided(uow: UnitOfWork, by: OfficerCard, post: PostCard, act: str) -> Granted:
    note(uow, actor=f"officer:{by.id}", act=act, subject=f"officer:{post.officer_id}")
    officer = officer_by_id(uow, post.officer_id)
    return Granted(officer, post.appointment, unit_of(uow, post.appointment))


def _left_behind(
    uow: UnitOfWork, rulebase: RuleBase, officer_id: int, posts: Collection[Appointment]
) -> int:
    """How many of an officer's firms they could not work for with these posts alone."""
    firms = {each.firm_id for each in assignments_of_officer(uow, [officer_id])}
    return sum(
        not any(
            post.gives(
                Power.CASE_WORK, load_firm(uow, firm).region, sector_of(uow, rulebase, firm)
            )
            for post in posts
        )
        for firm in firms
    )
