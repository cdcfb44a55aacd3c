"""A nudge between loops of one process; other processes are found by polling."""

import asyncio
from dataclasses import dataclass, field


@dataclass
class Wake:
    """Set by whoever made work; waited for by whoever does it."""

    _event: asyncio.Event = field(default_factory=asyncio.Event)

    def set(self) -> None:
        """There may be work."""
        self._event.set()

    async def wait(self, seconds: float) -> None:
        """Return when there may be work, or after so many seconds at the latest."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            pass
        self._event.clear()


async def rest(stop: asyncio.Event, seconds: float) -> None:
    """Do nothing for so many seconds, or until told to stop."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        pass
