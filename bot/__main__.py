"""Command line: `python -m bot run | admin invite | keys | doctor`.

The only place that reads the wall clock.
"""

import argparse
import asyncio
import secrets
import signal
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from random import SystemRandom

from sqlalchemy.exc import DBAPIError

from bot import logs
from bot.domain.clock import BusinessClock
from bot.leader import Leader
from bot.migrate import upgrade
from bot.settings import BadSettings, Settings
from bot.store import inbox, outbox
from bot.store.database import Database
from bot.store.slots import Limits
from bot.store.vault import BadKey, Vault, new_key
from bot.wiring import Outside, Process, assemble
from policies.loader import load_rulebase

NO_KEYS = (
    "没有加密密钥:运行 `python -m bot keys` 生成一对,写进 .env,并另存一份——丢了密钥,"
    "已存的数据就再也打不开。\n"
    "No keys: `python -m bot keys` makes a pair; put them into .env and keep a copy elsewhere: "
    "without them nothing stored can be opened again."
)
TAKEN = (
    "这个数据库正被另一个助企通进程使用。SQLite 只能一个进程用;要多台机器请换 PostgreSQL。\n"
    "Another process uses this database. SQLite serves one process; for more use PostgreSQL."
)
PORT_TAKEN = (
    "端口 {port} 已被占用:请关闭占用它的程序,或设置 HTTP_PORT。\n"
    "Port {port} is in use: close the program that has it, or set HTTP_PORT."
)
AWAY = (
    "连不上数据库,请检查 DATABASE_URL 和数据库是否在运行。\n"
    "The database does not answer: check DATABASE_URL and whether it runs."
)
STARTED = "机器人已就绪 / The bots are ready"


def main(arguments: Sequence[str]) -> int:
    """Run one command; an error that somebody can mend is a sentence and exit code 2."""
    options = _options(arguments)
    settings = Settings()
    logs.configure(settings.log_level)
    if options.command == "keys":
        print(f"FIELD_KEY=1:{new_key()}\nINDEX_KEY={new_key()}")
        return 0
    try:
        return _COMMANDS[options.command](settings, options)
    except (BadSettings, BadKey) as error:
        print(error, file=sys.stderr)
    except DBAPIError as error:
        print(f"{AWAY}\n({type(error.orig).__name__})", file=sys.stderr)
    return 2


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run both bots until Ctrl-C")
    run.add_argument("--fresh", action="store_true", help="sandbox only: forget everything first")
    admin = commands.add_parser("admin", help="what only the operator may do")
    admin.add_argument("act", choices=["invite"], help="invite: print a new officer's code")
    commands.add_parser("keys", help="print a new pair of keys for .env")
    commands.add_parser("doctor", help="say how this installation is doing")
    return parser.parse_args(arguments)


def _run(settings: Settings, options: argparse.Namespace) -> int:
    process = _process(settings, fresh=options.fresh)
    lock = Leader(process.database.engine)
    if process.database.is_sqlite and not lock.try_lead():
        raise BadSettings(TAKEN)
    try:
        asyncio.run(_serve(process, lock))
    except* OSError as errors:
        raise BadSettings(PORT_TAKEN.format(port=settings.http_port)) from errors
    finally:
        lock.resign()
        process.database.close()
    return 0


async def _serve(process: Process, lock: Leader) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        service = await assemble(process, lock, stack, lambda: print(STARTED, flush=True))
        await service.run(stop)


def _invite(settings: Settings, _: argparse.Namespace) -> int:
    process = _process(settings, fresh=False)
    print(asyncio.run(process.invite()))
    process.database.close()
    return 0


def _doctor(settings: Settings, _: argparse.Namespace) -> int:
    process = _process(settings, fresh=False)
    run = process.database.run_sync
    print(f"database: {process.database.engine.dialect.name}")
    print(f"records: {len(process.rulebase.records)}")
    print(f"updates: {run(inbox.count_by_state)}")
    print(f"messages: {run(outbox.count_by_state)}")
    parked = run(inbox.parked_updates)
    for bot, update_id, error_id in parked:
        print(f"parked: {bot} update {update_id}, error {error_id}")
    in_doubt = run(outbox.unknown_letters)
    for letter_id, bot, error in in_doubt:
        print(f"unknown: {bot} message {letter_id}: {error}")
    process.database.close()
    return 1 if parked or in_doubt else 0


_COMMANDS = {"run": _run, "admin": _invite, "doctor": _doctor}


def _process(settings: Settings, *, fresh: bool) -> Process:
    if settings.field_key is None or settings.index_key is None:
        raise BadSettings(NO_KEYS)
    keys = settings.field_key.get_secret_value(), settings.index_key.get_secret_value()
    vault = Vault.from_settings(*keys)
    database = Database(settings.database)
    if fresh and settings.sandbox_key is not None:
        database.forget_everything()
    upgrade(database.engine)
    return Process(
        settings=settings,
        outside=Outside(real=lambda: datetime.now(UTC), random=SystemRandom()),
        rulebase=load_rulebase(),
        database=database,
        vault=vault,
        clock=BusinessClock(real=lambda: datetime.now(UTC)),
        limits=Limits(),
        owner_id=secrets.token_hex(4),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
