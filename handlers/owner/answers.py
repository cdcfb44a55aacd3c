"""Who asked the question that is open, and that it is still open when it is answered."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.files import Taken
from bot.store.questions import OpenQuestion, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker

BOT = "owner"

Answer: TypeAlias = Callable[[Owner, Update, OpenQuestion, str], Awaitable[None]]
"""Takes the text as an answer to its question; makes the one call to `owner.act`."""

FileAnswer: TypeAlias = Callable[[Owner, UnitOfWork, Speaker, Taken, OpenQuestion], Replies]
"""Takes a file as an answer to its question, inside the act."""


def still_open(uow: UnitOfWork, chat_id: int, question: OpenQuestion) -> None:
    """Make sure in the act that the question is still the one that was read before it.

    Raises:
        Stale: It was answered meanwhile.
    """
    if open_question(uow, BOT, chat_id) != question:
        raise Stale(StaleCode.ANSWERED)
