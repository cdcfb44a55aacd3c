"""政策发布: what is published together, what its check and the firms say, and who decided."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    Connection,
    Index,
    Row,
    delete,
    false,
    func,
    or_,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from bot.domain.releases import Origin, ReleaseState
from bot.store.columns import Moment, RowId, table_of
from bot.store.releases.versions import TWO_PEOPLE
from bot.store.uow import UnitOfWork

REASON: Final = "policy_release.reason"


class PolicyRelease(SQLModel, table=True):
    """One release. `author_id` is None for what came with the software; the reason is sealed.

    `file_id` is what was sent, until it was read.
    `report` is JSON: what the check found and how the firms are judged by it, made against the
    edition `base`. `digest` is over texts, base and report: what is approved. `edition` is the
    one that it made. The walk over its firms stands at `cursor`.
    `judging_until` is until when a process compares it with the firms (real time).
    `progress_*` is the message that follows it in the author's chat, as for broadcasts.
    """

    __tablename__ = "policy_release"
    __table_args__ = (
        CheckConstraint(TWO_PEOPLE, name="ck_policy_release_two_people"),
        Index("ix_policy_release_state", "state"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    region: str
    origin: str
    author_id: int | None = Field(default=None, index=True)
    state: str
    base: int
    file_id: int | None = Field(default=None, sa_type=BigInteger)
    report: str | None = None
    digest: str | None = None
    reason: bytes | None = None
    made_at: datetime = Field(sa_type=Moment)
    submitted_at: datetime | None = Field(default=None, sa_type=Moment)
    approver_id: int | None = None
    approved_at: datetime | None = Field(default=None, sa_type=Moment)
    published_at: datetime | None = Field(default=None, sa_type=Moment)
    finished_at: datetime | None = Field(default=None, sa_type=Moment)
    edition: int | None = None
    cursor: int = 0
    walked: int = 0
    judging_until: float = 0.0
    progress_key: str | None = None
    progress_message: int | None = Field(default=None, sa_type=BigInteger)
    progress_at: float = 0.0
    progress_shown: str | None = None


RELEASE: Final = table_of(PolicyRelease)


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """A release as services see it; moments are aware UTC of business time.

    Attributes:
        reason: Why it was sent back, or why an older version comes back; "" if for none.
        walked: Through how many firms its walk has come.
    """

    id: int
    region: str
    origin: Origin
    author_id: int | None
    state: ReleaseState
    base: int
    file_id: int | None
    report: dict[str, Any] | None
    digest: str | None
    reason: str
    made_at: datetime
    submitted_at: datetime | None
    approver_id: int | None
    approved_at: datetime | None
    published_at: datetime | None
    finished_at: datetime | None
    edition: int | None
    cursor: int
    walked: int


def add_release(
    uow: UnitOfWork,
    *,
    region: str,
    origin: Origin,
    author_id: int | None,
    state: ReleaseState = ReleaseState.CHECKING,
    file_id: int | None = None,
    reason: str = "",
) -> int:
    """Keep a new release, which nobody compared with anything yet; returns its id."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "region": region,
        "origin": origin,
        "author_id": author_id,
        "state": state,
        "base": 0,
        "file_id": file_id,
        "reason": uow.vault.seal(REASON, uid, reason) if reason else None,
        "made_at": uow.now,
        "cursor": 0,
        "walked": 0,
        "judging_until": 0.0,
        "progress_at": 0.0,
    }
    return uow.add(RELEASE, row)


def find_release(uow: UnitOfWork, release_id: int, *, lock: bool = False) -> ReleaseRecord | None:
    """A release by an id that is not trusted. Callers check whose it is: see services.

    Args:
        lock: Hold it until the act ends.
    """
    wanted = select(RELEASE).where(RELEASE.c.id == release_id)
    row = uow.connection.execute(wanted.with_for_update() if lock else wanted).first()
    return None if row is None else record_of(uow, row)


def release_by_id(uow: UnitOfWork, release_id: int) -> ReleaseRecord:
    """A release that another row points to."""
    row = uow.connection.execute(select(RELEASE).where(RELEASE.c.id == release_id)).one()
    return record_of(uow, row)


def releases_where(
    uow: UnitOfWork, *wanted: ColumnElement[bool], limit: int
) -> list[ReleaseRecord]:
    """The newest releases of which all of this holds."""
    rows = select(RELEASE).where(*wanted).order_by(RELEASE.c.id.desc()).limit(limit)
    return [record_of(uow, row) for row in uow.connection.execute(rows)]


def of_regions(regions: Iterable[str]) -> ColumnElement[bool]:
    """Those for these regions, or for places in them."""
    place = RELEASE.c.region
    inside = ((place == each) | place.startswith(f"{each}/", autoescape=True) for each in regions)
    return or_(false(), *inside)


def first_in(uow: UnitOfWork, state: ReleaseState) -> ReleaseRecord | None:
    """The oldest release in a state, held; None if there is none that is not in another's hand."""
    wanted = select(RELEASE).where(RELEASE.c.state == state).order_by(RELEASE.c.id).limit(1)
    row = uow.connection.execute(wanted.with_for_update(skip_locked=True)).first()
    return None if row is None else record_of(uow, row)


def any_in(connection: Connection, *states: ReleaseState) -> bool:
    """Whether there is a release in one of these states."""
    wanted = select(RELEASE.c.id).where(RELEASE.c.state.in_(states)).limit(1)
    return connection.execute(wanted).first() is not None


def releases_under_way(connection: Connection) -> int:
    """With how many something is to be done at this moment, without anybody's decision."""
    states = (ReleaseState.CHECKING, ReleaseState.APPROVED, ReleaseState.PUBLISHED)
    counted = select(func.count()).select_from(RELEASE).where(RELEASE.c.state.in_(states))
    return int(connection.execute(counted).scalar_one())


def change_release(uow: UnitOfWork, release_id: int, **values: Any) -> None:
    """Set columns of a release; `keep_reason` for what is sealed."""
    uow.connection.execute(update(RELEASE).where(RELEASE.c.id == release_id).values(**values))


def keep_reason(uow: UnitOfWork, release_id: int, reason: str) -> None:
    """Keep why it was sent back."""
    wanted = select(RELEASE.c.uid).where(RELEASE.c.id == release_id)
    uid = str(uow.connection.execute(wanted).scalar_one())
    change_release(uow, release_id, reason=uow.vault.seal(REASON, uid, reason))


def forget_release(connection: Connection, release_id: int) -> None:
    """It was never whole: nothing of it stays."""
    connection.execute(delete(RELEASE).where(RELEASE.c.id == release_id))


def record_of(uow: UnitOfWork, row: Row[Any]) -> ReleaseRecord:
    """A row of the table, opened."""
    return ReleaseRecord(
        id=row.id,
        region=row.region,
        origin=Origin(row.origin),
        author_id=row.author_id,
        state=ReleaseState(row.state),
        base=row.base,
        file_id=row.file_id,
        report=None if row.report is None else json.loads(row.report),
        digest=row.digest,
        reason="" if row.reason is None else uow.vault.open(REASON, row.uid, row.reason),
        made_at=row.made_at,
        submitted_at=row.submitted_at,
        approver_id=row.approver_id,
        approved_at=row.approved_at,
        published_at=row.published_at,
        finished_at=row.finished_at,
        edition=row.edition,
        cursor=row.cursor,
        walked=row.walked,
    )
