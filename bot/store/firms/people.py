"""The people who talk to the owner bot."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Row, bindparam, select, update
from sqlmodel import Field, SQLModel

from bot.domain.members import Role
from bot.store.columns import Moment, table_of
from bot.store.uow import UnitOfWork


class Person(SQLModel, table=True):
    """An account of the owner bot. `firm_id` is the firm they are speaking for.

    Of who had their data erased the id is left, so that what they did stays counted; `chat_id`
    is then minus that id, and no chat.
    """

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger, unique=True)
    language: str = "zh"
    blocked: bool = False
    firm_id: int | None = None
    erased_at: datetime | None = Field(default=None, sa_type=Moment)


class Membership(SQLModel, table=True):
    """Who may speak for which firm, as what, and what their colleagues call them (sealed)."""

    person_id: int = Field(primary_key=True)
    firm_id: int = Field(primary_key=True, index=True)
    role: str = Field(default=Role.OWNER, sa_column_kwargs={"server_default": Role.OWNER.value})
    name: bytes | None = None
    joined_at: datetime | None = Field(default=None, sa_type=Moment, index=True)


PERSON: Final = table_of(Person)
MEMBERSHIP: Final = table_of(Membership)
NAME: Final = "membership.name"
_ROLE: Final = select(MEMBERSHIP.c.role).where(
    MEMBERSHIP.c.person_id == bindparam("its_person"),
    MEMBERSHIP.c.firm_id == bindparam("its_firm"),
)
_IN_CHAT: Final = select(PERSON).where(PERSON.c.chat_id == bindparam("its_chat"))


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as services see them."""

    id: int
    chat_id: int
    language: str
    blocked: bool
    firm_id: int | None


def find_person(connection: Connection, chat_id: int) -> PersonCard | None:
    """The person with this Telegram account, if they wrote before."""
    row = connection.execute(_IN_CHAT, {"its_chat": chat_id}).first()
    return None if row is None else _card(row)


def person_by_id(connection: Connection, person_id: int) -> PersonCard:
    """A person that another row points to."""
    return _card(connection.execute(select(PERSON).where(PERSON.c.id == person_id)).one())


def add_person(uow: UnitOfWork, chat_id: int, language: str) -> PersonCard:
    """Keep a new account."""
    row = {"chat_id": chat_id, "language": language, "blocked": False}
    return PersonCard(uow.add(PERSON, row), chat_id, language, blocked=False, firm_id=None)


def change_person(connection: Connection, person_id: int, **values: Any) -> None:
    """Set columns of a person."""
    connection.execute(update(PERSON).where(PERSON.c.id == person_id).values(**values))


def set_blocked(connection: Connection, chat_id: int, *, blocked: bool) -> None:
    """Note that a person blocked the bot, or came back."""
    changed = update(PERSON).where(PERSON.c.chat_id == chat_id).values(blocked=blocked)
    connection.execute(changed)


def add_member(
    uow: UnitOfWork, person_id: int, firm_id: int, role: Role = Role.OWNER, name: str = ""
) -> None:
    """Let a person speak for a firm.

    Args:
        name: What their colleagues know them by.
    """
    row = {
        "person_id": person_id,
        "firm_id": firm_id,
        "role": role,
        "name": uow.vault.seal(NAME, f"{person_id}:{firm_id}", name) if name else None,
        "joined_at": uow.now,
    }
    uow.connection.execute(MEMBERSHIP.insert().values(row))


def role_of(connection: Connection, person_id: int, firm_id: int) -> Role | None:
    """What the person is to the firm; None if nothing."""
    row = connection.execute(_ROLE, {"its_person": person_id, "its_firm": firm_id}).first()
    return None if row is None else Role(row.role)


def members_of(connection: Connection, firm_id: int) -> list[PersonCard]:
    """Everybody who speaks for the firm, the first to join first."""
    joined = PERSON.join(MEMBERSHIP, PERSON.c.id == MEMBERSHIP.c.person_id)
    wanted = select(PERSON).select_from(joined).where(MEMBERSHIP.c.firm_id == firm_id)
    return [_card(row) for row in connection.execute(wanted.order_by(PERSON.c.id))]


def _card(row: Row[Any]) -> PersonCard:
    return PersonCard(row.id, row.chat_id, row.language, row.blocked, row.firm_id)
