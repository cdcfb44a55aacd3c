"""邀请: codes by which an administrator lets somebody join the desk with one post."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.errors import AccessCode, NotYours, Stale, StaleCode
from bot.domain.staff import OF_SECTORS, Appointment, Power, covers
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.services.codes import code_of
from bot.services.staff.officers import make_invitation
from bot.services.staff.staff import managed_regions, require
from bot.store.audit import note
from bot.store.staff.invitations import (
    InvitationCard,
    find_invitation,
    open_invitations,
    revoke_invitation,
)
from bot.store.staff.officers import OfficerCard
from bot.store.staff.units import find_unit
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase

LASTS: Final = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Invited:
    """A code that was made just now; it is shown once and not kept."""

    id: int
    code: str
    post: Appointment


def invite(
    uow: UnitOfWork, rulebase: RuleBase, by: OfficerCard, post: Appointment, real_now: float
) -> Invited:
    """Make a code by which somebody joins the desk with this post.

    Args:
        real_now: Seconds since 1970.

    Raises:
        NotYours: Not theirs to give.
        StaffRefusal: No such unit.
    """
    check_post(uow, rulebase, by, post)
    code = code_of(uow.new_uid())
    expires = real_now + LASTS.total_seconds()
    return Invited(make_invitation(uow, (post,), code, expires, made_by=by.id), code, post)


def invitations_for(uow: UnitOfWork, by: OfficerCard, real_now: float) -> list[InvitationCard]:
    """The codes in an administrator's regions by which somebody can still join."""
    regions = managed_regions(uow, by)
    found = open_invitations(uow.connection, real_now)
    return [each for each in found if any(covers(region, each.region) for region in regions)]


def revoke(uow: UnitOfWork, by: OfficerCard, invitation_id: int) -> None:
    """Let a code open nothing any more.

    Raises:
        NotYours: No such invitation, or none of theirs.
        Stale: Somebody has joined by it, or it was taken back before.
    """
    found = find_invitation(uow.connection, invitation_id)
    if found is None:
        raise NotYours("invitation")
    region, missing = found.region, AccessCode.NOT_FOUND
    require(uow, by, Power.STAFF_MANAGE, region, subject="invitation", code=missing)
    if found.used_by is not None or found.revoked:
        raise Stale(StaleCode.CHANGED)
    revoke_invitation(uow, invitation_id)
    note(uow, actor=f"officer:{by.id}", act="invite:revoke", subject=found.region)


def check_post(uow: UnitOfWork, rulebase: RuleBase, by: OfficerCard, post: Appointment) -> None:
    """Make sure that an administrator may give this post, and that there is such a post.

    Raises:
        NotYours: Not their region, or none that is known.
        StaffRefusal: No such unit, or a sector where there is none.
    """
    require(uow, by, Power.STAFF_MANAGE, post.region, subject="region")
    if rulebase.regions.nearest(post.region) is None:
        raise NotYours("region")
    divided = post.kind in OF_SECTORS
    if post.sector is not None and not (divided and post.sector in sectors_of(rulebase)):
        raise NotYours("sector")
    if post.unit_id is not None:
        unit = find_unit(uow.connection, post.unit_id)
        if not divided or unit is None or unit.closed_at or unit.region != post.region:
            raise StaffRefusal(StaffCode.UNIT)


def sectors_of(rulebase: RuleBase) -> Collection[str]:
    """The values by which work may be divided; none where it is not."""
    fact = rulebase.regions.sector
    return () if fact is None else rulebase.facts[fact].options
