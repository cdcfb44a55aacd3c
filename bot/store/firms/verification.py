"""Credit codes of firms, and which registrations wait for an officer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, func, select

from bot.domain.verification import Standing
from bot.store.firms.firms import CODE, FIRM, REASON, FirmCard, card_of, change_firm
from bot.store.uow import UnitOfWork

UNDECIDED: Final[dict[str, Any]] = {
    "standing": Standing.UNVERIFIED,
    "decided_at": None,
    "decided_by": None,
    "reason": None,
}
_WAITING: Final = (FIRM.c.standing == Standing.UNVERIFIED) & FIRM.c.erased_at.is_(None)


@dataclass(frozen=True, slots=True)
class Registration:
    """A firm as somebody who checks it sees it.

    Args:
        code: Its credit code in full; None if it gave none.
        reason: Why it was refused.
        decided_at: Aware UTC.
    """

    firm: FirmCard
    code: str | None
    reason: str | None
    decided_at: datetime | None
    decided_by: int | None


def registration_of(uow: UnitOfWork, firm_id: int) -> Registration:
    """What a firm registered with."""
    return _registration(uow, uow.connection.execute(_by_id(firm_id)).one())


def lock_registration(uow: UnitOfWork, firm_id: int) -> Registration | None:
    """The same, held until the act ends; None if there is no such firm."""
    row = uow.connection.execute(_by_id(firm_id).with_for_update()).first()
    return None if row is None else _registration(uow, row)


def put_code(uow: UnitOfWork, firm_id: int, code: str | None) -> None:
    """Keep a firm's credit code, or none; an officer has to look anew."""
    uid = uow.connection.execute(select(FIRM.c.uid).where(FIRM.c.id == firm_id)).scalar_one()
    sealed = None if code is None else uow.vault.seal(CODE, uid, code)
    index = None if code is None else uow.vault.blind(CODE, code)
    change_firm(uow.connection, firm_id, code=sealed, code_index=index, **UNDECIDED)


def put_standing(
    uow: UnitOfWork, firm_id: int, standing: Standing, *, by: int, reason: str | None = None
) -> None:
    """Keep what an officer said of the registration."""
    uid = uow.connection.execute(select(FIRM.c.uid).where(FIRM.c.id == firm_id)).scalar_one()
    change_firm(
        uow.connection,
        firm_id,
        standing=standing,
        decided_at=uow.now,
        decided_by=by,
        reason=None if reason is None else uow.vault.seal(REASON, uid, reason),
    )


def others_with_code(uow: UnitOfWork, firm_id: int, code: str | None) -> list[FirmCard]:
    """Other firms that claim the same code, the first to register first."""
    if code is None:
        return []
    same = FIRM.c.code_index.in_(uow.vault.blinds(CODE, code))
    wanted = select(FIRM).where(same, FIRM.c.id != firm_id).order_by(FIRM.c.id)
    return [card_of(uow, row) for row in uow.connection.execute(wanted)]


def firms_with_code(uow: UnitOfWork, within: ColumnElement[bool], code: str) -> list[FirmCard]:
    """The firms among these that claim a code, the first to register first."""
    same = FIRM.c.code_index.in_(uow.vault.blinds(CODE, code))
    rows = uow.connection.execute(select(FIRM).where(within, same).order_by(FIRM.c.id))
    return [card_of(uow, row) for row in rows]


def firms_by_code(
    uow: UnitOfWork, within: ColumnElement[bool], codes: Collection[str]
) -> dict[str, list[int]]:
    """Ids of the firms among these that claim each of the codes, the first to register first."""
    blind = {each: code for code in codes for each in uow.vault.blinds(CODE, code)}
    same = FIRM.c.code_index.in_(blind)
    wanted = select(FIRM.c.id, FIRM.c.code_index).where(within, same).order_by(FIRM.c.id)
    found: dict[str, list[int]] = {}
    for row in uow.connection.execute(wanted):
        found.setdefault(blind[bytes(row.code_index)], []).append(row.id)
    return found


def unverified_firms(
    uow: UnitOfWork, within: ColumnElement[bool], *, offset: int, limit: int
) -> list[FirmCard]:
    """Firms that nobody has checked, the first to register first.

    Args:
        within: Which firms: see `store.reach`.
    """
    wanted = select(FIRM).where(within, _WAITING).order_by(FIRM.c.id)
    rows = uow.connection.execute(wanted.offset(offset).limit(limit))
    return [card_of(uow, row) for row in rows]


def count_unverified(connection: Connection, within: ColumnElement[bool]) -> int:
    """How many of these firms wait to be checked."""
    wanted = select(func.count()).select_from(FIRM).where(within, _WAITING)
    return int(connection.execute(wanted).scalar_one())


def _by_id(firm_id: int) -> Any:
    return select(FIRM).where(FIRM.c.id == firm_id)


def _registration(uow: UnitOfWork, row: Row[Any]) -> Registration:
    code = None if row.code is None else uow.vault.open(CODE, row.uid, row.code)
    reason = None if row.reason is None else uow.vault.open(REASON, row.uid, row.reason)
    return Registration(card_of(uow, row), code, reason, row.decided_at, row.decided_by)
