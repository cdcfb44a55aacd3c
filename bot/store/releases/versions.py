"""政策版本: every text of a record that was put forward here.

The rules that firms are judged by are the versions in force. They change only when a release is
published: see `editions`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import CheckConstraint, ColumnElement, Connection, Index, Row, select, text, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, RowId, table_of
from bot.store.insert import insert_or_ignore

TWO_PEOPLE: Final = "approver_id is null or author_id is null or approver_id <> author_id"


class VersionState(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"  # part of a release that nobody approved yet
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"  # was in force; a release took it out without another one
    DROPPED = "dropped"  # its release was given up


class PolicyVersion(SQLModel, table=True):
    """One text of one record.

    `text` is the YAML as it came; "" in a draft that takes the record out of force. `author_id`
    is None for what came with the software: the first installation, or a merge in git. `number`
    is the record's own version number.
    """

    __tablename__ = "policy_version"
    __table_args__ = (
        CheckConstraint(TWO_PEOPLE, name="ck_policy_version_two_people"),
        Index(
            "ix_policy_version_in_force",
            "policy",
            unique=True,
            sqlite_where=text("state = 'in_force'"),
            postgresql_where=text("state = 'in_force'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    release_id: int = Field(index=True, sa_type=RowId)
    policy: str = Field(index=True)
    region: str
    number: int
    text: str
    hash: str
    author_id: int | None = None
    approver_id: int | None = None
    state: str
    made_at: datetime = Field(sa_type=Moment)
    published_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


VERSION: Final = table_of(PolicyVersion)


@dataclass(frozen=True, slots=True)
class VersionCard:
    """A version as services see it; moments are aware UTC of business time."""

    id: int
    release_id: int
    policy: str
    region: str
    number: int
    text: str
    hash: str
    author_id: int | None
    approver_id: int | None
    state: VersionState
    made_at: datetime
    published_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What a release puts forward of one record; an empty text takes it out of force."""

    policy: str
    region: str
    number: int
    text: str


def hash_of(yaml: str) -> str:
    """SHA-256 of a text, by which two versions are the same."""
    return sha256(yaml.encode()).hexdigest()


def add_versions(
    connection: Connection,
    release_id: int,
    versions: Iterable[NewVersion],
    *,
    author_id: int | None,
    state: VersionState,
    at: datetime,
) -> None:
    """Keep what a release puts forward."""
    rows = [
        {
            "release_id": release_id,
            "policy": each.policy,
            "region": each.region,
            "number": each.number,
            "text": each.text,
            "hash": hash_of(each.text),
            "author_id": author_id,
            "state": state,
            "made_at": at,
            "published_at": at if state is VersionState.IN_FORCE else None,
        }
        for each in versions
    ]
    insert_or_ignore(connection, VERSION, rows)


def versions_in_force(connection: Connection) -> list[VersionCard]:
    """All that is in force, by record."""
    return versions_where(connection, VERSION.c.state == VersionState.IN_FORCE)


def policies_in_force(connection: Connection) -> dict[str, str]:
    """The records that are in force, without their texts: id → region."""
    wanted = select(VERSION.c.policy, VERSION.c.region)
    in_force = wanted.where(VERSION.c.state == VersionState.IN_FORCE)
    rows = connection.execute(in_force.order_by(VERSION.c.policy))
    return {row.policy: row.region for row in rows}


def versions_of(connection: Connection, release_id: int) -> list[VersionCard]:
    """What a release puts forward, by record."""
    return versions_where(connection, VERSION.c.release_id == release_id)


def history_of(connection: Connection, policy: str) -> list[VersionCard]:
    """All versions of a record that were ever in force, the newest first."""
    published = versions_where(
        connection, VERSION.c.policy == policy, VERSION.c.published_at.is_not(None)
    )
    return published[::-1]


def versions_before(
    connection: Connection, release_id: int, policies: Collection[str]
) -> dict[str, VersionCard]:
    """What was in force of these records until a release came; without those that were not."""
    earlier = (VERSION.c.policy.in_(policies), VERSION.c.release_id < release_id)
    found = versions_where(connection, *earlier, VERSION.c.published_at.is_not(None))
    newest = {each.policy: each for each in found}  # the oldest come first
    return {name: each for name, each in newest.items() if each.text}


def versions_where(connection: Connection, *wanted: ColumnElement[bool]) -> list[VersionCard]:
    """Versions of which all of this holds, by record, the oldest first."""
    rows = select(VERSION).where(*wanted).order_by(VERSION.c.policy, VERSION.c.id)
    return [_card(row) for row in connection.execute(rows)]


def end_versions(
    connection: Connection, policies: Collection[str], state: VersionState, at: datetime
) -> None:
    """What was in force of these records is not any more."""
    theirs = (VERSION.c.policy.in_(policies), VERSION.c.state == VersionState.IN_FORCE)
    connection.execute(update(VERSION).where(*theirs).values(state=state, ended_at=at))


def bring_into_force(
    connection: Connection, release_id: int, approver_id: int | None, at: datetime
) -> None:
    """The drafts of a release are in force, except those that only take a record out."""
    drafts = (VERSION.c.release_id == release_id, VERSION.c.state == VersionState.DRAFT)
    approved = {"approver_id": approver_id, "published_at": at}
    taken_out = {**approved, "state": VersionState.WITHDRAWN, "ended_at": at}
    connection.execute(update(VERSION).where(*drafts, VERSION.c.text == "").values(taken_out))
    in_force = {**approved, "state": VersionState.IN_FORCE}
    connection.execute(update(VERSION).where(*drafts).values(in_force))


def drop_drafts(connection: Connection, release_id: int, at: datetime) -> None:
    """A release was given up."""
    drafts = (VERSION.c.release_id == release_id, VERSION.c.state == VersionState.DRAFT)
    dropped = {"state": VersionState.DROPPED, "ended_at": at}
    connection.execute(update(VERSION).where(*drafts).values(dropped))


def _card(row: Row[Any]) -> VersionCard:
    return VersionCard(
        id=row.id,
        release_id=row.release_id,
        policy=row.policy,
        region=row.region,
        number=row.number,
        text=row.text,
        hash=row.hash,
        author_id=row.author_id,
        approver_id=row.approver_id,
        state=VersionState(row.state),
        made_at=row.made_at,
        published_at=row.published_at,
        ended_at=row.ended_at,
    )
