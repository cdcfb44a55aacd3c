"""When messages left, by whoever sent them: kept in a file that outlives a killed process.

When they arrive is noted by a process that may itself be held up: too coarse for windows of
milliseconds.
"""

import os
import struct
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Final

from aiogram.client.session.aiohttp import AiohttpSession
from aiohttp import ClientSession, TraceConfig, TraceRequestChunkSentParams

from handlers.owner.wire import OwnerWire

MOMENT: Final = struct.Struct("d")


async def note_departures(wire: OwnerWire, file: Path) -> None:
    """From now on every message of this wire is noted as it is written to its connection."""
    appended = os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    async def left(
        _: ClientSession, __: SimpleNamespace, request: TraceRequestChunkSentParams
    ) -> None:
        if request.url.name.startswith("send"):
            os.write(appended, MOMENT.pack(time.monotonic()))

    session = wire.bot.session
    if not isinstance(session, AiohttpSession):
        raise TypeError(type(session).__name__)
    traced = TraceConfig()
    traced.on_request_chunk_sent.append(left)
    traced.freeze()
    (await session.create_session()).trace_configs.append(traced)


def departures(file: Path) -> list[float]:
    """When each message left, in order: monotonic, in seconds."""
    return sorted(moment for (moment,) in MOMENT.iter_unpack(file.read_bytes()))
