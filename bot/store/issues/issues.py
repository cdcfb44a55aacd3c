"""Common issues: what many firms suffer from alike."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    UniqueConstraint,
    and_,
    false,
    func,
    or_,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from bot.domain.issues import IssueStatus
from bot.domain.staff import Appointment
from bot.store.advisory import wait_for_turn
from bot.store.columns import Moment, RowId, table_of
from bot.store.uow import UnitOfWork

TITLE: Final = "common_issue.title"
NUMBERING_LOCK: Final = 0x69737375  # "issu": any number that no other lock has


class CommonIssue(SQLModel, table=True):
    """One matter of many firms, of a place and of the cases of one sector or of all."""

    __tablename__ = "common_issue"
    __table_args__ = (UniqueConstraint("opened_on", "number"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    region: str = Field(index=True)
    sector: str | None = None
    opened_on: str
    running: int
    number: str
    title: bytes
    category: str | None = None
    status: str
    opened_by: int
    opened_at: datetime = Field(sa_type=Moment)
    lead_id: int | None = Field(default=None, index=True)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


ISSUE: Final = table_of(CommonIssue)


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """A common issue as services see it.

    Attributes:
        sector: Whose cases it is about; None for every sector.
        opened_by: The dispatcher's id.
        lead_id: The officer who answers for all; None if nobody is named yet.
    """

    id: int
    number: str
    region: str
    sector: str | None
    title: str
    category: str | None
    status: IssueStatus
    opened_by: int
    opened_at: datetime
    lead_id: int | None


def next_issue_number(connection: Connection, opened_on: str, start: str) -> int:
    """The next number of the day; whoever comes meanwhile waits for this act's end.

    Args:
        start: With what the numbers begin that count together: the letter of a region.
    """
    wait_for_turn(connection, NUMBERING_LOCK)
    same_day = (ISSUE.c.opened_on == opened_on, ISSUE.c.number.startswith(start, autoescape=True))
    last = connection.execute(select(func.max(ISSUE.c.running)).where(*same_day)).scalar_one()
    return int(last or 0) + 1


def add_issue(  # noqa: PLR0913 - an issue has this much to say at its start
    uow: UnitOfWork,
    *,
    place: Appointment,
    opened_on: str,
    running: int,
    number: str,
    title: str,
    category: str | None,
    opened_by: int,
) -> IssueRecord:
    """Keep a new issue of the place and sector of a dispatcher's post."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "region": place.region,
        "sector": place.sector,
        "opened_on": opened_on,
        "running": running,
        "number": number,
        "title": uow.vault.seal(TITLE, uid, title),
        "category": category,
        "status": IssueStatus.OPEN,
        "opened_by": opened_by,
        "opened_at": uow.now,
    }
    issue_id = uow.add(ISSUE, row)
    status = IssueStatus.OPEN
    return IssueRecord(
        issue_id,
        number,
        place.region,
        place.sector,
        title,
        category,
        status,
        opened_by,
        uow.now,
        None,
    )


def load_issue(uow: UnitOfWork, issue_id: int) -> IssueRecord | None:
    """An issue by id, locked until the act ends. Callers check whose it is: see services."""
    wanted = select(ISSUE).where(ISSUE.c.id == issue_id).with_for_update()
    row = uow.connection.execute(wanted).first()
    return None if row is None else issue_from(uow, row)


def issue_by_id(uow: UnitOfWork, issue_id: int) -> IssueRecord:
    """An issue that another row points to."""
    row = uow.connection.execute(select(ISSUE).where(ISSUE.c.id == issue_id)).one()
    return issue_from(uow, row)


def change_issue(uow: UnitOfWork, issue_id: int, **values: Any) -> None:
    """Set columns of an issue; `retitle` for its title."""
    uow.connection.execute(update(ISSUE).where(ISSUE.c.id == issue_id).values(**values))


def retitle(uow: UnitOfWork, issue_id: int, title: str) -> None:
    """Give an issue another title."""
    uid = uow.connection.execute(select(ISSUE.c.uid).where(ISSUE.c.id == issue_id)).scalar_one()
    change_issue(uow, issue_id, title=uow.vault.seal(TITLE, uid, title))


def issues_listed(
    uow: UnitOfWork, posts: Iterable[Appointment], leads: Collection[int], since: datetime
) -> list[IssueRecord]:
    """The issues of these posts' places and sectors, or led by some officers.

    Open ones first, oldest first; then those that were solved since a moment (aware), newest
    first.
    """
    mine = or_(ISSUE.c.lead_id.in_(leads), *(_of_post(post) for post in posts))
    is_open = ISSUE.c.status == IssueStatus.OPEN
    lately = and_(ISSUE.c.status == IssueStatus.SOLVED, ISSUE.c.ended_at >= since)
    wanted = select(ISSUE).where(mine, or_(is_open, lately))
    ordered = wanted.order_by(is_open.desc(), ISSUE.c.ended_at.desc(), ISSUE.c.id)
    return [issue_from(uow, row) for row in uow.connection.execute(ordered)]


def is_leading(connection: Connection, officer_id: int) -> bool:
    """Whether an officer leads an issue that is open."""
    led = (ISSUE.c.lead_id == officer_id, ISSUE.c.status == IssueStatus.OPEN)
    return connection.execute(select(ISSUE.c.id).where(*led).limit(1)).first() is not None


def _of_post(post: Appointment) -> ColumnElement[bool]:
    below = ISSUE.c.region.startswith(f"{post.region}/", autoescape=True)
    inside = or_(false(), ISSUE.c.region == post.region, below)
    return inside if post.sector is None else and_(inside, ISSUE.c.sector == post.sector)


def issue_from(uow: UnitOfWork, row: Row[Any]) -> IssueRecord:
    """An issue out of a row with the columns of `ISSUE`."""
    return IssueRecord(
        id=row.id,
        number=row.number,
        region=row.region,
        sector=row.sector,
        title=uow.vault.open(TITLE, row.uid, row.title),
        category=row.category,
        status=IssueStatus(row.status),
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        lead_id=row.lead_id,
    )
