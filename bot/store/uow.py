"""What a service gets: one transaction, the business time, the keys, and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table

from bot.domain.speech import Notice
from bot.store.insert import insert_one
from bot.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Wrote:
    """A message of a private chat, or what it was edited to, with its words.

    Attributes:
        id: Telegram's number of it, in its chat.
    """

    id: int
    words: str


@dataclass(slots=True)
class UnitOfWork:
    """One act's view of the world. Services read and write through it and never commit.

    Args:
        now: Business time, aware UTC, the same for the whole act.
        new_uid: Makes random ids (pinned in tests).
        notices: What is said to others; queued with the act, or dropped with it.
        firm_id: The firm that the act spoke for, as loading it noted; None if for none.
        room: The topic in which somebody acts: what is asked there is answered there. Empty in
            a private chat.
        wrote: The message that somebody wrote to act; None if they did it otherwise.
    """

    connection: Connection
    vault: Vault
    now: datetime
    new_uid: Callable[[], str]
    notices: list[Notice] = field(default_factory=list)
    firm_id: int | None = None
    room: str = ""
    wrote: Wrote | None = None

    def add(self, table: Table, row: dict[str, Any]) -> int:
        """Insert a row and return its id."""
        return insert_one(self.connection, table, row)

    def tell(self, *notices: Notice) -> None:
        """Say something to somebody else when, and only if, this act is committed."""
        self.notices.extend(notices)
