"""How many of a broadcast's audience do not get it, because they have left its topic."""

from sqlalchemy import func, select

from bot.domain.audience_reading import read_audience
from bot.domain.broadcasts import leavable
from bot.services.audiences.audiences import condition_of, recipients
from bot.services.duties.errands import Ground
from bot.store.broadcasts.broadcasts import BroadcastRecord
from bot.store.broadcasts.topic_leaves import has_left
from bot.store.uow import UnitOfWork


def count_left(uow: UnitOfWork, ground: Ground, it: BroadcastRecord) -> int:
    """So many are in its audience now and have left its topic; verdicts as judged last."""
    topic = leavable(it.content, it.urgency)
    if topic is None or it.audience is None:
        return 0
    audience = read_audience(it.audience)
    judged_for = it.id if audience.verdicts else None
    who = recipients(audience, condition_of(uow, ground, audience, judged_for)).subquery("who")
    counted = select(func.count()).select_from(who).where(has_left(who.c.person_id, topic))
    return int(uow.connection.execute(counted).scalar_one())
