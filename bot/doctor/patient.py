"""What is looked at: the settings as far as they can be read, and whatever is opened by them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from sqlalchemy import Engine, make_url

from bot.settings import Settings, unread
from bot.store.engines import make_reader

SECONDS: Final = 5
"""So long the database may take to answer."""


@dataclass(frozen=True)
class Patient:
    """One installation.

    Args:
        settings: What could be read; in the place of what could not, the defaults.
        unread: Names of variables whose values make no sense, as in the environment.
        root: The folder of another rule base.
        now: The wall clock of this machine, aware UTC.
    """

    settings: Settings
    unread: tuple[str, ...]
    root: Path | None
    now: Callable[[], datetime]

    @property
    def is_sqlite(self) -> bool:
        """Whether one process works on a file."""
        return self.settings.database.startswith("sqlite")

    @property
    def file(self) -> Path | None:
        """The database's file; None where there is a server, or nothing but memory."""
        name = make_url(self.settings.database).database if self.is_sqlite else None
        return Path(name) if name else None

    def engine(self) -> Engine:
        """An engine for a short look; on SQLite it only reads, and holds nobody up.

        Raises:
            ValueError: DATABASE_URL cannot be read.
            sqlalchemy.exc.ArgumentError: The same.
        """
        return make_reader(self.settings.database, SECONDS)


def admit(root: Path | None, now: Callable[[], datetime]) -> Patient:
    """Read the settings, leaving out what makes no sense."""
    try:
        return Patient(Settings(), (), root, now)
    except ValidationError as error:
        bad = unread(error)
        defaults = {name: Settings.model_fields[name].default for name in map(str.lower, bad)}
        return Patient(Settings(**defaults), tuple(bad), root, now)
    except (OSError, UnicodeDecodeError) as error:
        return Patient(Settings(_env_file=None), tuple(unread(error)), root, now)
