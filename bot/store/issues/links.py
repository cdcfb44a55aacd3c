"""Which cases belong to which common issue, from when until when."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import (
    Connection,
    Index,
    select,
    text,
    update,
)
from sqlmodel import Field, SQLModel

from bot.domain.issues import LinkEnd
from bot.store.cases.cases import CASE
from bot.store.columns import Moment, RowId, table_of
from bot.store.issues.issues import ISSUE, IssueRecord, issue_from
from bot.store.uow import UnitOfWork


class IssueCase(SQLModel, table=True):
    """A case in an issue, until when; `live` while the issue is open: then it is in no other."""

    __tablename__ = "issue_case"
    __table_args__ = (
        Index(
            "ix_issue_case_live",
            "case_id",
            unique=True,
            sqlite_where=text("live = 1"),
            postgresql_where=text("live"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    issue_id: int = Field(index=True, sa_type=RowId)
    case_id: int = Field(index=True)
    since: datetime = Field(sa_type=Moment)
    until: datetime | None = Field(default=None, sa_type=Moment)
    end: str | None = None
    live: bool


LINK: Final = table_of(IssueCase)
LINKED: Final = LINK.c.until.is_(None)


def issue_of_case(uow: UnitOfWork, case_id: int) -> IssueRecord | None:
    """The issue that a case belongs to, the newest if it was in several."""
    wanted = (
        select(ISSUE)
        .join(LINK, LINK.c.issue_id == ISSUE.c.id)
        .where(LINK.c.case_id == case_id, LINKED)
        .order_by(LINK.c.id.desc())
        .limit(1)
    )
    row = uow.connection.execute(wanted).first()
    return None if row is None else issue_from(uow, row)


def link(uow: UnitOfWork, issue_id: int, case_id: int) -> None:
    """Put a case into an open issue; the caller has made sure that it is in no other."""
    row = {"issue_id": issue_id, "case_id": case_id, "since": uow.now, "live": True}
    uow.add(LINK, row)


def unlink(uow: UnitOfWork, issue_id: int, end: LinkEnd, case_id: int | None = None) -> int:
    """Take a case out of an issue, or every case; returns of how many that was news."""
    gone = update(LINK).where(LINK.c.issue_id == issue_id, LINKED)
    if case_id is not None:
        gone = gone.where(LINK.c.case_id == case_id)
    ended = gone.values(until=uow.now, end=end, live=False)
    return uow.connection.execute(ended).rowcount


def settle_links(uow: UnitOfWork, issue_id: int) -> None:
    """The issue is solved: its cases belong to it, and may come into another one."""
    uow.connection.execute(update(LINK).where(LINK.c.issue_id == issue_id).values(live=False))


def linked_cases(connection: Connection, issue_id: int) -> list[int]:
    """The ids of the cases in an issue, in the order in which they were opened."""
    wanted = select(LINK.c.case_id).where(LINK.c.issue_id == issue_id, LINKED)
    return list(connection.execute(wanted.order_by(LINK.c.case_id)).scalars())


def numbers_of(connection: Connection, case_ids: Collection[int]) -> dict[int, str]:
    """The numbers of these cases, by id."""
    wanted = select(CASE.c.id, CASE.c.number).where(CASE.c.id.in_(case_ids))
    return {row.id: row.number for row in connection.execute(wanted)}


def is_linked(connection: Connection, issue_id: int, case_id: int) -> bool:
    """Whether a case is in an issue."""
    same = (LINK.c.issue_id == issue_id, LINK.c.case_id == case_id, LINKED)
    return connection.execute(select(LINK.c.id).where(*same).limit(1)).first() is not None


def live_issue_of(connection: Connection, case_id: int) -> int | None:
    """The open issue in which a case is."""
    wanted = select(LINK.c.issue_id).where(LINK.c.case_id == case_id, LINK.c.live)
    return connection.execute(wanted).scalar_one_or_none()


def cases_that_left(
    connection: Connection, issue_ids: Collection[int], *ends: LinkEnd
) -> dict[int, set[int]]:
    """Of each issue the cases that left it in one of these ways."""
    gone = (LINK.c.issue_id.in_(issue_ids), LINK.c.end.in_(ends))
    found: dict[int, set[int]] = {}
    for row in connection.execute(select(LINK.c.issue_id, LINK.c.case_id).where(*gone)):
        found.setdefault(row.issue_id, set()).add(row.case_id)
    return found
