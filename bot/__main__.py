"""Command line: `python -m bot run | admin … | audit verify | keys | doctor | backup | restore`.

The only place that reads the wall clock.
"""

import gc

gc.disable()  # while all that follows is loaded, to stay: sweeping it again and again costs 1 s

import argparse
import asyncio
import secrets
import signal
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import SystemRandom

from sqlalchemy.exc import DBAPIError

from bot import (
    admin_in_force,
    admin_labels,
    admin_routes,
    admin_set,
    admin_staff,
    admin_towns,
    audit_command,
    keys_command,
    logs,
)
from bot.admin_terminal import own_terminal
from bot.away_words import said_of
from bot.backup import command as backup
from bot.doctor.examination import examine
from bot.domain.clock import BusinessClock
from bot.leader import Leader
from bot.migrate import upgrade
from bot.process import Outside, Process
from bot.settings import BadSettings, Settings, read_settings
from bot.store.anchors import Anchors
from bot.store.database import Database
from bot.store.slots import Limits
from bot.store.vault import BadKey, Vault
from bot.wiring.assembly import assemble
from policies.errors import RuleFileError
from policies.loader import load_rulebase
from policies.rulebase import RuleBase

TAKEN = (
    "这个数据库正被另一个助企通进程使用。SQLite 只能一个进程用；要多台机器请换 PostgreSQL。\n"
    "Another process uses this database. SQLite serves one process; for more use PostgreSQL."
)
PORT_TAKEN = (
    "端口 {port} 已被占用：请关闭占用它的程序，或设置 HTTP_PORT。\n"
    "Port {port} is in use: close the program that has it, or set HTTP_PORT."
)
gc.freeze()
gc.enable()

STARTED = "机器人已就绪 / The bots are ready"


def main(arguments: Sequence[str]) -> int:
    """Run one command; an error that somebody can mend is a sentence and exit code 2."""
    options = _options(arguments)
    if options.command == keys_command.NAME and options.act is None:
        print(keys_command.fresh(options.suite))
        return 0
    if options.command == "doctor":  # which says itself what is wrong with the settings
        logs.configure("CRITICAL")
        return examine(options.root, lambda: datetime.now(UTC), partial(print, flush=True))
    try:
        settings = read_settings()
        logs.configure(settings.log_level)
        return _COMMANDS[options.command](settings, options)
    except (BadSettings, BadKey) as error:
        print(error, file=sys.stderr)
    except DBAPIError as error:
        print(said_of(error), file=sys.stderr)
    return 2


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot")
    parser.add_argument("--root", type=Path, metavar="DIR", help="another rule base")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run both bots until Ctrl-C")
    run.add_argument("--fresh", action="store_true", help="sandbox only: forget everything first")
    admin = commands.add_parser("admin", help="what only the operator may do")
    acts = admin.add_subparsers(dest="act", required=True)
    admin_staff.add_parser(acts)
    admin_routes.add_parser(acts)
    admin_set.add_parser(acts)
    admin_in_force.add_parser(acts)
    admin_labels.add_parser(acts)
    admin_towns.add_parser(acts)
    audit_command.add_parser(commands)
    keys_command.add_parser(commands)
    backup.add_parsers(commands)
    commands.add_parser("doctor", help="say how this installation is doing")
    return parser.parse_args(arguments)


def _run(settings: Settings, options: argparse.Namespace) -> int:
    process = _process(settings, options.root, fresh=options.fresh)
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
        gc.freeze()  # the rules: no sweep of what stays may hold up answers for half a second
        service = await assemble(process, lock, stack, lambda: print(STARTED, flush=True))
        await service.run(stop)


def _admin(settings: Settings, options: argparse.Namespace) -> int:
    process, code = _process(settings, options.root), 0
    asyncio.run(process.restore_clock())
    asyncio.run(process.go_over())
    if options.act == admin_staff.INVITE:
        print(admin_staff.run_invite(process, options))
    elif options.act == admin_staff.UNIT:
        print(admin_staff.run_unit(process, options))
    elif options.act == admin_routes.NAME:
        print(admin_routes.run(process, options))
    elif options.act in _CHANGES:
        code = _CHANGES[options.act](process, own_terminal(), options)
    elif options.act == admin_labels.NAME:
        print(admin_labels.run(process, options.export))
    else:
        print(admin_towns.run(process, options))
    process.database.close()
    return code


def _audit(settings: Settings, options: argparse.Namespace) -> int:
    process = _process(settings, options.root)
    asyncio.run(process.restore_clock())
    said, code = audit_command.run(process, options)
    print(said)
    process.database.close()
    return code


def _backup(settings: Settings, options: argparse.Namespace) -> int:
    print(backup.run_backup(settings, options.file, lambda: datetime.now(UTC)))
    return 0


def _restore(settings: Settings, options: argparse.Namespace) -> int:
    print(backup.run_restore(settings, options))
    return 0


def _rotate(settings: Settings, options: argparse.Namespace) -> int:
    vault = Vault.from_settings(*settings.keys())
    database = Database(settings.database)
    upgrade(database.engine)
    said, code = keys_command.rotate(settings, database, vault, options.suite)
    print(said)
    database.close()
    return code


def _rulebase(root: Path | None) -> RuleBase:
    try:
        return load_rulebase(root)
    except RuleFileError as error:
        raise BadSettings(str(error)) from error


_CHANGES = {admin_set.NAME: admin_set.run, admin_in_force.NAME: admin_in_force.run}
_COMMANDS = {
    "run": _run,
    "admin": _admin,
    audit_command.NAME: _audit,
    keys_command.NAME: _rotate,
    backup.BACKUP: _backup,
    backup.RESTORE: _restore,
}


def _process(settings: Settings, root: Path | None, *, fresh: bool = False) -> Process:
    vault = Vault.from_settings(*settings.keys())
    rulebase = _rulebase(root)
    database = Database(settings.database)
    if fresh and settings.sandbox_key is not None:
        database.forget_everything()
        Anchors(settings.data_dir).forget()
    upgrade(database.engine)
    return Process(
        settings=settings,
        outside=Outside(real=lambda: datetime.now(UTC), random=SystemRandom()),
        rulebase=rulebase,
        database=database,
        vault=vault,
        clock=BusinessClock(real=lambda: datetime.now(UTC)),
        limits=_limits(settings),
        owner_id=secrets.token_hex(4),
    )


def _limits(settings: Settings) -> Limits:
    """What Telegram takes; the sandbox's own Bot API takes all at once, so that days pass fast."""
    return Limits() if settings.sandbox_key is None else Limits(per_second=None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
