"""Officers of the desk bot and the invitations by which they join."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Row, func, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of
from bot.store.uow import UnitOfWork

NAME: Final = "officer.name"
CODE: Final = "invitation.code"


class Officer(SQLModel, table=True):
    """An account of the desk bot, with the region it works in."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str
    chat_id: int = Field(sa_type=BigInteger, unique=True)
    name: bytes
    region: str = Field(index=True)
    language: str = "zh"
    blocked: bool = False
    joined_at: datetime = Field(sa_type=Moment)


class Invitation(SQLModel, table=True):
    """A single-use code, kept only as a keyed fingerprint. Expiry is real time (seconds)."""

    id: int | None = Field(default=None, primary_key=True)
    code: bytes = Field(unique=True)
    region: str
    expires_at: float
    used_by: int | None = None


class WrongCode(SQLModel, table=True):
    """A guess, by real time: too many of them close the door for a while."""

    __tablename__ = "wrong_code"

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger, index=True)
    at: float


OFFICER: Final = table_of(Officer)
INVITATION: Final = table_of(Invitation)
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


@dataclass(frozen=True, slots=True)
class InvitationCard:
    """An invitation that was found by its code."""

    id: int
    region: str
    expires_at: float
    used_by: int | None


def find_officer(uow: UnitOfWork, chat_id: int) -> OfficerCard | None:
    """The officer with this Telegram account."""
    row = uow.connection.execute(select(OFFICER).where(OFFICER.c.chat_id == chat_id)).first()
    return None if row is None else _card(uow, row)


def language_at(connection: Connection, chat_id: int) -> str | None:
    """The language of the officer with this Telegram account, if there is one."""
    wanted = select(OFFICER.c.language).where(OFFICER.c.chat_id == chat_id)
    return connection.execute(wanted).scalar_one_or_none()


def officer_by_id(uow: UnitOfWork, officer_id: int) -> OfficerCard:
    """An officer that another row points to."""
    row = uow.connection.execute(select(OFFICER).where(OFFICER.c.id == officer_id)).one()
    return _card(uow, row)


def officers_of(uow: UnitOfWork, region: str) -> list[OfficerCard]:
    """The officers who work in a region, in the order in which they joined."""
    wanted = select(OFFICER).where(OFFICER.c.region == region).order_by(OFFICER.c.id)
    return [_card(uow, row) for row in uow.connection.execute(wanted)]


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


def add_invitation(uow: UnitOfWork, *, code: str, region: str, expires_at: float) -> None:
    """Keep the fingerprint of a new code."""
    fingerprint = uow.vault.blind(CODE, code)
    uow.add(INVITATION, {"code": fingerprint, "region": region, "expires_at": expires_at})


def find_invitation(uow: UnitOfWork, code: str) -> InvitationCard | None:
    """The invitation with this code, locked until the act ends."""
    fingerprint = uow.vault.blind(CODE, code)
    wanted = select(INVITATION).where(INVITATION.c.code == fingerprint).with_for_update()
    row = uow.connection.execute(wanted).first()
    if row is None:
        return None
    return InvitationCard(row.id, row.region, row.expires_at, row.used_by)


def use_invitation(connection: Connection, invitation_id: int, *, by: int) -> None:
    """A code opens once."""
    used = update(INVITATION).where(INVITATION.c.id == invitation_id).values(used_by=by)
    connection.execute(used)


def note_wrong_code(uow: UnitOfWork, chat_id: int, at: float) -> None:
    """Count a guess that opened nothing."""
    uow.add(WRONG_CODE, {"chat_id": chat_id, "at": at})


def wrong_codes(connection: Connection, *, since: float, chat_id: int | None = None) -> int:
    """How many guesses there were since a real time: of one account, or of all."""
    guesses = select(func.count()).select_from(WRONG_CODE).where(WRONG_CODE.c.at >= since)
    if chat_id is not None:
        guesses = guesses.where(WRONG_CODE.c.chat_id == chat_id)
    return int(connection.execute(guesses).scalar_one())


def _card(uow: UnitOfWork, row: Row[Any]) -> OfficerCard:
    name = uow.vault.open(NAME, row.uid, row.name)
    return OfficerCard(row.id, row.chat_id, name, row.region, row.language, row.blocked)
