"""Posts: who was appointed to what, from when until when. What ended stays as history."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, bindparam, select, update
from sqlmodel import Field, SQLModel

from bot.domain.staff import Appointment, RoleKind, places_above
from bot.store.columns import Moment, table_of
from bot.store.staff.officers import OFFICER, OfficerCard
from bot.store.staff.officers import card_of as officer_card
from bot.store.uow import UnitOfWork


class Post(SQLModel, table=True):
    """One appointment of one officer. `until` is null while it lasts.

    It gives no power before `confirmed_at`. `granted_by` and `confirmed_by` are officers; null
    with a moment of confirmation says that the operator of this installation did it.
    """

    id: int | None = Field(default=None, primary_key=True)
    officer_id: int = Field(index=True)
    kind: str
    region: str = Field(index=True)
    sector: str | None = None
    unit_id: int | None = Field(default=None, index=True)
    since: datetime = Field(sa_type=Moment)
    until: datetime | None = Field(default=None, sa_type=Moment)
    granted_by: int | None = None
    confirmed_by: int | None = None
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)


POST: Final = table_of(Post)
LASTING: Final = POST.c.until.is_(None)
CONFIRMED: Final = POST.c.confirmed_at.is_not(None)
_OF_OFFICER: Final = (
    select(POST).where(POST.c.officer_id == bindparam("its_officer"), LASTING).order_by(POST.c.id)
)


@dataclass(frozen=True, slots=True)
class PostCard:
    """A post as services see it; moments are aware UTC."""

    id: int
    officer_id: int
    appointment: Appointment
    since: datetime
    until: datetime | None
    granted_by: int | None
    confirmed_at: datetime | None

    @property
    def confirmed(self) -> bool:
        """Whether it gives any power."""
        return self.confirmed_at is not None


def add_post(
    uow: UnitOfWork,
    officer_id: int,
    appointment: Appointment,
    *,
    granted_by: int | None = None,
    confirmed: bool = False,
) -> int:
    """Appoint an officer from now on; returns the post's id.

    Args:
        granted_by: The officer who appointed them; None for the operator.
        confirmed: It needs no second administrator.
    """
    row = {
        "officer_id": officer_id,
        "kind": appointment.kind,
        "region": appointment.region,
        "sector": appointment.sector,
        "unit_id": appointment.unit_id,
        "since": uow.now,
        "granted_by": granted_by,
        "confirmed_at": uow.now if confirmed else None,
    }
    return uow.add(POST, row)


def lasting_posts(connection: Connection, officer_id: int) -> list[PostCard]:
    """The posts of an officer that have not ended, confirmed or not, by age."""
    return [_card(row) for row in connection.execute(_OF_OFFICER, {"its_officer": officer_id})]


def all_posts(connection: Connection, officer_id: int) -> list[PostCard]:
    """Every post that an officer ever had, by age."""
    wanted = select(POST).where(POST.c.officer_id == officer_id).order_by(POST.c.id)
    return [_card(row) for row in connection.execute(wanted)]


def lock_post(connection: Connection, post_id: int) -> PostCard | None:
    """A post by an id that is not trusted, held until the act ends."""
    row = connection.execute(select(POST).where(POST.c.id == post_id).with_for_update()).first()
    return None if row is None else _card(row)


def change_posts(connection: Connection, posts: Collection[int], **values: Any) -> None:
    """Set columns of posts."""
    connection.execute(update(POST).where(POST.c.id.in_(posts)).values(values))


def holders_above(
    uow: UnitOfWork, place: str, kinds: Collection[RoleKind], *, lock: bool = False
) -> list[tuple[OfficerCard, Appointment]]:
    """Who holds a confirmed post of these kinds in a place or in what it lies in.

    The smallest region first, then by age of the post; an officer may come several times.

    Args:
        lock: Hold the posts until the act ends, so that two cannot both be the last.
    """
    paths = list(places_above(place))
    found = _holders(uow, POST.c.region.in_(paths), POST.c.kind.in_(kinds), lock=lock)
    return sorted(found, key=lambda each: paths.index(each[1].region))


def holders_in_unit(uow: UnitOfWork, unit_id: int) -> list[OfficerCard]:
    """Who holds a confirmed post in a unit, each once, by age of the post."""
    return _each_once(_holders(uow, POST.c.unit_id == unit_id))


def holders_at_desk(
    uow: UnitOfWork, region: str, kinds: Collection[RoleKind]
) -> list[OfficerCard]:
    """Who holds a confirmed post of these kinds at the general desk of exactly this region."""
    here = (POST.c.unit_id.is_(None), POST.c.region == region, POST.c.kind.in_(kinds))
    return _each_once(_holders(uow, *here))


def posts_below(connection: Connection, regions: Collection[str]) -> list[PostCard]:
    """The posts that last in these regions and in all that lies in them, by age."""
    below = [POST.c.region == region for region in regions]
    below += [POST.c.region.startswith(f"{region}/", autoescape=True) for region in regions]
    if not below:
        return []
    first, *others = below
    within: ColumnElement[bool] = first
    for each in others:
        within = within | each
    wanted = select(POST).where(LASTING, within).order_by(POST.c.id)
    return [_card(row) for row in connection.execute(wanted)]


def posts_of_kinds(connection: Connection, kinds: Collection[RoleKind]) -> list[PostCard]:
    """All confirmed posts of these kinds that last, by age."""
    wanted = select(POST).where(LASTING, CONFIRMED, POST.c.kind.in_(kinds)).order_by(POST.c.id)
    return [_card(row) for row in connection.execute(wanted)]


def _holders(
    uow: UnitOfWork, *which: ColumnElement[bool], lock: bool = False
) -> list[tuple[OfficerCard, Appointment]]:
    joined = POST.join(OFFICER, OFFICER.c.id == POST.c.officer_id)
    columns = (*OFFICER.c, *(column.label(f"post_{column.name}") for column in POST.c))
    wanted = select(*columns).select_from(joined).where(LASTING, CONFIRMED, *which)
    if lock:
        wanted = wanted.with_for_update(of=POST)
    rows = uow.connection.execute(wanted.order_by(POST.c.id)).all()
    return [(officer_card(uow, row), _appointment(row, "post_")) for row in rows]


def _each_once(found: list[tuple[OfficerCard, Appointment]]) -> list[OfficerCard]:
    return list({officer.id: officer for officer, _ in found}.values())


def _appointment(row: Row[Any], prefix: str = "") -> Appointment:
    kind, region, sector, unit_id = (
        getattr(row, f"{prefix}{name}") for name in ("kind", "region", "sector", "unit_id")
    )
    return Appointment(RoleKind(kind), region, sector, unit_id)


def _card(row: Row[Any]) -> PostCard:
    return PostCard(
        id=row.id,
        officer_id=row.officer_id,
        appointment=_appointment(row),
        since=row.since,
        until=row.until,
        granted_by=row.granted_by,
        confirmed_at=row.confirmed_at,
    )
