"""`PROXY_URL`: polls and messages of both bots go through it, whichever kind it is."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benches.bodies import text_message
from benches.sink import HOST, TOKENS, Sink, serving
from bot.fates import Sent
from bot.ingest import Ingest
from bot.store.vault import Vault
from bot.wake import Wake
from bot.wiring.loops import line_of
from handlers.desk.wire import DeskWire
from handlers.owner.wire import OwnerWire
from tests.bed_process import make_process, new_keys

END = b"\r\n\r\n"
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
MESSAGE = {"chat_id": 1, "text": "您好"}


@dataclass
class Proxy:
    """Carries bytes to where it is asked to, and counts."""

    kind: str
    url: str = ""
    asked: list[tuple[str, int]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = b"" if self.kind == "socks5" else await reader.readuntil(END)
        host, port = _place(first) if first else await _greeted(reader, writer)
        self.asked.append((host, port))
        theirs, ours = await asyncio.open_connection(host, port)
        if first.startswith(b"CONNECT"):
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            first = b""
        async with asyncio.TaskGroup() as group:
            asking = _ask(first, reader, ours) if first else _carry(reader, ours)
            group.create_task(asking)
            group.create_task(_carry(theirs, writer))


def _place(head: bytes) -> tuple[str, int]:
    """Whom an HTTP proxy is asked for: for a tunnel, or by a whole address."""
    target = head.decode().split(" ", 2)[1]
    parts = urlsplit(target if "://" in target else f"//{target}")
    return parts.hostname or "", parts.port or 80


async def _ask(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Hand on requests that name whole addresses, one after the other."""
    while head:
        target = head.split(b" ", 2)[1]
        writer.write(head.replace(target, urlsplit(target).path, 1))
        writer.write(await reader.readexactly(int(LENGTH.findall(head)[0])))
        try:
            head = await reader.readuntil(END)
        except asyncio.IncompleteReadError:
            head = b""
    writer.close()


async def _greeted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int]:
    """RFC 1928 without a password, to an IPv4 address."""
    _, methods = await reader.readexactly(2)
    await reader.readexactly(methods)
    writer.write(b"\x05\x00")
    kind = (await reader.readexactly(4))[3]
    assert kind == 1, "an address was wanted"
    host = ".".join(str(part) for part in await reader.readexactly(4))
    port = int.from_bytes(await reader.readexactly(2), "big")
    writer.write(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
    return host, port


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while part := await reader.read(65536):
            writer.write(part)
            await writer.drain()
    except ConnectionError:
        pass
    writer.close()


@asynccontextmanager
async def proxied(kind: str) -> AsyncIterator[Proxy]:
    made = Proxy(kind)
    async with await asyncio.start_server(made.serve, HOST, 0) as server:
        made.url = f"{kind}://{HOST}:{server.sockets[0].getsockname()[1]}"
        yield made


@pytest.mark.parametrize("kind", ["http", "socks5"])
async def test_messages_of_both_bots_go_through_it(kind: str) -> None:
    async with serving(Sink()) as sink, proxied(kind) as proxy:
        owner = OwnerWire(TOKENS["owner"], sink.url, proxy.url)
        desk = DeskWire(TOKENS["desk"], sink.url, proxy.url)
        await desk.bot.initialize()
        fates = [await wire.send("sendMessage", MESSAGE) for wire in (owner, desk)]
        await owner.close()
        await desk.close()

    assert all(isinstance(fate, Sent) for fate in fates)
    assert len(sink.arrivals) == len(fates)
    assert len(proxy.asked) >= len(fates)


@pytest.mark.parametrize("kind", ["http", "socks5"])
async def test_polls_go_through_it(kind: str, tmp_path: Path, vault: Vault) -> None:
    async with serving(Sink()) as sink, proxied(kind) as proxy:
        process = make_process(sink.url, tmp_path, new_keys())
        process.settings.proxy_url = proxy.url
        sink.offer("owner", [text_message(7001, 5, "/menu")])
        url = f"{sink.url}/bot{TOKENS['owner']}/getUpdates"
        async with line_of(process) as line:
            took = await Ingest("owner", url, line, process.database, vault, Wake()).poll_once(1)
        process.database.close()

    assert (took, len(proxy.asked)) == (1, 1)
