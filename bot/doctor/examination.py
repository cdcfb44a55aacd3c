"""The order in which an installation is looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.doctor import database, standing
from bot.doctor.clock import look_at_clock
from bot.doctor.findings import Finding, Findings, Mark, watch, wrong
from bot.doctor.keys import look_at_keys, look_at_sealed
from bot.doctor.patient import Patient, admit
from bot.doctor.places import look_at_disk, look_at_secrets
from bot.doctor.settings import look_at_rules, look_at_settings, look_at_zone
from bot.doctor.telegram import look_at_bots
from bot.migrate import newest
from bot.store import health
from bot.store.vault import Vault
from policies.rulebase import RuleBase

Print = Callable[[str], None]


def examine(root: Path | None, now: Callable[[], datetime], say: Print) -> int:
    """Look at everything and say it as it is found.

    Args:
        root: The folder of another rule base.
        now: The wall clock, aware UTC.
        say: Prints a line.

    Returns:
        The exit code: 1 if anything is wrong.
    """
    code = 0
    for finding in _findings(admit(root, now)):
        code |= finding.mark is Mark.WRONG
        for line in finding.lines:
            say(line)
    return int(code)


@dataclass
class _Look:
    """What the database is needed for, once it is open."""

    patient: Patient
    rules: RuleBase | None
    vault: Vault | None
    ahead: timedelta | None = None

    def findings(self) -> Findings:
        """All there is to say of it; a database that is away is said as well."""
        file = self.patient.file
        if self.patient.is_sqlite and (file is None or not file.exists()):
            yield watch("还没有数据库。", "There is no database yet.", database.START_BOTS)
            return
        try:
            engine = self.patient.engine()
        except (ArgumentError, ValueError):
            yield wrong("DATABASE_URL 读不懂。", "DATABASE_URL makes no sense.", database.START_IT)
            return
        try:
            with engine.connect() as connection:
                yield from self._opened(connection)
        except DBAPIError as error:
            yield self._away(error)
        finally:
            engine.dispose()

    def _opened(self, connection: Connection) -> Findings:
        if self.patient.is_sqlite:
            yield from database.look_at_file(self.patient, connection)
        else:
            self.ahead = database.clock_ahead(self.patient, connection)
            yield from database.look_at_server(connection)
        yield from database.look_at_shape(connection)
        if health.revision(connection) != newest():
            return
        if self.vault is not None:
            yield from look_at_sealed(connection, self.vault)
        yield from standing.look_at_work(connection)
        if self.rules is not None:
            yield from standing.look_at_policies(connection, self.rules)

    def _away(self, error: DBAPIError) -> Finding:
        """Only the kind of the error: its words may hold an address."""
        kind = type(error.orig).__name__
        if self.patient.is_sqlite:
            zh, en = (
                f"数据库文件读不出来（{error.orig}）。",
                f"The database's file cannot be read ({error.orig}).",
            )
            return wrong(zh, en, database.RESTORE)
        zh, en = f"数据库没有应答（{kind}）。", f"The database does not answer ({kind})."
        return wrong(zh, en, database.START_IT)


def _findings(patient: Patient) -> Findings:
    yield from look_at_settings(patient)
    rules, of_rules = look_at_rules(patient)
    yield from of_rules
    yield from look_at_zone(patient)
    yield from look_at_secrets(patient)
    yield from look_at_disk(patient)
    vault, of_keys = look_at_keys(patient)
    yield from of_keys
    look = _Look(patient, rules, vault)
    yield from look.findings()
    of_bots, ahead = look_at_bots(patient)
    yield from of_bots
    yield from look_at_clock({"Telegram": ahead, "PostgreSQL": look.ahead})
