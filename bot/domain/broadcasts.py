"""群发: what is said to many, what becomes of it, and what of it one recipient reads."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from html import escape
from typing import Any, Final

from bot.domain.broadcast_refusals import BroadcastCode, BroadcastRefusal

HOLD: Final = timedelta(minutes=10)
"""缓发期: so long anybody concerned may still stop what was approved."""
PLACEHOLDERS: Final = ("{firm}", "{region}")
"""What a text may leave open: the name of the firm that is addressed, and of the place."""
_PLACEHOLDER: Final = re.compile("|".join(map(re.escape, PLACEHOLDERS)))
AGAIN: Final[Mapping[str, str]] = {"zh": "（重发）", "en": "(Sent again) "}
"""Heads a message that may have arrived before."""
SENDER: Final[Mapping[str, str]] = {"zh": "📣 {region} · 群发", "en": "📣 {region} · sent to many"}
"""Ends every message: whose it is, and that it is not written to one firm alone."""
MENU: Final[Mapping[str, str]] = {"zh": "菜单", "en": "Menu"}
MENU_DATA: Final = "home:anew"
"""The last button of every message; the menu comes as another one, so that this one stays."""


class BroadcastState(StrEnum):
    """Where a broadcast stands. DONE and CANCELLED are final."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    HELD = "held"  # approved; waits out its hold, and the night if it can wait
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


class RecipientState(StrEnum):
    """送达台账: what became of it for one recipient."""

    WAITING = "waiting"
    SENT = "sent"
    BLOCKED = "blocked"  # they blocked the bot, or are gone
    FAILED = "failed"  # Telegram refused it
    UNKNOWN = "unknown"  # the answer was lost twice: it may have arrived
    CANCELLED = "cancelled"


class Urgency(StrEnum):
    """Whether it can wait for the morning."""

    NOTICE = "notice"  # keeps the quiet hours of its region
    URGENT = "urgent"  # goes at once, at any hour


class BroadcastAct(StrEnum):
    """What an officer does to a broadcast."""

    EDIT = "edit"
    SUBMIT = "submit"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"


_S: Final = BroadcastState
FITS: Final[Mapping[BroadcastAct, frozenset[BroadcastState]]] = {
    BroadcastAct.EDIT: frozenset({_S.DRAFT, _S.SUBMITTED}),
    BroadcastAct.SUBMIT: frozenset({_S.DRAFT}),
    BroadcastAct.APPROVE: frozenset({_S.SUBMITTED}),
    BroadcastAct.SEND_BACK: frozenset({_S.SUBMITTED}),
    BroadcastAct.STOP: frozenset({_S.HELD}),
    BroadcastAct.PAUSE: frozenset({_S.SENDING}),
    BroadcastAct.RESUME: frozenset({_S.PAUSED}),
    BroadcastAct.CANCEL: frozenset({_S.DRAFT, _S.SUBMITTED, _S.SENDING, _S.PAUSED}),
}
"""In which states each act is possible."""
UNDER_WAY: Final = frozenset({_S.HELD, _S.SENDING, _S.PAUSED})
OVER: Final = frozenset({_S.DONE, _S.CANCELLED})


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button that opens an address; `zh` and `en` are what it is called."""

    zh: str
    en: str
    url: str


@dataclass(frozen=True, slots=True)
class Content:
    """What is said. Texts are Telegram HTML and may hold `PLACEHOLDERS`.

    Attributes:
        file_id: A stored photo or document that goes with it; the text is its caption.
    """

    zh: str = ""
    en: str = ""
    buttons: tuple[LinkButton, ...] = ()
    file_id: int | None = None

    def to_json(self) -> dict[str, Any]:
        """As JSON keeps it; `read_content` reads it."""
        buttons = [{"zh": each.zh, "en": each.en, "url": each.url} for each in self.buttons]
        return {"zh": self.zh, "en": self.en, "buttons": buttons, "file_id": self.file_id}


@dataclass(frozen=True, slots=True)
class Reads:
    """What one recipient gets: HTML, the words and address of each button, and of the menu's."""

    html: str
    buttons: tuple[tuple[str, str], ...]
    menu: str


def read_content(kept: Mapping[str, Any]) -> Content:
    """What `Content.to_json` gave."""
    buttons = tuple(LinkButton(each["zh"], each["en"], each["url"]) for each in kept["buttons"])
    return Content(kept["zh"], kept["en"], buttons, kept["file_id"])


def reads(
    content: Content, language: str, *, firm: str, region: str, again: bool = False
) -> Reads:
    """A broadcast as one recipient reads it.

    Args:
        language: "zh" or "en".
        firm: Plain name of the firm that is addressed.
        region: Plain name of the place, in this language.
        again: It may have arrived before, and says so.
    """
    english = language == "en"
    names = dict(zip(PLACEHOLDERS, (firm, region), strict=True))
    text = _PLACEHOLDER.sub(
        lambda found: escape(names[found[0]], quote=False), content.en if english else content.zh
    )
    head = AGAIN["en" if english else "zh"] if again else ""
    sender = SENDER["en" if english else "zh"].format(region=escape(region, quote=False))
    buttons = tuple((each.en if english else each.zh, each.url) for each in content.buttons)
    menu = MENU["en" if english else "zh"]
    return Reads(f"{head}{text}\n\n<i>{sender}</i>", buttons, menu)


def require_fitting(act: BroadcastAct, state: BroadcastState) -> None:
    """Make sure that an act is possible in a state.

    Raises:
        BroadcastRefusal: It is not.
    """
    if state not in FITS[act]:
        raise BroadcastRefusal(BroadcastCode.STATE, act=act, state=state)


def digest_of(
    content: Content, audience: Mapping[str, Any] | None, urgency: Urgency, count: int | None
) -> str:
    """The fingerprint of what is approved: SHA-256 of the canonical JSON of all of it.

    Args:
        audience: As `Audience.to_json` gives it.
        count: Of persons.
    """
    approved = {
        "content": content.to_json(),
        "audience": audience,
        "urgency": urgency,
        "count": count,
    }
    canonical = json.dumps(approved, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
