"""The only doors to a release: loading is the permission check."""

from dataclasses import dataclass

from bot.domain.errors import AccessCode, NotYours
from bot.domain.release_refusals import ReleaseCode, ReleaseRefusal
from bot.domain.releases import ReleaseAct, require_fitting
from bot.domain.staff import Power
from bot.services.staff.staff import officers_with, powers_at, regions_with
from bot.store.audit import note
from bot.store.releases.releases import ReleaseRecord, find_release
from bot.store.releases.versions import VersionCard, versions_of
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork

READS = frozenset({Power.POLICY_EDIT, Power.APPROVE})


@dataclass(frozen=True, slots=True)
class ReleaseCard:
    """A release as one officer sees it.

    Attributes:
        versions: What it puts forward; none before it was read.
        author: Who brought it in; None for what came with the software.
        approvers: Who may approve it and can be reached, without its author.
        own: The officer brought it in, and may still edit policies there.
        approves: The officer may approve it: never their own.
    """

    record: ReleaseRecord
    versions: tuple[VersionCard, ...]
    author: OfficerCard | None
    approver: OfficerCard | None
    approvers: tuple[OfficerCard, ...]
    own: bool
    approves: bool


def require_editing(uow: UnitOfWork, officer: OfficerCard) -> tuple[str, ...]:
    """The regions whose policies an officer edits.

    Raises:
        NotYours: None.
    """
    regions = regions_with(uow, officer, Power.POLICY_EDIT)
    if not regions:
        raise NotYours("policy", AccessCode.ROLE)
    return regions


def release_for(
    uow: UnitOfWork, officer: OfficerCard, release_id: int, *, lock: bool = False
) -> ReleaseRecord:
    """A release for a region in which an officer edits or approves.

    Args:
        lock: Hold it until the act ends.

    Raises:
        NotYours: No such release, or none of theirs.
    """
    release = find_release(uow, release_id, lock=lock)
    if release is None or not powers_at(uow, officer, release.region) & READS:
        raise NotYours("release")
    return release


def own_release(
    uow: UnitOfWork, officer: OfficerCard, release_id: int, act: ReleaseAct
) -> ReleaseRecord:
    """The same for whoever brought it in, who is about to do this to it; held.

    Raises:
        ReleaseRefusal: It does not stand where that is possible.
        NotYours: No such release, or somebody else's.
    """
    release = release_for(uow, officer, release_id, lock=True)
    edits = Power.POLICY_EDIT in powers_at(uow, officer, release.region)
    if release.author_id != officer.id or not edits:
        raise NotYours("release")
    require_fitting(act, release.state)
    return release


def release_to_decide(
    uow: UnitOfWork, officer: OfficerCard, release_id: int, act: ReleaseAct
) -> ReleaseRecord:
    """The same for somebody who approves in its region, and did not bring it in.

    Raises:
        ReleaseRefusal: They brought it in themselves, or it was decided already.
        NotYours: No such release, or this officer does not approve there.
    """
    release = release_for(uow, officer, release_id, lock=True)
    if Power.APPROVE not in powers_at(uow, officer, release.region):
        raise NotYours("release")
    if release.author_id == officer.id:
        raise ReleaseRefusal(ReleaseCode.OWN)
    require_fitting(act, release.state)
    return release


def card_for(uow: UnitOfWork, officer: OfficerCard | None, record: ReleaseRecord) -> ReleaseCard:
    """A release that a door has loaded; for nobody in particular if there is no officer."""
    powers = frozenset[Power]() if officer is None else powers_at(uow, officer, record.region)
    mine = officer is not None and record.author_id == officer.id
    approvers = officers_with(uow, Power.APPROVE, record.region)
    return ReleaseCard(
        record=record,
        versions=tuple(versions_of(uow.connection, record.id)),
        author=None if record.author_id is None else officer_by_id(uow, record.author_id),
        approver=None if record.approver_id is None else officer_by_id(uow, record.approver_id),
        approvers=tuple(each for each in approvers if each.id != record.author_id),
        own=mine and Power.POLICY_EDIT in powers,
        approves=Power.APPROVE in powers and not mine,
    )


def audit(uow: UnitOfWork, actor: str, act: str, release_id: int) -> None:
    """Note who did what."""
    note(uow, actor=actor, act=f"release:{act}", subject=f"release:{release_id}")


def audit_policy(uow: UnitOfWork, actor: str, act: str, policy: str) -> None:
    """Note who did what to a record."""
    note(uow, actor=actor, act=f"policy:{act}", subject=f"policy:{policy}")
