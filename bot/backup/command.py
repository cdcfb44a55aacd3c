"""`python -m bot backup FILE` and `python -m bot restore FILE`."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.backup.making import Source, make_backup
from bot.backup.manifest import FILES, Manifest
from bot.backup.restoring import Target, restore_backup
from bot.settings import Settings
from bot.store.vault import Vault

if TYPE_CHECKING:
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]

BACKUP: Final = "backup"
RESTORE: Final = "restore"
MADE: Final = (
    "已备份到 {file}：{rows} 行，{files} 个文件，数据库结构 {revision}。密钥不在里面，请另存。\n"
    "Backed up to {file}: {rows} rows, {files} files, tables of {revision}. The keys are not in "
    "it: keep them elsewhere."
)
DONE: Final = (
    "已恢复 {made_at} 的备份：{rows} 行，{files} 个文件。\n"
    "Restored the backup of {made_at}: {rows} rows, {files} files."
)
DOUBTED: Final = (
    "备份时还没发出的 {count} 条消息可能后来已经发出，没有再发：见 `python -m bot doctor`。\n"
    "Messages that had not gone when it was made may have gone since and are not sent again: "
    "{count}; see `python -m bot doctor`."
)


def add_parsers(commands: "Actions") -> None:
    """Add both commands and their arguments."""
    backup = commands.add_parser(BACKUP, help="put everything but the keys into one file")
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = commands.add_parser(RESTORE, help="put a backup in place; the bots must be stopped")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--replace", action="store_true", help="in the place of what is there")
    restore.add_argument(
        "--moved",
        action="store_true",
        help="the old bots stopped before the backup and do not run again: send what waits",
    )


def run_backup(settings: Settings, file: Path, now: Callable[[], datetime]) -> str:
    """Make one; returns what to say.

    Raises:
        BadBackup: It was not made; the sentence says why.
    """
    vault = Vault.from_settings(*settings.keys())
    made = make_backup(Source(settings.database, settings.data_dir, vault, now), file)
    rows = sum(each.rows or 0 for each in made.parts.values())
    return MADE.format(file=file.name, rows=rows, files=_files(made), revision=made.revision)


def run_restore(settings: Settings, options: argparse.Namespace) -> str:
    """Restore one; returns what to say.

    Raises:
        BadBackup: It was not restored; the sentence says why.
    """
    vault = Vault.from_settings(*settings.keys())
    target = Target(
        settings.database, settings.data_dir, vault, replace=options.replace, moved=options.moved
    )
    done = restore_backup(target, options.file)
    made_at, files = done.manifest.made_at, _files(done.manifest)
    said = DONE.format(made_at=made_at, rows=done.rows, files=files)
    return f"{said}\n{DOUBTED.format(count=done.in_doubt)}" if done.in_doubt else said


def _files(manifest: Manifest) -> int:
    return sum(name.startswith(FILES) for name in manifest.parts)
