"""At which desks a case was worked on, also when it lies there no more."""

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from bot.domain.case_states import CaseAct
from bot.store.cases.desks import CASE_DESK
from bot.store.cases.steps import CASE_EVENT
from bot.store.staff.staff import POST


def done_there(*acts: CaseAct) -> ColumnElement[bool]:
    """Of a row of `CASE_DESK`: somebody with a post there did this while the case lay there."""
    event, desk = CASE_EVENT.c, CASE_DESK.c
    same_unit = POST.c.unit_id == desk.unit_id
    general = and_(desk.unit_id.is_(None), POST.c.unit_id.is_(None), POST.c.region == desk.region)
    return (
        exists()
        .where(
            event.case_id == desk.case_id,
            event.by_officer,
            event.act.in_(acts),
            event.at >= desk.since,
            or_(desk.until.is_(None), event.at <= desk.until),
            POST.c.officer_id == event.by,
            or_(same_unit, general),
            POST.c.since <= event.at,
            or_(POST.c.until.is_(None), POST.c.until > event.at),
        )
        .correlate(CASE_DESK)
    )


def units_that(connection: Connection, case_id: int, *acts: CaseAct) -> frozenset[int]:
    """The units whose people did one of these while the case lay at their desk."""
    of_case = (CASE_DESK.c.case_id == case_id, CASE_DESK.c.unit_id.is_not(None))
    wanted = select(CASE_DESK.c.unit_id).distinct().where(*of_case, done_there(*acts))
    return frozenset(connection.execute(wanted).scalars())
