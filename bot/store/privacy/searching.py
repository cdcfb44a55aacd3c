"""Looks through every sealed text for what somebody had erased: batch by batch."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from sqlalchemy import Row, select, update

from bot.domain.erasing import struck
from bot.store.inbox import INBOX
from bot.store.outbox import OUTBOX
from bot.store.privacy.jobs import ERASURE, Wanted
from bot.store.sealed import SEALED, SealedColumn
from bot.store.uow import UnitOfWork

BEGINNING: Final = 10
"""Characters of a line by which it is known where it was cut."""
MESSAGES: Final = (OUTBOX, INBOX)
"""Emptied as a whole: they are copies, and go after 48 hours anyway."""
_TEXTS: Final = tuple(
    each for each in SEALED if each.text and each.table is not ERASURE and each.column != "file_id"
)
COLUMNS: Final = tuple(sorted(_TEXTS, key=lambda each: each.table in MESSAGES))
"""Messages last: of what is still to be sent there is then the least."""
FIRST_MESSAGES: Final = len(COLUMNS) - len(MESSAGES)


@dataclass(slots=True)
class Place:
    """How far a search has come, and whether a message that is still to be sent has it.

    Attributes:
        column: Of `COLUMNS`.
        after: The last row that was looked at; rows without a number are looked at all at once.
    """

    column: int = 0
    after: int = 0
    live: bool = False

    @property
    def is_done(self) -> bool:
        """Every column was looked through."""
        return self.column >= len(COLUMNS)


def search_on(uow: UnitOfWork, wanted: Wanted, place: Place, *, at_most: int) -> None:
    """Look through the next rows, and take out what is found."""
    sealed = COLUMNS[place.column]
    rows = _rows(uow, sealed, place, at_most)
    words = _written(_beginnings(wanted)) if sealed.table in MESSAGES else ()
    names = _written(wanted.struck)
    for row in rows:
        text = _opened(uow, sealed, row)
        if text is None:
            continue
        if any(word in text for word in words):
            place.live |= not _emptied(uow, sealed, row)
        elif sealed.table not in MESSAGES and any(name in text for name in names):
            _put(uow, sealed, row, struck(text, names))
    place.after = rows[-1].id if rows and "id" in sealed.table.c else 0
    if len(rows) < at_most or "id" not in sealed.table.c:
        place.column, place.after = place.column + 1, 0


def _rows(uow: UnitOfWork, sealed: SealedColumn, place: Place, at_most: int) -> list[Row[Any]]:
    table = sealed.table
    some = select(table).where(table.c[sealed.column].is_not(None))
    if "id" in table.c:
        some = some.where(table.c.id > place.after).order_by(table.c.id).limit(at_most)
    return list(uow.connection.execute(some).all())


def _opened(uow: UnitOfWork, sealed: SealedColumn, row: Row[Any]) -> str | None:
    """None for what no key opens: nobody reads it."""
    try:
        value = bytes(getattr(row, sealed.column))
        return uow.vault.open(sealed.place, sealed.row_of(row), value)
    except (InvalidTag, KeyError):
        return None


def _emptied(uow: UnitOfWork, sealed: SealedColumn, row: Row[Any]) -> bool:
    """Whether it could be: what is still to be sent or handled stays until it is."""
    if row.live:
        return False
    gone = update(sealed.table).where(sealed.table.c.id == row.id)
    uow.connection.execute(gone.values({sealed.column: None}))
    return True


def _put(uow: UnitOfWork, sealed: SealedColumn, row: Row[Any], text: str) -> None:
    keys = sealed.table.primary_key.columns
    same = [each == getattr(row, each.name) for each in keys]
    anew = uow.vault.seal(sealed.place, sealed.row_of(row), text)
    changed = update(sealed.table).where(*same)
    uow.connection.execute(changed.values({sealed.column: anew}))


def _beginnings(wanted: Wanted) -> tuple[str, ...]:
    return (*wanted.struck, *(word[:BEGINNING] for word in wanted.words))


def _written(words: Iterable[str]) -> tuple[str, ...]:
    """The same as they stand in a message: escaped for HTML, and for JSON."""
    shapes = {shape for word in words for shape in (word, escape(word, quote=False))}
    return tuple(sorted({*shapes, *(json.dumps(s, ensure_ascii=False)[1:-1] for s in shapes)}))
