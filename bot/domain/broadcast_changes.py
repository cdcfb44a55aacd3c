"""更正、撤回: what becomes of a broadcast that has reached people already.

Either is a broadcast of its own that points to the one before it: it is written, approved, held,
sent and counted like any other, but it goes to whoever has the one before, and changes the
message that stands in their chat as far as Telegram allows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import Any, Final

from bot.domain.broadcasts import Content
from bot.domain.literal import literal
from bot.domain.markup import plain_text

DELETABLE_SECONDS: Final = 47.5 * 3600.0
"""So long after it came Telegram lets us delete a message: 48 hours, and some to queue."""
CORRECTED: Final[Mapping[str, str]] = {
    "zh": "<b>【更正】</b>以这条为准，之前收到的作废。\n\n",
    "en": "<b>[Corrected]</b> This replaces what you were sent before.\n\n",
}
"""Heads what replaces a text that somebody may have read."""
WITHDRAWN: Final[Mapping[str, str]] = {
    "zh": "<b>【已撤回】</b>通知“{title}”不再有效。\n原因：",
    "en": "<b>[Withdrawn]</b> The notice “{title}” no longer holds.\nReason: ",
}
"""Heads the reason for which a text that somebody may have read does not hold any more."""
TITLE_MOST: Final[Mapping[str, int]] = {"zh": 24, "en": 48}
"""Characters by which somebody knows again which notice is meant."""


class Kind(StrEnum):
    """What a broadcast is."""

    NOTICE = "notice"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"


class Way(StrEnum):
    """How a correction or a withdrawal comes to those who have the one before."""

    EDIT = "edit"  # the message in their chat becomes the corrected one; nothing rings
    ANEW = "anew"  # another message that answers it, and comes like any other
    DELETE = "delete"  # it goes as long as Telegram allows it; what is older says so instead
    MARK = "mark"  # it stays where it is and says that it was withdrawn


WAYS: Final[Mapping[Kind, tuple[Way, ...]]] = {
    Kind.NOTICE: (),
    Kind.CORRECTION: (Way.EDIT, Way.ANEW),
    Kind.WITHDRAWAL: (Way.DELETE, Way.MARK),
}
"""By which ways each can come, what is usual first."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a broadcast does to another one.

    Attributes:
        corrects: The id of the one before.
    """

    kind: Kind
    way: Way
    corrects: int

    def to_json(self) -> dict[str, Any]:
        """As the fingerprint of what is approved takes it."""
        return {"kind": self.kind.value, "way": self.way.value, "corrects": self.corrects}


def headed(markup: str, kind: Kind, language: str, before: Content) -> str:
    """A text of a change with what it says of the one before; HTML with its blanks.

    Args:
        language: "zh" or "en".
        before: Content of the one before.
    """
    english = "en" if language == "en" else "zh"
    if kind is Kind.CORRECTION:
        return CORRECTED[english] + markup
    if kind is Kind.WITHDRAWAL:
        return WITHDRAWN[english].format(title=title_of(before, english)) + markup
    return markup


def title_of(content: Content, language: str) -> str:
    """The first words of a text as HTML, without its blanks."""
    words = plain_text(content.en if language == "en" else content.zh)
    most = TITLE_MOST["en" if language == "en" else "zh"]
    for blank in ("{firm}", "{region}"):
        words = words.replace(blank, "…")
    words = " ".join(words.split()).lstrip("…：:，,！! ")
    cut = words if len(words) <= most else words[: most - 1] + "…"
    return escape(literal(cut), quote=False)
