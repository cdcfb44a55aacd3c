"""The edition of the rules that is in force, by its number.

Publishing a release counts it up by one, in the transaction that changes what is in force.
"""

from typing import Final

from sqlalchemy import Connection, select
from sqlmodel import Field, SQLModel

from bot.store.advisory import share_turn, wait_for_turn
from bot.store.columns import table_of
from bot.store.insert import upsert

BOUNDARY: Final = 4005
"""The advisory lock of the boundary between two editions."""
ONLY: Final = 1


class EditionMoved(RuntimeError):
    """The rules have changed since this began: keep nothing of it, begin anew by the new ones."""


class PolicyEdition(SQLModel, table=True):
    """How many releases were published here: one row."""

    __tablename__ = "policy_edition"

    id: int = Field(primary_key=True)
    number: int


EDITION: Final = table_of(PolicyEdition)
_EDITION: Final = select(EDITION.c.number).where(EDITION.c.id == ONLY)


def edition_now(connection: Connection) -> int:
    """The number of the edition in force; 0 before the first installation."""
    return int(connection.execute(_EDITION).scalar() or 0)


def hold_edition(connection: Connection, edition: int | None) -> None:
    """Make sure that an edition is in force and stays so until this transaction ends.

    Args:
        edition: What the caller works by; None asks for nothing.

    Raises:
        EditionMoved: Another one is.
    """
    if edition is None:
        return
    share_turn(connection, BOUNDARY)
    if edition_now(connection) != edition:
        raise EditionMoved(f"not by edition {edition} any more")


def wait_for_editions(connection: Connection) -> None:
    """Let nobody work by an edition, or publish one, until this transaction ends."""
    wait_for_turn(connection, BOUNDARY)


def begin_edition(connection: Connection) -> int:
    """Wait until nobody works by the edition in force any more; the number of the next one.

    Whatever is published belongs into this transaction.
    """
    wait_for_editions(connection)
    number = edition_now(connection) + 1
    upsert(connection, EDITION, {"id": ONLY, "number": number}, key=["id"])
    return number
