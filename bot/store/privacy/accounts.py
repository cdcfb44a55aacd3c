"""What stands in the rows of one person, erased; that they were there stays, without who."""

from typing import Any, Final

from sqlalchemy import Connection, Table, delete, or_, select, update

from bot.domain.broadcasts import RecipientState
from bot.store.broadcasts.lasting import LOOK as BROADCAST_LOOK
from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.broadcasts.topic_leaves import LEAVE
from bot.store.columns import real_now
from bot.store.files.erasing import erase
from bot.store.files.files import FILE, NAME
from bot.store.files.links import FILE_LINK
from bot.store.firms.invitations import INVITATION
from bot.store.firms.looks import LOOK
from bot.store.firms.people import MEMBERSHIP, PERSON
from bot.store.heard import HEARD
from bot.store.parked import PARKED
from bot.store.problems import PROBLEM
from bot.store.questions import QUESTION
from bot.store.screens import LAST_SCREEN
from bot.store.staff.officers import WRONG_CODE
from bot.store.testing.responsible import RESPONSIBLE
from bot.store.uow import UnitOfWork

BOT: Final = "owner"
NOBODY: Final = 0
"""A chat that is none."""
THEIRS: Final[tuple[Table, ...]] = (
    MEMBERSHIP,
    HEARD,
    PARKED,
    LAST_SCREEN,
    LOOK,
    BROADCAST_LOOK,
    LEAVE,
    RESPONSIBLE,
    PROBLEM,
)
"""Rows that say something of a person by `person_id`, and nothing that others need."""


def erase_account(uow: UnitOfWork, person_id: int, chat_id: int) -> None:
    """Forget who somebody was, and all that only they needed."""
    connection = uow.connection
    for table in THEIRS:
        connection.execute(delete(table).where(table.c.person_id == person_id))
    in_chat = QUESTION.c.chat_id == chat_id
    connection.execute(delete(QUESTION).where(in_chat, QUESTION.c.bot == BOT))
    connection.execute(delete(WRONG_CODE).where(WRONG_CODE.c.chat_id == chat_id))
    used = update(INVITATION).where(INVITATION.c.used_by == chat_id)
    connection.execute(used.values(used_by=NOBODY))
    _leave_ledgers(connection, person_id)
    gone = {"chat_id": -person_id, "language": "zh", "blocked": True, "firm_id": None}
    erased = update(PERSON).where(PERSON.c.id == person_id)
    connection.execute(erased.values(**gone, erased_at=uow.now))


def erase_files(uow: UnitOfWork, *, chat_id: int | None = None, firm_id: int | None = None) -> int:
    """Forget what was sent to the owner bot from a chat, or for a firm; returns how many."""
    whose = (FILE.c.chat_id == chat_id) if firm_id is None else (FILE.c.firm_id == firm_id)
    wanted = select(FILE.c.id, FILE.c.uid).where(whose, FILE.c.bot == BOT)
    rows = uow.connection.execute(wanted).all()
    ids = [row.id for row in rows]
    erase(uow.connection, FILE.c.id.in_(ids))
    uow.connection.execute(delete(FILE_LINK).where(FILE_LINK.c.file_id.in_(ids)))
    for row in rows:
        nameless: dict[str, Any] = {"name": uow.vault.seal(NAME, row.uid, "file")}
        nameless |= {"chat_id": None, "album": None}
        uow.connection.execute(update(FILE).where(FILE.c.id == row.id).values(nameless))
    return len(ids)


def _leave_ledgers(connection: Connection, person_id: int) -> None:
    """Broadcasts keep that one more got them, and not in which chat."""
    theirs = RECIPIENT.c.person_id == person_id
    waits = RECIPIENT.c.state == RecipientState.WAITING
    ended = {"state": RecipientState.BLOCKED, "settled_at": real_now()}
    connection.execute(update(RECIPIENT).where(theirs, waits).values(ended))
    nowhere = {"chat_id": NOBODY, "message_id": None, "carried": None}
    connection.execute(update(RECIPIENT).where(theirs).values(nowhere))


def is_erased(connection: Connection, person_id: int) -> bool:
    """Whether this person had their data erased."""
    wanted = select(PERSON.c.erased_at).where(PERSON.c.id == person_id)
    return connection.execute(wanted).scalar_one_or_none() is not None


def files_from(connection: Connection, chat_id: int) -> int:
    """How many files of this chat are still kept."""
    kept = select(FILE.c.id).where(FILE.c.chat_id == chat_id, FILE.c.bot == BOT)
    held = or_(FILE.c.file_id.is_not(None), FILE.c.live)
    return len(connection.execute(kept.where(held)).all())
