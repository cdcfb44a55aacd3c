"""How fetching a file from Telegram can end.

Fetched   here are its bytes
TooLarge  it has more than a bot may fetch, or than we take
Gone      Telegram does not know it (any more)
Later     not now: no line, or Telegram said so
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fetched:
    """All of it."""

    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class TooLarge:
    """More bytes than are taken."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Nothing that a repetition could change."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Worth another try."""

    reason: str


Fetch = Fetched | TooLarge | Gone | Later


def of_refused_file(description: str) -> Fetch:
    """Read Telegram's words for a 400 to getFile."""
    words = description.lower()
    if "file is too big" in words:
        return TooLarge()
    if "temporarily unavailable" in words:
        return Later("temporarily unavailable")
    return Gone(description)
