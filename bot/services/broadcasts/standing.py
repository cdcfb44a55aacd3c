"""What became of a broadcast by now: it holds, was corrected by another one, or withdrawn."""

from dataclasses import dataclass

from bot.domain.broadcast_changes import Kind
from bot.domain.errors import NotYours
from bot.store.broadcasts.broadcasts import (
    BROADCAST,
    BroadcastRecord,
    broadcast_by_id,
    broadcasts_where,
    find_broadcast,
)
from bot.store.broadcasts.receipts import addressed_as
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Standing:
    """A broadcast, and what holds in its place.

    Attributes:
        asked: The one that somebody looks at.
        now: The newest that has gone out; the same one as long as nothing changed it.
    """

    asked: BroadcastRecord
    now: BroadcastRecord

    @property
    def is_current(self) -> bool:
        """Whether nothing has changed it."""
        return self.asked.id == self.now.id

    @property
    def is_withdrawn(self) -> bool:
        """Whether it does not hold any more."""
        return self.now.change is not None and self.now.change.kind is Kind.WITHDRAWAL


def standing_of(uow: UnitOfWork, asked: BroadcastRecord) -> Standing:
    """How a broadcast stands now."""
    now = asked
    while (after := _changed_by(uow, now.id)) is not None:
        now = after
    return Standing(asked, now)


def origin_of(uow: UnitOfWork, it: BroadcastRecord) -> BroadcastRecord:
    """The notice with which it began: its audience is that of all that changed it."""
    while it.change is not None:
        it = broadcast_by_id(uow, it.change.corrects)
    return it


def received(
    uow: UnitOfWork, person: PersonCard, broadcast_id: int
) -> tuple[BroadcastRecord, int]:
    """A broadcast that somebody got, and the firm for which: the door for whoever reads it.

    Raises:
        NotYours: No such broadcast, or they did not get it.
    """
    firm_id = addressed_as(uow.connection, broadcast_id, person.id)
    broadcast = find_broadcast(uow, broadcast_id)
    if firm_id is None or broadcast is None:
        raise NotYours("broadcast")
    return broadcast, firm_id


def _changed_by(uow: UnitOfWork, broadcast_id: int) -> BroadcastRecord | None:
    begun = (BROADCAST.c.corrects_id == broadcast_id, BROADCAST.c.begun_at.is_not(None))
    found = broadcasts_where(uow, *begun, limit=1)
    return found[0] if found else None
