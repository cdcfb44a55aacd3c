"""When a message leaves this process: its client says so just before it writes to the line.

Between the moment when a message may go and its being written lie some milliseconds: a busy
process would write several at once. So the rate counts what is written (`bot/pacing.py`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_TELL: ContextVar[Callable[[], None] | None] = ContextVar("tell", default=None)


@contextmanager
def telling(tell: Callable[[], None]) -> Iterator[None]:
    """Whatever this task writes to Telegram meanwhile is told, perhaps several times a message."""
    token = _TELL.set(tell)
    try:
        yield
    finally:
        _TELL.reset(token)


def leaves() -> None:
    """For the clients: the body of a call is written now."""
    tell = _TELL.get()
    if tell is not None:
        tell()
