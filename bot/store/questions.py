"""The question that is open in a chat: all the state that a conversation has.

What somebody is asked in a topic of a group is kept apart from what they are asked in private,
and from what others are asked there: `chat_id` is always the person's, `bot` names the topic.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, delete, select
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of
from bot.store.insert import upsert
from bot.store.uow import UnitOfWork

PLACE: Final = "question.context"


class Question(SQLModel, table=True):
    """At most one a chat and bot. `context` is JSON that the asker wants back, sealed."""

    bot: str = Field(primary_key=True)
    chat_id: int = Field(primary_key=True, sa_type=BigInteger)
    kind: str
    subject: str
    context: bytes
    asked_at: datetime = Field(sa_type=Moment)


QUESTION: Final = table_of(Question)
_OURS: Final = (
    QUESTION.c.bot == bindparam("its_bot"),
    QUESTION.c.chat_id == bindparam("its_chat"),
)
_OPEN: Final = select(QUESTION).where(*_OURS)
_CLOSE: Final = delete(QUESTION).where(*_OURS)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What was asked last and not answered yet.

    Args:
        kind: Which conversation asked, e.g. `fact`.
        subject: What about, e.g. the fact's id.
    """

    kind: str
    subject: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)


def open_question(uow: UnitOfWork, bot: str, chat_id: int) -> OpenQuestion | None:
    """The question that is open in this chat."""
    place = bot + uow.room
    row = uow.connection.execute(_OPEN, {"its_bot": place, "its_chat": chat_id}).first()
    if row is None:
        return None
    context = uow.vault.open(PLACE, f"{place}:{chat_id}", row.context)
    return OpenQuestion(row.kind, row.subject, json.loads(context))


def ask(uow: UnitOfWork, bot: str, chat_id: int, question: OpenQuestion) -> None:
    """Make this the open question of the chat; an older one is forgotten."""
    context, place = json.dumps(dict(question.context), ensure_ascii=False), bot + uow.room
    row = {
        "bot": place,
        "chat_id": chat_id,
        "kind": question.kind,
        "subject": question.subject,
        "context": uow.vault.seal(PLACE, f"{place}:{chat_id}", context),
        "asked_at": uow.now,
    }
    upsert(uow.connection, QUESTION, row, key=("bot", "chat_id"))


def close_question(uow: UnitOfWork, bot: str, chat_id: int) -> None:
    """Nothing is asked any more."""
    uow.connection.execute(_CLOSE, {"its_bot": bot + uow.room, "its_chat": chat_id})
