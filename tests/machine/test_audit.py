"""Whatever is done to the audit with another program is found, and named."""

import shutil
import sqlite3
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.audit_check import seal_all
from bot.domain.audit_chain import Mark
from bot.migrate import upgrade
from bot.services.audit_sealing import ChainBroken, next_anchor, seal_entries
from bot.store.audit import AUDIT
from bot.store.audit_seals import load_mark
from bot.store.database import Database
from bot.store.engines import make_engine
from bot.store.tables import METADATA
from tests.machine.audits import CUT, NOW, VAULT, add, chained, check, named, run

SWAP_SEALS = (
    "update audit_seal set seq = 0 where seq = 4",
    "update audit_seal set seq = 4 where seq = 7",
    "update audit_seal set seq = 7 where seq = 0",
)
DAMAGES: dict[str, tuple[tuple[str, ...], str, int | None]] = {
    "a word": (("update audit set subject = 'case:9' where id = 4",), "changed", 4),
    "a moment": (("update audit set at = at + 1 where id = 1",), "changed", 1),
    "the newest": (("update audit set actor = 'x' where id = 9",), "changed", 9),
    "a row": (("delete from audit where id = 4",), "deleted", 4),
    "another id": (("update audit set id = 99 where id = 4",), "deleted", 4),
    "two rows change places": (
        (
            "update audit set id = 0 where id = 4",
            "update audit set id = 4 where id = 7",
            "update audit set id = 7 where id = 0",
        ),
        "moved",
        4,
    ),
    "two seals change places": (SWAP_SEALS, "moved", 7),
    "a proof": (("update audit_seal set mac = 'x' where seq = 4",), "seal_changed", 4),
    "the last proof": (("update audit_seal set mac = 'x' where seq = 9",), "seal_changed", 9),
    "a key": (("update audit_seal set key_id = 7 where seq = 4",), "key_gone", 4),
    "a seal": (("delete from audit_seal where seq = 4",), "missing", 5),
    "a row with its seal": (
        ("delete from audit_seal where seq = 4", "delete from audit where id = 4"),
        "missing",
        5,
    ),
    "the first": (
        ("delete from audit_seal where seq = 1", "delete from audit where id = 1"),
        "missing",
        2,
    ),
    "the newest rows": (("delete from audit where id > 6",), "deleted", 7),
    "the newest rows with their seals": (CUT, "truncated", 6),
    "everything": (("delete from audit_seal", "delete from audit"), "truncated", None),
    "the mark": (("delete from audit_mark",), "mark", None),
    "the mark's count": (("update audit_mark set seq = 3",), "mark", None),
    "a forged seal": (
        (
            "insert into audit (at, actor, act, subject) values (1, 'x', 'x', 'x')",
            "insert into audit_seal (seq, audit_id, key_id, mac) values (10, 10, 1, 'x')",
        ),
        "changed",
        10,
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found_and_named_by_its_first_entry(database: Database, name: str) -> None:
    statements, kind, audit_id = DAMAGES[name]
    chained(database)
    assert check(database).is_whole

    run(database, *statements)

    assert named(check(database))[0] == (kind, audit_id)
    # Going on sealing covers nothing up.
    add(database)
    seal_all(database, VAULT)
    assert not check(database).is_whole


def test_an_end_that_is_cut_off_with_its_mark_is_found_by_the_anchor(database: Database) -> None:
    add(database, 6)
    seal_all(database, VAULT)
    before = database.run_sync(load_mark)
    assert before is not None
    add(database, 3)
    seal_all(database, VAULT)
    anchor = database.run_sync(load_mark)
    assert anchor is not None
    back = f"update audit_mark set seq = 6, audit_id = 6, mac = '{before.mac}'"

    run(database, *CUT, f"{back}, proof = '{before.proof}'")

    assert check(database).is_whole  # the database alone cannot know
    assert named(check(database, anchor)) == [("truncated", 6)]
    with pytest.raises(ChainBroken):
        database.run_sync(lambda connection: next_anchor(connection, VAULT, anchor))
    add(database, 3, NOW + timedelta(seconds=1))
    seal_all(database, VAULT)
    assert named(check(database, anchor))[0][0] == "replaced"


def test_a_changed_anchor_is_damage_as_well(database: Database) -> None:
    mark = chained(database)
    assert check(database, mark).is_whole
    assert named(check(database, replace(mark, seq=3))) == [("anchor", 9)]
    assert named(check(database, replace(mark, key_id=7))) == [("key_gone", 9)]
    assert named(check(database, None)) == [("anchor", None)]


def test_a_migrated_database_refuses_to_change_what_is_on_record(database_url: str) -> None:
    engine = make_engine(database_url)
    upgrade(engine)
    with engine.begin() as connection:
        row = {"at": NOW, "actor": "x", "act": "x", "subject": "x"}
        connection.execute(AUDIT.insert().values(row))
        seal_entries(connection, VAULT, limit=9)
    for refused in ("update audit set id = 2", "delete from audit", "delete from audit_seal"):
        with engine.connect() as connection, pytest.raises(DBAPIError, match="only ever added"):
            connection.execute(text(refused))
    engine.dispose()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mark]:
    """A chained history in a file, to be damaged in copies."""
    file = tmp_path_factory.mktemp("audit") / "zhuqi.db"
    database = Database(f"sqlite:///{file}")
    METADATA.create_all(database.engine)
    mark = chained(database)
    database.close()
    return file, mark


VALUES = st.integers(-3, 12) | st.text(max_size=3) | st.binary(max_size=3) | st.floats(0, 9)
COLUMNS = {
    "audit": ("id", "at", "actor", "act", "subject"),
    "audit_seal": ("seq", "audit_id", "key_id", "mac"),
    "audit_mark": ("seq", "audit_id", "key_id", "mac", "proof"),
}


@settings(deadline=None)
@given(st.data())
def test_any_single_change_is_found(kept: tuple[Path, Mark], data: st.DataObject) -> None:
    file, mark = kept
    copy = shutil.copy(file, file.with_name("copy.db"))
    changed = sqlite3.connect(copy, isolation_level=None)
    table = data.draw(st.sampled_from(list(COLUMNS)))
    rows = list(changed.execute(f"select rowid, * from {table}"))
    row = data.draw(st.sampled_from(rows))
    if data.draw(st.booleans()):
        column = data.draw(st.sampled_from(COLUMNS[table]))
        value = data.draw(VALUES)
        with suppress(sqlite3.Error):  # refused by the table itself
            changed.execute(f"update {table} set {column} = ? where rowid = ?", (value, row[0]))
    else:
        changed.execute(f"delete from {table} where rowid = ?", row[:1])
    is_same = list(changed.execute(f"select rowid, * from {table}")) == rows
    changed.close()

    database = Database(f"sqlite:///{copy}")
    report = check(database, mark)
    database.close()

    assert report.is_whole == is_same
    if table == "audit" and not is_same:
        assert report.damage[0].audit_id == row[0]
