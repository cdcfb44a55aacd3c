"""Who gets a broadcast is written down step by step: rules asked anew, then the ledger."""

from typing import Final

import structlog

from bot.domain.audience_reading import read_audience
from bot.domain.audiences import Audience
from bot.domain.broadcasts import BroadcastState, leavable
from bot.services.audiences.audiences import condition_of, recipients
from bot.services.audiences.choices import is_known
from bot.services.audiences.verdicts import judge_batch
from bot.services.broadcasts.taking_over import GOING, list_change, take_over
from bot.services.duties.errands import Ground
from bot.store.audit import note
from bot.store.broadcasts.broadcasts import BroadcastRecord, change_broadcast, find_broadcast
from bot.store.broadcasts.recipients import joined_by, last_person, list_recipients
from bot.store.uow import UnitOfWork

log = structlog.get_logger(__name__)

JUDGED: Final = 250
"""So many firms are judged in one transaction, of some 0.1 ms each."""


def write_down(uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord, most: int) -> bool:
    """The next step towards knowing who gets it.

    Args:
        most: So many people are looked at.
    """
    change, last = broadcast.change, broadcast.last_person
    if change is not None:
        if last is None:
            return _end_before(uow, ground, broadcast, change.corrects, most)
        return list_change(uow, broadcast, change, most, last)
    if last is None:
        return _judge(uow, ground, broadcast)
    return _list(uow, ground, broadcast, last, most)


def _end_before(
    uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord, corrects: int, most: int
) -> bool:
    """Whoever the one before is for is written down first: the rest of them get the change."""
    before = find_broadcast(uow, corrects, lock=True)
    if before is None:
        raise ValueError("a change of nothing")
    listed = before.last_person is not None and before.listed_to >= before.last_person
    if before.state in GOING and not listed:
        return write_down(uow, ground, before, most)
    return take_over(uow, broadcast, before)


def _judge(uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord) -> bool:
    """Ask the verdict rules anew, firm by firm."""
    audience = audience_of(broadcast)
    if audience is None or not is_known(ground.rulebase, audience):
        return give_up(uow, broadcast)
    after = broadcast.judged_to or 0
    judged = judge_batch(uow, ground, audience, broadcast.id, after=after, most=JUDGED)
    if judged is None:
        change_broadcast(uow, broadcast.id, last_person=last_person(uow.connection))
    else:
        change_broadcast(uow, broadcast.id, judged_to=judged)
    return True


def _list(
    uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord, last: int, most: int
) -> bool:
    """Write down the next recipients: people of the audience as it was when it began."""
    audience = audience_of(broadcast)
    if audience is None or not is_known(ground.rulebase, audience):
        return give_up(uow, broadcast)
    upto = min(broadcast.listed_to + most, last)
    judged_for = broadcast.id if audience.verdicts else None
    chosen = recipients(audience, condition_of(uow, ground, audience, judged_for))
    if broadcast.begun_at is not None:
        chosen = chosen.where(joined_by(broadcast.begun_at))
    topic = leavable(broadcast.content, broadcast.urgency)
    span = {"after": broadcast.listed_to, "upto": upto}
    list_recipients(uow.connection, broadcast.id, chosen, topic, **span)
    change_broadcast(uow, broadcast.id, listed_to=upto)
    return True


def give_up(uow: UnitOfWork, broadcast: BroadcastRecord) -> bool:
    """The rules have changed since it was approved: nobody knows any more whom it is for."""
    log.error("audience no longer known", broadcast=broadcast.id)
    change_broadcast(uow, broadcast.id, state=BroadcastState.CANCELLED, begun_at=uow.now)
    note_act(uow, broadcast, "give_up")
    return True


def audience_of(broadcast: BroadcastRecord) -> Audience | None:
    """None for a change: it goes to whoever has the one before."""
    return None if broadcast.change is not None else read_audience(broadcast.audience or {})


def note_act(uow: UnitOfWork, broadcast: BroadcastRecord, act: str) -> None:
    """Note what a tick did with it."""
    note(uow, actor="system", act=f"broadcast:{act}", subject=f"broadcast:{broadcast.id}")
