"""A PostgreSQL server of a test's own, to be crashed at will."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

USER = "postgres"
PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


@dataclass(frozen=True)
class Cluster:
    programs: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/postgres"

    def control(self, *arguments: str) -> None:
        command = [self.programs / "pg_ctl", "-w", "-s", "-D", self.folder / "data", *arguments]
        _run(command, self.folder)


def programs() -> Path | None:
    """Where initdb and pg_ctl are; None if PostgreSQL's server is not installed."""
    found = shutil.which("pg_ctl")
    return Path(found).parent if found else next(iter(PLACES), None)


@contextmanager
def cluster(where: Path) -> Iterator[Cluster]:
    """A running server, stopped and removed at the end."""
    folder = Path(mkdtemp(prefix="zhuqi-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
    made = Cluster(where, folder, _free_port())
    try:
        initdb = [where / "initdb", "-D", folder / "data", "-A", "trust", "-U", USER, "--no-sync"]
        _run([*initdb, "-E", "UTF8", "--locale", "C"], folder)
        options = f"-p {made.port} -k {folder} -c listen_addresses=127.0.0.1"
        made.control("-l", str(folder / "log"), "-o", options, "start")
        yield made
        made.control("-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _run(command: Sequence[str | Path], folder: Path) -> None:
    """PostgreSQL refuses to run as root."""
    user = USER if os.geteuid() == 0 else None
    with (folder / "output").open("ab") as output:
        subprocess.run(command, cwd=folder, user=user, stdout=output, stderr=output, check=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
