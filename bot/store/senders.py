"""Which processes send for a bot just now: each says so while it takes messages.

What they may send together is shared between as many: see `bot.pacing`.
"""

from typing import Final

from sqlalchemy import Connection, delete, func, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import real_now, table_of
from bot.store.insert import insert_or_ignore

COUNTS: Final = 1.0
"""Who said nothing for so many seconds is not counted any more: killed, or held up."""


class Sender(SQLModel, table=True):
    """A process that takes messages of a bot, and until when (database's seconds since 1970)."""

    bot: str = Field(primary_key=True)
    owner: str = Field(primary_key=True)
    counts_until: float


SENDER: Final = table_of(Sender)


def say_here(connection: Connection, bot: str, owner: str) -> None:
    """This process sends for the bot."""
    insert_or_ignore(connection, SENDER, [{"bot": bot, "owner": owner, "counts_until": 0.0}])
    this = (SENDER.c.bot == bot, SENDER.c.owner == owner)
    until = real_now() + COUNTS
    connection.execute(update(SENDER).where(*this).values(counts_until=until))


def count_senders(connection: Connection, bot: str) -> int:
    """How many processes send for it; this one is among them if it said so."""
    here = (SENDER.c.bot == bot, SENDER.c.counts_until > real_now())
    wanted = select(func.count()).select_from(SENDER).where(*here)
    return int(connection.execute(wanted).scalar_one())


def forget_senders(connection: Connection) -> int:
    """Drop the rows of those who are gone."""
    gone = SENDER.c.counts_until < real_now()
    return connection.execute(delete(SENDER).where(gone)).rowcount
