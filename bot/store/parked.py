"""Questions that were put away: for a pause of days, or while another firm is spoken for."""

import json
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, delete, select
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of
from bot.store.insert import upsert
from bot.store.questions import OpenQuestion
from bot.store.uow import UnitOfWork

CONTEXT: Final = "parked.context"
NO_FIRM: Final = 0
"""For what was asked before there was a firm, or for one more."""


class ParkedQuestion(SQLModel, table=True):
    """The newest question that a person left, one a firm. `context` is sealed JSON."""

    __tablename__ = "parked_question"

    person_id: int = Field(primary_key=True)
    firm_id: int = Field(primary_key=True)
    kind: str
    subject: str
    context: bytes
    parked_at: datetime = Field(sa_type=Moment)


PARKED: Final = table_of(ParkedQuestion)


def park(uow: UnitOfWork, person_id: int, firm_id: int | None, question: OpenQuestion) -> None:
    """Put a question away for a firm; one that was put away before is forgotten."""
    context = json.dumps(dict(question.context), ensure_ascii=False)
    place = f"{person_id}:{firm_id or NO_FIRM}"
    row = {
        "person_id": person_id,
        "firm_id": firm_id or NO_FIRM,
        "kind": question.kind,
        "subject": question.subject,
        "context": uow.vault.seal(CONTEXT, place, context),
        "parked_at": uow.now,
    }
    upsert(uow.connection, PARKED, row, key=("person_id", "firm_id"))


def parked(uow: UnitOfWork, person_id: int, firm_id: int | None) -> OpenQuestion | None:
    """What was put away for a firm."""
    row = uow.connection.execute(select(PARKED).where(*_of(person_id, firm_id))).first()
    if row is None:
        return None
    place = f"{person_id}:{firm_id or NO_FIRM}"
    context = json.loads(uow.vault.open(CONTEXT, place, row.context))
    return OpenQuestion(row.kind, row.subject, context)


def unpark(uow: UnitOfWork, person_id: int, firm_id: int | None) -> None:
    """What was put away is taken up again, or done with."""
    uow.connection.execute(delete(PARKED).where(*_of(person_id, firm_id)))


def _of(person_id: int, firm_id: int | None) -> tuple[ColumnElement[bool], ...]:
    return PARKED.c.person_id == person_id, PARKED.c.firm_id == (firm_id or NO_FIRM)
