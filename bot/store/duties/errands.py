"""Errands as rows: each stage of each deadline of each point once, planned, sent or dropped."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, UniqueConstraint, bindparam, func, or_, select, update
from sqlmodel import Field, SQLModel

from bot.domain.errands import Errand, Wanted, is_late
from bot.domain.evidence import Point
from bot.store.columns import Moment, RowId, live_index, table_of
from bot.store.duties.book import BOOK
from bot.store.uow import UnitOfWork


class ErrandRow(SQLModel, table=True):
    """One planned reminder. It is `live` until it was sent or made pointless.

    `scope` is what is planned together: a duty, a person who is to come, a trip.
    """

    __tablename__ = "errand"
    __table_args__ = (
        UniqueConstraint("firm_id", "record", "item", "subject", "deadline", "stage"),
        live_index("ix_errand_due", "fire_on", "id"),
        live_index("ix_errand_plan", "firm_id", "scope"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    firm_id: int
    scope: str
    form: str
    record: str
    item: str
    subject: str = ""
    stage: str
    deadline: datetime = Field(sa_type=Moment)
    fire_on: datetime = Field(sa_type=Moment)
    live: bool = True
    sent_at: datetime | None = Field(default=None, sa_type=Moment)


ERRAND: Final = table_of(ErrandRow)
Key = tuple[Point, datetime, str]


def replace_errands(uow: UnitOfWork, firm_id: int, scope: str, wanted: Iterable[Wanted]) -> None:
    """Plan these and nothing else for a scope of a firm; the caller holds the firm's book.

    What was sent is not sent again. What is planned already stays, at its new time if that is
    ahead; what was dropped comes back if its time is ahead.
    """
    plan = {(each.point, each.deadline, each.stage): each for each in wanted}
    known = _known(uow.connection, firm_id, scope, plan)
    dropped = [row.id for key, row in known.items() if row.live and key not in plan]
    _set(uow.connection, dropped, live=False)
    fresh = [
        _values(firm_id, scope, each) | {"fire_on": max(each.fire_on, uow.now)}
        for key, each in plan.items()
        if key not in known and (each.even_late or each.fire_on >= uow.now)
    ]
    if fresh:
        uow.connection.execute(ERRAND.insert(), fresh)
    for key, row in known.items():
        if key in plan:
            _keep(uow, row, plan[key])


def _keep(uow: UnitOfWork, row: Row[Any], each: Wanted) -> None:
    if row.sent_at is not None or (row.live and row.fire_on <= uow.now):
        return
    ahead = each.even_late or each.fire_on >= uow.now
    if ahead and (not row.live or row.fire_on != each.fire_on):
        _set(uow.connection, [row.id], live=True, fire_on=max(each.fire_on, uow.now))


def silence(connection: Connection, firm_id: int, point: Point) -> None:
    """Drop what is planned and unsent about a point: it is answered."""
    theirs = (
        ERRAND.c.firm_id == firm_id,
        ERRAND.c.record == point.record,
        ERRAND.c.item == point.item,
        ERRAND.c.subject == point.subject,
        ERRAND.c.live,
    )
    connection.execute(update(ERRAND).where(*theirs).values(live=False))


def planned_errands(connection: Connection, firm_id: int) -> list[Errand]:
    """What is planned and unsent for a firm, soonest first."""
    planned = select(ERRAND).where(ERRAND.c.firm_id == firm_id, ERRAND.c.live)
    rows = connection.execute(planned.order_by(ERRAND.c.fire_on, ERRAND.c.id))
    return [_errand(row) for row in rows]


def hold_due_firms(connection: Connection, now: datetime, *, limit: int) -> list[int]:
    """Hold the books of the firms of the oldest due errands.

    Firms in another's hand are passed over; what is left of them comes next time.

    Args:
        limit: How many due errands to look at.
    """
    due = (
        select(ERRAND.c.firm_id)
        .where(ERRAND.c.live, ERRAND.c.fire_on <= now)
        .order_by(ERRAND.c.fire_on, ERRAND.c.id)
        .limit(limit)
    )
    held = select(BOOK.c.firm_id).where(BOOK.c.firm_id.in_(due)).order_by(BOOK.c.firm_id)
    return list(connection.execute(held.with_for_update(skip_locked=True)).scalars())


def due_errands(
    connection: Connection, now: datetime, firm_ids: Collection[int]
) -> dict[int, list[Errand]]:
    """Everything that is due for these firms, by firm, the oldest first."""
    due = (ERRAND.c.firm_id.in_(list(firm_ids)), ERRAND.c.live, ERRAND.c.fire_on <= now)
    rows = connection.execute(select(ERRAND).where(*due).order_by(ERRAND.c.fire_on, ERRAND.c.id))
    found: dict[int, list[Errand]] = {}
    for row in rows:
        errand = replace(_errand(row), late=is_late(row.fire_on, now))
        found.setdefault(row.firm_id, []).append(errand)
    return found


def coming_moments(
    connection: Connection,
    firm_ids: Collection[int],
    forms: Collection[str],
    now: datetime,
    until: datetime,
) -> dict[int, list[datetime]]:
    """When these firms hear next of errands of some forms, after now and before a moment."""
    coming = (ERRAND.c.live, ERRAND.c.fire_on > now, ERRAND.c.fire_on < until)
    theirs = (ERRAND.c.firm_id.in_(list(firm_ids)), ERRAND.c.form.in_(list(forms)))
    wanted = select(ERRAND.c.firm_id, ERRAND.c.fire_on).where(*coming, *theirs)
    found: dict[int, list[datetime]] = {}
    for row in connection.execute(wanted):
        found.setdefault(row.firm_id, []).append(row.fire_on)
    return found


def said_points(
    connection: Connection, firm_id: int, form: str, stage: str, since: datetime
) -> set[Point]:
    """About which points a stage was said to a firm, of deadlines from a moment on (aware)."""
    said = (ERRAND.c.sent_at.is_not(None), ERRAND.c.deadline >= since)
    theirs = (ERRAND.c.firm_id == firm_id, ERRAND.c.form == form, ERRAND.c.stage == stage)
    return {_point(row) for row in connection.execute(select(ERRAND).where(*theirs, *said))}


def next_errand(connection: Connection) -> datetime | None:
    """When the next errand falls due, if any is planned."""
    soonest = select(func.min(ERRAND.c.fire_on)).where(ERRAND.c.live)
    moment: datetime | None = connection.execute(soonest).scalar_one()
    return moment


def end_errands(
    connection: Connection, errand_ids: Sequence[int], *, sent_at: datetime | None
) -> None:
    """Close errands: said at this moment, or dropped where it is None."""
    _set(connection, errand_ids, live=False, sent_at=sent_at)


def postpone_errands(connection: Connection, until: Mapping[int, datetime]) -> None:
    """Let errands wait, each until its own later moment."""
    moved = update(ERRAND).where(ERRAND.c.id == bindparam("its_id"))
    moved = moved.values(fire_on=bindparam("later", type_=Moment))
    rows = [{"its_id": number, "later": later} for number, later in until.items()]
    if rows:
        connection.execute(moved, rows)


def _known(
    connection: Connection, firm_id: int, scope: str, plan: Mapping[Key, Wanted]
) -> dict[Key, Row[Any]]:
    """The rows of a scope that are live or that the plan speaks of."""
    deadlines = {each.deadline for each in plan.values()}
    theirs = (ERRAND.c.firm_id == firm_id, ERRAND.c.scope == scope)
    concerned = or_(ERRAND.c.live, ERRAND.c.deadline.in_(deadlines))
    rows = connection.execute(select(ERRAND).where(*theirs, concerned))
    return {(_point(row), row.deadline, row.stage): row for row in rows}


def _values(firm_id: int, scope: str, each: Wanted) -> dict[str, Any]:
    return {
        "firm_id": firm_id,
        "scope": scope,
        "form": each.form,
        "record": each.point.record,
        "item": each.point.item,
        "subject": each.point.subject,
        "stage": each.stage,
        "deadline": each.deadline,
        "live": True,
    }


def _set(connection: Connection, ids: Sequence[int], **values: Any) -> None:
    if ids:
        connection.execute(update(ERRAND).where(ERRAND.c.id.in_(ids)).values(**values))


def _errand(row: Row[Any]) -> Errand:
    return Errand(
        id=row.id,
        firm_id=row.firm_id,
        form=row.form,
        point=_point(row),
        stage=row.stage,
        deadline=row.deadline,
        fire_on=row.fire_on,
    )


def _point(row: Row[Any]) -> Point:
    return Point(row.record, row.item, row.subject)
