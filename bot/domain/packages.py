"""打包推送: a broadcast in which everybody reads what applies to their own firm."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bot.domain.members import Right, Role, may

WORDS_LINES: Final = 2
WORDS_UNITS: Final = 500
"""So long its own words may be with the signature: the list needs the rest of one screen."""
LIST_LINES: Final = 7
"""So many lines of the list leave room for those words and the signature in a message of 12."""
LIST_UNITS: Final = 3_000
"""A list longer than any that was seen; the rest of what Telegram takes is for the words."""
READERS: Final = frozenset(role for role in Role if may(role, Right.READ))
"""Whoever records samplings only may not read what the rules say to their firm."""
DOWNLOAD: Final[Mapping[str, str]] = {"zh": "📄 下载清单", "en": "📄 Download the list"}
DOWNLOAD_DATA: Final = "package:file"
"""Callback data of the file, with the firm's id behind it: it is made when it is asked for."""


class Nothing(StrEnum):
    """What becomes of a firm to which nothing applies."""

    SKIP = "skip"  # it is left out, and the ledger says so
    TELL = "tell"  # it is told so
