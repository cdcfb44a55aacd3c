"""Officers: the accounts of the desk bot. What they may do is in their posts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Row, func, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of
from bot.store.uow import UnitOfWork

NAME: Final = "officer.name"


class Officer(SQLModel, table=True):
    """An account of the desk bot, with the region that it joined for first."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str
    chat_id: int = Field(sa_type=BigInteger, unique=True)
    name: bytes
    region: str = Field(index=True)
    language: str = "zh"
    blocked: bool = False
    joined_at: datetime = Field(sa_type=Moment)


class WrongCode(SQLModel, table=True):
    """A guess, by real time: too many of them close the door for a while."""

    __tablename__ = "wrong_code"

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger, index=True)
    at: float


OFFICER: Final = table_of(Officer)
WRONG_CODE: Final = table_of(WrongCode)


@dataclass(frozen=True, slots=True)
class OfficerCard:
    """An officer as services see them."""

    id: int
    chat_id: int
    name: str
    region: str
    language: str
    blocked: bool


def find_officer(uow: UnitOfWork, chat_id: int) -> OfficerCard | None:
    """The officer with this Telegram account."""
    row = uow.connection.execute(select(OFFICER).where(OFFICER.c.chat_id == chat_id)).first()
    return None if row is None else card_of(uow, row)


def language_at(connection: Connection, chat_id: int) -> str | None:
    """The language of the officer with this Telegram account, if there is one."""
    wanted = select(OFFICER.c.language).where(OFFICER.c.chat_id == chat_id)
    return connection.execute(wanted).scalar_one_or_none()


def officer_by_id(uow: UnitOfWork, officer_id: int) -> OfficerCard:
    """An officer that another row points to."""
    row = uow.connection.execute(select(OFFICER).where(OFFICER.c.id == officer_id)).one()
    return card_of(uow, row)


def name_of(uow: UnitOfWork, actor: str | None) -> str | None:
    """An officer's name from how the audit calls them; None for anybody else."""
    officer = officer_named(uow, actor)
    return None if officer is None else officer.name


def officer_named(uow: UnitOfWork, actor: str | None) -> OfficerCard | None:
    """An officer from how the audit calls them; None for anybody else."""
    kind, _, number = (actor or "").partition(":")
    return officer_by_id(uow, int(number)) if kind == "officer" else None


def add_officer(
    uow: UnitOfWork, *, chat_id: int, name: str, region: str, language: str
) -> OfficerCard:
    """Keep a new officer."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "chat_id": chat_id,
        "name": uow.vault.seal(NAME, uid, name),
        "region": region,
        "language": language,
        "blocked": False,
        "joined_at": uow.now,
    }
    officer_id = uow.add(OFFICER, row)
    return OfficerCard(officer_id, chat_id, name, region, language, blocked=False)


def change_officer(connection: Connection, officer_id: int, **values: Any) -> None:
    """Set columns of an officer."""
    connection.execute(update(OFFICER).where(OFFICER.c.id == officer_id).values(**values))


def set_blocked(connection: Connection, chat_id: int, *, blocked: bool) -> None:
    """Note that an officer blocked the bot, or came back."""
    changed = update(OFFICER).where(OFFICER.c.chat_id == chat_id).values(blocked=blocked)
    connection.execute(changed)


def note_wrong_code(uow: UnitOfWork, chat_id: int, at: float) -> None:
    """Count a guess that opened nothing."""
    uow.add(WRONG_CODE, {"chat_id": chat_id, "at": at})


def wrong_codes(connection: Connection, *, since: float, chat_id: int | None = None) -> int:
    """How many guesses there were since a real time: of one account, or of all."""
    guesses = select(func.count()).select_from(WRONG_CODE).where(WRONG_CODE.c.at >= since)
    if chat_id is not None:
        guesses = guesses.where(WRONG_CODE.c.chat_id == chat_id)
    return int(connection.execute(guesses).scalar_one())


def card_of(uow: UnitOfWork, row: Row[Any]) -> OfficerCard:
    """An officer from a row that has all columns of the table."""
    name = uow.vault.open(NAME, row.uid, row.name)
    return OfficerCard(row.id, row.chat_id, name, row.region, row.language, row.blocked)
