"""Lists of a package broadcast: made firm by firm a little ahead of what is sent.

A list is sealed, and goes 48 hours after it was made; which records it named stays, because the
ledger of policies counts who was told of each.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, select, update
from sqlmodel import Field, SQLModel

from bot.domain.broadcasts import BroadcastState, RecipientState
from bot.store.broadcasts.broadcasts import BROADCAST
from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.columns import Moment, RowId, real_now, table_of
from bot.store.insert import insert_or_ignore, upsert
from bot.store.vault import Vault

TEXT: Final = "broadcast_package.text"


class BroadcastPackage(SQLModel, table=True):
    """What one firm reads: `text` is sealed JSON, language → HTML; None once it was cleared.

    `records` is JSON: the ids of the records that it names. `day` is the day on which the firm
    was judged, `made_at` real time.
    """

    __tablename__ = "broadcast_package"
    __table_args__ = ({"sqlite_with_rowid": False},)

    broadcast_id: int = Field(primary_key=True, sa_type=RowId)
    firm_id: int = Field(primary_key=True)
    day: date
    text: bytes | None
    records: str
    made_at: float


class PackageCourse(SQLModel, table=True):
    """How far the lists of a broadcast are made, and how many firms have one.

    Up to the person `packed_to` the lists are there. `firms` and `empty` were counted before it
    was handed in, for the audience whose digest is `counted_for`.
    """

    __tablename__ = "package_course"

    broadcast_id: int = Field(primary_key=True, sa_type=RowId)
    packed_to: int = 0
    firms: int | None = None
    empty: int | None = None
    counted_for: str | None = None
    counted_at: datetime | None = Field(default=None, sa_type=Moment)


PACKAGE: Final = table_of(BroadcastPackage)
COURSE: Final = table_of(PackageCourse)


@dataclass(frozen=True, slots=True)
class Course:
    """See `PackageCourse`; `counted_at` is aware UTC."""

    packed_to: int = 0
    firms: int | None = None
    empty: int | None = None
    counted_for: str | None = None
    counted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A list: language → HTML, and the records that it names."""

    texts: Mapping[str, str]
    records: tuple[str, ...]


def course_of(connection: Connection, broadcast_id: int, *, lock: bool = False) -> Course:
    """How far it is; at its beginning if nothing was done yet.

    Args:
        lock: Hold it until the transaction ends.
    """
    wanted = select(COURSE).where(COURSE.c.broadcast_id == broadcast_id)
    row = connection.execute(wanted.with_for_update() if lock else wanted).first()
    if row is None:
        return Course()
    return Course(row.packed_to, row.firms, row.empty, row.counted_for, row.counted_at)


def begin_course(connection: Connection, broadcast_id: int) -> None:
    """There is a course for it from now on."""
    insert_or_ignore(connection, COURSE, [{"broadcast_id": broadcast_id, "packed_to": 0}])


def change_course(connection: Connection, broadcast_id: int, **values: Any) -> None:
    """Set columns of a course; it begins if there is none."""
    begin_course(connection, broadcast_id)
    changed = update(COURSE).where(COURSE.c.broadcast_id == broadcast_id)
    connection.execute(changed.values(**values))


def waiting_people(
    connection: Connection, broadcast_id: int, *, after: int, most: int
) -> list[tuple[int, int]]:
    """(person, firm) of the next recipients by id, whatever became of them."""
    theirs = (RECIPIENT.c.broadcast_id == broadcast_id, RECIPIENT.c.person_id > after)
    wanted = select(RECIPIENT.c.person_id, RECIPIENT.c.firm_id).where(*theirs)
    rows = connection.execute(wanted.order_by(RECIPIENT.c.person_id).limit(most))
    return [(row.person_id, row.firm_id) for row in rows]


def ahead_of_queue(connection: Connection, broadcast_id: int, most: int) -> int:
    """For how many who have no message in the outbox yet lists are there; no more than `most`."""
    wanted = (
        select(RECIPIENT.c.person_id)
        .join_from(RECIPIENT, BROADCAST, BROADCAST.c.id == RECIPIENT.c.broadcast_id)
        .join(COURSE, COURSE.c.broadcast_id == BROADCAST.c.id)
        .where(RECIPIENT.c.broadcast_id == broadcast_id)
        .where(RECIPIENT.c.person_id > BROADCAST.c.queued_to)
        .where(RECIPIENT.c.person_id <= COURSE.c.packed_to)
        .limit(most)
    )
    return len(connection.execute(wanted).all())


def firms_packed(connection: Connection, broadcast_id: int, firms: Collection[int]) -> set[int]:
    """Those of these firms that have a list."""
    theirs = (PACKAGE.c.broadcast_id == broadcast_id, PACKAGE.c.firm_id.in_(list(firms)))
    return set(connection.execute(select(PACKAGE.c.firm_id).where(*theirs)).scalars())


def firms_without(connection: Connection, broadcast_id: int, firms: Collection[int]) -> set[int]:
    """Those of them whose list names nothing."""
    theirs = (PACKAGE.c.broadcast_id == broadcast_id, PACKAGE.c.firm_id.in_(list(firms)))
    wanted = select(PACKAGE.c.firm_id).where(*theirs, PACKAGE.c.records == "[]")
    return set(connection.execute(wanted).scalars())


def firms_of_yesterday(
    connection: Connection, broadcast_id: int, today: date, most: int
) -> list[int]:
    """Firms whose list is of an earlier day, while somebody still waits for it."""
    waits = and_(
        RECIPIENT.c.broadcast_id == PACKAGE.c.broadcast_id,
        RECIPIENT.c.firm_id == PACKAGE.c.firm_id,
        RECIPIENT.c.state == RecipientState.WAITING,
    )
    wanted = (
        select(PACKAGE.c.firm_id)
        .join_from(PACKAGE, RECIPIENT, waits)
        .where(PACKAGE.c.broadcast_id == broadcast_id, PACKAGE.c.day < today)
        .distinct()
        .order_by(PACKAGE.c.firm_id)
        .limit(most)
    )
    return list(connection.execute(wanted).scalars())


def put_packages(
    connection: Connection, vault: Vault, broadcast_id: int, day: date, made: Mapping[int, Made]
) -> None:
    """Keep lists, by firm; one of an earlier day is replaced."""
    for firm_id, each in made.items():
        row = {
            "broadcast_id": broadcast_id,
            "firm_id": firm_id,
            "day": day,
            "text": _sealed(vault, broadcast_id, firm_id, each.texts),
            "records": json.dumps(each.records),
            "made_at": real_now(),
        }
        upsert(connection, PACKAGE, row, key=("broadcast_id", "firm_id"))


def packages_for(
    connection: Connection, vault: Vault, broadcast_id: int, people: Collection[int]
) -> dict[int, dict[str, str]]:
    """By person: the list of their firm, language → HTML; {} once it was cleared."""
    mine = and_(
        PACKAGE.c.broadcast_id == RECIPIENT.c.broadcast_id,
        PACKAGE.c.firm_id == RECIPIENT.c.firm_id,
    )
    wanted = (
        select(RECIPIENT.c.person_id, RECIPIENT.c.firm_id, PACKAGE.c.text)
        .outerjoin_from(RECIPIENT, PACKAGE, mine)
        .where(RECIPIENT.c.broadcast_id == broadcast_id, RECIPIENT.c.person_id.in_(list(people)))
    )
    return {
        row.person_id: _opened(vault, broadcast_id, row.firm_id, row.text)
        for row in connection.execute(wanted)
    }


def leave_out(connection: Connection, broadcast_id: int, people: Collection[int]) -> None:
    """Nothing applies to their firms: the ledger says so, and nothing is sent."""
    mine = (RECIPIENT.c.broadcast_id == broadcast_id, RECIPIENT.c.person_id.in_(list(people)))
    still = RECIPIENT.c.state == RecipientState.WAITING
    gone = {"state": RecipientState.LEFT_OUT, "settled_at": real_now()}
    connection.execute(update(RECIPIENT).where(*mine, still).values(gone))


def clear_packages(connection: Connection, *, older_than_seconds: float) -> int:
    """Drop the lists of broadcasts that are over, as sent payloads are."""
    over = select(BROADCAST.c.id).where(
        BROADCAST.c.state.in_([BroadcastState.DONE, BroadcastState.CANCELLED])
    )
    old = (PACKAGE.c.text.is_not(None), PACKAGE.c.made_at < real_now() - older_than_seconds)
    gone = update(PACKAGE).where(*old, PACKAGE.c.broadcast_id.in_(over)).values(text=None)
    return connection.execute(gone).rowcount


def _sealed(vault: Vault, broadcast_id: int, firm_id: int, texts: Mapping[str, str]) -> bytes:
    said = json.dumps(dict(texts), ensure_ascii=False, separators=(",", ":"))
    return vault.seal(TEXT, f"{broadcast_id}:{firm_id}", said)


def _opened(vault: Vault, broadcast_id: int, firm_id: int, text: bytes | None) -> dict[str, str]:
    if text is None:
        return {}
    opened: dict[str, str] = json.loads(vault.open(TEXT, f"{broadcast_id}:{firm_id}", text))
    return opened
