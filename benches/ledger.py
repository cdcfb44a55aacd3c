"""What a database says about a run: read from the outside, also when nobody is alive."""

import json
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, func, select

from benches.places import Place
from benches.sink import Arrival
from bot.store.audit import AUDIT
from bot.store.inbox import INBOX, InboxState
from bot.store.outbox import OUTBOX, PLACE, OutboxState


@dataclass(frozen=True, slots=True)
class Row:
    """A message in the outbox."""

    text: str
    state: str
    doubts: int


@dataclass(frozen=True)
class Balance:
    """What was asked for and what came of it, over a whole run."""

    updates: int
    messages: int
    updates_lost: int
    messages_lost: int
    effects_repeated: int
    repeats: int
    repeats_unmarked: int

    @property
    def is_clean(self) -> bool:
        """Nothing lost, nothing done twice, and no repetition that the rows do not know of."""
        wrong = (self.updates_lost, self.messages_lost)
        return not any((*wrong, self.effects_repeated, self.repeats_unmarked))


class Ledger:
    """An onlooker's view of one place."""

    def __init__(self, place: Place) -> None:
        self._vault, self._engine = place.vault, place.onlooker()

    @property
    def engine(self) -> Engine:
        """For writes that stand for time going by."""
        return self._engine

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def rows(self) -> list[Row]:
        """Every message that was decided."""
        wanted = select(OUTBOX.c.uid, OUTBOX.c.payload, OUTBOX.c.state, OUTBOX.c.doubts)
        with self._engine.connect() as connection:
            found = connection.execute(wanted.order_by(OUTBOX.c.id)).all()
        return [Row(self._text(row.uid, row.payload), row.state, row.doubts) for row in found]

    def leased_by(self, owner: str) -> list[str]:
        """Texts of messages that a process has in hand."""
        wanted = select(OUTBOX.c.uid, OUTBOX.c.payload).where(
            OUTBOX.c.state == OutboxState.LEASED, OUTBOX.c.lease_owner == owner
        )
        with self._engine.connect() as connection:
            return [self._text(*row) for row in connection.execute(wanted)]

    def updates_leased_by(self, owner: str) -> int:
        """How many updates a process has in hand."""
        held = (INBOX.c.state == InboxState.LEASED, INBOX.c.lease_owner == owner)
        with self._engine.connect() as connection:
            return _count(connection, INBOX, *held)

    def is_quiet(self, updates: int) -> bool:
        """Whether so many updates are done and every message is settled."""
        return self.decided() >= updates and self.unsettled() == 0

    def decided(self) -> int:
        """How many updates are done."""
        with self._engine.connect() as connection:
            return _count(connection, INBOX, INBOX.c.state == InboxState.DONE)

    def unsettled(self) -> int:
        """How many messages are still to go."""
        with self._engine.connect() as connection:
            return _count(connection, OUTBOX, OUTBOX.c.live)

    def balance(self, texts: list[str], arrivals: list[Arrival]) -> Balance:
        """Compare what was asked with what was kept and what arrived."""
        with self._engine.connect() as connection:
            effects = Counter(connection.execute(select(AUDIT.c.subject)).scalars())
        rows, came = self.rows(), Counter(each.text for each in arrivals)
        wanted = [f"{bot} {text}" for text in texts for bot in ("owner", "desk")]
        doubted = {row.text for row in rows if row.doubts > 0}
        repeated = {text: count - 1 for text, count in came.items() if count > 1}
        return Balance(
            updates=len(texts),
            messages=len(wanted),
            updates_lost=sum(effects[text] == 0 for text in texts),
            messages_lost=sum(came[text] == 0 for text in wanted),
            effects_repeated=sum(count > 1 for count in effects.values()),
            repeats=sum(repeated.values()),
            repeats_unmarked=sum(text not in doubted for text in repeated),
        )

    def _text(self, uid: str, payload: bytes) -> str:
        return str(json.loads(self._vault.open(PLACE, uid, payload))["text"])


def _count(connection: Connection, table: object, *where: object) -> int:
    counted = select(func.count()).select_from(table).where(*where)  # type: ignore[arg-type]
    return int(connection.execute(counted).scalar_one())
