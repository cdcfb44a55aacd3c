"""A handler's bot, of either library, sends nothing by itself."""

import pytest

from bot.turns import SpeaksOnlyThroughOutbox
from handlers.desk.wire import GatedBot
from handlers.owner.wire import gated_bot

TOKEN = "42:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


async def test_the_owner_bot_that_handlers_see_refuses_to_send() -> None:
    bot = gated_bot(TOKEN)
    with pytest.raises(SpeaksOnlyThroughOutbox, match="SendMessage"):
        await bot.send_message(7, "past the outbox")


async def test_the_desk_bot_that_handlers_see_refuses_to_send() -> None:
    bot = GatedBot(TOKEN)
    with pytest.raises(SpeaksOnlyThroughOutbox, match="sendMessage"):
        await bot.send_message(7, "past the outbox")
