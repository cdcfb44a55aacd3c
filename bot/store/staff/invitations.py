"""Single-use codes by which staff join the desk, each with the posts that it gives."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Row, select, update
from sqlmodel import Field, SQLModel

from bot.domain.staff import Appointment, RoleKind
from bot.store.columns import Moment, table_of
from bot.store.uow import UnitOfWork

CODE: Final = "invitation.code"


class Invitation(SQLModel, table=True):
    """A single-use code, kept only as a keyed fingerprint. Expiry is real time (seconds).

    `posts` is JSON: what whoever joins is appointed to. `made_by` is an officer; null for the
    operator of this installation, whose invitations need no second administrator.
    """

    id: int | None = Field(default=None, primary_key=True)
    code: bytes = Field(unique=True)
    region: str
    posts: str = Field(default="[]", sa_column_kwargs={"server_default": "[]"})
    made_by: int | None = Field(default=None, index=True)
    made_at: datetime | None = Field(default=None, sa_type=Moment)
    expires_at: float
    used_by: int | None = Field(default=None, sa_type=BigInteger)
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)


INVITATION: Final = table_of(Invitation)


@dataclass(frozen=True, slots=True)
class InvitationCard:
    """An invitation. `made_at` is None for those from before it was kept."""

    id: int
    region: str
    posts: tuple[Appointment, ...]
    made_by: int | None
    made_at: datetime | None
    expires_at: float
    used_by: int | None
    revoked: bool

    @property
    def is_used(self) -> bool:
        """Whether somebody has joined by it."""
        return self.used_by is not None


def add_invitation(
    uow: UnitOfWork,
    *,
    code: str,
    posts: tuple[Appointment, ...],
    expires_at: float,
    made_by: int | None = None,
) -> int:
    """Keep the fingerprint of a new code; returns the invitation's id.

    Args:
        posts: At least one.
        expires_at: Real time, seconds since 1970.
    """
    row = {
        "code": uow.vault.blind(CODE, code),
        "region": posts[0].region,
        "posts": json.dumps([asdict(post) for post in posts], ensure_ascii=False),
        "made_by": made_by,
        "made_at": uow.now,
        "expires_at": expires_at,
    }
    return uow.add(INVITATION, row)


def invitation_with(uow: UnitOfWork, code: str) -> InvitationCard | None:
    """The invitation with this code, locked until the act ends."""
    wanted = select(INVITATION).where(INVITATION.c.code.in_(uow.vault.blinds(CODE, code)))
    row = uow.connection.execute(wanted.with_for_update()).first()
    return None if row is None else _card(row)


def find_invitation(connection: Connection, invitation_id: int) -> InvitationCard | None:
    """An invitation by an id that is not trusted, locked until the act ends."""
    wanted = select(INVITATION).where(INVITATION.c.id == invitation_id).with_for_update()
    row = connection.execute(wanted).first()
    return None if row is None else _card(row)


def open_invitations(connection: Connection, real_now: float) -> list[InvitationCard]:
    """Those by which somebody can still join, the newest first."""
    opens = (
        INVITATION.c.used_by.is_(None),
        INVITATION.c.revoked_at.is_(None),
        INVITATION.c.expires_at > real_now,
    )
    wanted = select(INVITATION).where(*opens).order_by(INVITATION.c.id.desc())
    return [_card(row) for row in connection.execute(wanted)]


def use_invitation(connection: Connection, invitation_id: int, *, by: int) -> None:
    """A code opens once."""
    used = update(INVITATION).where(INVITATION.c.id == invitation_id).values(used_by=by)
    connection.execute(used)


def revoke_invitation(uow: UnitOfWork, invitation_id: int) -> None:
    """It opens nothing any more."""
    changed = update(INVITATION).where(INVITATION.c.id == invitation_id)
    uow.connection.execute(changed.values(revoked_at=uow.now))


def revoke_all_of(uow: UnitOfWork, officer_id: int) -> None:
    """What somebody who left had open opens nothing any more."""
    theirs = (INVITATION.c.made_by == officer_id, INVITATION.c.used_by.is_(None))
    uow.connection.execute(update(INVITATION).where(*theirs).values(revoked_at=uow.now))


def _card(row: Row[Any]) -> InvitationCard:
    posts = tuple(
        Appointment(**(each | {"kind": RoleKind(each["kind"])})) for each in json.loads(row.posts)
    )
    return InvitationCard(
        id=row.id,
        region=row.region,
        posts=posts,
        made_by=row.made_by,
        made_at=row.made_at,
        expires_at=row.expires_at,
        used_by=row.used_by,
        revoked=row.revoked_at is not None,
    )
