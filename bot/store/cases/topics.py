"""The topics of cases in groups: the thread of each, and how far it was told."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Row,
    UniqueConstraint,
    func,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from bot.domain.desk_groups import TopicState
from bot.store.cases.steps import CASE_EVENT
from bot.store.columns import table_of
from bot.store.files.links import FILE_LINK
from bot.store.insert import insert_or_ignore
from bot.store.staff.desk_groups import DESK_GROUP, GROUP_MEMBER, WORKING, any_group


class CaseTopic(SQLModel, table=True):
    """The topic of a case in a group. `round` counts how often it was made.

    `steps` and `files` say up to which step and which file's id it was told; `unsaid` that
    something could not be said there because the group had failed.
    """

    __tablename__ = "case_topic"
    __table_args__ = (UniqueConstraint("group_id", "case_id"),)

    id: int | None = Field(default=None, primary_key=True)
    group_id: int
    case_id: int = Field(index=True)
    thread_id: int | None = Field(default=None, sa_type=BigInteger)
    state: str = TopicState.MISSING
    round: int = 0
    steps: int = 0
    files: int = 0
    unsaid: bool = False


CASE_TOPIC: Final = table_of(CaseTopic)


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic as services see it; see `CaseTopic`."""

    id: int
    group_id: int
    case_id: int
    thread_id: int | None
    state: TopicState
    round: int
    steps: int
    files: int
    unsaid: bool

    @property
    def is_held(self) -> bool:
        """Whether what is said there has to wait until it is made."""
        return self.state in {TopicState.MISSING, TopicState.MAKING, TopicState.SHOWING}


def ensure_topic(connection: Connection, group_id: int, case_id: int) -> None:
    """Keep that a case is to have a topic in a group."""
    row = {"group_id": group_id, "case_id": case_id, "state": TopicState.MISSING}
    idle = {"round": 0, "steps": 0, "files": 0, "unsaid": False}
    insert_or_ignore(connection, CASE_TOPIC, [row | idle])


def topics_of(connection: Connection, case_id: int) -> list[TopicCard]:
    """The topics of a case, held until the act ends."""
    return find_topics(connection, CASE_TOPIC.c.case_id == case_id, lock=True)


def topic_at(connection: Connection, chat_id: int, thread_id: int) -> TopicCard | None:
    """The topic behind a thread of a group that is bound."""
    here = (DESK_GROUP.c.chat_id == chat_id, DESK_GROUP.c.live)
    group = select(DESK_GROUP.c.id).where(*here).scalar_subquery()
    found = find_topics(
        connection, CASE_TOPIC.c.group_id == group, CASE_TOPIC.c.thread_id == thread_id
    )
    return next(iter(found), None)


def find_topics(
    connection: Connection, *which: ColumnElement[bool], lock: bool = False
) -> list[TopicCard]:
    """The topics of which all of this holds, by age; `lock`: held until the act ends."""
    wanted = select(CASE_TOPIC).where(*which).order_by(CASE_TOPIC.c.id)
    rows = connection.execute(wanted.with_for_update() if lock else wanted)
    return [_card(row) for row in rows]


def readers_of(connection: Connection, case_id: int, units: Collection[int]) -> frozenset[int]:
    """The accounts that read in a group what concerns a case.

    Those in groups that work, of the units at which it lies, and where its topic is still open.
    """
    if not any_group(connection):
        return frozenset()
    here = (CASE_TOPIC.c.case_id == case_id, CASE_TOPIC.c.state == TopicState.OPEN)
    told = select(CASE_TOPIC.c.group_id).where(*here)
    theirs = DESK_GROUP.c.unit_id.in_(list(units)) | DESK_GROUP.c.id.in_(told)
    joined = GROUP_MEMBER.join(DESK_GROUP, DESK_GROUP.c.id == GROUP_MEMBER.c.group_id)
    wanted = select(GROUP_MEMBER.c.chat_id).select_from(joined).where(*WORKING, theirs)
    return frozenset(connection.execute(wanted).scalars())


def change_topic(connection: Connection, topic_id: int, **values: Any) -> None:
    """Set columns of a topic."""
    connection.execute(update(CASE_TOPIC).where(CASE_TOPIC.c.id == topic_id).values(values))


def threads_of(connection: Connection, topics: Collection[int]) -> Mapping[int, int | None]:
    """The thread of each of these topics."""
    if not topics:
        return {}
    wanted = select(CASE_TOPIC.c.id, CASE_TOPIC.c.thread_id).where(CASE_TOPIC.c.id.in_(topics))
    return {row.id: row.thread_id for row in connection.execute(wanted)}


def told_mark(connection: Connection, case_id: int) -> tuple[int, int]:
    """How many steps a case has, and the newest of its files (0 if none)."""
    steps = select(func.count()).select_from(CASE_EVENT).where(CASE_EVENT.c.case_id == case_id)
    of_case = (FILE_LINK.c.subject == "case", FILE_LINK.c.subject_id == case_id)
    newest = select(func.max(FILE_LINK.c.file_id)).where(*of_case)
    files = connection.execute(newest).scalar_one()
    return int(connection.execute(steps).scalar_one()), int(files or 0)


def _card(row: Row[Any]) -> TopicCard:
    return TopicCard(
        id=row.id,
        group_id=row.group_id,
        case_id=row.case_id,
        thread_id=row.thread_id,
        state=TopicState(row.state),
        round=row.round,
        steps=row.steps,
        files=row.files,
        unsaid=row.unsaid,
    )
