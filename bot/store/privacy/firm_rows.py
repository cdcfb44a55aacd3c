"""All that is known of a firm, erased: nobody speaks for it any more."""

import json
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, Table, delete, select, update

from bot.domain.erasing import ERASED_FIRM
from bot.domain.verification import Standing
from bot.store.arrivals import ARRIVAL
from bot.store.assignments import ASSIGNMENT
from bot.store.broadcasts.packages import PACKAGE
from bot.store.duties.book import BEGIN, BOOK, CHOICE
from bot.store.duties.errands import ERRAND
from bot.store.duties.evidence import EVIDENCE
from bot.store.firms.fact_changes import FACT_CHANGE
from bot.store.firms.firms import FIRM, FIRM_FACT, NAME, change_firm
from bot.store.firms.invitations import INVITATION
from bot.store.firms.looks import LOOK
from bot.store.parked import PARKED
from bot.store.problems import PROBLEM
from bot.store.registers.applications import APPLICATION, STEP
from bot.store.registers.registers import ENTRY
from bot.store.reminders.reminders import REMINDER
from bot.store.saved_audiences import AUDIENCE_FIRM
from bot.store.testing.pauses import PAUSE
from bot.store.testing.testing import GROUP
from bot.store.trips import TRIP_ROW
from bot.store.uow import UnitOfWork
from bot.store.vehicles import DELIVERY_POINT, SAID, VEHICLE

GONE: Final[tuple[Table, ...]] = (
    FIRM_FACT,
    FACT_CHANGE,
    DELIVERY_POINT,
    CHOICE,
    BEGIN,
    BOOK,
    INVITATION,
    PACKAGE,
    AUDIENCE_FIRM,
    LOOK,
    PARKED,
    PROBLEM,
)
"""Rows of a firm that nothing counts."""
EMPTIED: Final[tuple[tuple[Table, Mapping[str, Any]], ...]] = (
    (ARRIVAL, {"said": None, "undo": None, "forgotten": True}),
    (TRIP_ROW, {"said": None, "undo": None, "forgotten": True}),
    (EVIDENCE, {"words": None}),
    (ENTRY, {"words": None}),
    (ERRAND, {"live": False}),
    (GROUP, {"name": None, "removed": True}),
    (PAUSE, {"live": False}),
)
"""Rows of which the number, the kind and the moment stay, and no word."""


def erase_firm(uow: UnitOfWork, firm_id: int) -> None:
    """Forget a firm: its number, its place and what was done stay, without its name."""
    connection = uow.connection
    for table in GONE:
        connection.execute(delete(table).where(table.c.firm_id == firm_id))
    for table, values in EMPTIED:
        connection.execute(update(table).where(table.c.firm_id == firm_id).values(dict(values)))
    _silence(connection, firm_id)
    _empty_trucks(uow, firm_id)
    asked = select(APPLICATION.c.id).where(APPLICATION.c.firm_id == firm_id)
    steps = update(STEP).where(STEP.c.application_id.in_(asked))
    connection.execute(steps.values(words=None))
    ended = update(ASSIGNMENT).where(ASSIGNMENT.c.firm_id == firm_id, ASSIGNMENT.c.until.is_(None))
    connection.execute(ended.values(until=uow.now))
    _erase_card(uow, firm_id)


def _silence(connection: Connection, firm_id: int) -> None:
    groups = select(GROUP.c.id).where(GROUP.c.firm_id == firm_id)
    connection.execute(update(REMINDER).where(REMINDER.c.group_id.in_(groups)).values(live=False))


def _empty_trucks(uow: UnitOfWork, firm_id: int) -> None:
    wanted = select(VEHICLE.c.id, VEHICLE.c.uid).where(VEHICLE.c.firm_id == firm_id)
    for row in uow.connection.execute(wanted).all():
        said = uow.vault.seal(SAID, row.uid, json.dumps({"label": "", "values": {}}))
        values = {"said": said, "removed": True}
        uow.connection.execute(update(VEHICLE).where(VEHICLE.c.id == row.id).values(values))


def _erase_card(uow: UnitOfWork, firm_id: int) -> None:
    uid = uow.connection.execute(select(FIRM.c.uid).where(FIRM.c.id == firm_id)).scalar_one()
    change_firm(
        uow.connection,
        firm_id,
        name=uow.vault.seal(NAME, uid, ERASED_FIRM),
        code=None,
        code_index=None,
        reason=None,
        standing=Standing.UNVERIFIED,
        erased_at=uow.now,
    )
