"""Why a backup is not made or not restored: sentences for whoever sits at the terminal."""

from typing import Final

from bot.settings import BadSettings


class BadBackup(BadSettings):
    """It cannot be done so; nothing was changed. The message is a sentence in both languages."""


IS_THERE: Final = "{file} 已经存在：请换一个文件名。\n{file} is there already: give another name."
NOTHING_THERE: Final = (
    "没有可备份的：数据库还没有建立。\nThere is nothing to back up: the database is not made yet."
)
NO_FILE: Final = "读不到 {file}。\n{file} cannot be read."
NO_BACKUP: Final = (
    "{file} 不是完整的备份：可能被截断过，或不是 `python -m bot backup` 做的。\n"
    "{file} is no whole backup: it was cut off, or `python -m bot backup` did not make it."
)
OTHER_KEYS: Final = (
    "这份备份要用 {key} 号密钥，FIELD_KEY 里没有它，或不是原来那把。"
    "请先把做备份时的密钥写进 .env。\n"
    "This backup wants key {key}, which FIELD_KEY does not hold, or holds as another one. Put the "
    "keys of that time into .env first."
)
OTHER_INDEX: Final = (
    "这份备份是用另一把 INDEX_KEY 做的。请先把做备份时的 INDEX_KEY 写进 .env。\n"
    "This backup was made with another INDEX_KEY. Put the one of that time into .env first."
)
DAMAGED: Final = (
    "{file} 被改动或损坏，没有恢复任何东西。请换一份备份。\n"
    "{file} was changed or damaged; nothing was restored. Take another backup."
)
NEWER: Final = (
    "这份备份的数据库结构（{revision}）比软件新，请用新版本的软件恢复。\n"
    "This backup is of a newer version ({revision}): restore it with the newer software."
)
HAS_DATA: Final = (
    "这里已经有数据，没有动它。确实要用备份取代，请加 --replace。\n"
    "There are data here, and they were left alone. To put the backup in their place, add "
    "--replace."
)
RUNNING: Final = (
    "机器人正在运行：请先停掉所有进程，再恢复。\n"
    "The bots are running: stop all processes, then restore."
)
NO_ROOM: Final = (
    "写不进去（{why}），没有改动已有的数据。请检查磁盘空间和权限。\n"
    "It cannot be written ({why}); what was there is as it was. Check room and permissions."
)
OTHER_TABLES: Final = (
    "备份里的表和软件的不一样（{table}），没有恢复任何东西。\n"
    "The backup has other tables than the software ({table}); nothing was restored."
)
