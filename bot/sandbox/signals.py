"""Waking everybody who waits for news."""

import asyncio
import contextlib


class Signal:
    """A bell: `ring` wakes all who are in `wait` now; who comes later waits for the next."""

    def __init__(self) -> None:
        self._event: asyncio.Event | None = None

    def ring(self) -> None:
        """Wake the waiters. Costs nothing when there are none."""
        if self._event is not None:
            self._event.set()
            self._event = None

    async def wait(self, seconds: float) -> None:
        """Return at the next ring, or after so many seconds."""
        if self._event is None:
            self._event = asyncio.Event()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), seconds)
