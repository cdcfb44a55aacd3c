"""Keys are changed while all is in use, and whoever is killed in the middle goes on from there."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, true

from bot.keys_command import Rotation, fresh, rotate, said
from bot.settings import Settings
from bot.store.blobs import Blobs
from bot.store.database import Database
from bot.store.engines import make_engine
from bot.store.firms.firms import CODE
from bot.store.firms.verification import firms_by_code
from bot.store.sealed import SEALED
from bot.store.suites import Suite
from bot.store.tables import METADATA
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault, new_keys
from tests.conftest import FRIDAY_MORNING
from tests.machine import rotating
from tests.machine.rotating import ROWS, fill, read

OLD = new_keys(1, Suite.AES)


@pytest.mark.parametrize("suite", list(Suite))
def test_all_is_sealed_anew_and_the_old_key_may_go(
    database: Database, tmp_path: Path, suite: Suite
) -> None:
    old, keys = Vault.from_settings(*OLD), new_keys(2, suite)
    both = Vault.from_settings(f"{OLD[0]},{keys[0]}", f"{keys[1]},{OLD[1]}")
    database.run_sync(lambda connection: fill(connection, old))
    blobs = Blobs(tmp_path, old)
    blobs.write("ab12", "照片".encode())
    rotation = Rotation(database, both, Blobs(tmp_path, both))
    rotation.run()
    text, code = said(rotation)
    assert (code, "旧密钥（1）可以从 FIELD_KEY 去掉了" in text) == (0, True)
    only_new = Vault.from_settings(*keys)
    values = database.run_sync(lambda connection: list(read(connection, only_new)))
    wanted = {rotating.said(each.place, n) for each in SEALED for n in range(1, ROWS + 1)}
    assert {content for _, content, _ in values} == wanted
    assert {number for _, _, number in values} == {2}
    assert Blobs(tmp_path, only_new).read("ab12") == "照片".encode()
    assert database.run_sync(lambda c: _found_by_code(c, only_new)) == {
        rotating.said(CODE, 1): [1]
    }


@pytest.mark.parametrize("batches", [7, 30])
def test_who_is_killed_in_the_middle_loses_nothing_and_goes_on(
    database_url: str, tmp_path: Path, batches: int
) -> None:
    engine = make_engine(database_url)
    METADATA.create_all(engine)
    engine.dispose()
    old, keys = Vault.from_settings(*OLD), new_keys(2, Suite.SM)
    both_keys = (f"{OLD[0]},{keys[0]}", OLD[1])
    both = Vault.from_settings(*both_keys)
    database = Database(database_url)
    database.run_sync(lambda connection: fill(connection, old))
    Blobs(tmp_path, old).write("ab12", b"x")
    line = [sys.executable, "-m", "tests.machine.rotating", database_url, str(tmp_path)]
    victim = subprocess.run([*line, *both_keys, str(batches)], check=False)
    assert victim.returncode == -signal.SIGKILL
    half = database.run_sync(lambda connection: list(read(connection, both)))
    assert len(half) == len(SEALED) * ROWS
    assert 1 in {number for _, _, number in half}
    rotation = Rotation(database, both, Blobs(tmp_path, both))
    rotation.run()
    assert (rotation.left(), rotation.shut) == (0, 0)
    database.close()


def test_what_is_written_with_the_old_key_meanwhile_is_found_by_the_next_run(
    database: Database, tmp_path: Path
) -> None:
    old, keys = Vault.from_settings(*OLD), new_keys(2, Suite.AES)
    both = Vault.from_settings(f"{OLD[0]},{keys[0]}", OLD[1])
    database.run_sync(lambda connection: fill(connection, old))
    late = iter([range(4, 5)])

    def between() -> None:
        if (numbers := next(late, None)) is not None:
            database.run_sync(lambda connection: fill(connection, old, numbers))

    first = Rotation(database, both, Blobs(tmp_path, both), between)
    first.run()
    text, code = said(first)
    assert (code, "旧密钥先别删" in text) == (1, True)
    again = Rotation(database, both, Blobs(tmp_path, both))
    again.run()
    assert said(again)[1] == 0


def test_what_no_key_opens_stays_and_is_counted(database: Database, tmp_path: Path) -> None:
    foreign = Vault.from_settings(*new_keys(1, Suite.AES))
    both = Vault.from_settings(f"{OLD[0]},{new_keys(2, Suite.AES)[0]}", OLD[1])
    database.run_sync(lambda connection: fill(connection, foreign))
    rotation = Rotation(database, both, Blobs(tmp_path, both))
    rotation.run()
    assert rotation.shut == len(SEALED) * ROWS
    assert said(rotation)[1] == 1


def test_with_one_key_it_says_what_to_add(database: Database, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    text, code = rotate(settings, database, Vault.from_settings(*OLD), Suite.SM)
    assert (code, ",2:sm:" in text) == (1, True)


@pytest.mark.parametrize("suite", list(Suite))
def test_what_the_command_prints_is_taken_by_the_settings(suite: Suite) -> None:
    lines = dict(line.split("=", 1) for line in fresh(suite).splitlines())
    vault = Vault.from_settings(lines["FIELD_KEY"], lines["INDEX_KEY"])
    assert vault.open("a.b", 1, vault.seal("a.b", 1, "x")) == "x"


def _found_by_code(connection: Connection, vault: Vault) -> dict[str, list[int]]:
    uow = UnitOfWork(connection, vault, FRIDAY_MORNING, lambda: "uid")
    return firms_by_code(uow, true(), [rotating.said(CODE, 1)])
