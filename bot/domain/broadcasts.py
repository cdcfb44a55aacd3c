"""群发: what is said to many, and what becomes of it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from bot.domain.broadcast_refusals import BroadcastCode, BroadcastRefusal
from bot.domain.broadcast_terms import PLAIN, Terms, read_terms
from bot.domain.packages import Nothing

HOLD: Final = timedelta(minutes=10)
"""缓发期: so long anybody concerned may still stop what was approved."""
URGENT_HOLD: Final = timedelta(minutes=1)
"""The same for what is urgent: long enough for a tap by mistake."""
PLACEHOLDERS: Final = ("{firm}", "{region}")
"""What a text may leave open: the name of the firm that is addressed, and of the place."""

AGAIN: Final[Mapping[str, str]] = {"zh": "（重发）", "en": "(Sent again) "}
"""Heads a message that may have arrived before."""


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
    OPTED_OUT = "opted_out"  # they want nothing of this topic
    LATER = "later"  # they came after it was sent, and were told that it holds
    LEFT_OUT = "left_out"  # nothing applies to their firm, and nothing was to be said of that
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
    SCHEDULE = "schedule"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    LOOK_OVER = "look_over"


_S: Final = BroadcastState
_BEGUN: Final = frozenset({_S.SENDING, _S.PAUSED, _S.DONE, _S.CANCELLED})
FITS: Final[Mapping[BroadcastAct, frozenset[BroadcastState]]] = {
    BroadcastAct.EDIT: frozenset({_S.DRAFT, _S.SUBMITTED}),
    BroadcastAct.SUBMIT: frozenset({_S.DRAFT}),
    BroadcastAct.APPROVE: frozenset({_S.SUBMITTED}),
    BroadcastAct.SEND_BACK: frozenset({_S.SUBMITTED}),
    BroadcastAct.STOP: frozenset({_S.HELD}),
    BroadcastAct.PAUSE: frozenset({_S.SENDING}),
    BroadcastAct.RESUME: frozenset({_S.PAUSED}),
    BroadcastAct.CANCEL: frozenset({_S.DRAFT, _S.SUBMITTED, _S.SENDING, _S.PAUSED}),
    BroadcastAct.SCHEDULE: frozenset({_S.DRAFT, _S.SUBMITTED, _S.HELD}),
    BroadcastAct.CORRECT: _BEGUN,
    BroadcastAct.WITHDRAW: _BEGUN,
    BroadcastAct.LOOK_OVER: _BEGUN,
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
        terms: What it asks, and what goes on after it was sent.
        package: Each firm reads below it what applies to itself (打包推送), and this becomes
            of a firm to which nothing does; None: it is no package.
    """

    zh: str = ""
    en: str = ""
    buttons: tuple[LinkButton, ...] = ()
    file_id: int | None = None
    terms: Terms = PLAIN
    package: Nothing | None = None

    def to_json(self) -> dict[str, Any]:
        """As JSON keeps it; `read_content` reads it."""
        buttons = [{"zh": each.zh, "en": each.en, "url": each.url} for each in self.buttons]
        said = {"zh": self.zh, "en": self.en, "buttons": buttons, "file_id": self.file_id}
        if self.package is not None:
            said["package"] = self.package.value
        return said if self.terms == PLAIN else said | {"terms": self.terms.to_json()}


def read_content(kept: Mapping[str, Any]) -> Content:
    """What `Content.to_json` gave."""
    buttons = tuple(LinkButton(each["zh"], each["en"], each["url"]) for each in kept["buttons"])
    terms = read_terms(kept.get("terms", {}))
    package = None if kept.get("package") is None else Nothing(kept["package"])
    return Content(kept["zh"], kept["en"], buttons, kept["file_id"], terms, package)


def leavable(content: Content, urgency: Urgency) -> str | None:
    """The topic as which somebody may have left it, or may leave it; None: nobody may.

    What must be known and what is urgent reaches everybody.
    """
    return None if urgency is Urgency.URGENT else content.terms.topic or None


def require_fitting(act: BroadcastAct, state: BroadcastState) -> None:
    """Make sure that an act is possible in a state.

    Raises:
        BroadcastRefusal: It is not.
    """
    if state not in FITS[act]:
        raise BroadcastRefusal(BroadcastCode.STATE, act=act, state=state)


@dataclass(frozen=True, slots=True)
class Approved:
    """All that a second person approves.

    Attributes:
        audience: As `Audience.to_json` gives it; None for a change.
        count: Of persons.
        starts_at: When it is to begin (aware UTC); None: as soon as it is approved.
        change: As `Change.to_json` gives it; None for a notice.
    """

    content: Content
    audience: Mapping[str, Any] | None
    urgency: Urgency
    count: int | None
    starts_at: datetime | None = None
    change: Mapping[str, Any] | None = None


def digest_of(it: Approved) -> str:
    """The fingerprint of what is approved: SHA-256 of the canonical JSON of all of it."""
    approved = {
        "content": it.content.to_json(),
        "audience": it.audience,
        "urgency": it.urgency,
        "count": it.count,
        "starts_at": None if it.starts_at is None else it.starts_at.isoformat(),
        "change": it.change,
    }
    canonical = json.dumps(approved, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
