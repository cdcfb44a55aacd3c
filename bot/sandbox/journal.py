"""What the bots asked of the Bot API, for people who test them."""

from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

CALLS_KEPT = 20_000


@dataclass
class Call:
    """One Bot API call; `ok` is None while it is being answered, or was never answered."""

    n: int
    bot: str
    method: str
    params: dict[str, Any]  # files as {"file": name}
    at: float  # unix seconds, real time
    ok: bool | None = None
    error_code: int | None = None
    description: str | None = None
    fault: str | None = None


class Journal:
    """The newest calls, oldest first; `n` counts all that ever came."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self._count = 0

    def begin(self, bot: str, method: str, params: dict[str, Any], at: float) -> Call:
        """Note a call that has come in; its outcome is filled in later."""
        self._count += 1
        call = Call(self._count, bot, method, params, at)
        self._calls.append(call)
        return call

    def list(
        self, bot: str | None = None, method: str | None = None, after: int = 0
    ) -> list[dict[str, Any]]:
        """The calls that match, as JSON objects."""
        return [
            asdict(call)
            for call in self._calls
            if bot in {None, call.bot} and method in {None, call.method} and call.n > after
        ]

    def clear(self) -> None:
        """Forget the calls; the count goes on."""
        self._calls.clear()
