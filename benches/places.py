"""Databases to work on: a file, or a schema of a PostgreSQL server, gone afterwards."""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from bot.store.engines import make_engine
from bot.store.tables import METADATA
from bot.store.vault import Vault, new_key

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1/test")
ENGINES = ("sqlite", "postgresql")
_NUMBERS = itertools.count(1)


def _new_keys() -> tuple[str, str]:
    return f"1:{new_key()}", new_key()


@dataclass(frozen=True)
class Place:
    """A database with all tables, and the keys to what is stored there."""

    url: str
    keys: tuple[str, str] = field(
        default_factory=lambda: (f"1:{new_key()}", new_key()), repr=False
    )

    @property
    def is_sqlite(self) -> bool:
        """Whether one process at a time may use it."""
        return self.url.startswith("sqlite")

    @property
    def vault(self) -> Vault:
        """Opens what is stored there."""
        return Vault.from_settings(*self.keys)

    def onlooker(self) -> Engine:
        """An engine that reads without taking SQLite's write lock."""
        return create_engine(self.url, poolclass=NullPool)


@cache
def reachable(engine: str) -> bool:
    """Whether there is a server of this engine; a file can always be made."""
    if engine == "sqlite":
        return True
    admin = create_engine(POSTGRES, poolclass=NullPool)
    try:
        admin.connect().close()
    except OperationalError:
        return False
    return True


@contextmanager
def place(engine: str, postgres: str = POSTGRES) -> Iterator[Place]:
    """A fresh database of either engine, dropped at the end.

    Raises:
        sqlalchemy.exc.OperationalError: PostgreSQL does not answer.
    """
    with _sqlite() if engine == "sqlite" else _schema(postgres) as url:
        made = make_engine(url)
        METADATA.create_all(made)
        made.dispose()
        yield Place(url)


@contextmanager
def _sqlite() -> Iterator[str]:
    with TemporaryDirectory(prefix="zhuqi-") as folder:
        yield f"sqlite:///{Path(folder) / 'zhuqi.db'}"


@contextmanager
def _schema(postgres: str) -> Iterator[str]:
    schema = f"b_{os.getpid()}_{next(_NUMBERS)}"
    admin = create_engine(postgres, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        connection.execute(text(f"create schema {schema}"))
    url = make_url(postgres).update_query_dict({"options": f"-csearch_path={schema}"})
    yield url.render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"drop schema {schema} cascade"))
