"""`python -m bot keys`: a new pair of keys; `keys rotate`: all sealed anew with the newest."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from bot.settings import Settings
from bot.store.audit_seals import SEAL
from bot.store.blobs import Blobs
from bot.store.database import Database
from bot.store.resealing import (
    Batch,
    count_old,
    is_gone,
    old_blobs,
    reindex,
    reseal,
    reseal_blob,
)
from bot.store.sealed import SEALED, SealedColumn
from bot.store.suites import Suite
from bot.store.vault import Vault, new_keys

if TYPE_CHECKING:
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]

NAME: Final = "keys"
ROTATE: Final = "rotate"
ONE_KEY: Final = (
    "FIELD_KEY 里只有一把密钥。先在它后面加上（逗号也要）：\n  ,{key}\n"
    "另存一份，重启所有机器人进程，再运行一次 `python -m bot keys rotate`。\n"
    "FIELD_KEY holds one key. Put the line above behind it (with the comma), keep a copy, restart "
    "all processes, then run this command again."
)
PLACE: Final = "{place}: {count}"
LEFT: Final = (
    "还有 {count} 处用旧密钥（{shut} 处打不开）。旧密钥先别删，再运行一次。\n"
    "Still sealed with an older key: {count} ({shut} of them do not open). Keep the old key and "
    "run this again."
)
DONE: Final = (
    "全部改用 {current} 号密钥，旧密钥（{old}）可以从 FIELD_KEY 去掉了。\n"
    "All is sealed with key {current}: the older ones ({old}) may be taken out of FIELD_KEY."
)
BACKUPS: Final = (
    "旧备份仍要旧密钥才打得开，请把旧密钥和旧备份分开存，到期一起销毁。\n"
    "Older backups still want the old key: keep it apart from them, and destroy both in time."
)
SEALS: Final = (
    "审计链有 {count} 条是旧密钥封的：去掉之前先运行 `python -m bot audit verify`，"
    "并把结果存档；去掉之后这些条只能说“密钥不在”。\n"
    "Audit entries sealed with an older key: {count}. Run `python -m bot audit verify` and file "
    "what it says before you take the key out; afterwards they cannot be proven."
)
INDEXED: Final = (
    "信用代码已按新的 INDEX_KEY 重新编了索引（{count} 条）。没用过的邀请码只认旧的："
    "等 72 小时，它们过期了再去掉旧的。\n"
    "Credit codes are indexed by the new INDEX_KEY ({count}). Open invitations know the old one "
    "only: take it out after 72 hours, when they have expired."
)


@dataclass
class Rotation:
    """Seals everything with the newest key, a short transaction at a time.

    Args:
        between: Called after each batch; tests stop there.
    """

    database: Database
    vault: Vault
    blobs: Blobs
    between: Callable[[], None] = lambda: None
    done: dict[str, int] = field(default_factory=dict)
    shut: int = 0

    def run(self) -> None:
        """Every column, then every file on disk."""
        for sealed in SEALED:
            self._column(sealed)
        for uid in old_blobs(self.blobs.folder, self.vault.current):
            self._blob(uid)

    def left(self) -> int:
        """How much still wants an older key."""
        counts = self.database.run_sync(
            lambda connection: [count_old(connection, self.vault, each) for each in SEALED]
        )
        on_disk = sum(1 for _ in old_blobs(self.blobs.folder, self.vault.current))
        return sum(counts) + on_disk

    def index(self) -> int:
        """Index anew by the newest index key."""
        return self.database.run_sync(lambda connection: reindex(connection, self.vault))

    def old_seals(self) -> int:
        """How many audit entries an older key proves."""
        older = select(func.count()).where(SEAL.c.key_id != self.vault.current)
        return self.database.run_sync(lambda connection: connection.execute(older).scalar_one())

    def _column(self, sealed: SealedColumn) -> None:
        batch = self._batch(sealed, None)
        while batch.after is not None:
            batch = self._batch(sealed, batch.after)

    def _batch(self, sealed: SealedColumn, after: tuple[Any, ...] | None) -> Batch:
        batch = self.database.run_sync(
            lambda connection: reseal(connection, self.vault, sealed, after)
        )
        self.done[sealed.place] = self.done.get(sealed.place, 0) + batch.done
        self.shut += batch.shut
        self.between()
        return batch

    def _blob(self, uid: str) -> None:
        if not reseal_blob(self.blobs, uid):
            self.shut += 1
            return
        self.done["files"] = self.done.get("files", 0) + 1
        if self.database.run_sync(lambda connection: is_gone(connection, uid)):
            self.blobs.remove(uid)
        self.between()


def add_parser(commands: "Actions") -> None:
    """`keys [--suite sm]`, `keys rotate`."""
    parser = commands.add_parser(NAME, help="print a new pair of keys, or rotate them")
    parser.add_argument("act", nargs="?", choices=[ROTATE], help="seal all with the newest key")
    parser.add_argument(
        "--suite", choices=list(Suite), default=Suite.AES, help="aes, or sm for SM4 and SM3"
    )


def fresh(suite: str) -> str:
    """Two lines for .env."""
    field_key, index_key = new_keys(1, Suite(suite))
    return f"FIELD_KEY={field_key}\nINDEX_KEY={index_key}"


def rotate(settings: Settings, database: Database, vault: Vault, suite: str) -> tuple[str, int]:
    """Seal all anew.

    Returns:
        What to print, and the exit code: 1 if an older key is still needed.
    """
    if len(vault.ciphers) == 1 and not vault.older:
        key, _ = new_keys(vault.current + 1, Suite(suite))
        return ONE_KEY.format(key=key), 1
    rotation = Rotation(database, vault, Blobs(settings.data_dir / "files", vault))
    rotation.run()
    return said(rotation)


def said(rotation: Rotation) -> tuple[str, int]:
    """What has become of it; see `rotate`."""
    lines = [PLACE.format(place=k, count=n) for k, n in sorted(rotation.done.items()) if n]
    left, vault = rotation.left(), rotation.vault
    if left:
        return "\n".join([*lines, LEFT.format(count=left, shut=rotation.shut)]), 1
    if vault.older:
        lines.append(INDEXED.format(count=rotation.index()))
    old = ", ".join(str(each) for each in sorted(vault.ciphers) if each != vault.current)
    if old:
        lines += [DONE.format(current=vault.current, old=old), BACKUPS]
    if seals := rotation.old_seals():
        lines.append(SEALS.format(count=seals))
    return "\n".join(lines), 0
