"""A history of entries with their seals, to be damaged."""

from datetime import UTC, datetime

from sqlalchemy import Connection, text

from bot.audit_check import Report, check_audit, seal_all
from bot.domain.audit_chain import Mark
from bot.store.audit import note
from bot.store.audit_seals import load_mark
from bot.store.database import Database
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault, new_key

NOW = datetime(2022, 7, 15, 1, tzinfo=UTC)
KEYS = (f"1:{new_key()}", new_key())
VAULT = Vault.from_settings(*KEYS)
ROWS = 9
CUT = ("delete from audit_seal where seq > 6", "delete from audit where id > 6")


def add(database: Database, count: int = ROWS, at: datetime = NOW) -> None:
    def act(connection: Connection) -> None:
        uow = UnitOfWork(connection, VAULT, at, str)
        for number in range(count):
            note(uow, actor=f"officer:{number}", act="case:claim", subject=f"case:{number}")

    database.run_sync(act)


def chained(database: Database) -> Mark:
    """A history of entries with their seals; returns the mark of its end."""
    add(database)
    seal_all(database, VAULT)
    mark = database.run_sync(load_mark)
    assert mark is not None
    return mark


def check(database: Database, *anchors: Mark | None, vault: Vault = VAULT) -> Report:
    return check_audit(database, vault, anchors, NOW)


def named(report: Report) -> list[tuple[str, int | None]]:
    return [(damage.kind.value, damage.audit_id) for damage in report.damage]


def run(database: Database, *statements: str) -> None:
    def work(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))

    database.run_sync(work)
