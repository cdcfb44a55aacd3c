"""What became of an answer to a common issue in each case."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, exists, select
from sqlmodel import Field, SQLModel

from bot.domain.case_states import CaseStatus
from bot.domain.case_terms import Clock, ClockKind, Clocks
from bot.domain.issues import AnswerFate
from bot.store.columns import EPOCH, MILLISECOND, Moment, RowId, table_of
from bot.store.issues.answers import ANSWER, AnswerRecord
from bot.store.issues.links import LINK, LINKED
from bot.store.uow import UnitOfWork


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


DELIVERY: Final = table_of(IssueDelivery)


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
