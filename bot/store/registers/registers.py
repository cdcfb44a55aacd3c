"""Registers: every value that staff set, from when it holds, and why. Rows are never changed.

What holds now stands in `region_fact` or `firm_fact` as well, where the rules look for it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, UniqueConstraint, select, update
from sqlmodel import Field, SQLModel

from bot.domain.registers import Grounds, SourceKind
from bot.store.columns import Moment, RowId, table_of
from bot.store.insert import insert_or_ignore
from bot.store.uow import UnitOfWork

REASON: Final = "register.reason"
WORDS: Final = "register.words"
Held = Mapping[str, Any]
"""How a fact stood, as JSON: what its row in `region_fact` or `firm_fact` said."""


class RegisterEntry(SQLModel, table=True):
    """One value. Reason and written source are sealed: they may name people.

    `subject` is a region's path or `firm:12`; `number` counts the entries of a subject and fact,
    so that two officers cannot both enter the next one. `before` is how the fact stood when the
    value began to hold, `base` how it stood before any entry that still counts: both are JSON,
    null if nothing was known. `made_by` is as in the audit.
    """

    __tablename__ = "register_entry"
    __table_args__ = (UniqueConstraint("subject", "fact", "number"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    subject: str
    firm_id: int | None = Field(default=None, index=True)
    fact: str
    number: int
    value: str
    starts_at: datetime = Field(sa_type=Moment)
    made_at: datetime = Field(sa_type=Moment)
    made_by: str
    reason: bytes | None = None
    source: str
    words: bytes | None = None
    conditions: int = 0
    before: str = "null"
    base: str = "null"
    application_id: int | None = Field(default=None, sa_type=RowId)
    undone_at: datetime | None = Field(default=None, sa_type=Moment)
    undone_by: str | None = None


ENTRY: Final = table_of(RegisterEntry)


@dataclass(frozen=True, slots=True)
class EntryCard:
    """An entry as services see it; moments are aware UTC, values are JSON.

    Attributes:
        conditions: How many conditions of the document were ticked for it.
        application_id: The application that it grants.
    """

    id: int
    subject: str
    firm_id: int | None
    fact: str
    number: int
    value: Any
    starts_at: datetime
    made_at: datetime
    made_by: str
    grounds: Grounds
    conditions: int
    before: Held | None
    base: Held | None
    application_id: int | None
    undone_at: datetime | None
    undone_by: str | None


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to be made; `number` is the next of its subject and fact."""

    subject: str
    firm_id: int | None
    fact: str
    number: int
    value: Any
    starts_at: datetime
    grounds: Grounds
    base: Held | None
    conditions: int = 0
    application_id: int | None = None


def add_entry(uow: UnitOfWork, new: NewEntry, *, actor: str) -> EntryCard | None:
    """Enter a value; None if somebody else entered one first."""
    uid, grounds = uow.new_uid(), new.grounds
    row = {
        "uid": uid,
        "subject": new.subject,
        "firm_id": new.firm_id,
        "fact": new.fact,
        "number": new.number,
        "value": _dumped(new.value),
        "starts_at": new.starts_at,
        "made_at": uow.now,
        "made_by": actor,
        "reason": uow.vault.seal(REASON, uid, grounds.reason) if grounds.reason else None,
        "source": grounds.source,
        "words": uow.vault.seal(WORDS, uid, grounds.words) if grounds.words else None,
        "conditions": new.conditions,
        "before": "null",
        "base": _dumped(new.base),
        "application_id": new.application_id,
    }
    if not insert_or_ignore(uow.connection, ENTRY, [row]):
        return None
    made = select(ENTRY).where(ENTRY.c.subject == new.subject, ENTRY.c.fact == new.fact)
    numbered = made.where(ENTRY.c.number == new.number)
    return _card(uow, uow.connection.execute(numbered).one())


def entries_of(uow: UnitOfWork, subject: str, fact: str, *, lock: bool = False) -> list[EntryCard]:
    """Every entry of a subject and fact, those that were taken back too, by age.

    Args:
        lock: Hold them until the act ends, so that setting and taking back do not cross.
    """
    wanted = select(ENTRY).where(ENTRY.c.subject == subject, ENTRY.c.fact == fact)
    if lock:
        wanted = wanted.with_for_update()
    rows = uow.connection.execute(wanted.order_by(ENTRY.c.number))
    return [_card(uow, row) for row in rows]


def lock_entry(uow: UnitOfWork, entry_id: int) -> EntryCard | None:
    """An entry by an id that is not trusted, held until the act ends."""
    wanted = select(ENTRY).where(ENTRY.c.id == entry_id).with_for_update()
    row = uow.connection.execute(wanted).first()
    return None if row is None else _card(uow, row)


def load_entry(uow: UnitOfWork, entry_id: int) -> EntryCard:
    """An entry that another row points to."""
    row = uow.connection.execute(select(ENTRY).where(ENTRY.c.id == entry_id)).one()
    return _card(uow, row)


def note_before(connection: Connection, entry_id: int, before: Held | None) -> None:
    """Keep how the fact stood when an entry began to hold."""
    changed = update(ENTRY).where(ENTRY.c.id == entry_id)
    connection.execute(changed.values(before=_dumped(before)))


def undo_entry(uow: UnitOfWork, entry_id: int, *, actor: str) -> None:
    """Take an entry back: it counts no longer and stays as history."""
    changed = update(ENTRY).where(ENTRY.c.id == entry_id)
    uow.connection.execute(changed.values(undone_at=uow.now, undone_by=actor))


def _card(uow: UnitOfWork, row: Row[Any]) -> EntryCard:
    return EntryCard(
        id=row.id,
        subject=row.subject,
        firm_id=row.firm_id,
        fact=row.fact,
        number=row.number,
        value=json.loads(row.value),
        starts_at=row.starts_at,
        made_at=row.made_at,
        made_by=row.made_by,
        grounds=Grounds(
            "" if row.reason is None else uow.vault.open(REASON, row.uid, row.reason),
            SourceKind(row.source),
            "" if row.words is None else uow.vault.open(WORDS, row.uid, row.words),
        ),
        conditions=row.conditions,
        before=json.loads(row.before),
        base=json.loads(row.base),
        application_id=row.application_id,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
