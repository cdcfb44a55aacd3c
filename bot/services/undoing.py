"""What somebody recorded last and can still take back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.testing import UNDO_WITHIN
from bot.store.duties.evidence import newest_evidence
from bot.store.firms.people import PersonCard
from bot.store.testing.pauses import newest_pause
from bot.store.testing.samplings import newest_sampling
from bot.store.uow import UnitOfWork


class Undoable(StrEnum):
    """What it is."""

    SAMPLING = "sampling"
    PAUSE = "pause"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Last:
    """What was recorded last.

    Attributes:
        at: When it was recorded (aware UTC).
        stands: Whether it has not been taken back or replaced.
    """

    kind: Undoable
    id: int
    at: datetime
    stands: bool


def last_undoable(uow: UnitOfWork, person: PersonCard) -> Last | None:
    """What this person recorded last, if that was in the last 10 minutes and still stands.

    Once that is taken back, what was recorded before it is left to its own button.
    """
    since = uow.now - UNDO_WITHIN
    rows = (
        (Undoable.SAMPLING, newest_sampling(uow.connection, person.id, since)),
        (Undoable.PAUSE, newest_pause(uow.connection, person.id, since)),
        (Undoable.EVIDENCE, newest_evidence(uow.connection, person.id, since)),
    )
    found = (Last(kind, *row) for kind, row in rows if row is not None)
    newest = max(found, key=lambda last: last.at, default=None)
    return newest if newest is not None and newest.stands else None
