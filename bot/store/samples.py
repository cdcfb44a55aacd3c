"""A few sealed values, to see whether the keys at hand open what is stored."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, Table, select

from bot.store.cases.cases import CASE, TEXT
from bot.store.firms.firms import CODE, FIRM
from bot.store.firms.firms import NAME as FIRM_NAME
from bot.store.staff.officers import NAME as OFFICER_NAME
from bot.store.staff.officers import OFFICER
from bot.store.vault import Vault

PLACES: Final[tuple[tuple[str, Table, str], ...]] = (
    (FIRM_NAME, FIRM, "name"),
    (OFFICER_NAME, OFFICER, "name"),
    (TEXT, CASE, "text"),
)


class Opened(NamedTuple):
    """How many samples there were, how many did not open, and which keys they wanted."""

    tried: int
    shut: int
    absent_keys: frozenset[int]


def open_samples(connection: Connection, vault: Vault) -> Opened:
    """Try the oldest and the newest of a few kinds; nothing is there in a new installation."""
    tried, shut, absent = 0, 0, set[int]()
    for place, uid, sealed in _samples(connection):
        tried += 1
        try:
            vault.open(place, uid, sealed)
        except KeyError:
            shut += 1
            absent.add(sealed[0])
        except InvalidTag:
            shut += 1
    return Opened(tried, shut, frozenset(absent))


def index_fits(connection: Connection, vault: Vault) -> bool | None:
    """Whether the index key finds what is stored; None if nothing opens that would tell."""
    has_code = FIRM.c.code_index.is_not(None)
    row = connection.execute(select(FIRM).where(has_code).order_by(FIRM.c.id.desc())).first()
    if row is None:
        return None
    try:
        code = vault.open(CODE, row.uid, bytes(row.code))
    except (KeyError, InvalidTag):
        return None
    return bytes(row.code_index) in vault.blinds(CODE, code)


def _samples(connection: Connection) -> Iterator[tuple[str, str, bytes]]:
    for place, table, column in PLACES:
        for order in (table.c.id, table.c.id.desc()):
            wanted = select(table.c.uid, table.c[column]).where(table.c[column].is_not(None))
            for uid, sealed in connection.execute(wanted.order_by(order).limit(1)):
                yield place, uid, bytes(sealed)
