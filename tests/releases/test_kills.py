"""Killed in the middle of a walk, again and again: no firm is left out, and none hears twice."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.releases import ReleaseState
from bot.store.releases.shifts import ShiftState, count_shifts
from bot.store.vault import Vault, new_key
from tests.conftest import FRIDAY_MORNING
from tests.databases import ENGINES, on_engine
from tests.releases.house import LOWER, House

FIRMS = 11
KILLED = -9


@pytest.mark.parametrize("engine", ENGINES)
def test_killed_three_times_each_firm_hears_once(engine: str, tmp_path: Path) -> None:
    keys = (f"1:{new_key()}", new_key())
    with on_engine(engine, tmp_path) as database:
        house = House(database, Vault.from_settings(*keys), FRIDAY_MORNING, tmp_path)
        firms = [house.firm(960) for _ in range(FIRMS)]
        release_id = house.approved(LOWER)
        house.publish()
        url = database.engine.url.render_as_string(hide_password=False)
        deaths = [_victim(url, keys, steps) for steps in (1, 0, 2)]
        assert deaths == [KILLED] * 3
        assert house.release(release_id).walked < FIRMS
        assert _victim(url, keys, 1000) == 0
        assert house.release(release_id).state is ReleaseState.DONE
        assert len(house.letters()) == FIRMS
        assert {int(key.split(":")[2]) for key in house.letters()} == set(firms)
        counted = house.act(lambda uow: count_shifts(uow.connection, release_id))
        assert counted == {ShiftState.TOLD: FIRMS}
        database.close()


def _victim(url: str, keys: tuple[str, str], steps: int) -> int:
    command = [sys.executable, "-m", "tests.releases.victim", url, *keys]
    told = [FRIDAY_MORNING.isoformat(), str(steps)]
    return subprocess.run([*command, *told], check=False, timeout=120).returncode
