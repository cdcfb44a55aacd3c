"""Cases whose topics have to be looked at: acts mark them, a tick does it."""

from typing import Final

from sqlalchemy import Connection, func, select
from sqlmodel import Field, SQLModel

from bot.store.columns import table_of
from bot.store.insert import upsert
from bot.store.staff.desk_groups import any_group, untold_groups


class TopicJob(SQLModel, table=True):
    """A case that changed: its topics have to be looked at. `marks` only makes acts wait."""

    __tablename__ = "topic_job"

    case_id: int = Field(primary_key=True)
    marks: int = 1


TOPIC_JOB: Final = table_of(TopicJob)


def mark_case(connection: Connection, case_id: int) -> None:
    """The topics of this case have to be looked at, once this act is committed."""
    if any_group(connection):
        # An update, not an insert that is ignored: whoever looks just now waits for this act.
        upsert(connection, TOPIC_JOB, {"case_id": case_id, "marks": 1}, key=("case_id",))


def next_jobs(connection: Connection, limit: int) -> list[int]:
    """Some cases to look at. Take the case first, then `end_job`: acts lock in that order."""
    wanted = select(TOPIC_JOB.c.case_id).order_by(TOPIC_JOB.c.case_id).limit(limit)
    return list(connection.execute(wanted).scalars())


def end_job(connection: Connection, case_id: int) -> None:
    """What was marked up to now is looked at; whoever marks it again waits for us."""
    connection.execute(TOPIC_JOB.delete().where(TOPIC_JOB.c.case_id == case_id))


def topic_jobs(connection: Connection) -> int:
    """How much the next tick has to look at: cases, and groups that nobody was told of."""
    cases = connection.execute(select(func.count()).select_from(TOPIC_JOB)).scalar_one()
    return int(cases) + len(untold_groups(connection))
