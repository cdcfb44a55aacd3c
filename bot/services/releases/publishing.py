"""What was approved comes into force: all of it in one transaction, between two editions."""

from bot.domain.releases import ReleaseState
from bot.services.releases.approving import check_anew
from bot.services.releases.doors import audit, card_for
from bot.services.releases.words import ReleaseFollow, tell_in_force
from bot.store.releases.editions import begin_edition, edition_now, wait_for_editions
from bot.store.releases.releases import (
    ReleaseRecord,
    any_in,
    change_release,
    first_in,
    release_by_id,
)
from bot.store.releases.versions import VersionState, bring_into_force, end_versions, versions_of
from bot.store.uow import UnitOfWork


def publish_next(uow: UnitOfWork, follow: ReleaseFollow) -> int:
    """Bring the oldest approved release into force, if no walk of another one is under way.

    It waits until whoever works by the edition in force has committed, and keeps others from
    beginning: what begins after it finds the new edition.

    Returns:
        1 if there was something to do.
    """
    if not any_in(uow.connection, ReleaseState.APPROVED):
        return 0  # looked at without keeping anybody waiting
    wait_for_editions(uow.connection)
    if any_in(uow.connection, ReleaseState.PUBLISHED):
        return 0
    release = first_in(uow, ReleaseState.APPROVED)
    if release is None:
        return 0
    if release.base != edition_now(uow.connection):
        check_anew(uow, release.id)
        return 1
    _bring_in(uow, release)
    tell_in_force(uow, follow, card_for(uow, None, release_by_id(uow, release.id)))
    return 1


def _bring_in(uow: UnitOfWork, release: ReleaseRecord) -> None:
    number = begin_edition(uow.connection)
    versions = versions_of(uow.connection, release.id)
    replaced = {each.policy for each in versions if each.text}
    taken_out = {each.policy for each in versions if not each.text}
    end_versions(uow.connection, replaced, VersionState.SUPERSEDED, uow.now)
    end_versions(uow.connection, taken_out, VersionState.WITHDRAWN, uow.now)
    bring_into_force(uow.connection, release.id, release.approver_id, uow.now)
    in_force = {"edition": number, "published_at": uow.now, "cursor": 0, "walked": 0}
    change_release(uow, release.id, state=ReleaseState.PUBLISHED, **in_force)
    audit(uow, f"officer:{release.approver_id}", "publish", release.id)
