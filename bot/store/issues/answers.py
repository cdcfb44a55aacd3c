"""What is said to every firm of a common issue, and what became of it in each case.

An answer is a walk that a tick goes on with: the cases that have no delivery of it are left.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, exists, func, select, update
from sqlmodel import Field, SQLModel

from bot.domain.case_states import CaseStatus
from bot.domain.case_terms import Clock, ClockKind, Clocks
from bot.domain.issues import AnswerFate
from bot.store.columns import EPOCH, MILLISECOND, Moment, RowId, live_index, table_of
from bot.store.issues.links import LINK, LINKED
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


class IssueDelivery(SQLModel, table=True):
    """An answer in one case, with how the case stood before anything was said to all.

    `clocks` is JSON: kind → since, due, left, warning in milliseconds.
    """

    __tablename__ = "issue_delivery"

    answer_id: int = Field(primary_key=True, sa_type=RowId)
    case_id: int = Field(primary_key=True)
    fate: str
    at: datetime = Field(sa_type=Moment)
    status: str
    held_by: int | None = None
    held_since: datetime | None = Field(default=None, sa_type=Moment)
    clocks: str


ANSWER: Final = table_of(IssueAnswer)
DELIVERY: Final = table_of(IssueDelivery)


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


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of an answer in one case, and how that stood before: see `IssueDelivery`."""

    answer_id: int
    case_id: int
    fate: AnswerFate
    at: datetime
    status: CaseStatus
    held_by: int | None
    held_since: datetime | None
    clocks: Clocks


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


def cases_without(
    connection: Connection, answer: AnswerRecord, *, limit: int | None = None
) -> list[int]:
    """The next cases of the issue that have not got the answer, or all of them."""
    has = exists().where(DELIVERY.c.answer_id == answer.id, DELIVERY.c.case_id == LINK.c.case_id)
    wanted = select(LINK.c.case_id).where(LINK.c.issue_id == answer.issue_id, LINKED, ~has)
    return list(connection.execute(wanted.order_by(LINK.c.case_id).limit(limit)).scalars())


def add_delivery(uow: UnitOfWork, delivery: Delivery) -> None:
    """Keep what became of an answer in a case."""
    row = {
        "answer_id": delivery.answer_id,
        "case_id": delivery.case_id,
        "fate": delivery.fate,
        "at": delivery.at,
        "status": delivery.status,
        "held_by": delivery.held_by,
        "held_since": delivery.held_since,
        "clocks": _dumped(delivery.clocks),
    }
    uow.connection.execute(DELIVERY.insert().values(row))


def deliveries_of(connection: Connection, answer_id: int) -> list[Delivery]:
    """What became of an answer in each case."""
    wanted = select(DELIVERY).where(DELIVERY.c.answer_id == answer_id)
    rows = connection.execute(wanted.order_by(DELIVERY.c.case_id))
    return [_delivery(row) for row in rows]


def last_delivery(connection: Connection, issue_id: int, case_id: int) -> Delivery | None:
    """The newest answer of an issue that reached a case."""
    wanted = (
        select(DELIVERY)
        .join(ANSWER, ANSWER.c.id == DELIVERY.c.answer_id)
        .where(ANSWER.c.issue_id == issue_id, DELIVERY.c.case_id == case_id)
        .where(DELIVERY.c.fate == AnswerFate.SENT)
        .order_by(DELIVERY.c.answer_id.desc())
        .limit(1)
    )
    row = connection.execute(wanted).first()
    return None if row is None else _delivery(row)


def _answer(uow: UnitOfWork, row: Row[Any]) -> AnswerRecord:
    text = uow.vault.open(TEXT, row.uid, row.text)
    return AnswerRecord(row.id, row.issue_id, bool(row.result), text, row.by, row.at, row.until)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        answer_id=row.answer_id,
        case_id=row.case_id,
        fate=AnswerFate(row.fate),
        at=row.at,
        status=CaseStatus(row.status),
        held_by=row.held_by,
        held_since=row.held_since,
        clocks=_read(row.clocks),
    )


def _dumped(clocks: Clocks) -> str:
    kept = {
        kind: [
            _millis(clock.since),
            _millis(clock.due),
            None if clock.left is None else clock.left // MILLISECOND,
            _millis(clock.warn_on),
            _millis(clock.missed),
        ]
        for kind, clock in clocks.items()
    }
    return json.dumps(kept)


def _read(kept: str) -> Clocks:
    found = {}
    for name, (since, due, left, warn_on, *missed) in json.loads(kept).items():
        kind = ClockKind(name)
        rest = None if left is None else timedelta(milliseconds=left)
        found[kind] = Clock(
            kind,
            EPOCH + since * MILLISECOND,
            _moment(due),
            rest,
            _moment(warn_on),
            _moment(missed[0] if missed else None),
        )
    return found


def _millis(at: datetime | None) -> int | None:
    return None if at is None else (at - EPOCH) // MILLISECOND


def _moment(millis: int | None) -> datetime | None:
    return None if millis is None else EPOCH + millis * MILLISECOND
