"""Turning views into HTML."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import PurePath
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.sandbox.chatview import Bubble, SeatView
from bot.sandbox.labels import LABELS, Labels
from bot.sandbox.markup import link_attributes, safe_html
from bot.sandbox.seats import SIDES

RENDERED_KEPT: Final = 5_000
SUFFIX: Final = re.compile(r"\.([A-Za-z0-9]{1,4})$")


def state_text(view: SeatView, labels: Labels) -> str:
    """Say in words what the bot of this seat is doing: "online", or "typing…" while it is."""
    if view.action and view.state == "online":
        return view.action
    return labels({"silent": "silent_bot"}.get(view.state, view.state))


def day_words(moment: datetime, labels: Labels) -> str:
    """Write a date as the date line does: 7月15日 周五, or Fri 15/7."""
    weekday = labels("weekdays").split()[moment.weekday()]
    if labels.language == "en":
        return f"{weekday}, {moment.year}-{moment.month:02}-{moment.day:02}"
    return f"{moment.month}月{moment.day}日 {weekday}"


def size_words(size: int) -> str:
    """Write a number of bytes as 312 B, 4.2 KB or 1.3 MB."""
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.1f} KB" if size < 1024**2 else f"{size / 1024**2:.1f} MB"


def file_suffix(name: str) -> str:
    """The extension for a document's icon, in capitals; 文 when there is none."""
    found = SUFFIX.search(PurePath(name).name)
    return found[1].upper() if found else "文"


ENVIRONMENT: Final = Environment(
    loader=PackageLoader("bot.sandbox"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
ENVIRONMENT.filters |= {
    "safe_html": safe_html,
    "link_attributes": link_attributes,
    "day_words": day_words,
    "size_words": size_words,
    "file_suffix": file_suffix,
    "state_text": state_text,
}


def page_html(views: Sequence[SeatView], labels: Labels) -> str:
    """Render the whole page with all seats as they are now."""
    words = {key: labels(key) for key in LABELS}
    sides = {side: [view for view in views if view.seat.bot == side] for side in SIDES}
    return ENVIRONMENT.get_template("page.html").render(
        sides=sides, t=labels, words=words, message_html=message_html
    )


@lru_cache(RENDERED_KEPT)
def message_html(bubble: Bubble, labels: Labels) -> str:
    """Render one message as a list item that carries `data-id` and `data-rev`."""
    return ENVIRONMENT.get_template("message.html").render(m=bubble, t=labels)
