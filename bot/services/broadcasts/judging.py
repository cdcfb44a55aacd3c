"""How old the verdicts are by which a broadcast was counted, and when they are asked anew."""

from datetime import timedelta
from typing import Final

from bot.domain.audience_reading import read_audience
from bot.domain.audiences import Audience
from bot.services.audiences.verdicts import keep_judged
from bot.services.broadcasts.doors import broadcast_for
from bot.store.broadcasts.broadcasts import BroadcastRecord, change_broadcast
from bot.store.firms.facts_changed import changed_since
from bot.store.saved_audiences import forget_audience_firms
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

JUDGED_FOR: Final = timedelta(hours=1)
"""So long verdicts count as they were judged, if nothing has changed that they ask."""


def audience_to_judge(uow: UnitOfWork, officer: OfficerCard, broadcast_id: int) -> Audience | None:
    """The audience of a broadcast whose verdicts are too old; None if they need not be asked.

    Raises:
        NotYours: No such broadcast, or none of theirs.
    """
    it = broadcast_for(uow, officer, broadcast_id)
    audience = None if it.audience is None else read_audience(it.audience)
    return audience if audience and audience.verdicts and _is_old(uow, it) else None


def keep_anew(
    uow: UnitOfWork,
    officer: OfficerCard,
    broadcast_id: int,
    audience: Audience,
    firms: frozenset[int],
) -> bool:
    """Keep the firms for which the verdicts of its audience hold now.

    Returns:
        Whether its audience still is the one that was judged; else nothing is kept.

    Raises:
        NotYours: No such broadcast, or none of theirs.
    """
    it = broadcast_for(uow, officer, broadcast_id, lock=True)
    if it.audience is None or read_audience(it.audience) != audience:
        return False
    forget_audience_firms(uow.connection, broadcast_id)
    keep_judged(uow, broadcast_id, firms)
    change_broadcast(uow, broadcast_id, judged_at=uow.now)
    return True


def _is_old(uow: UnitOfWork, it: BroadcastRecord) -> bool:
    if it.judged_at is None or uow.now - it.judged_at > JUDGED_FOR:
        return True
    return changed_since(uow.connection, it.region, it.judged_at)
