"""Disk full, read-only, locked, damaged: nothing is half done, nothing is lost, it goes on."""

import asyncio
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import OperationalError

from bot import logs
from bot.__main__ import main
from bot.migrate import upgrade
from bot.store import engines
from bot.store.audit import AUDIT
from bot.store.away import Why
from bot.store.database import Database, DatabaseAway
from bot.store.inbox import INBOX
from bot.store.outbox import OUTBOX
from bot.store.vault import new_key
from tests.bed import Bed, bots
from tests.bed_process import new_keys, sandbox_process
from tests.conftest import FRIDAY_MORNING
from tests.databases import on_sqlite, sqlite_url
from tests.faults.disks import FULL, LOCKED, READ_ONLY, Disk
from tests.test_launch import settings_of

LONG = "厂里的车被拦在路口，说要四十八小时的证明。" * 150
"""Three pages and more, sealed."""


@asynccontextmanager
async def bed_on(folder: Path) -> AsyncIterator[tuple[Bed, Disk]]:
    """The bots, and the disk below them."""
    database = on_sqlite(folder)
    async with sandbox_process() as url, bots(url, folder, new_keys(), database=database) as made:
        yield made, Disk(database, folder / "zhuqi.db")


async def rows(url: str) -> dict[str, int]:
    def count(connection: Connection) -> dict[str, int]:
        tables = {"inbox": INBOX, "outbox": OUTBOX, "audit": AUDIT}
        return {
            name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for name, table in tables.items()
        }

    onlooker = engines.make_reader(url)
    with onlooker.connect() as connection:
        found = count(connection)
    onlooker.dispose()
    return found


@pytest.mark.parametrize("how", [FULL, READ_ONLY, LOCKED])
async def test_an_update_that_cannot_be_stored_stays_at_telegram(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(engines, "BUSY_TIMEOUT_MS", 100)
    async with bed_on(tmp_path) as (bed, disk):
        owner = await bed.somebody("owner", "李厂长")
        await owner.say("/start")
        await bed.settled()
        before = await rows(disk.url)

        await disk.breaks(how)
        await owner.say(LONG)
        await asyncio.sleep(2.0)
        assert await rows(disk.url) == before, "nothing is half done"
        assert await bed._pending(bed.process.settings.owner_bot_token.get_secret_value()) == 1
        assert len(await bed.sandbox.calls("owner", "sendMessage")) == 1

        await disk.works()
        await bed.settled()
        assert len(await bed.sandbox.calls("owner", "sendMessage")) == 2, "and answered once"
        states = await bed.process.database.run(
            lambda c: c.execute(select(INBOX.c.state, INBOX.c.error_id)).all()
        )
        assert set(states) == {("done", None)}


async def test_an_update_that_is_stored_waits_until_its_act_can_be_kept(tmp_path: Path) -> None:
    """There is room for what was sent, and none for what becomes of it."""
    async with bed_on(tmp_path) as (bed, disk):
        owner = await bed.somebody("owner", "李厂长")
        await owner.say("/start")
        await bed.settled()
        before = await rows(disk.url)

        await disk.breaks(FULL, room=3)
        await owner.say(LONG)
        await asyncio.sleep(3.0)
        assert await rows(disk.url) == {**before, "inbox": before["inbox"] + 1}
        assert len(await bed.sandbox.calls("owner", "sendMessage")) == 1

        await disk.works()
        await bed.settled()
        assert len(await bed.sandbox.calls("owner", "sendMessage")) == 2
        [newest] = await bed.process.database.run(
            lambda c: c.execute(select(INBOX).order_by(INBOX.c.id.desc()).limit(1)).all()
        )
        assert (newest.state, newest.error_id) == ("done", None)


@pytest.mark.parametrize(("how", "why"), [(FULL, Why.FULL), (READ_ONLY, Why.READ_ONLY)])
async def test_a_group_that_shares_a_commit_is_kept_whole_or_not_at_all(
    tmp_path: Path, how: str, why: Why
) -> None:
    database = on_sqlite(tmp_path)
    disk = Disk(database, tmp_path / "zhuqi.db")
    await disk.breaks(how)
    ended = await asyncio.gather(*(entry(database, n) for n in range(40)), return_exceptions=True)
    refused = [each for each in ended if isinstance(each, DatabaseAway)]
    assert {each.why for each in refused} == {why}
    assert await entries(database) == len(ended) - len(refused)

    await disk.works()
    await asyncio.gather(*(entry(database, n) for n in range(40)))
    assert await entries(database) == 80 - len(refused)
    database.close()


async def test_an_error_of_the_work_itself_is_no_absence(tmp_path: Path) -> None:
    database = on_sqlite(tmp_path)
    with pytest.raises(OperationalError) as error:
        await database.run(lambda c: c.exec_driver_sql("select nothing"))
    assert not isinstance(error.value, DatabaseAway)
    database.close()


async def entry(database: Database, number: int) -> None:
    words = f"{number}" * 2000
    row = {"at": FRIDAY_MORNING, "actor": "a", "act": "b", "subject": words}
    await database.run(lambda c: c.execute(AUDIT.insert().values(row)))


async def entries(database: Database) -> int:
    return (await rows(database.engine.url.render_as_string()))["audit"]


def test_a_file_that_may_not_grow_keeps_exactly_what_was_confirmed(tmp_path: Path) -> None:
    """The kernel refuses every write beyond a size; then it lets the process go on."""
    code = """
import resource, sys
from sqlalchemy import text
from bot.store.database import Database, DatabaseAway
database = Database(sys.argv[1])
database.run_sync(lambda c: c.execute(text("create table t (n integer primary key, x text)")))
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
def put(n):
    row = {"n": n, "x": "x" * 3000}
    return lambda c: c.execute(text("insert into t values (:n, :x)"), row)
kept = 0
try:
    while True:
        database.run_sync(put(kept))
        kept += 1
except DatabaseAway as error:
    why = error.why
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
count = database.run_sync(lambda c: c.execute(text("select count(*) from t")).scalar_one())
database.run_sync(put(kept))
print(kept, count, why)
"""
    told = [sys.executable, "-c", code, sqlite_url(tmp_path)]
    ran = subprocess.run(told, capture_output=True, text=True, check=True)
    kept, count, why = ran.stdout.split()
    assert int(kept) > 10
    assert (count, why) == (kept, Why.FAILING)


def test_a_log_that_was_cut_anywhere_holds_the_first_acts_and_no_half_of_one(
    tmp_path: Path,
) -> None:
    """A power cut may leave any part of what was written last."""
    whole = tmp_path / "whole"
    whole.mkdir()
    writer = engines.make_engine(sqlite_url(whole))
    with writer.connect() as kept:
        kept.exec_driver_sql("create table pair (a integer, b text)")
        kept.commit()
        for number in range(40):
            for half in ("first", "second"):
                words = f"insert into pair values ({number}, '{half * 200}')"
                kept.exec_driver_sql(words)
            kept.commit()
        wal, random = (whole / "zhuqi.db-wal").read_bytes(), Random(6)
        for n in range(25):
            cut = tmp_path / f"{n}"
            cut.mkdir()
            shutil.copy(whole / "zhuqi.db", cut)
            (cut / "zhuqi.db-wal").write_bytes(wal[: random.randrange(len(wal))])
            assert_whole_acts(cut / "zhuqi.db")
    writer.dispose()


def assert_whole_acts(file: Path) -> None:
    opened = sqlite3.connect(file)
    assert opened.execute("pragma integrity_check").fetchall() == [("ok",)]
    if opened.execute("select 1 from sqlite_master where name = 'pair'").fetchall():
        numbers = [row[0] for row in opened.execute("select a from pair order by rowid")]
        assert numbers == [n // 2 for n in range(len(numbers))]
        assert len(numbers) % 2 == 0
    opened.close()


@pytest.mark.parametrize("command", [["run"], ["admin", "invite"], ["audit", "verify"]])
def test_a_damaged_file_is_refused_with_a_sentence_and_left_alone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
) -> None:
    keys = {"FIELD_KEY": f"1:{new_key()}", "INDEX_KEY": new_key()}
    tokens = {"OWNER_BOT_TOKEN": "1:a", "DESK_BOT_TOKEN": "2:b"}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "environ", settings_of(tmp_path, **keys, **tokens))
    monkeypatch.setattr(logs, "configure", lambda _: None)  # the tests have done that
    engine = engines.make_engine(sqlite_url(tmp_path))
    upgrade(engine)
    engine.dispose()
    file = tmp_path / "zhuqi.db"
    with file.open("r+b") as opened:
        opened.write(b"\xa5" * 8192)
    before = hashlib.sha256(file.read_bytes()).digest()

    assert main(command) == 2

    said = capsys.readouterr().err
    assert "数据库文件损坏" in said
    assert "python -m bot restore" in said
    assert "Traceback" not in said
    assert hashlib.sha256(file.read_bytes()).digest() == before
