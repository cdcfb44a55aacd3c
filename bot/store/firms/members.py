"""The members of a firm, and the firms of a person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, select, update

from bot.domain.members import Role
from bot.store.firms.people import MEMBERSHIP, NAME, PERSON, change_person
from bot.store.uow import UnitOfWork

_FIRMS: Final = (
    select(func.count())
    .select_from(MEMBERSHIP)
    .where(MEMBERSHIP.c.person_id == bindparam("its_person"))
)
_JOINED: Final = MEMBERSHIP.join(PERSON, PERSON.c.id == MEMBERSHIP.c.person_id)
_COLUMNS: Final = (
    MEMBERSHIP.c.person_id,
    MEMBERSHIP.c.firm_id,
    MEMBERSHIP.c.role,
    MEMBERSHIP.c.name,
    MEMBERSHIP.c.joined_at,
    PERSON.c.chat_id,
    PERSON.c.language,
    PERSON.c.blocked,
)
_BY_AGE: Final = (MEMBERSHIP.c.joined_at.nulls_first(), PERSON.c.id)


@dataclass(frozen=True, slots=True)
class MemberCard:
    """Somebody who may speak for a firm.

    Args:
        name: What colleagues know them by; empty if nobody said.
        joined_at: Aware UTC; None for those from before it was kept.
    """

    person_id: int
    firm_id: int
    role: Role
    name: str
    joined_at: datetime | None
    chat_id: int
    language: str
    blocked: bool


def members_of_firm(uow: UnitOfWork, firm_id: int, *, lock: bool = False) -> list[MemberCard]:
    """Everybody who may speak for the firm, the first to join first.

    Args:
        lock: Hold the list until the act ends, so that two owners cannot both be the last.
    """
    wanted = select(*_COLUMNS).select_from(_JOINED).where(MEMBERSHIP.c.firm_id == firm_id)
    if lock:
        wanted = wanted.with_for_update(of=MEMBERSHIP)
    rows = uow.connection.execute(wanted.order_by(*_BY_AGE)).all()
    return [_card(uow, row) for row in rows]


def firms_of_person(connection: Connection, person_id: int) -> list[int]:
    """The firms that a person may speak for, by age."""
    wanted = select(MEMBERSHIP.c.firm_id).where(MEMBERSHIP.c.person_id == person_id)
    return list(connection.execute(wanted.order_by(MEMBERSHIP.c.firm_id)).scalars())


def speaks_for_several(connection: Connection, person_id: int) -> bool:
    """Whether a person has to be told which firm is meant."""
    return int(connection.execute(_FIRMS, {"its_person": person_id}).scalar_one()) > 1


def speaking_for_several(connection: Connection, people: Collection[int]) -> set[int]:
    """Those of these people who have to be told which firm is meant."""
    counted = select(MEMBERSHIP.c.person_id).where(MEMBERSHIP.c.person_id.in_(list(people)))
    several = counted.group_by(MEMBERSHIP.c.person_id).having(func.count() > 1)
    return set(connection.execute(several).scalars())


def change_role(connection: Connection, person_id: int, firm_id: int, role: Role) -> None:
    """Make a member something else."""
    connection.execute(update(MEMBERSHIP).where(*_of(person_id, firm_id)).values(role=role))


def drop_member(uow: UnitOfWork, person_id: int, firm_id: int) -> None:
    """A person speaks for the firm no longer; another of their firms takes its place."""
    uow.connection.execute(delete(MEMBERSHIP).where(*_of(person_id, firm_id)))
    speaking = select(PERSON.c.firm_id).where(PERSON.c.id == person_id)
    if uow.connection.execute(speaking).scalar_one() == firm_id:
        left = firms_of_person(uow.connection, person_id)
        change_person(uow.connection, person_id, firm_id=left[0] if left else None)


def _of(person_id: int, firm_id: int) -> tuple[Any, Any]:
    return MEMBERSHIP.c.person_id == person_id, MEMBERSHIP.c.firm_id == firm_id


def _card(uow: UnitOfWork, row: Any) -> MemberCard:
    name = ""
    if row.name is not None:
        name = uow.vault.open(NAME, f"{row.person_id}:{row.firm_id}", row.name)
    return MemberCard(
        person_id=row.person_id,
        firm_id=row.firm_id,
        role=Role(row.role),
        name=name,
        joined_at=row.joined_at,
        chat_id=row.chat_id,
        language=row.language,
        blocked=row.blocked,
    )
