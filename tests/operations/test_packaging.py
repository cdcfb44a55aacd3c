"""The files with which others start it: what they name is there, and means what they think.

Nothing is built or started here: that needs Docker and systemd.
"""

import configparser
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import _options
from bot.doctor.database import OLDEST
from bot.settings import Settings
from bot.uploading import UPLOAD_SECONDS

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "docs" / "ops" / "zhuqi.service"
ALSO = {"PATH", "PYTHONUNBUFFERED"}
HARD = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "UMask": "0077",
    "StateDirectoryMode": "0700",
}


def dockerfile() -> list[tuple[str, str]]:
    """Each instruction with what follows it."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines]


def of(instruction: str) -> list[str]:
    return [what for name, what in dockerfile() if name == instruction]


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return read


def unit() -> configparser.ConfigParser:
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read_string(UNIT.read_text(encoding="utf-8"))
    return read


def is_known(name: str) -> bool:
    return name.lower() in Settings.model_fields or name in ALSO


def test_all_that_the_image_copies_is_there_and_let_in() -> None:
    let_in = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    copied = [what.split()[0] for what in of("COPY") if not what.startswith("--from")]
    assert {ROOT / name for name in copied} <= set(ROOT.iterdir())
    assert set(copied) == let_in
    for package in ("bot", "handlers", "policies", "locales"):
        assert package in copied
    assert not {"tests", "data", ".env", "."} & set(copied), "and no secret"


def test_the_image_runs_a_python_that_we_support_without_being_root() -> None:
    wanted = re.search(
        r'requires-python = ">=3\.(\d+),<3\.(\d+)"', (ROOT / "pyproject.toml").read_text()
    )
    assert wanted is not None
    minors = {int(re.findall(r"python:3\.(\d+)-", what)[0]) for what in of("FROM")}
    assert len(minors) == 1
    assert minors <= set(range(int(wanted[1]), int(wanted[2])))
    [user] = of("USER")
    assert f"useradd --system --uid 10001 --home-dir /app {user}" in of("RUN")[-1]
    assert "--require-hashes" in of("RUN")[0]


def test_the_image_starts_the_bots_and_asks_the_port_that_they_open() -> None:
    [entry], [command] = of("ENTRYPOINT"), of("CMD")
    assert json.loads(entry) == ["python", "-m", "bot"]
    assert _options(json.loads(command)).command == "run"
    [environment] = of("ENV")
    told = dict(each.split("=", 1) for each in shlex.split(environment))
    assert [name for name in told if not is_known(name)] == []
    [health] = of("HEALTHCHECK")
    assert "/healthz" in health
    assert told["HTTP_PORT"] in of("EXPOSE")
    assert told["DATA_DIR"] in of("VOLUME")


def test_compose_runs_bots_on_one_postgresql_and_shares_their_files() -> None:
    services, volumes = compose()["services"], compose()["volumes"]
    bot, database = services["bot"], services["database"]
    assert _options(bot["command"]).command == "run"
    assert [name for name in bot["environment"] if not is_known(name)] == []
    url = bot["environment"]["DATABASE_URL"].replace("${POSTGRES_PASSWORD}", "p")
    assert Settings(_env_file=None, database_url=url).database == url
    assert "@database/zhuqi" in url
    assert database["environment"]["POSTGRES_DB"] == "zhuqi"
    major = re.findall(r"postgres:(\d+)", database["image"])[0]
    assert int(major) * 10000 >= OLDEST
    mounts = [each for service in services.values() for each in service["volumes"]]
    assert {each.split(":")[0] for each in mounts} == set(volumes)
    assert f"files:{bot['environment']['DATA_DIR']}" in bot["volumes"]
    assert bot["depends_on"]["database"]["condition"] == "service_healthy"
    assert "ports" not in bot, "metrics are not for the outside"
    assert "container_name" not in bot, "so that there may be several"


def test_the_unit_runs_the_bots_and_gives_them_time_to_finish() -> None:
    service = unit()["Service"]
    command = shlex.split(service["ExecStart"])
    home = service["WorkingDirectory"]
    assert command[:3] == [f"{home}/.venv/bin/python", "-m", "bot"]
    assert _options(command[3:]).command == "run"
    told = dict(each.split("=", 1) for each in shlex.split(service["Environment"]))
    assert [name for name in told if not is_known(name)] == []
    assert told["DATA_DIR"] == f"/var/lib/{service['StateDirectory']}"
    assert (service["Restart"], service["KillSignal"]) == ("always", "SIGTERM")
    assert int(service["TimeoutStopSec"]) > UPLOAD_SECONDS
    assert {name: service[name] for name in HARD} == HARD


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not installed")
    here = tmp_path / "zhuqi.service"
    words = UNIT.read_text(encoding="utf-8").replace("/opt/zhuqi/.venv/bin/python", "/bin/true")
    here.write_text(words, encoding="utf-8")
    found = subprocess.run([analyze, "verify", here], capture_output=True, text=True, check=False)
    about_ours = [line for line in found.stderr.splitlines() if "zhuqi.service" in line]
    assert about_ours == []
