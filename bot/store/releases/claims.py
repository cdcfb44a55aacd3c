"""Which process checks a release: a lease that runs out when it dies."""

from typing import Final

from sqlalchemy import Connection, select, update

from bot.domain.releases import ReleaseState
from bot.store.columns import real_now
from bot.store.releases.releases import RELEASE, ReleaseRecord, release_by_id
from bot.store.uow import UnitOfWork

LEASE_SECONDS: Final = 30.0


def claim_checking(uow: UnitOfWork) -> ReleaseRecord | None:
    """Take the oldest release that is to be checked, for so long as `keep_claim` says."""
    due = (RELEASE.c.state == ReleaseState.CHECKING, RELEASE.c.judging_until <= real_now())
    wanted = select(RELEASE.c.id).where(*due).order_by(RELEASE.c.id).limit(1)
    found = uow.connection.execute(wanted.with_for_update(skip_locked=True)).scalar()
    if found is None:
        return None
    keep_claim(uow.connection, found)
    return release_by_id(uow, found)


def keep_claim(connection: Connection, release_id: int) -> bool:
    """Go on with it; False if it is not to be checked any more."""
    ours = (RELEASE.c.id == release_id, RELEASE.c.state == ReleaseState.CHECKING)
    until = real_now() + LEASE_SECONDS
    kept = connection.execute(update(RELEASE).where(*ours).values(judging_until=until))
    return kept.rowcount == 1


def let_go(connection: Connection, release_id: int, seconds: float) -> None:
    """Somebody may take it up again after so long."""
    later = {"judging_until": real_now() + seconds}
    connection.execute(update(RELEASE).where(RELEASE.c.id == release_id).values(later))
