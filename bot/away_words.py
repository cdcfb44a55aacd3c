"""What a command says when the database takes no work: why, and what to do."""

from typing import Final

from sqlalchemy.exc import DBAPIError

from bot.store.away import Why, why_away

WORDS: Final = {
    Why.GONE: (
        "连不上数据库，请检查 DATABASE_URL 和数据库是否在运行。\n"
        "The database does not answer: check DATABASE_URL and whether it runs."
    ),
    Why.FULL: (
        "磁盘满了，什么都没有改动。请腾出空间再试。\n"
        "The disk is full; nothing was changed. Make room and try again."
    ),
    Why.READ_ONLY: (
        "数据库只读，什么都没有改动。请检查磁盘是否只读、文件是不是运行机器人的用户的。\n"
        "The database is read-only; nothing was changed. See whether the disk is, and whether the "
        "file belongs to the user who runs the bots."
    ),
    Why.LOCKED: (
        "别的程序占着数据库，什么都没有改动。请关掉它再试。\n"
        "Another program holds the database; nothing was changed. Close it and try again."
    ),
    Why.DAMAGED: (
        "数据库文件损坏，没有动它。请留一份现在的文件，再用 `python -m bot restore` 恢复备份。\n"
        "The database is damaged and was left as it is. Keep a copy of the file, then restore a "
        "backup: `python -m bot restore`."
    ),
    Why.FAILING: (
        "数据库读写出错，请检查磁盘和内存。\n"
        "The database cannot read or write: check the disk and the memory."
    ),
}


def said_of(error: DBAPIError) -> str:
    """Sentences in both languages, and the kind of the error: its words may hold an address."""
    words = WORDS[why_away(error) or Why.GONE]
    return f"{words}\n({type(error.orig).__name__})"
