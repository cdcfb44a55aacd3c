"""What `scripts/run` starts: the bots if there are tokens, the sandbox with them if not.

Imports nothing slow: the sandbox's page must be up while the bots still load.
"""

import argparse
import os
import secrets
import socket
import sys
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

from bot.settings import BadSettings, Settings, read_settings

TRAINING_STARTS = "2022-07-15T09:00:00+08:00"
"""In the time of the documents: the catalogue is historical."""


def main(arguments: Sequence[str]) -> NoReturn:
    """Become the right process; exit code 2 if the settings do not say which."""
    try:
        command, environment = _chosen(read_settings(), arguments)
    except BadSettings as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    os.execve(sys.executable, command, environment)


def _chosen(settings: Settings, arguments: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    root, rest = _split(arguments)
    rules = [] if root is None else ["--root", str(root)]
    bots = [sys.executable, "-m", "bot", *rules, "run"]
    if settings.has_tokens:
        # Refused here: the bots load for seconds before they could say so.
        settings.keys()
        _ = settings.webhook
        return [*bots, *rest], dict(os.environ)
    control = ["--control-port", str(_free_port())]
    sandbox = [sys.executable, "-m", "bot.sandbox", *rest, *control, "--", *bots]
    return sandbox, {**os.environ, **_training_environment(_folder(settings, root), settings)}


def _split(arguments: Sequence[str]) -> tuple[Path | None, list[str]]:
    """The folder of another rule base, and what is left for whoever is started."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--root", type=Path)
    options, rest = parser.parse_known_args(arguments)
    return options.root and options.root.resolve(), rest


def _folder(settings: Settings, root: Path | None) -> Path:
    """Each rule base is tried in a database of its own: its facts mean nothing to another."""
    if root is None:
        return settings.data_dir / "sandbox"
    mark = sha256(str(root).encode()).hexdigest()[:8]
    return settings.data_dir / f"sandbox-{root.name}-{mark}"


def _training_environment(folder: Path, settings: Settings) -> Mapping[str, str]:
    """Everything that an installation must decide, decided for a try on this machine."""
    folder.mkdir(parents=True, exist_ok=True)
    field_key, index_key = _keys(folder / "keys")
    return {
        "DATA_DIR": str(folder),
        "DATABASE_URL": settings.database_url or f"sqlite:///{folder / 'zhuqi.db'}",
        "FIELD_KEY": f"1:{field_key}",
        "INDEX_KEY": index_key,
        "CLOCK_AT": os.environ.get("CLOCK_AT", TRAINING_STARTS),
        # Who tries it reads two sentences in this terminal, not what an operator keeps.
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
    }


def _keys(file: Path) -> tuple[str, str]:
    """The sandbox's own keys, kept beside its database: without them nothing opens again."""
    if not file.exists():
        new = [b64encode(secrets.token_bytes(32)).decode() for _ in range(2)]
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as opened:
            opened.write("\n".join(new))
    field_key, index_key = file.read_text().split()
    return field_key, index_key


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


if __name__ == "__main__":
    main(sys.argv[1:])
