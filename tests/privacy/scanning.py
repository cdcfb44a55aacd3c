"""Everything that is stored, opened wherever a key opens it: to see what is in it."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, LargeBinary, select

from bot.store.sealed import SEALED
from bot.store.tables import METADATA
from bot.store.vault import Vault

PLACES = {(each.table.name, each.column): each for each in SEALED}
FOUND_BY = {("firm", "code_index"), ("firm_invitation", "code"), ("invitation", "code")}
"""Keyed fingerprints: nothing can be opened in them."""


def everything(connection: Connection, vault: Vault) -> Iterator[tuple[str, str]]:
    """(`table.column`, what stands there) of every value of every table."""
    for table in METADATA.tables.values():
        for row in connection.execute(select(table)):
            for column in table.columns:
                value = getattr(row, column.name)
                if value is None:
                    continue
                where = f"{table.name}.{column.name}"
                if not isinstance(column.type, LargeBinary):
                    yield where, str(value)
                elif (table.name, column.name) not in FOUND_BY:
                    place = PLACES[table.name, column.name]
                    content = vault.open_bytes(place.place, place.row_of(row), bytes(value))
                    yield where, content.decode(errors="replace") if place.text else repr(content)


def blobs(folder: Path) -> list[Path]:
    """All files that people sent and that are kept."""
    return [path for path in (folder / "files").rglob("*") if path.is_file()]
