"""A person wrote something: it goes to whoever asked the question that is open."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.store.questions import OpenQuestion, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner

BOT = "owner"

Answer = Callable[[Owner, Update, OpenQuestion, str], Awaitable[None]]
"""Takes the text as an answer to its question; makes the one call to `owner.act`."""


@dataclass(frozen=True)
class Answers:
    """Who asked: question kind to conversation. `unasked` takes what nobody asked for."""

    kinds: Mapping[str, Answer]
    unasked: Answer


async def text(event_update: Update, owner: Owner, answers: Answers) -> None:
    """A text that is no command."""
    chat_id = int(owner.app.turn_of(event_update).chat_id or 0)
    question = await owner.app.read(lambda uow: open_question(uow, BOT, chat_id))
    asked = question or OpenQuestion("")
    answer = answers.kinds.get(asked.kind, answers.unasked)
    message = event_update.message
    await answer(owner, event_update, asked, (message.text if message else None) or "")


def still_open(uow: UnitOfWork, chat_id: int, question: OpenQuestion) -> None:
    """Make sure in the act that the question is still the one that was read before it.

    Raises:
        Stale: It was answered meanwhile.
    """
    if open_question(uow, BOT, chat_id) != question:
        raise Stale(StaleCode.ANSWERED)
