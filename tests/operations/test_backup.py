"""A backup holds everything, and comes back as it was, on either engine."""

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from sqlalchemy import select, text

from bot import logs
from bot.__main__ import main
from bot.backup.refusals import BadBackup
from bot.leader import Leader
from bot.migrate import newest, upgrade
from bot.store.anchors import Anchors
from bot.store.audit import AUDIT
from bot.store.broadcasts.broadcasts import BROADCAST
from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.engines import make_engine
from bot.store.firms.firms import FIRM
from bot.store.inbox import INBOX
from bot.store.outbox import OUTBOX, unknown_letters
from bot.store.staff.officers import WRONG_CODE
from bot.store.suites import Suite
from bot.store.vault import Vault, new_key
from tests.conftest import FRIDAY_MORNING
from tests.databases import sqlite_url
from tests.operations.copies import VAULT, Installation, installation
from tests.test_launch import settings_of

WAYS = [
    ("sqlite", "sqlite"),
    ("postgresql", "postgresql"),
    ("sqlite", "postgresql"),
    ("postgresql", "sqlite"),
]
OLD_ENTRY = text("insert into audit (at, actor, act, subject) values (1, 'a', 'b', 'c')")


@pytest.fixture
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[Installation]]:
    """The old installation, begun, and the place for the new one."""
    engines = getattr(request, "param", ("sqlite", "sqlite"))
    with ExitStack() as stack:
        made = [
            stack.enter_context(installation(engine, tmp_path / f"{n}"))
            for n, engine in enumerate(engines)
        ]
        made[0].begin()
        yield made


@pytest.mark.parametrize("pair", WAYS, indirect=True)
def test_every_table_and_file_comes_back_as_it_was(
    pair: list[Installation], tmp_path: Path
) -> None:
    old, new = pair
    old.fill()
    Anchors(old.folder).file.write_text('{"seq": 1}\n')

    made = old.back_up(tmp_path / "b.zip")
    done = new.restore(tmp_path / "b.zip", moved=True)

    assert new.rows() == old.rows()
    assert all(len(lines) == 4 for name, lines in new.rows().items() if name != "alembic_version")
    assert (new.files(), len(new.files())) == (old.files(), 3)
    assert new.blobs.read("text-2-uid") == b"picturepicture"
    assert Anchors(new.folder).file.read_text() == '{"seq": 1}\n'
    assert (done.rows, done.in_doubt) == (3 * (len(old.rows()) - 1), 0)
    assert made.revision == newest()
    assert oct((tmp_path / "b.zip").stat().st_mode)[-3:] == "600"


@pytest.mark.parametrize("pair", WAYS, indirect=True)
def test_new_rows_get_new_ids_after_a_restore(pair: list[Installation], tmp_path: Path) -> None:
    old, new = pair
    old.fill()
    old.back_up(tmp_path / "b.zip")
    new.restore(tmp_path / "b.zip", moved=True)
    firm = {
        "uid": "new",
        "name": b"",
        "region": "r",
        "version": 1,
        "standing": "unverified",
        "created_at": FRIDAY_MORNING,
    }
    new.run(FIRM.insert().values(firm))
    engine = make_engine(new.url)
    with engine.connect() as connection:
        number = connection.execute(select(FIRM.c.id).where(FIRM.c.uid == "new")).scalar_one()
    engine.dispose()
    assert number > 3


@pytest.mark.parametrize("pair", WAYS[:2], indirect=True)
def test_whoever_writes_meanwhile_is_not_held_up_and_no_half_of_it_is_kept(
    pair: list[Installation], tmp_path: Path
) -> None:
    """Each act adds one row to each of two tables: in a backup there are as many in both."""
    old, new = pair
    over, acts = threading.Event(), 0

    def writes() -> None:
        nonlocal acts
        while not over.is_set():
            old.run(
                AUDIT.insert().values(at=FRIDAY_MORNING, actor="a", act="b", subject=f"{acts}"),
                WRONG_CODE.insert().values(chat_id=acts, at=0.0),
            )
            acts += 1

    writer = threading.Thread(target=writes)
    writer.start()
    try:
        for number in range(5):
            before = acts
            old.back_up(tmp_path / f"{number}.zip")
            new.restore(tmp_path / f"{number}.zip", replace=True)
            rows = new.rows()
            assert len(rows["audit"]) == len(rows["wrong_code"]) > before, (
                "and the names of the columns"
            )
    finally:
        over.set()
        writer.join()
    assert acts > 5


def test_what_waited_is_left_to_a_person_and_updates_are_handled(
    pair: list[Installation], tmp_path: Path
) -> None:
    old, new = pair
    old.fill()
    waiting = {"live": True, "state": "ready", "broadcast_id": None, "person_id": None}
    of_broadcast = {"broadcast_id": 2, "person_id": 2, "state": "leased"}
    old.run(
        OUTBOX.update().values(waiting),
        OUTBOX.update().where(OUTBOX.c.id == 2).values(of_broadcast),
        OUTBOX.update().where(OUTBOX.c.id == 3).values(live=False, state="sent"),
        BROADCAST.update().values(state="sending"),
        RECIPIENT.update().values(state="waiting", broadcast_id=2),
        INBOX.update().values(live=True, state="new"),
    )
    old.back_up(tmp_path / "b.zip")

    done = new.restore(tmp_path / "b.zip")

    assert done.in_doubt == 2
    engine = make_engine(new.url)
    with engine.connect() as connection:
        assert [each[0] for each in unknown_letters(connection)] == [1, 2]
        assert {each[2] for each in unknown_letters(connection)} == {"restored from a backup"}
        states = connection.execute(select(RECIPIENT.c.state).order_by(RECIPIENT.c.person_id))
        assert list(states.scalars()) == ["waiting", "unknown", "waiting"]
        assert set(connection.execute(select(BROADCAST.c.state)).scalars()) == {"paused"}
        assert connection.execute(select(INBOX.c.live)).scalars().all() == [True] * 3
    engine.dispose()


@pytest.mark.parametrize("pair", WAYS[:2], indirect=True)
def test_what_is_there_stays_unless_it_may_be_replaced(
    pair: list[Installation], tmp_path: Path
) -> None:
    old, new = pair
    old.fill()
    old.back_up(tmp_path / "b.zip")
    new.begin()
    new.blobs.write("another-uid", b"theirs")
    before = new.rows(), new.files()

    with pytest.raises(BadBackup, match="--replace"):
        new.restore(tmp_path / "b.zip")
    assert (new.rows(), new.files()) == before

    new.restore(tmp_path / "b.zip", replace=True, moved=True)
    assert (new.rows(), new.files()) == (old.rows(), old.files())
    assert sorted(each.name for each in new.folder.iterdir() if "part" in each.name) == []


@pytest.mark.parametrize("pair", WAYS[:2], indirect=True)
def test_nothing_is_restored_under_running_bots(pair: list[Installation], tmp_path: Path) -> None:
    old, new = pair
    old.back_up(tmp_path / "b.zip")
    new.begin()
    engine = make_engine(new.url)
    running = Leader(engine)
    assert running.try_lead()
    with pytest.raises(BadBackup, match="running"):
        new.restore(tmp_path / "b.zip", replace=True)
    running.resign()
    new.restore(tmp_path / "b.zip", replace=True)
    engine.dispose()


def test_a_file_that_was_cut_off_or_changed_is_refused(
    pair: list[Installation], tmp_path: Path
) -> None:
    old, new = pair
    old.fill()
    file, bad = tmp_path / "b.zip", tmp_path / "bad.zip"
    old.back_up(file)
    whole, random = file.read_bytes(), Random(6)

    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        bad.write_bytes(whole[:length])
        with pytest.raises(BadBackup, match=r"bad\.zip"):
            new.restore(bad)
    for _ in range(60):
        place = random.randrange(len(whole))
        flipped = bytes([whole[place] ^ (1 << random.randrange(8))])
        bad.write_bytes(whole[:place] + flipped + whole[place + 1 :])
        with pytest.raises(BadBackup):
            new.restore(bad)
    bad.write_bytes(whole + b"\n")
    with pytest.raises(BadBackup):
        new.restore(bad)
    with pytest.raises(BadBackup, match=r"nowhere\.zip"):
        new.restore(tmp_path / "nowhere.zip")
    assert not list(new.folder.glob("**/*.db"))
    assert new.files() == {}


def test_other_keys_are_told_from_damage(pair: list[Installation], tmp_path: Path) -> None:
    old, new = pair
    old.fill()
    old.back_up(tmp_path / "b.zip")
    for key_id in (1, 2):
        other = Vault.from_settings(f"{key_id}:{new_key()}", new_key())
        with pytest.raises(BadBackup, match="wants key 1"):
            replace(new, vault=other).restore(tmp_path / "b.zip")


def test_another_index_key_is_said(pair: list[Installation], tmp_path: Path) -> None:
    """With it nothing would be found again; unless the one of that time is there as well."""
    old, new = pair
    old.back_up(tmp_path / "b.zip")
    other = replace(VAULT, index_key=b"k" * 32)
    with pytest.raises(BadBackup, match="INDEX_KEY"):
        replace(new, vault=other).restore(tmp_path / "b.zip")
    both = replace(other, older=((Suite.AES, VAULT.index_key),))
    replace(new, vault=both).restore(tmp_path / "b.zip")


def test_no_key_is_in_a_backup(pair: list[Installation], tmp_path: Path) -> None:
    old, _ = pair
    old.fill()
    old.back_up(tmp_path / "b.zip")
    with ZipFile(tmp_path / "b.zip") as archive:
        held = b"".join(archive.read(name) for name in archive.namelist())
        assert archive.testzip() is None, "any program can open it"
    for key in (*VAULT.secrets.values(), VAULT.index_key):
        assert key not in held


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    pair: list[Installation], tmp_path: Path
) -> None:
    _, new = pair
    with installation("sqlite", tmp_path / "older") as older:
        engine = make_engine(older.url)
        upgrade(engine, "0015")
        engine.dispose()
        older.run(OLD_ENTRY)
        older.back_up(tmp_path / "b.zip")
    done = new.restore(tmp_path / "b.zip")
    assert done.manifest.revision == "0015"
    assert f'["{newest()}"]\n'.encode() in new.rows()["alembic_version"]
    assert len(new.rows()["audit"]) == 2


@pytest.mark.parametrize("pair", WAYS[:2], indirect=True)
def test_a_restore_that_breaks_off_leaves_what_was_there(
    pair: list[Installation], tmp_path: Path
) -> None:
    old, new = pair
    old.fill()
    old.run(text("alter table saved_audience add column more varchar"))
    old.back_up(tmp_path / "b.zip")
    new.begin()
    new.fill()
    before = new.rows()
    with pytest.raises(BadBackup):
        new.restore(tmp_path / "b.zip", replace=True)
    assert new.rows() == before


def test_a_backup_never_takes_the_place_of_another_file(
    pair: list[Installation], tmp_path: Path
) -> None:
    old, _ = pair
    (tmp_path / "b.zip").write_text("mine")
    with pytest.raises(BadBackup, match="another name"):
        old.back_up(tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_text() == "mine"
    with pytest.raises(BadBackup):
        old.back_up(tmp_path / "no" / "folder.zip")


def test_the_commands_say_what_they_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = {"FIELD_KEY": f"1:{new_key()}", "INDEX_KEY": new_key()}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "environ", settings_of(tmp_path / "data", **keys))
    monkeypatch.setattr(logs, "configure", lambda _: None)  # the tests have done that
    (tmp_path / "data").mkdir()

    old = Installation(sqlite_url(tmp_path / "data"), tmp_path / "data")
    old.begin()
    old.run(OLD_ENTRY)
    assert main(["backup", "b.zip"]) == 0
    assert "Backed up to b.zip: 1 rows, 0 files" in capsys.readouterr().out
    assert main(["restore", "b.zip"]) == 2
    assert "请加 --replace" in capsys.readouterr().err
    assert main(["restore", "b.zip", "--replace", "--moved"]) == 0
    assert "已恢复" in capsys.readouterr().out
