"""Rows of a firm's duty book: the way to one of them, and its last change taken back."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from bot.domain.errors import NotYours, Stale, StaleCode
from bot.domain.members import Right
from bot.domain.testing import may_undo
from bot.services.duties.evidence import undo_evidence
from bot.services.firms.rights import speak_for
from bot.store.audit import note
from bot.store.duties.book import hold_book
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork


class OfFirm(Protocol):
    """A row that belongs to a firm."""

    @property
    def firm_id(self) -> int:
        """Whose it is."""


class Versioned(Protocol):
    """A row whose version grows with every act."""

    @property
    def version(self) -> int:
        """How many acts made it what it is."""

    @property
    def changed_at(self) -> datetime:
        """When the last of them was (aware UTC)."""


class Proven(Protocol):
    """How a row was before its last act."""

    @property
    def evidence(self) -> tuple[int, ...]:
        """Ids of what the act kept as evidence."""


Row = TypeVar("Row", bound=OfFirm)
Earlier = TypeVar("Earlier", bound=Proven)


def own_row(
    uow: UnitOfWork,
    person: PersonCard,
    load: Callable[[UnitOfWork, int], Row | None],
    number: int,
    subject: str,
) -> Row:
    """A row of a firm that the person keeps duties for; the firm's book is held.

    Args:
        subject: What it is, for the refusal.

    Raises:
        NotYours: It is gone, or another's.
    """
    seen = load(uow, number)
    if seen is None:
        raise NotYours(subject)
    speak_for(uow, person, seen.firm_id, Right.DUTY, subject)
    hold_book(uow, seen.firm_id)
    # Read again: whoever held the firm's book until now may have changed it.
    row = load(uow, number)
    if row is None:
        raise NotYours(subject)
    return row


def noted(uow: UnitOfWork, person: PersonCard, subject: str, act: str, number: int) -> None:
    """Note what a person did with a row; `subject` is what it is."""
    note(uow, actor=f"person:{person.id}", act=f"{subject}:{act}", subject=f"{subject}:{number}")


def take_back(
    uow: UnitOfWork, person: PersonCard, row: Versioned, version: int, earlier: Earlier | None
) -> Earlier:
    """Let the last act be taken back within 10 minutes, and the evidence that it kept.

    Args:
        version: What the act made of the row.

    Returns:
        How the row was before the act.

    Raises:
        Stale: Too long ago, taken back already, or changed since.
    """
    if row.version != version or earlier is None:
        raise Stale(StaleCode.CHANGED)
    if not may_undo(row.changed_at, uow.now):
        raise Stale(StaleCode.EXPIRED)
    for number in earlier.evidence:
        undo_evidence(uow, person, number)
    return earlier
