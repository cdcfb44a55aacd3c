"""批准 of a release by a second person, over exactly what was checked and compared."""

from bot.domain.errors import Stale, StaleCode
from bot.domain.releases import Origin, ReleaseAct, ReleaseState
from bot.services.cases.texts import reason_text
from bot.services.releases.doors import ReleaseCard, audit, card_for, release_to_decide
from bot.services.releases.releases import give_up
from bot.store.reach import count_firms
from bot.store.releases.editions import edition_now
from bot.store.releases.releases import ReleaseRecord, change_release, keep_reason, release_by_id
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

DRIFT = 0.05
"""By so much the number of firms may have changed since they were compared."""


def approve(uow: UnitOfWork, officer: OfficerCard, release_id: int, mark: str) -> ReleaseCard:
    """批准: it comes into force as soon as nothing before it is under way.

    Args:
        mark: How the digest of what the officer has read begins.

    Returns:
        APPROVED. CHECKING if other rules came into force since, or many firms: it is compared
        anew, and handed in again after that.

    Raises:
        ReleaseRefusal: The officer brought it in, or it was decided already.
        NotYours: No such release, or this officer does not approve there.
        Stale: It was changed since it was read.
    """
    release = release_to_decide(uow, officer, release_id, ReleaseAct.APPROVE)
    if not mark or not (release.digest or "").startswith(mark):
        raise Stale(StaleCode.CHANGED)
    if is_outdated(uow, release):
        check_anew(uow, release_id)
        return _card(uow, officer, release_id)
    approved = {"approver_id": officer.id, "approved_at": uow.now}
    change_release(uow, release_id, state=ReleaseState.APPROVED, **approved)
    audit(uow, f"officer:{officer.id}", "approve", release_id)
    return _card(uow, officer, release_id)


def send_back(uow: UnitOfWork, officer: OfficerCard, release_id: int, reason: str) -> ReleaseCard:
    """退回: it is a draft again; what came with the software is not asked about any more.

    Raises:
        BadAnswer: No reason, or too long a one.
        ReleaseRefusal: The officer brought it in, or it was decided already.
        NotYours: No such release, or this officer does not approve there.
    """
    why = reason_text(reason)
    release = release_to_decide(uow, officer, release_id, ReleaseAct.SEND_BACK)
    keep_reason(uow, release_id, why)
    if release.origin is Origin.GIT:
        give_up(uow, release_id)
    else:
        change_release(uow, release_id, state=ReleaseState.DRAFT, submitted_at=None)
    audit(uow, f"officer:{officer.id}", "send_back", release_id)
    return _card(uow, officer, release_id)


def is_outdated(uow: UnitOfWork, release: ReleaseRecord) -> bool:
    """Whether what was shown is not what would happen: other rules, or many other firms."""
    if release.base != edition_now(uow.connection) or release.report is None:
        return True
    before = int(release.report["impact"]["firms"])
    return abs(count_firms(uow.connection, release.region) - before) > before * DRIFT


def check_anew(uow: UnitOfWork, release_id: int) -> None:
    """What was compared does not hold any more: nobody has approved anything."""
    gone = {"approver_id": None, "approved_at": None, "submitted_at": None}
    again = {"digest": None, "judging_until": 0.0}
    change_release(uow, release_id, state=ReleaseState.CHECKING, **gone, **again)


def _card(uow: UnitOfWork, officer: OfficerCard, release_id: int) -> ReleaseCard:
    return card_for(uow, officer, release_by_id(uow, release_id))
