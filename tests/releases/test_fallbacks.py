"""A version that no longer fits the software gives way, and `python -m bot doctor` says so."""

import os
from pathlib import Path

import pytest

from bot import logs
from bot.__main__ import main
from bot.migrate import upgrade
from bot.store.database import Database
from bot.store.releases.versions import VERSION
from bot.store.vault import Vault, new_key
from tests.conftest import FRIDAY_MORNING
from tests.databases import sqlite_url
from tests.releases.house import BOOTH, LOADED, TEXT, House
from tests.test_launch import settings_of

UNKNOWN = TEXT.replace("headcount < 1000", "heads < 1000")
"""As if the software that came last did not know the fact any more."""


def test_doctor_names_what_runs_by_another_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = {"FIELD_KEY": f"1:{new_key()}", "INDEX_KEY": new_key()}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "environ", settings_of(tmp_path, **keys))
    monkeypatch.setattr(logs, "configure", lambda _: None)  # the tests have done that
    database = on_disk(tmp_path)
    house = House(database, Vault.from_settings(*keys.values()), FRIDAY_MORNING, tmp_path)
    assert main(["doctor"]) == 0, "what is in force is what is on disk"

    for policy, instead in (
        (BOOTH, "version 1 on disk answers"),
        ("P-FC-99", "nothing answers instead"),
    ):
        left = {"policy": policy, "text": UNKNOWN, "hash": "another"}
        mine = VERSION.update().where(VERSION.c.policy.in_([BOOTH, policy])).values(left)
        database.run_sync(lambda connection, left=mine: connection.execute(left))
        house.go_over()
        capsys.readouterr()

        assert main(["doctor"]) == 1
        said = capsys.readouterr().out
        assert f"policy {policy} version 1: {instead}, it cannot be read any more" in said
        assert "heads" in said
        assert house.rules.records.get(policy) is LOADED.records.get(policy)
    database.close()


def on_disk(folder: Path) -> Database:
    """As the first start makes it."""
    database = Database(sqlite_url(folder))
    upgrade(database.engine)
    return database
