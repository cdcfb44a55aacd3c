"""Answers that are not about the message: a proxy's page, a token that was changed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from benches.sink import HOST, TOKENS
from bot.fates import Fate, Lost, Unavailable
from handlers.desk.wire import DeskWire
from handlers.owner.wire import OwnerWire

PAGE = "<html><h1>Sorry</h1></html>"
REVOKED = '{"ok": false, "error_code": 401, "description": "Unauthorized"}'


@asynccontextmanager
async def answering(status: str, body: str) -> AsyncIterator[str]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write((head + body).encode())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, HOST, 0) as server:
        yield f"http://{HOST}:{server.sockets[0].getsockname()[1]}"


async def fate_of_a_send(bot: str, url: str) -> Fate:
    message = {"chat_id": 1, "text": "x"}
    if bot == "owner":
        owner_wire = OwnerWire(TOKENS[bot], url)
        fate = await owner_wire.send("sendMessage", message)
        await owner_wire.close()
        return fate
    desk_wire = DeskWire(TOKENS[bot], url)
    fate = await desk_wire.send("sendMessage", message)
    await desk_wire.bot.request.shutdown()
    return fate


@pytest.mark.parametrize("bot", ["owner", "desk"])
@pytest.mark.parametrize(
    ("status", "body", "fates"),
    [
        ("200 OK", PAGE, Lost),
        ("502 Bad Gateway", PAGE, Lost | Unavailable),
        ("401 Unauthorized", REVOKED, Unavailable),
    ],
)
async def test_no_message_is_given_up_for_an_answer_that_is_not_about_it(
    bot: str, status: str, body: str, fates: type[Fate]
) -> None:
    async with answering(status, body) as url:
        assert isinstance(await fate_of_a_send(bot, url), fates)
