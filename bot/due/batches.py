"""What is due is dealt with in short transactions, each by rules that stay as they are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from sqlalchemy import Connection

from bot.domain.clock import BusinessClock
from bot.store.database import Database
from bot.store.releases.editions import hold_edition
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault

T = TypeVar("T")

BATCHES: Final = 40
"""A tick hands the rest on to the next one, so that nothing of it runs without end."""


@dataclass(frozen=True)
class Batches:
    """How one process deals with what is due.

    Args:
        new_uid: Makes the random ids of messages.
        wake: Called after something was done, so that delivery looks at once.
        edition: Of the rules by which it is done; None where none are published.
    """

    database: Database
    vault: Vault
    clock: BusinessClock
    new_uid: Callable[[], str]
    wake: Callable[[], None]
    edition: int | None = None

    def uow(self, connection: Connection) -> UnitOfWork:
        """Of this moment."""
        return UnitOfWork(connection, self.vault, self.clock.now(), self.new_uid)

    async def by_edition(self, work: Callable[[UnitOfWork], T]) -> T:
        """One transaction in which the rules stay as they are.

        Raises:
            EditionMoved: They are others than those by which this is done.
        """

        def held(connection: Connection) -> T:
            hold_edition(connection, self.edition)
            return work(self.uow(connection))

        return await self.database.run(held)

    async def counted(self, work: Callable[[UnitOfWork], int]) -> int:
        """`by_edition` for work that says how much it did; delivery hears of it."""
        count = await self.by_edition(work)
        if count:
            self.wake()
        return count

    async def until_done(self, work: Callable[[UnitOfWork], int]) -> int:
        """One transaction after another until nothing is left, or until the next tick."""
        done = 0
        for _ in range(BATCHES):
            count = await self.counted(work)
            done += count
            if count == 0:
                break
        return done


class Due(Protocol):
    """One kind of what falls due."""

    async def fire(self, batches: Batches) -> int:
        """Deal with what is due now.

        Returns:
            How many times something fell due; 0 for what only catches up with a change.

        Raises:
            EditionMoved: The rules moved; what was done before stays done.
            sqlalchemy.exc.DBAPIError: The database is away; the same.
        """
