"""Evidence that duties are kept: rows are added and marked as taken back, never removed.

Files hang on it by `link_file(uow, file_id, SUBJECT, evidence_id)`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Index, Row, and_, func, select, update
from sqlmodel import Field, SQLModel

from bot.domain.evidence import Point
from bot.store.columns import Moment, RowId, table_of
from bot.store.uow import UnitOfWork

SUBJECT: Final = "evidence"
"""What files are linked to."""
WORDS: Final = "evidence.words"


class Evidence(SQLModel, table=True):
    """Somebody of a firm said, at `recorded_at`, that something was done at `done_at`.

    `words` are sealed. `amount` counts a stock or codes. `person_id` is kept for undo and for
    the role that is shown; no name is. `case_id` is the case that it belongs to, if it does.
    """

    __table_args__ = (
        Index("ix_evidence_point", "firm_id", "record", "item"),
        Index("ix_evidence_done", "firm_id", "done_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    firm_id: int
    record: str
    item: str
    subject: str = ""
    amount: int | None = None
    done_at: datetime = Field(sa_type=Moment)
    recorded_at: datetime = Field(sa_type=Moment)
    words: bytes | None = None
    person_id: int
    role: str
    undone_at: datetime | None = Field(default=None, sa_type=Moment)
    case_id: int | None = None


EVIDENCE: Final = table_of(Evidence)


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """What is to be kept.

    Attributes:
        done_at: Aware; business time.
        amount: How much or how many there are; None where nothing is counted.
        case_id: The case that it belongs to; None if to none.
    """

    point: Point
    done_at: datetime
    words: str = ""
    amount: int | None = None
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class EvidenceCard:
    """One entry.

    Attributes:
        role: What the person was to the firm then.
        undone_at: When it was taken back; None while it counts.
        case_id: The case that it belongs to; None if to none.
    """

    id: int
    firm_id: int
    point: Point
    amount: int | None
    done_at: datetime
    recorded_at: datetime
    words: str
    person_id: int
    role: str
    undone_at: datetime | None
    case_id: int | None = None


def add_evidence(
    uow: UnitOfWork, firm_id: int, new: NewEvidence, *, person_id: int, role: str
) -> EvidenceCard:
    """Keep an entry."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "firm_id": firm_id,
        "record": new.point.record,
        "item": new.point.item,
        "subject": new.point.subject,
        "amount": new.amount,
        "done_at": new.done_at,
        "recorded_at": uow.now,
        "words": uow.vault.seal(WORDS, uid, new.words) if new.words else None,
        "person_id": person_id,
        "role": role,
        "case_id": new.case_id,
    }
    return EvidenceCard(
        id=uow.add(EVIDENCE, row),
        firm_id=firm_id,
        point=new.point,
        amount=new.amount,
        done_at=new.done_at,
        recorded_at=uow.now,
        words=new.words,
        person_id=person_id,
        role=role,
        undone_at=None,
        case_id=new.case_id,
    )


def evidence_by_id(uow: UnitOfWork, evidence_id: int) -> EvidenceCard | None:
    """An entry, taken back or not; held until the act ends."""
    wanted = select(EVIDENCE).where(EVIDENCE.c.id == evidence_id).with_for_update()
    row = uow.connection.execute(wanted).first()
    return None if row is None else _card(uow, row)


def mark_undone(uow: UnitOfWork, evidence_id: int) -> None:
    """Take an entry back; it stays on record as such."""
    wanted = EVIDENCE.c.id == evidence_id
    uow.connection.execute(update(EVIDENCE).where(wanted).values(undone_at=uow.now))


def link_to_case(uow: UnitOfWork, evidence_id: int, case_id: int) -> None:
    """Say to which case an entry belongs."""
    wanted = EVIDENCE.c.id == evidence_id
    uow.connection.execute(update(EVIDENCE).where(wanted).values(case_id=case_id))


def latest_evidence(
    uow: UnitOfWork, firm_id: int, records: Collection[str] | None = None
) -> dict[Point, EvidenceCard]:
    """What counts of each point now: the newest by `done_at` that was not taken back.

    Args:
        records: Only these; None: of every record.
    """
    theirs = [EVIDENCE.c.firm_id == firm_id, EVIDENCE.c.undone_at.is_(None)]
    if records is not None:
        theirs.append(EVIDENCE.c.record.in_(list(records)))
    places = (EVIDENCE.c.record, EVIDENCE.c.item, EVIDENCE.c.subject)
    rank = func.row_number().over(
        partition_by=places, order_by=(EVIDENCE.c.done_at.desc(), EVIDENCE.c.id.desc())
    )
    ranked = select(EVIDENCE.c.id, rank.label("rank")).where(*theirs).subquery()
    newest = and_(ranked.c.id == EVIDENCE.c.id, ranked.c.rank == 1)
    rows = uow.connection.execute(select(EVIDENCE).join(ranked, newest))
    return {card.point: card for card in (_card(uow, row) for row in rows)}


def evidence_of(
    uow: UnitOfWork,
    firm_id: int,
    *,
    record: str | None = None,
    since: datetime | None = None,
    undone: bool = False,
) -> list[EvidenceCard]:
    """The entries of a firm, the newest first.

    Args:
        record: Only of this duty.
        since: Only what was done from this moment on (aware).
        undone: With those that were taken back.
    """
    wanted = [EVIDENCE.c.firm_id == firm_id]
    if record is not None:
        wanted.append(EVIDENCE.c.record == record)
    if since is not None:
        wanted.append(EVIDENCE.c.done_at >= since)
    if not undone:
        wanted.append(EVIDENCE.c.undone_at.is_(None))
    order = (EVIDENCE.c.done_at.desc(), EVIDENCE.c.id.desc())
    rows = uow.connection.execute(select(EVIDENCE).where(*wanted).order_by(*order))
    return [_card(uow, row) for row in rows]


def points_done(
    connection: Connection, firm_ids: Collection[int], subjects: Collection[str]
) -> set[tuple[int, str, str]]:
    """Of which (firm, record, subject) there is evidence that counts; for many firms at once."""
    wanted = (
        EVIDENCE.c.firm_id.in_(list(firm_ids)),
        EVIDENCE.c.subject.in_(list(subjects)),
        EVIDENCE.c.undone_at.is_(None),
    )
    columns = (EVIDENCE.c.firm_id, EVIDENCE.c.record, EVIDENCE.c.subject)
    rows = connection.execute(select(*columns).where(*wanted))
    return {(row.firm_id, row.record, row.subject) for row in rows}


def newest_evidence(
    connection: Connection, person_id: int, since: datetime
) -> tuple[int, datetime, bool] | None:
    """What a person recorded last since then: its id, when, and whether it still stands."""
    theirs = (EVIDENCE.c.person_id == person_id, EVIDENCE.c.recorded_at >= since)
    newest = select(EVIDENCE).where(*theirs).order_by(EVIDENCE.c.id.desc()).limit(1)
    row = connection.execute(newest).first()
    return None if row is None else (row.id, row.recorded_at, row.undone_at is None)


def _card(uow: UnitOfWork, row: Row[Any]) -> EvidenceCard:
    words = "" if row.words is None else uow.vault.open(WORDS, row.uid, row.words)
    return EvidenceCard(
        id=row.id,
        firm_id=row.firm_id,
        point=Point(row.record, row.item, row.subject),
        amount=row.amount,
        done_at=row.done_at,
        recorded_at=row.recorded_at,
        words=words,
        person_id=row.person_id,
        role=row.role,
        undone_at=row.undone_at,
        case_id=row.case_id,
    )
