"""Single-use codes by which a second person joins a firm."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import BigInteger, Connection, select, update
from sqlmodel import Field, SQLModel

from bot.domain.members import Role
from bot.store.columns import real_now, table_of
from bot.store.uow import UnitOfWork

CODE: Final = "firm_invitation.code"


class FirmInvitation(SQLModel, table=True):
    """A code, kept only as a keyed fingerprint. Expiry is real time (seconds since 1970).

    `group_id` is the test group that whoever joins looks after. `made_by` is a person of the
    firm, or null if an officer made it.
    """

    __tablename__ = "firm_invitation"

    id: int | None = Field(default=None, primary_key=True)
    code: bytes = Field(unique=True)
    firm_id: int = Field(index=True)
    role: str
    group_id: int | None = None
    made_by: int | None = None
    expires_at: float
    used_by: int | None = Field(default=None, sa_type=BigInteger)
    revoked: bool = False


INVITATION: Final = table_of(FirmInvitation)


@dataclass(frozen=True, slots=True)
class FirmInvitationCard:
    """An invitation that was found by its code."""

    id: int
    firm_id: int
    role: Role
    group_id: int | None
    made_by: int | None
    expires_at: float
    is_used: bool
    revoked: bool


def database_time(connection: Connection) -> float:
    """Seconds since 1970 by the database's clock: invitations end by real time."""
    return float(connection.execute(select(real_now())).scalar_one())


def add_firm_invitation(
    uow: UnitOfWork,
    code: str,
    firm_id: int,
    role: Role,
    *,
    expires_at: float,
    group_id: int | None = None,
    made_by: int | None = None,
) -> int:
    """Keep the fingerprint of a new code; returns the invitation's id."""
    row = {
        "code": uow.vault.blind(CODE, code),
        "firm_id": firm_id,
        "role": role,
        "group_id": group_id,
        "made_by": made_by,
        "expires_at": expires_at,
        "revoked": False,
    }
    return uow.add(INVITATION, row)


def find_firm_invitation(uow: UnitOfWork, code: str) -> FirmInvitationCard | None:
    """The invitation with this code, locked until the act ends."""
    wanted = select(INVITATION).where(INVITATION.c.code.in_(uow.vault.blinds(CODE, code)))
    row = uow.connection.execute(wanted.with_for_update()).first()
    if row is None:
        return None
    return FirmInvitationCard(
        id=row.id,
        firm_id=row.firm_id,
        role=Role(row.role),
        group_id=row.group_id,
        made_by=row.made_by,
        expires_at=row.expires_at,
        is_used=row.used_by is not None,
        revoked=row.revoked,
    )


def use_firm_invitation(connection: Connection, invitation_id: int, *, by: int) -> None:
    """A code opens once."""
    used = update(INVITATION).where(INVITATION.c.id == invitation_id).values(used_by=by)
    connection.execute(used)


def revoke_invitations(connection: Connection, firm_id: int, *, made_by: int) -> None:
    """The open invitations of somebody who left open nothing any more."""
    theirs = (
        INVITATION.c.firm_id == firm_id,
        INVITATION.c.made_by == made_by,
        INVITATION.c.used_by.is_(None),
    )
    connection.execute(update(INVITATION).where(*theirs).values(revoked=True))
