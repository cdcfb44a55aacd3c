"""送达台账, row by row: for a spreadsheet and for a curve."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Integer, cast, func, select

from bot.domain.broadcasts import RecipientState
from bot.domain.members import Role
from bot.store.broadcasts.receipts import RECEIPT
from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.columns import real_now
from bot.store.firms.firms import FIRM, NAME
from bot.store.firms.people import MEMBERSHIP
from bot.store.uow import UnitOfWork

STEPS: Final = 200


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One recipient: no name of a person, only what they are to the firm.

    Attributes:
        role: None if they are of the firm no more.
        settled_at: When that became known (aware UTC, by the business clock); None: not yet.
        confirmed_at: When they confirmed (aware UTC); None: they have not.
    """

    firm: str
    region: str
    role: Role | None
    language: str
    state: RecipientState
    settled_at: datetime | None
    confirmed_at: datetime | None


def ledger_rows(uow: UnitOfWork, broadcast_id: int, most: int) -> list[LedgerRow]:
    """The rows of a broadcast, by person."""
    columns = (RECIPIENT.c.language, RECIPIENT.c.state, MEMBERSHIP.c.role, FIRM.c.region)
    ago = (real_now() - RECIPIENT.c.settled_at).label("ago")
    wanted = (
        select(*columns, FIRM.c.uid, FIRM.c.name, RECEIPT.c.at, ago)
        .join_from(RECIPIENT, FIRM, FIRM.c.id == RECIPIENT.c.firm_id)
        .outerjoin(
            MEMBERSHIP,
            (MEMBERSHIP.c.person_id == RECIPIENT.c.person_id)
            & (MEMBERSHIP.c.firm_id == RECIPIENT.c.firm_id),
        )
        .outerjoin(
            RECEIPT,
            (RECEIPT.c.broadcast_id == RECIPIENT.c.broadcast_id)
            & (RECEIPT.c.person_id == RECIPIENT.c.person_id),
        )
        .where(RECIPIENT.c.broadcast_id == broadcast_id)
        .order_by(RECIPIENT.c.person_id)
        .limit(most)
    )
    return [
        LedgerRow(
            firm=uow.vault.open(NAME, row.uid, row.name),
            region=row.region,
            role=None if row.role is None else Role(row.role),
            language=row.language,
            state=RecipientState(row.state),
            settled_at=None if row.ago is None else uow.now - timedelta(seconds=row.ago),
            confirmed_at=row.at,
        )
        for row in uow.connection.execute(wanted)
    ]


def sent_curve(
    connection: Connection, broadcast_id: int, now: datetime
) -> list[tuple[datetime, int]]:
    """To how many it had come by when, in at most `STEPS` steps.

    Args:
        now: Of business time; moments are counted back from it.
    """
    came = (
        RECIPIENT.c.broadcast_id == broadcast_id,
        RECIPIENT.c.state == RecipientState.SENT,
        RECIPIENT.c.settled_at.is_not(None),
    )
    at = RECIPIENT.c.settled_at
    span = select(func.min(at), func.max(at), real_now()).where(*came)
    first, last, real = connection.execute(span).one()
    if first is None:
        return []
    width = max((last - first) / STEPS, 1.0)
    step = cast(func.floor((at - first) / width), Integer).label("step")
    counted = select(step, func.count()).where(*came).group_by(step).order_by(step)
    curve, total = [], 0
    for number, count in connection.execute(counted):
        total += count
        ago = real - min(first + (number + 1) * width, last)
        curve.append((now - timedelta(seconds=ago), total))
    return curve
