"""催阅: whoever has not confirmed is reminded in the daytime; then their officers hear of them.

Each step is one transaction with its cursor in the row. A reminder is an answer to the message
that it is about, and goes to nobody who has confirmed, blocked us, left the firm or the topic.
"""

from datetime import timedelta
from typing import Final

from bot.domain.broadcast_terms import round_now
from bot.domain.broadcasts import BroadcastState, leavable
from bot.domain.errors import AccessCode, NotYours, Stale, StaleCode
from bot.domain.speech import Lane, Notice, View
from bot.services.broadcasts.afterwards import Afterwards
from bot.services.broadcasts.doors import STEERS, audit, broadcast_for
from bot.services.broadcasts.silent import (
    Handed,
    shared_out,
    silent_list,
    silent_of,
)
from bot.services.broadcasts.towns import headquarters_of, town_counts
from bot.services.staff.staff import powers_at
from bot.store.audit import note
from bot.store.broadcasts.broadcasts import BroadcastRecord, broadcast_by_id
from bot.store.broadcasts.chases import (
    Chase,
    Silent,
    change_chase,
    chase_of,
    due_chases,
    silent_people,
)
from bot.store.outbox import Letter, queue_letters
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork
from bot.telegram import in_reply, notify

AT_ONCE: Final = 5
PEOPLE: Final = 200
"""So many are reminded in one transaction, of some 0.1 ms each."""


def chase_silent(uow: UnitOfWork, after: Afterwards) -> int:
    """Do the next step of what is due; returns how many had one."""
    return sum(_step(uow, after, each) for each in due_chases(uow.connection, uow.now, AT_ONCE))


def hand_lists(
    uow: UnitOfWork,
    after: Afterwards,
    broadcast: BroadcastRecord,
    times: int,
    by: int | None = None,
) -> Handed:
    """Tell each officer of their silent firms, in one message; then who asked, and headquarters.

    Args:
        times: How often that was done before.
        by: The officer who does it now, and sees so; None: it happens by itself.
    """
    shares = shared_out(uow, silent_of(uow, broadcast))
    letters = [
        _to(
            uow,
            f"broadcast:{broadcast.id}:silent:{times}:{officer.id}",
            officer.chat_id,
            after.silent(silent_list(uow, broadcast, shares.of[officer.id]), officer.language),
        )
        for officer in shares.officers.values()
    ]
    silent = {firm for firms in shares.of.values() for firm in firms}
    counts = town_counts(uow, broadcast)
    total = len(silent) + shares.nobodys
    handed = Handed(broadcast, len(shares.officers), total, shares.nobodys, counts)
    letters += [
        _to(
            uow,
            f"broadcast:{broadcast.id}:handed:{times}:{each.id}",
            each.chat_id,
            after.handed(handed, each.language),
        )
        for each in _above(uow, after, broadcast)
        if each.id != by
    ]
    queue_letters(uow.connection, uow.vault, letters if total else [])
    change_chase(uow.connection, broadcast.id, lists=times + 1)
    return handed


def hand_now(
    uow: UnitOfWork, after: Afterwards, officer: OfficerCard, broadcast_id: int, times: int
) -> Handed:
    """现在发名单: without waiting for the last reminder, or once more.

    Args:
        times: How often that was done before, as the officer has read: a second tap does nothing.

    Raises:
        NotYours: No such broadcast, or none of theirs.
        Stale: It asks for nothing, is not all sent, or the lists went out meanwhile.
    """
    broadcast = broadcast_for(uow, officer, broadcast_id)
    chase = chase_of(uow.connection, broadcast.id, lock=True)
    is_sent = broadcast.state is BroadcastState.DONE
    if chase is None or not is_sent or chase.lists != times:
        raise Stale(StaleCode.CHANGED)
    if not STEERS & powers_at(uow, officer, broadcast.region):
        raise NotYours("broadcast", AccessCode.ROLE)
    audit(uow, officer, "hand", broadcast.id)
    return hand_lists(uow, after, broadcast, times, officer.id)


def _step(uow: UnitOfWork, after: Afterwards, chase: Chase) -> int:
    broadcast = broadcast_by_id(uow, chase.broadcast_id)
    if broadcast.state is not BroadcastState.DONE:
        change_chase(uow.connection, broadcast.id, due_at=None, lists_at=None)
        return 1
    reminds = chase.due_at is not None and chase.due_at <= uow.now
    quiet = after.ground.quiet_of(broadcast.region)
    if quiet.contains(uow.now):
        later = quiet.end_after(uow.now)
        change_chase(uow.connection, broadcast.id, **{"due_at" if reminds else "lists_at": later})
        return 1
    if reminds:
        _remind(uow, after, broadcast, chase)
    else:
        change_chase(uow.connection, broadcast.id, lists_at=None)
        hand_lists(uow, after, broadcast, chase.lists)
        _noted(uow, broadcast, "hand")
    return 1


def _remind(uow: UnitOfWork, after: Afterwards, broadcast: BroadcastRecord, chase: Chase) -> None:
    """One batch of this round; with the last one the next round is planned."""
    terms, number, cursor = broadcast.content.terms, chase.round, chase.cursor
    if cursor is None:
        assert chase.due_at is not None  # it is due
        number, cursor = round_now(terms, chase.round, chase.due_at, uow.now), 0
        _noted(uow, broadcast, "chase")
    topic = leavable(broadcast.content, broadcast.urgency)
    found = silent_people(uow.connection, broadcast.id, topic, after=cursor, limit=PEOPLE)
    letters = [_reminder(uow, after, broadcast, number, each) for each in found]
    queue_letters(uow.connection, uow.vault, letters)
    if len(found) == PEOPLE:
        last = found[-1].person_id
        change_chase(uow.connection, broadcast.id, round=number, cursor=last)
        return
    later = uow.now + timedelta(hours=terms.chase)
    goes_on = number < terms.chases
    moments = {"due_at": later if goes_on else None, "lists_at": None if goes_on else later}
    change_chase(uow.connection, broadcast.id, round=number, cursor=None, **moments)


def _reminder(
    uow: UnitOfWork, after: Afterwards, broadcast: BroadcastRecord, number: int, to: Silent
) -> Letter:
    view = after.remind(broadcast, to.language)
    key = f"broadcast:{broadcast.id}:chase:{number}:{to.person_id}"
    letter = notify(uow.new_uid(), Notice("owner", to.chat_id, view, key, Lane.BROADCAST))
    return letter if to.message_id is None else in_reply(letter, to.message_id)


def _above(uow: UnitOfWork, after: Afterwards, broadcast: BroadcastRecord) -> list[OfficerCard]:
    """Its author, who approved it, and headquarters; each once, without who blocked the bot."""
    ids = (broadcast.author_id, broadcast.approver_id)
    own = [officer_by_id(uow, each) for each in ids if each is not None]
    everybody = (*own, *headquarters_of(uow, after.ground, broadcast.region))
    return [each for each in {each.id: each for each in everybody}.values() if not each.blocked]


def _to(uow: UnitOfWork, key: str, chat_id: int, view: View) -> Letter:
    return notify(uow.new_uid(), Notice("desk", chat_id, view, key, Lane.REMINDER))


def _noted(uow: UnitOfWork, broadcast: BroadcastRecord, act: str) -> None:
    note(uow, actor="system", act=f"broadcast:{act}", subject=f"broadcast:{broadcast.id}")
