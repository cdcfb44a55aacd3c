"""Broadcasts: what is to be said to many, by whom it was approved, and how far it has come."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, false, or_, select, update

from bot.domain.broadcast_changes import Change, Kind, Way
from bot.domain.broadcasts import BroadcastState, Content, Urgency, read_content
from bot.store.broadcasts.table import BROADCAST, CONTENT, REASON
from bot.store.insert import insert_one
from bot.store.uow import UnitOfWork
from policies.words import Words

__all__ = ["BROADCAST", "CONTENT", "REASON"]


@dataclass(frozen=True, slots=True)
class BroadcastRecord:
    """A broadcast as services see it; moments are aware UTC of business time.

    Attributes:
        place: The name of its region.
        audience: As JSON; None before it was chosen.
        count: Of persons, when the audience was counted last.
        reason: Why it was sent back last; "" if it never was, or was submitted since.
        hold_until: When it may begin; None before it was approved.
        quiet_until: It waits for this end of quiet hours; None if it need not.
        change: What it does to another one; None if it is a notice of its own.
        takes_over: The one before was still being sent when it began.
        starts_at: When it is to begin; None: as soon as it may.
        third_id: Who approved it as the third, or looked at it after it went urgently.
        judged_at: When the verdict rules of its audience were asked last.
    """

    id: int
    region: str
    place: Words
    author_id: int
    urgency: Urgency
    state: BroadcastState
    content: Content
    audience: dict[str, Any] | None
    count: int | None
    digest: str | None
    version: int
    reason: str
    created_at: datetime
    submitted_at: datetime | None
    approver_id: int | None
    approved_at: datetime | None
    hold_until: datetime | None
    quiet_until: datetime | None
    begun_at: datetime | None
    finished_at: datetime | None
    judged_to: int | None
    last_person: int | None
    listed_to: int
    queued_to: int
    change: Change | None
    takes_over: bool
    starts_at: datetime | None
    third_id: int | None
    third_at: datetime | None
    judged_at: datetime | None

    @property
    def kind(self) -> Kind:
        """What it is."""
        return Kind.NOTICE if self.change is None else self.change.kind


def add_broadcast(
    uow: UnitOfWork,
    *,
    region: str,
    place: Words,
    author_id: int,
    urgency: Urgency,
    change: Change | None = None,
) -> int:
    """Keep an empty draft; returns its id.

    Args:
        change: What it does to another one, if it is no notice of its own.
    """
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "region": region,
        "place_zh": place.zh,
        "place_en": place.en,
        "author_id": author_id,
        "urgency": urgency,
        "state": BroadcastState.DRAFT,
        "content": uow.vault.seal(CONTENT, uid, _dumped(Content())),
        "version": 1,
        "created_at": uow.now,
        "listed_to": 0,
        "queued_to": 0,
        "progress_at": 0.0,
        "followed": True,
        "kind": Kind.NOTICE if change is None else change.kind,
        "way": None if change is None else change.way,
        "corrects_id": None if change is None else change.corrects,
        "takes_over": False,
    }
    return insert_one(uow.connection, BROADCAST, row)


def find_broadcast(
    uow: UnitOfWork, broadcast_id: int, *, lock: bool = False
) -> BroadcastRecord | None:
    """A broadcast by an id that is not trusted. Callers check whose it is: see services.

    Args:
        lock: Hold it until the act ends.
    """
    wanted = select(BROADCAST).where(BROADCAST.c.id == broadcast_id)
    row = uow.connection.execute(wanted.with_for_update() if lock else wanted).first()
    return None if row is None else record_of(uow, row)


def broadcast_by_id(uow: UnitOfWork, broadcast_id: int) -> BroadcastRecord:
    """A broadcast that another row points to."""
    row = uow.connection.execute(select(BROADCAST).where(BROADCAST.c.id == broadcast_id)).one()
    return record_of(uow, row)


def broadcasts_where(
    uow: UnitOfWork, *wanted: ColumnElement[bool], limit: int
) -> list[BroadcastRecord]:
    """The newest broadcasts of which all of this holds."""
    rows = select(BROADCAST).where(*wanted).order_by(BROADCAST.c.id.desc()).limit(limit)
    return [record_of(uow, row) for row in uow.connection.execute(rows)]


def of_regions(regions: Iterable[str]) -> ColumnElement[bool]:
    """Those written for these regions, or for places in them."""
    place = BROADCAST.c.region
    inside = ((place == each) | place.startswith(f"{each}/", autoescape=True) for each in regions)
    return or_(false(), *inside)


def change_broadcast(uow: UnitOfWork, broadcast_id: int, **values: Any) -> None:
    """Set columns of a broadcast; `keep_content` and `keep_reason` for what is sealed."""
    changed = update(BROADCAST).where(BROADCAST.c.id == broadcast_id)
    uow.connection.execute(changed.values(**values))


def copy_file(uow: UnitOfWork, source: int, broadcast_id: int) -> None:
    """What Telegram knows of the file of one broadcast holds for another with the same file."""
    known = select(BROADCAST.c.file).where(BROADCAST.c.id == source).scalar_subquery()
    change_broadcast(uow, broadcast_id, file=known)


def keep_content(uow: UnitOfWork, broadcast_id: int, content: Content) -> None:
    """Give a broadcast another content."""
    sealed = uow.vault.seal(CONTENT, _uid_of(uow, broadcast_id), _dumped(content))
    change_broadcast(uow, broadcast_id, content=sealed)


def keep_reason(uow: UnitOfWork, broadcast_id: int, reason: str) -> None:
    """Keep why it was sent back."""
    sealed = uow.vault.seal(REASON, _uid_of(uow, broadcast_id), reason)
    change_broadcast(uow, broadcast_id, reason=sealed)


def _uid_of(uow: UnitOfWork, broadcast_id: int) -> str:
    wanted = select(BROADCAST.c.uid).where(BROADCAST.c.id == broadcast_id)
    return str(uow.connection.execute(wanted).scalar_one())


def _dumped(content: Content) -> str:
    return json.dumps(content.to_json(), ensure_ascii=False, separators=(",", ":"))


def record_of(uow: UnitOfWork, row: Row[Any]) -> BroadcastRecord:
    """A row of the table, opened."""
    reason = "" if row.reason is None else uow.vault.open(REASON, row.uid, row.reason)
    return BroadcastRecord(
        id=row.id,
        region=row.region,
        place=Words(row.place_zh, row.place_en),
        author_id=row.author_id,
        urgency=Urgency(row.urgency),
        state=BroadcastState(row.state),
        content=read_content(json.loads(uow.vault.open(CONTENT, row.uid, row.content))),
        audience=None if row.audience is None else json.loads(row.audience),
        count=row._mapping["count"],  # a row's own `count` is a method
        digest=row.digest,
        version=row.version,
        reason=reason,
        created_at=row.created_at,
        submitted_at=row.submitted_at,
        approver_id=row.approver_id,
        approved_at=row.approved_at,
        hold_until=row.hold_until,
        quiet_until=row.quiet_until,
        begun_at=row.begun_at,
        finished_at=row.finished_at,
        judged_to=row.judged_to,
        last_person=row.last_person,
        listed_to=row.listed_to,
        queued_to=row.queued_to,
        change=_change(row),
        takes_over=row.takes_over,
        starts_at=row.starts_at,
        third_id=row.third_id,
        third_at=row.third_at,
        judged_at=row.judged_at,
    )


def _change(row: Row[Any]) -> Change | None:
    if row.corrects_id is None:
        return None
    return Change(Kind(row.kind), Way(row.way), row.corrects_id)
