"""现在有效的通知: whoever registers or joins later gets what still holds, in one message."""

from datetime import timedelta
from typing import Final

from bot.domain.audience_reading import read_audience
from bot.domain.broadcasts import leavable
from bot.domain.members import Role
from bot.domain.speech import Lane, Notice
from bot.services.broadcasts.afterwards import Afterwards
from bot.services.broadcasts.links import fits
from bot.services.broadcasts.standing import origin_of
from bot.store.broadcasts.broadcasts import BroadcastRecord, broadcast_by_id
from bot.store.broadcasts.lasting import (
    Newcomer,
    lasting_for,
    newcomers,
    note_look,
    note_told,
)
from bot.store.broadcasts.topic_leaves import left_by
from bot.store.outbox import queue_letters
from bot.store.uow import UnitOfWork
from bot.telegram import notify

SETTLING: Final = timedelta(minutes=30)
"""So long whoever has just come is left to answer what is asked of the firm."""
AGAIN: Final = timedelta(days=1)
"""A firm that has changed since is looked at again, at most so often."""
PEOPLE: Final = 20


def tell_newcomers(uow: UnitOfWork, after: Afterwards) -> int:
    """Look at the next newcomers, and tell each what fits; returns how many were looked at."""
    joined, again = uow.now - SETTLING, uow.now - AGAIN
    some = newcomers(uow.connection, uow.now, joined_by=joined, again_by=again, limit=PEOPLE)
    awake = [each for each in some if not after.ground.quiet_of(each.region).contains(uow.now)]
    for each in awake:
        _tell(uow, after, each)
    return len(awake)


def _tell(uow: UnitOfWork, after: Afterwards, newcomer: Newcomer) -> None:
    left = left_by(uow.connection, newcomer.person_id)
    held = (broadcast_by_id(uow, each) for each in lasting_for(uow.connection, newcomer, uow.now))
    wanted = [each for each in held if leavable(each.content, each.urgency) not in left]
    fitting = [each for each in wanted if _fits(uow, after, each, newcomer)]
    note_look(uow, newcomer)
    if not fitting:
        return
    ids = [each.id for each in fitting]
    note_told(uow, newcomer, ids)
    view = after.in_force(fitting, newcomer.language)
    key = f"broadcast:in_force:{ids[-1]}:{newcomer.person_id}"
    notice = Notice("owner", newcomer.chat_id, view, key, Lane.REMINDER)
    queue_letters(uow.connection, uow.vault, [notify(uow.new_uid(), notice)])


def _fits(
    uow: UnitOfWork, after: Afterwards, broadcast: BroadcastRecord, newcomer: Newcomer
) -> bool:
    audience = read_audience(origin_of(uow, broadcast).audience or {})
    in_role = not audience.roles or Role(newcomer.role) in audience.roles
    return in_role and fits(uow, after.ground, audience, newcomer.firm_id)
