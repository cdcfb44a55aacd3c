"""What is said to every firm of a common issue, and what became of it in each case.

An answer is a walk that a tick goes on with: the cases that have no delivery of it are left.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, exists, func, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, RowId, live_index, table_of
from bot.store.uow import UnitOfWork

TEXT: Final = "issue_answer.text"


class IssueAnswer(SQLModel, table=True):
    """An answer to all; `until`: the next one that it promises, `live` until all have it."""

    __tablename__ = "issue_answer"
    __table_args__ = (live_index("ix_issue_answer_live", "id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    issue_id: int = Field(index=True, sa_type=RowId)
    result: bool
    text: bytes
    by: int
    at: datetime = Field(sa_type=Moment)
    until: datetime | None = Field(default=None, sa_type=Moment)
    live: bool


ANSWER: Final = table_of(IssueAnswer)


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """An answer to all; `until` (aware UTC): the next one that it promises."""

    id: int
    issue_id: int
    result: bool
    text: str
    by: int
    at: datetime
    until: datetime | None


def add_answer(
    uow: UnitOfWork, issue_id: int, text: str, by: int, until: datetime | None, *, result: bool
) -> AnswerRecord:
    """Say this to every firm of an issue; ticks carry it out."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "issue_id": issue_id,
        "result": result,
        "text": uow.vault.seal(TEXT, uid, text),
        "by": by,
        "at": uow.now,
        "until": until,
        "live": True,
    }
    return AnswerRecord(uow.add(ANSWER, row), issue_id, result, text, by, uow.now, until)


def hold_answer(uow: UnitOfWork) -> AnswerRecord | None:
    """The first answer that not all have, held until the act ends; None if there is none.

    Answers of one issue go in order; those in another's hand are passed over.
    """
    before = ANSWER.alias("before")
    behind = exists().where(
        before.c.live, before.c.issue_id == ANSWER.c.issue_id, before.c.id < ANSWER.c.id
    )
    wanted = select(ANSWER).where(ANSWER.c.live, ~behind).order_by(ANSWER.c.id).limit(1)
    row = uow.connection.execute(wanted.with_for_update(skip_locked=True)).first()
    return None if row is None else _answer(uow, row)


def load_answer(uow: UnitOfWork, answer_id: int) -> AnswerRecord | None:
    """An answer by id."""
    row = uow.connection.execute(select(ANSWER).where(ANSWER.c.id == answer_id)).first()
    return None if row is None else _answer(uow, row)


def newest_answer(uow: UnitOfWork, issue_id: int) -> AnswerRecord | None:
    """What was said last to all of an issue."""
    wanted = select(ANSWER).where(ANSWER.c.issue_id == issue_id).order_by(ANSWER.c.id.desc())
    row = uow.connection.execute(wanted.limit(1)).first()
    return None if row is None else _answer(uow, row)


def finish_answer(connection: Connection, answer_id: int) -> None:
    """All have it."""
    connection.execute(update(ANSWER).where(ANSWER.c.id == answer_id).values(live=False))


def answer_again(connection: Connection, answer_id: int) -> None:
    """Some have it not, after all: they came later."""
    connection.execute(update(ANSWER).where(ANSWER.c.id == answer_id).values(live=True))


def is_answering(connection: Connection, issue_id: int) -> bool:
    """Whether an answer of an issue is on its way."""
    mine = exists().where(ANSWER.c.issue_id == issue_id, ANSWER.c.live)
    return bool(connection.execute(select(mine)).scalar_one())


def open_answers(connection: Connection) -> int:
    """How many answers not all have."""
    left = select(func.count()).select_from(ANSWER).where(ANSWER.c.live)
    return int(connection.execute(left).scalar_one())


def _answer(uow: UnitOfWork, row: Row[Any]) -> AnswerRecord:
    text = uow.vault.open(TEXT, row.uid, row.text)
    return AnswerRecord(row.id, row.issue_id, bool(row.result), text, row.by, row.at, row.until)
