"""Of a broadcast that asks for confirmation: how many firms of each place have confirmed."""

from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select

from bot.store.broadcasts.chases import ASKED, REACHED
from bot.store.broadcasts.receipts import firm_confirmed
from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.firms.firms import FIRM


@dataclass(frozen=True, slots=True)
class FirmCount:
    """Firms of one place: of which it was wanted, which confirmed, which it did not reach."""

    region: str
    asked: int
    confirmed: int
    unreached: int


def firm_counts(connection: Connection, broadcast_id: int) -> list[FirmCount]:
    """Place by place; a firm counts once, however many of its people got it."""
    arrived = func.max(case((RECIPIENT.c.state.in_(REACHED), 1), else_=0)).label("arrived")
    asked = (
        select(RECIPIENT.c.firm_id, arrived)
        .where(RECIPIENT.c.broadcast_id == broadcast_id, RECIPIENT.c.state.in_(ASKED))
        .group_by(RECIPIENT.c.firm_id)
        .subquery("asked")
    )
    confirmed = case((firm_confirmed(broadcast_id, asked.c.firm_id), 1), else_=0)
    missed = case(
        (firm_confirmed(broadcast_id, asked.c.firm_id), 0), (asked.c.arrived == 0, 1), else_=0
    )
    wanted = (
        select(FIRM.c.region, func.count(), func.sum(confirmed), func.sum(missed))
        .join_from(asked, FIRM, FIRM.c.id == asked.c.firm_id)
        .group_by(FIRM.c.region)
        .order_by(FIRM.c.region)
    )
    rows = connection.execute(wanted)
    return [FirmCount(row[0], int(row[1]), int(row[2]), int(row[3])) for row in rows]
