import struct
import zlib
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.sandbox.settings import DESK_TOKEN, OWNER_TOKEN
from bot.sandbox.world import World
from tests.sandbox_client import Person, Sandbox

TOKENS = {"owner": OWNER_TOKEN, "desk": DESK_TOKEN}
OWNER_ID = 5001


@dataclass
class Stage:
    """A running sandbox with a bare HTTP client, and its world to look behind the scene."""

    url: str
    world: World
    http: aiohttp.ClientSession

    @property
    def sandbox(self) -> Sandbox:
        return Sandbox(self.url, self.http)

    def person(self, bot: str = "owner", person_id: int = OWNER_ID) -> Person:
        return self.sandbox.person(bot, person_id)

    async def call(self, method: str, bot: str = "owner", **params: Any) -> dict[str, Any]:
        """Call a Bot API method with a JSON body; checks that status and body agree."""
        return await self.post(f"/bot{TOKENS[bot]}/{method}", json=params)

    async def post(self, path: str, **more: Any) -> dict[str, Any]:
        async with self.http.post(self.url + path, **more) as answer:
            body: dict[str, Any] = await answer.json()
        assert answer.status == (200 if body["ok"] else body["error_code"])
        return body

    async def result(self, method: str, bot: str = "owner", **params: Any) -> Any:
        body = await self.call(method, bot, **params)
        assert body["ok"], body["description"]
        return body["result"]

    async def refused(self, code: int, method: str, bot: str = "owner", **params: Any) -> str:
        body = await self.call(method, bot, **params)
        assert (body["ok"], body.get("error_code")) == (False, code), body
        return str(body["description"])


def png(width: int = 4, height: int = 3) -> bytes:
    """A white picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\xff" * width) * height)
    parts = [(b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
