"""How long a newcomer waits for the page and for the bots, and what both need of memory."""

import asyncio
import os
import resource
import socket
import sys
import time
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from tempfile import TemporaryDirectory

import aiohttp

from benches.figures import Figure, Size

MEGABYTE = 1024  # ru_maxrss is in kilobytes
PATIENCE = 60.0


async def run(_: Size) -> AsyncIterator[Figure]:
    """Once, as `scripts/run` does it, on a fresh folder."""
    with TemporaryDirectory(prefix="zhuqi-") as folder:
        page, bots = await _started(folder)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE
    yield Figure("sandbox page up", {"seconds": round(page, 2)}, "s")
    yield Figure("both bots answering", {"seconds": round(bots, 2)}, "s")
    yield Figure("peak memory of the larger process", {"megabytes": round(peak)}, "MB")


async def _started(folder: str) -> tuple[float, float]:
    """Seconds until the page is up, and until both bots poll."""
    port, begun = _free_port(), time.perf_counter()
    command = [sys.executable, "-m", "bot.launch", "--port", str(port)]
    process = await asyncio.create_subprocess_exec(
        *command, env={**os.environ, "DATA_DIR": folder}, stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
            while await _awake(session, port) is None:  # noqa: ASYNC110 - it is asked, not told
                await asyncio.sleep(0.02)
            page = time.perf_counter() - begun
            while not await _awake(session, port):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
            return page, time.perf_counter() - begun
    finally:
        process.terminate()
        await process.wait()


async def _awake(session: aiohttp.ClientSession, port: int) -> bool | None:
    """Whether both bots poll; None while the page is not up."""
    try:
        async with session.get(f"http://127.0.0.1:{port}/health") as answer:
            health = await answer.json()
    except aiohttp.ClientConnectionError:
        return None
    return all(bot["awake"] for bot in health["bots"].values())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
