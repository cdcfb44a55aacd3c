"""What Telegram calls chats, people, messages and updates has up to 52 bits and fits anywhere."""

import pytest
from sqlalchemy import BigInteger, Column, Integer

import bot.wiring.assembly  # noqa: F401 - with it every table is known
from bot.store.tables import METADATA

OWN = frozenset({"id"})
"""What is called so is counted by us."""
TELEGRAMS = ("chat_id", "update_id", "message_id", "thread_id", "telegram_id", "used_by")
COLUMNS = [
    pytest.param(column, id=f"{table.name}.{column.name}")
    for table in METADATA.tables.values()
    for column in table.columns
    if column.name.endswith(TELEGRAMS) and column.name not in OWN
]


@pytest.mark.parametrize("column", COLUMNS)
def test_an_id_of_telegrams_has_64_bits(column: Column[int]) -> None:
    assert isinstance(column.type, Integer)
    assert isinstance(column.type, BigInteger), "PostgreSQL's integer ends at 2^31"


def test_some_are_looked_at() -> None:
    assert len(COLUMNS) > 10
