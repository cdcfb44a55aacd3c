"""Whether somebody may do something, tried for real and taken back, and what it left meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import Connection, event, func, select

from bot.domain.case_refusals import CaseCode, CaseRefusal
from bot.domain.errors import NotYours, Refusal
from bot.store.audit import AUDIT
from bot.store.uow import UnitOfWork

ELSEWHERE = {CaseCode.ELSEWHERE}


class Place(Protocol):
    """Where acts are committed and audited."""

    def act(self, work: Callable[[UnitOfWork], Any]) -> Any: ...

    def audit(self) -> list[Any]: ...


@dataclass(frozen=True)
class Tried:
    """What an attempt came to, before it was taken back.

    Attributes:
        allowed: The permission check let it through.
        stopped: By which refusal from behind that check; None if it was done.
        left: What the audit says of it, by age: who, and which act.
        rows: How many rows it wrote beside the audit's.
    """

    allowed: bool
    stopped: StrEnum | None = None
    left: tuple[tuple[str, str], ...] = ()
    rows: int = 0


class Undo(Exception):
    """What was allowed is not to be kept."""


def tried(place: Place, work: Callable[[UnitOfWork], Any]) -> Tried:
    """Try it and keep nothing of it."""
    seen: list[Tried] = []

    def attempt(uow: UnitOfWork) -> None:
        seen.append(_attempted(uow, work))
        raise Undo

    try:
        place.act(attempt)
    except Undo:
        return seen[0]
    raise AssertionError("an attempt ends by being undone")


def is_allowed(place: Place, work: Callable[[UnitOfWork], Any]) -> bool:
    """Whether it can be done; who is refused has changed nothing, not even the audit."""
    before, found = place.audit(), tried(place, work)
    assert place.audit() == before
    assert found.stopped is None, f"neither done nor forbidden: {found.stopped}"
    return found.allowed


def _attempted(uow: UnitOfWork, work: Callable[[UnitOfWork], Any]) -> Tried:
    last = uow.connection.execute(select(func.max(AUDIT.c.id))).scalar_one() or 0
    with _rows_written(uow.connection) as rows:
        try:
            work(uow)
        except NotYours:
            return Tried(allowed=False)
        except Refusal as refusal:
            if isinstance(refusal, CaseRefusal) and refusal.code in ELSEWHERE:
                return Tried(allowed=False)
            return Tried(allowed=True, stopped=refusal.code)
    added = select(AUDIT.c.actor, AUDIT.c.act).where(AUDIT.c.id > last).order_by(AUDIT.c.id)
    left = tuple((row.actor, row.act) for row in uow.connection.execute(added))
    return Tried(allowed=True, left=left, rows=sum(rows))


@contextmanager
def _rows_written(connection: Connection) -> Iterator[list[int]]:
    """Of every statement in it how many rows it wrote, but for the audit's."""
    rows: list[int] = []

    def note(_: Any, cursor: Any, *more: Any) -> None:
        context = more[2]
        if context.isinsert or context.isupdate or context.isdelete:
            returns = context.compiled.effective_returning  # then a driver has not counted yet
            written = 1 if context.isinsert and returns else max(cursor.rowcount, 0)
            rows.append(0 if context.compiled.statement.table is AUDIT else written)

    event.listen(connection, "after_cursor_execute", note)
    try:
        yield rows
    finally:
        event.remove(connection, "after_cursor_execute", note)
