"""The audit is sealed behind the acts, by anybody, in any order, and anchored outside."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection
from structlog.testing import capture_logs

from bot import logs
from bot.audit_check import check_audit, seal_all
from bot.domain.audit_chain import Mark
from bot.sealing import WINDOW, Sealing
from bot.services.audit_sealing import seal_entries
from bot.store.anchors import Anchors, BadAnchor, read_marks, told
from bot.store.audit import AUDIT
from bot.store.audit_seals import load_mark
from bot.store.database import Database
from bot.store.vault import Vault, new_key
from tests.machine.audits import KEYS, NOW, ROWS, VAULT, add, chained, check, named, run


def test_a_lower_id_that_is_committed_late_is_sealed_later_and_no_damage(
    database: Database,
) -> None:
    def late(connection: Connection) -> None:
        row = {"id": 3, "at": NOW, "actor": "officer:1", "act": "x", "subject": "x"}
        connection.execute(AUDIT.insert().values(row))

    add(database, 5)
    run(database, "delete from audit where id = 3")
    seal_all(database, VAULT)
    database.run_sync(late)
    assert check(database).waiting == 1
    seal_all(database, VAULT)
    report = check(database)
    assert (report.is_whole, report.sealed, report.waiting) == (True, 5, 0)


def test_what_waits_for_its_seal_is_counted_and_is_damage_only_when_it_waited_long(
    database: Database,
) -> None:
    chained(database)
    add(database, 2)
    assert (check(database).is_whole, check(database).waiting) == (True, 2)
    late = check_audit(database, VAULT, (), NOW + timedelta(minutes=11))
    assert named(late) == [("unsealed", 10)]


def test_a_chain_goes_on_over_a_change_of_keys(database: Database) -> None:
    chained(database)
    both = Vault.from_settings(f"{KEYS[0]},2:{new_key()}", KEYS[1])
    add(database)
    seal_all(database, both)
    assert check(database, vault=both).is_whole
    only_new = replace(both, secrets={2: both.secrets[2]})
    report = check(database, vault=only_new)
    assert (report.damaged, named(report)[0]) == (ROWS, ("key_gone", 1))


async def test_several_processes_seal_at_once_and_the_chain_is_one(database: Database) -> None:
    seal = [lambda c: seal_entries(c, VAULT, limit=3) for _ in range(6)]
    for _ in range(4):
        await asyncio.to_thread(add, database)
        await asyncio.gather(*(database.run(work) for work in seal))
    seal_all(database, VAULT)
    report = check(database)
    assert (report.is_whole, report.sealed) == (True, 4 * ROWS)


async def test_the_loop_seals_finds_what_was_missed_and_anchors(
    database: Database, tmp_path: Path
) -> None:
    sealing = Sealing(database, VAULT, Anchors(tmp_path))
    add(database, 1)
    far = {"id": 4 * WINDOW, "at": NOW, "actor": "x", "act": "x", "subject": "x"}
    database.run_sync(lambda connection: connection.execute(AUDIT.insert().values(far)))
    await sealing.seal()
    missed = far | {"id": 2 * WINDOW + 7}
    database.run_sync(lambda connection: connection.execute(AUDIT.insert().values(missed)))
    for _ in range(2):
        assert check(database).waiting == 1
        await sealing.seal()
    assert (check(database).waiting, check(database).sealed) == (0, 3)

    await sealing.finish()
    kept = sealing.anchors.read()
    assert kept == database.run_sync(load_mark)

    run(database, "delete from audit_seal where seq = 3")
    with capture_logs() as lines:
        await sealing.anchor()
    assert [line["event"] for line in lines] == ["audit damaged"]
    assert sealing.anchors.read() == kept  # it stays as evidence


def test_a_line_of_the_log_is_an_anchor_and_nothing_in_it_is_taken_for_a_phone_number() -> None:
    mark = Mark(13812345678, 13812345678, 1, "13812345678" * 6, "13912345678" * 6)
    line = {"event": "audit anchored", "level": "info", **told(mark)}
    assert logs.redact(None, "", dict(line)) == line
    assert read_marks([json.dumps(line), "\n"]) == [mark]


def test_an_anchor_that_somebody_wrote_into_is_no_anchor(tmp_path: Path) -> None:
    anchors = Anchors(tmp_path)
    assert anchors.read() is None
    for content in ("", "{}", "x", "[1]", '{"seq": "a"}', "\xff"):
        anchors.file.write_text(content, encoding="latin-1")
        with pytest.raises(BadAnchor):
            anchors.read()
