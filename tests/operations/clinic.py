"""An installation in a folder of its own, as `python -m bot doctor` finds it."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import bot.wiring.assembly  # noqa: F401 - with it every table is known
from bot.doctor.examination import examine
from bot.migrate import upgrade
from bot.sandbox.settings import DESK_TOKEN, OWNER_TOKEN
from bot.store.database import Database
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault, new_key
from tests.conftest import FRIDAY_MORNING

NOBODY = "http://127.0.0.1:9"


@dataclass
class Clinic:
    """Its environment, and what was said of it.

    Args:
        environ: What `Settings` reads; whatever is put there counts at the next look.
        ahead: How far its clock is ahead of the real one.
    """

    folder: Path
    environ: dict[str, str]
    ahead: timedelta = timedelta()
    said: str = ""
    vault: Vault = field(init=False)

    def __post_init__(self) -> None:
        keys = {"FIELD_KEY": f"1:{new_key()}", "INDEX_KEY": new_key()}
        tokens = {"OWNER_BOT_TOKEN": OWNER_TOKEN, "DESK_BOT_TOKEN": DESK_TOKEN}
        self.vault = Vault.from_settings(*keys.values())
        places = {"DATA_DIR": str(self.data), "TELEGRAM_API_URL": NOBODY}
        self.environ.update(keys | tokens | places)
        self.data.mkdir(mode=0o700, exist_ok=True)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        return self.environ.get("DATABASE_URL", f"sqlite:///{self.data / 'zhuqi.db'}")

    def begun(self) -> Database:
        """With the tables of this version; whoever asks for it closes it."""
        database = Database(self.url)
        upgrade(database.engine)
        return database

    def does(self, act: Callable[[UnitOfWork], Any]) -> None:
        """Something happened there before."""
        database = self.begun()
        uids = iter(f"uid-{number}" for number in range(99))
        database.run_sync(
            lambda c: act(UnitOfWork(c, self.vault, FRIDAY_MORNING, lambda: next(uids)))
        )
        database.close()

    async def is_examined(self, root: Path | None = None) -> int:
        """Look at it; every line that is not fine says what to do, and none tells a secret."""
        lines: list[str] = []
        code = await asyncio.to_thread(examine, root, self._now, lines.append)
        self.said = "\n".join(lines)
        chinese, english = lines[::2], lines[1::2]
        assert all(line[:2] in {"✓ ", "! ", "✗ "} for line in chinese), self.said
        assert all(line.startswith("  ") for line in english), self.said
        for name in ("OWNER_BOT_TOKEN", "DESK_BOT_TOKEN", "FIELD_KEY", "INDEX_KEY"):
            assert (self.environ.get(name) or "-" * 99) not in self.said, name
        assert "sesame" not in self.said
        assert code == int("✗" in self.said), self.said
        return code

    def wrongs(self) -> list[str]:
        """What does not work, in English."""
        lines = self.said.splitlines()
        return [en.strip() for zh, en in zip(lines[::2], lines[1::2], strict=True) if zh[0] == "✗"]

    def _now(self) -> datetime:
        return datetime.fromtimestamp(time.time(), UTC) + self.ahead
