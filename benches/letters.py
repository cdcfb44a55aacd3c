"""Messages put into the outbox by nobody's act."""

import secrets
from collections.abc import Sequence

from benches.places import Place
from bot.domain.speech import Lane, View
from bot.store.engines import make_engine
from bot.store.outbox import Letter, queue_letters
from bot.telegram import say


def queue_texts(place: Place, bot: str, texts: Sequence[str], *, chats: int) -> None:
    """Queue texts as messages of a bot, dealt out to so many chats."""
    engine, vault = make_engine(place.url), place.vault
    letters = [_letter(bot, number % chats + 1, text) for number, text in enumerate(texts)]
    with engine.begin() as connection:
        queue_letters(connection, vault, letters)
    engine.dispose()


def _letter(bot: str, chat_id: int, text: str) -> Letter:
    said = say(secrets.token_hex(16), bot, chat_id, View(text))
    return Letter(said.uid, bot, chat_id, said.method, said.payload, lane=Lane.BROADCAST)
