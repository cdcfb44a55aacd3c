"""What is still to be looked for after somebody had their data erased: one row a person."""

import json
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, false, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import RowId, real_now, table_of
from bot.store.insert import insert_one
from bot.store.uow import UnitOfWork

WANTED: Final = "erasure.wanted"


class Erasure(SQLModel, table=True):
    """Gone when nothing is left to find. `wanted` is sealed; `made_at` is real time."""

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    wanted: bytes
    made_at: float
    searched: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


ERASURE: Final = table_of(Erasure)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for.

    Attributes:
        chat_id: Their chat with the owner bot.
        words: What they said and how they are called: a stored message that has any is emptied.
        struck: Names and numbers that are struck out of what others wrote.
    """

    chat_id: int
    words: tuple[str, ...]
    struck: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ErasureCard:
    """An erasure that is under way.

    Attributes:
        made_at: Seconds since 1970 by the database's clock.
        age: How many seconds ago that was.
        searched: The texts were looked through; the chat may still have messages under way.
    """

    id: int
    wanted: Wanted
    made_at: float
    age: float
    searched: bool


def add_erasure(uow: UnitOfWork, wanted: Wanted) -> None:
    """Have the rest found after this act."""
    uid = uow.new_uid()
    said = [wanted.chat_id, list(wanted.words), list(wanted.struck)]
    sealed = uow.vault.seal(WANTED, uid, json.dumps(said, ensure_ascii=False))
    row = {"uid": uid, "wanted": sealed, "searched": False}
    insert_one(uow.connection, ERASURE, row, made_at=real_now())


def erasures(uow: UnitOfWork, *, at_most: int) -> list[ErasureCard]:
    """Those under way, oldest first; what another process works on is passed over."""
    age = (real_now() - ERASURE.c.made_at).label("age")
    wanted = select(*ERASURE.c, age).order_by(ERASURE.c.id).limit(at_most)
    rows = uow.connection.execute(wanted.with_for_update(skip_locked=True)).all()
    cards = []
    for row in rows:
        chat_id, words, struck = json.loads(uow.vault.open(WANTED, row.uid, row.wanted))
        found = Wanted(chat_id, tuple(words), tuple(struck))
        cards.append(ErasureCard(row.id, found, row.made_at, row.age, row.searched))
    return cards


def note_searched(connection: Connection, erasure_id: int) -> None:
    """All texts were looked through."""
    connection.execute(update(ERASURE).where(ERASURE.c.id == erasure_id).values(searched=True))


def end_erasure(connection: Connection, erasure_id: int) -> None:
    """Nothing is left, and what was looked for is forgotten too."""
    connection.execute(delete(ERASURE).where(ERASURE.c.id == erasure_id))
