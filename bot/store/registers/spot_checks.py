"""Spot checks: which firms of a register were drawn, why, and what was found."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Index, Row, select, text, update
from sqlmodel import Field, SQLModel

from bot.domain.registers import CheckResult
from bot.store.columns import Moment, RowId, table_of
from bot.store.firms.firms import FIRM
from bot.store.insert import insert_or_ignore
from bot.store.uow import UnitOfWork

REASON: Final = "spot_check.reason"
FOUND: Final = "spot_check.found"
_OPEN: Final = text("result is null")


class SpotCheck(SQLModel, table=True):
    """One firm that was drawn; a firm has at most one without a result for a fact.

    `batch` is what was drawn together. Reason and finding are sealed.
    """

    __tablename__ = "spot_check"
    __table_args__ = (
        Index(
            "ix_spot_check_open",
            "firm_id",
            "fact",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_spot_check_fact", "fact", "drawn_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    batch: str
    firm_id: int = Field(index=True)
    fact: str
    reason: bytes
    drawn_by: int
    drawn_at: datetime = Field(sa_type=Moment)
    result: str | None = None
    found: bytes | None = None
    recorded_by: int | None = None
    recorded_at: datetime | None = Field(default=None, sa_type=Moment)


CHECK: Final = table_of(SpotCheck)


@dataclass(frozen=True, slots=True)
class CheckCard:
    """A spot check as services see it; moments are aware UTC.

    Attributes:
        result: None while nobody has recorded what was found.
        found: What was found, in the officer's words.
    """

    id: int
    firm_id: int
    fact: str
    reason: str
    drawn_by: int
    drawn_at: datetime
    result: CheckResult | None
    found: str
    recorded_by: int | None
    recorded_at: datetime | None


def add_check(
    uow: UnitOfWork, batch: str, firm_id: int, fact: str, reason: str, *, drawn_by: int
) -> bool:
    """Draw a firm; False if it was drawn before and nobody has recorded the result."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "batch": batch,
        "firm_id": firm_id,
        "fact": fact,
        "reason": uow.vault.seal(REASON, uid, reason),
        "drawn_by": drawn_by,
        "drawn_at": uow.now,
    }
    return insert_or_ignore(uow.connection, CHECK, [row]) == 1


def lock_check(uow: UnitOfWork, check_id: int) -> CheckCard | None:
    """A spot check by an id that is not trusted, held until the act ends."""
    wanted = select(CHECK).where(CHECK.c.id == check_id).with_for_update()
    row = uow.connection.execute(wanted).first()
    return None if row is None else _card(uow, row)


def record_check(
    uow: UnitOfWork, check_id: int, result: CheckResult, found: str, *, by: int
) -> None:
    """Keep what was found."""
    uid = uow.connection.execute(select(CHECK.c.uid).where(CHECK.c.id == check_id)).scalar_one()
    values = {
        "result": result,
        "found": uow.vault.seal(FOUND, uid, found) if found else None,
        "recorded_by": by,
        "recorded_at": uow.now,
    }
    uow.connection.execute(update(CHECK).where(CHECK.c.id == check_id).values(values))


def checks_of_firm(uow: UnitOfWork, firm_id: int, fact: str) -> list[CheckCard]:
    """The spot checks of a firm, by age."""
    wanted = select(CHECK).where(CHECK.c.firm_id == firm_id, CHECK.c.fact == fact)
    return [_card(uow, row) for row in uow.connection.execute(wanted.order_by(CHECK.c.id))]


def checks_within(
    uow: UnitOfWork, within: ColumnElement[bool], fact: str, *, limit: int
) -> list[CheckCard]:
    """The spot checks of firms within a reach: those without a result first, then the newest.

    Args:
        within: Which firms: see `store.reach`.
    """
    joined = CHECK.join(FIRM, FIRM.c.id == CHECK.c.firm_id)
    wanted = (
        select(CHECK)
        .select_from(joined)
        .where(within, CHECK.c.fact == fact)
        .order_by(CHECK.c.result.is_not(None), CHECK.c.id.desc())
        .limit(limit)
    )
    return [_card(uow, row) for row in uow.connection.execute(wanted)]


def drawn_firms(connection: Connection, fact: str) -> set[int]:
    """Firms that were drawn and of which nobody has recorded the result."""
    wanted = select(CHECK.c.firm_id).where(CHECK.c.fact == fact, CHECK.c.result.is_(None))
    return set(connection.execute(wanted).scalars())


def _card(uow: UnitOfWork, row: Row[Any]) -> CheckCard:
    return CheckCard(
        id=row.id,
        firm_id=row.firm_id,
        fact=row.fact,
        reason=uow.vault.open(REASON, row.uid, row.reason),
        drawn_by=row.drawn_by,
        drawn_at=row.drawn_at,
        result=None if row.result is None else CheckResult(row.result),
        found="" if row.found is None else uow.vault.open(FOUND, row.uid, row.found),
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
    )
