"""A lean Telegram that takes every message and notes when it came."""

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

HOST = "127.0.0.1"
TOKENS = {
    "owner": "7000000001:bench-owner-" + "A" * 24,
    "desk": "7000000002:bench-desk-" + "B" * 24,
}
BOTS = {token: bot for bot, token in TOKENS.items()}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message that was taken. `at` is monotonic, in seconds."""

    at: float
    bot: str
    method: str
    chat_id: int
    text: str


@dataclass
class Sink:
    """Gives out updates and takes messages for both bots.

    Args:
        hold: Messages whose answer is never given, though they were taken.
    """

    hold: Callable[[Arrival], bool] = lambda _: False
    arrivals: list[Arrival] = field(default_factory=list)
    waiting: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {bot: [] for bot in TOKENS}
    )
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    url: str = ""

    def offer(self, bot: str, updates: Iterable[dict[str, Any]]) -> None:
        """Let updates wait for the bot's next poll."""
        self.waiting[bot] += updates
        self.arrived.set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One kept-alive connection."""
        try:
            while True:
                path, body = await read_request(reader)
                writer.write(response(await self.answer(path, body)))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client is gone, or was killed
        finally:
            writer.close()

    async def answer(self, path: str, body: bytes) -> Any:
        """The result of a call."""
        token, _, method = path.removeprefix("/bot").partition("/")
        bot = BOTS[token]
        match method:
            case "getUpdates":
                return await self._updates(bot, json.loads(body))
            case "getMe":
                return {"id": int(token[:10]), "is_bot": True, "first_name": bot, "username": bot}
            case "answerCallbackQuery":
                return True
        return await self._take(bot, method, dict(parse_qsl(body.decode())))

    async def _updates(self, bot: str, question: dict[str, Any]) -> list[dict[str, Any]]:
        offset = question["offset"]
        self.waiting[bot] = [each for each in self.waiting[bot] if each["update_id"] >= offset]
        if not self.waiting[bot]:
            self.arrived.clear()
            try:
                async with asyncio.timeout(question["timeout"]):
                    await self.arrived.wait()
            except TimeoutError:
                pass
        return self.waiting[bot][: question["limit"]]

    async def _take(self, bot: str, method: str, fields: dict[str, str]) -> dict[str, Any]:
        chat_id = int(fields["chat_id"])
        arrival = Arrival(time.monotonic(), bot, method, chat_id, fields["text"])
        held = self.hold(arrival)
        self.arrivals.append(arrival)
        self.arrived.set()
        if held:
            await asyncio.Event().wait()
        number = int(fields.get("message_id", 0)) or next(self.numbers)
        chat = {"id": chat_id, "type": "private", "first_name": "张"}
        return {"message_id": number, "date": 1657846800, "chat": chat, "text": arrival.text}


async def read_request(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    """The path and the body of the next request."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines if line)
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return first.split(" ")[1], body


def response(result: Any) -> bytes:
    """A result as it goes over the line."""
    body = json.dumps({"ok": True, "result": result}).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


@asynccontextmanager
async def serving(sink: Sink) -> AsyncIterator[Sink]:
    """Serve on a free port of this machine; the base URL is in `sink.url`."""
    async with asyncio.TaskGroup() as connections:
        tasks = set[asyncio.Task[None]]()

        def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = connections.create_task(sink.serve(reader, writer))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

        server = await asyncio.start_server(connected, HOST, 0)
        sink.url = f"http://{HOST}:{server.sockets[0].getsockname()[1]}"
        try:
            yield sink
        finally:
            server.close()
            for task in tasks:
                task.cancel()
