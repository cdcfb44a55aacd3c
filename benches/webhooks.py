"""Updates that Telegram brings: how many a second are committed and confirmed."""

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from statistics import median, quantiles
from typing import Final

from aiohttp import web

from benches.bodies import text_message
from benches.children import Child
from benches.figures import Figure, Size
from benches.ledger import Ledger
from benches.places import ENGINES, Place, place, reachable
from benches.sink import HOST
from bot import logs
from bot.intake import Intake
from bot.store.database import Database
from bot.store.inbox import count_by_state
from bot.wake import Wake
from bot.webhooks import MOST_BYTES, SECRET_HEADER, Webhooks, path_of, secret_of

CONNECTIONS: Final = 40
"""As many as Telegram opens for one bot by default."""
ROUNDS: Final = 5
AIM: Final = 5000
SECRET: Final = "the secret of a bench"
BARE: Final = "/bare"


async def run(size: Size) -> AsyncIterator[Figure]:
    """Each engine in turns with the bare answer of the same process."""
    for engine in filter(reachable, ENGINES):
        with place(engine) as where, Child(main, where) as child:
            port = await child.hear()
            yield await _measured(engine, where, port, size)


def main(where: Place, line: Connection) -> None:
    """A process with the port alone: what is kept is handled by others."""
    logs.configure("ERROR")
    asyncio.run(_serve(where, line))


async def _serve(where: Place, line: Connection) -> None:
    intake = Intake(Database(where.url), where.vault, Wake())
    app = web.Application(client_max_size=MOST_BYTES)
    app.add_routes([*Webhooks(("owner",), SECRET, intake).routes(), web.post(BARE, _bare)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, HOST, 0).start()
    line.send(runner.addresses[0][1])
    await intake.run(asyncio.Event())


async def _bare(request: web.Request) -> web.Response:
    """Read and parsed, as any bot must; kept nowhere."""
    json.loads(await request.read())
    return web.Response()


async def _measured(engine: str, where: Place, port: int, size: Size) -> Figure:
    numbers, each = itertools.count(1), size.of(10_000, 400)
    waits: list[float] = []
    kept, bare = [], []
    for _ in range(ROUNDS):
        bare.append(await _brought(port, BARE, numbers, each, []))
        kept.append(await _brought(port, path_of("owner"), numbers, each, waits))
    stored = _stored(where)
    slowest = quantiles(waits, n=100)[-1] * 1000
    figures = {
        "per_second": round(median(kept)),
        "p99_ms": round(slowest, 1),
        "bare_per_second": round(median(bare)),
        "ratio": round(median(bare) / median(kept), 2),
        "committed": stored,
    }
    met = median(kept) >= AIM and stored == ROUNDS * each
    name = f"updates brought, committed and confirmed, {engine}"
    return Figure(name, figures, "updates/s", f">= {AIM} on SQLite with FULL, none lost", met)


def _stored(where: Place) -> int:
    ledger = Ledger(where)
    with ledger.engine.connect() as connection:
        stored = sum(count_by_state(connection).values())
    ledger.close()
    return stored


async def _brought(
    port: int, path: str, numbers: Iterator[int], count: int, waits: list[float]
) -> float:
    """How many a second are confirmed, over as many connections as Telegram has."""
    requests = iter([_request(path, number) for number in itertools.islice(numbers, count)])
    begun = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(CONNECTIONS):
            group.create_task(_bring(port, requests, waits))
    return count / (time.perf_counter() - begun)


async def _bring(port: int, requests: Iterator[bytes], waits: list[float]) -> None:
    async with _connection(port) as (reader, writer):
        for request in requests:
            begun = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            waits.append(time.perf_counter() - begun)
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head.decode())


@asynccontextmanager
async def _connection(
    port: int,
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        yield reader, writer
    finally:
        writer.close()
        await writer.wait_closed()


def _request(path: str, number: int) -> bytes:
    body = json.dumps(text_message(number, number % 1000 + 1, "卡口不让我们的车过")).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
        f"{SECRET_HEADER}: {secret_of(SECRET, 'owner')}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
