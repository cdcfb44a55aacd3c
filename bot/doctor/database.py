"""Whether the database answers, has the right shape, is sound, and lets us work."""

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.doctor.findings import Findings, fine, watch, wrong
from bot.doctor.patient import Patient
from bot.migrate import newest
from bot.store import health
from bot.store.engines import make_engine
from policies.words import Words

OLDEST: Final = 130000
"""PostgreSQL 13: older ones get no corrections any more."""
START_IT: Final = Words(
    "请检查 DATABASE_URL，数据库是否在运行、账号和口令是否对。",
    "Check DATABASE_URL, whether the database runs, and its user and password.",
)
START_BOTS: Final = Words(
    "不用做什么：第一次启动会建好。", "Nothing is to do: the first start makes it."
)
UPGRADES: Final = Words(
    "先备份，再启动：启动时会自动升级。", "Back up, then start: the start brings it up to date."
)
NEWER_CODE: Final = Words(
    "请换回新版本的软件，或恢复升级前的备份。",
    "Use the newer software again, or restore the backup from before the upgrade.",
)
RESTORE: Final = Words(
    "请停掉机器人，留一份现在的文件，再用 `python -m bot restore` 恢复备份。",
    "Stop the bots, keep a copy of the file, then restore a backup: `python -m bot restore`.",
)
RELEASE: Final = Words(
    "请关掉占着数据库的别的程序；磁盘只读就改成可写。",
    "Close whatever else holds the database; if the disk is read-only, make it writable.",
)
GRANT: Final = Words(
    "请让数据库账号拥有这个模式：alter schema … owner to …。",
    "Let the database's user own the schema: alter schema … owner to ….",
)
NEW_SERVER: Final = Words("请升级到 PostgreSQL 13 以上。", "Upgrade to PostgreSQL 13 or later.")
UTF8: Final = Words(
    "请建一个 UTF8 编码的数据库：createdb -E UTF8。", "Make a database in UTF8: createdb -E UTF8."
)
SAFE: Final = Words(
    "请在 postgresql.conf 里改回 on：否则停电会丢消息。",
    "Set it on in postgresql.conf: a power cut would lose messages.",
)


def look_at_shape(connection: Connection) -> Findings:
    """Its tables are those of this version."""
    has, wants = health.revision(connection), newest()
    if has == wants:
        yield fine(
            f"数据库结构是最新的（{has}）。", f"The tables are those of this version ({has})."
        )
    elif has is None:
        yield watch("数据库还是空的。", "The database is empty.", START_BOTS)
    elif has < wants:
        zh, en = (
            f"数据库结构是 {has}，软件要 {wants}。",
            f"The tables are of {has}, this version wants {wants}.",
        )
        yield watch(zh, en, UPGRADES)
    else:
        zh = f"数据库结构 {has} 比软件新。"
        yield wrong(zh, f"The tables ({has}) are newer than this version.", NEWER_CODE)


def look_at_file(patient: Patient, connection: Connection) -> Findings:
    """SQLite: the file is sound, written safely, and can be written now."""
    wrongs = health.damage(connection)
    if wrongs:
        zh = f"数据库文件损坏：{wrongs[0]}。"
        yield wrong(zh, f"The database's file is damaged: {wrongs[0]}.", RESTORE)
        return
    yield fine("数据库文件完好。", "The database's file is sound.")
    yield from _written(patient)


def _written(patient: Patient) -> Findings:
    engine = make_engine(patient.settings.database)
    try:
        with engine.connect() as connection:  # which begins as a writer, and is taken back
            modes = (
                health.pragma(connection, "journal_mode"),
                health.pragma(connection, "synchronous"),
            )
    except DBAPIError as error:
        yield wrong(
            f"数据库写不进去（{error.orig}）。",
            f"The database cannot be written ({error.orig}).",
            RELEASE,
        )
        return
    finally:
        engine.dispose()
    if modes == ("wal", "2"):
        yield fine("数据库可以写（WAL，FULL）。", "The database can be written (WAL, FULL).")
    else:
        zh, en = f"数据库的写法是 {modes}。", f"The database is written as {modes}."
        yield watch(zh, en, RELEASE)


def look_at_server(connection: Connection) -> Findings:
    """PostgreSQL: its version, its settings, our rights."""
    number, name = (
        int(health.shown(connection, "server_version_num")),
        health.shown(connection, "server_version"),
    )
    if number < OLDEST:
        yield watch(f"PostgreSQL {name} 太旧。", f"PostgreSQL {name} is old.", NEW_SERVER)
    else:
        yield fine(f"PostgreSQL {name} 有应答。", f"PostgreSQL {name} answers.")
    if health.shown(connection, "server_encoding") != "UTF8":
        yield wrong("数据库不是 UTF8 编码。", "The database is not in UTF8.", UTF8)
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        if health.shown(connection, name) == "off":
            yield watch(f"PostgreSQL 的 {name} 关着。", f"PostgreSQL's {name} is off.", SAFE)
    yield from _rights(connection)


def _rights(connection: Connection) -> Findings:
    closed = health.closed_tables(connection)
    if closed or not health.may_make_tables(connection):
        names = ", ".join(closed) or "create"
        zh, en = f"数据库账号权限不够：{names}。", f"The database's user lacks rights: {names}."
        yield wrong(zh, en, GRANT)
    else:
        yield fine("数据库账号权限够用。", "The database's user has the rights that are needed.")


def clock_ahead(patient: Patient, connection: Connection) -> timedelta:
    """How far our clock is ahead of PostgreSQL's."""
    return patient.now() - datetime.fromtimestamp(health.server_time(connection), UTC)
