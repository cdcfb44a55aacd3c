"""Command line: `python -m bot run | admin … | audit verify | keys | doctor`.

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
from pathlib import Path
from random import SystemRandom

from sqlalchemy.exc import DBAPIError

from bot import (
    admin_in_force,
    admin_labels,
    admin_routes,
    admin_staff,
    admin_towns,
    audit_command,
    logs,
)
from bot.domain.clock import BusinessClock
from bot.leader import Leader
from bot.migrate import upgrade
from bot.process import Outside, Process
from bot.services.releases.rules import Fallback, fallbacks
from bot.settings import BadSettings, Settings
from bot.store import audit_seals, inbox, outbox
from bot.store.anchors import Anchors
from bot.store.database import Database
from bot.store.files import jobs as file_jobs
from bot.store.releases.versions import versions_in_force
from bot.store.slots import Limits
from bot.store.vault import BadKey, Vault, new_key
from bot.wiring.assembly import assemble
from bot.wiring.speaking import render_of
from policies.errors import FactError, RuleFileError
from policies.fact_values import dump_value, parse_value
from policies.facts import FactType
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
AWAY = (
    "连不上数据库，请检查 DATABASE_URL 和数据库是否在运行。\n"
    "The database does not answer: check DATABASE_URL and whether it runs."
)
gc.freeze()
gc.enable()

NO_SUCH = (
    "规则库里没有：{what}。地区和事实见规则库的 regions.yaml 和 facts.yaml。\n"
    "Not in the rule base: {what}. See its regions.yaml and facts.yaml."
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
    parser.add_argument("--root", type=Path, metavar="DIR", help="another rule base")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run both bots until Ctrl-C")
    run.add_argument("--fresh", action="store_true", help="sandbox only: forget everything first")
    admin = commands.add_parser("admin", help="what only the operator may do")
    acts = admin.add_subparsers(dest="act", required=True)
    admin_staff.add_parser(acts)
    admin_routes.add_parser(acts)
    state = acts.add_parser("set", help="set what holds for a region, e.g. its state")
    state.add_argument("region", help="a path of regions.yaml")
    state.add_argument("fact", help="a fact that staff set")
    state.add_argument("value", help="one of its values")
    admin_in_force.add_parser(acts)
    admin_labels.add_parser(acts)
    admin_towns.add_parser(acts)
    audit_command.add_parser(commands)
    commands.add_parser("keys", help="print a new pair of keys for .env")
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
    process = _process(settings, options.root)
    asyncio.run(process.restore_clock())
    asyncio.run(process.go_over())
    if options.act == admin_staff.INVITE:
        print(admin_staff.run_invite(process, options))
    elif options.act == admin_staff.UNIT:
        print(admin_staff.run_unit(process, options))
    elif options.act == admin_routes.NAME:
        print(admin_routes.run(process, options))
    elif options.act == admin_in_force.NAME:
        print(admin_in_force.run(process, render_of(process), options))
    elif options.act == admin_labels.NAME:
        print(admin_labels.run(process, options.export))
    elif options.act == admin_towns.NAME:
        print(admin_towns.run(process, options))
    else:
        _set(process, options)
    process.database.close()
    return 0


def _audit(settings: Settings, options: argparse.Namespace) -> int:
    process = _process(settings, options.root)
    asyncio.run(process.restore_clock())
    said, code = audit_command.run(process, options)
    print(said)
    process.database.close()
    return code


def _set(process: Process, options: argparse.Namespace) -> None:
    fact = process.rulebase.facts.get(options.fact)
    if options.region not in process.rulebase.regions.places or fact is None:
        raise BadSettings(NO_SUCH.format(what=f"{options.region} {options.fact}"))
    raw = options.value == "true" if fact.type is FactType.BOOL else options.value
    try:
        value = dump_value(fact, parse_value(fact, raw))
    except FactError as error:
        raise BadSettings(str(error.sentence)) from error
    count = process.database.run_sync(
        lambda connection: process.set_region(
            connection, render_of(process), options.region, fact.id, value
        )
    )
    print(f"{options.region}: {fact.id} = {value}; {count} firms planned anew")


def _doctor(settings: Settings, options: argparse.Namespace) -> int:
    process = _process(settings, options.root)
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
    print(f"audit: {run(audit_seals.count_entries)}")
    print(f"files: {run(file_jobs.count_files)}")
    troubled = run(file_jobs.troubled_files)
    for number, bot, state, error in troubled:
        print(f"file {state}: {bot} file {number}: {error}")
    unread = fallbacks(process.rulebase, run(versions_in_force))
    for each in unread:
        print(f"policy {each.version.policy} version {each.version.number}: {_instead(each)}")
    process.database.close()
    return 1 if parked or in_doubt or troubled or unread else 0


def _instead(fallback: Fallback) -> str:
    own = fallback.answers
    what = "nothing answers instead" if own is None else f"version {own.version} on disk answers"
    return f"{what}, it cannot be read any more: {fallback.why}"


def _rulebase(root: Path | None) -> RuleBase:
    try:
        return load_rulebase(root)
    except RuleFileError as error:
        raise BadSettings(str(error)) from error


_COMMANDS = {"run": _run, "admin": _admin, audit_command.NAME: _audit, "doctor": _doctor}


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
