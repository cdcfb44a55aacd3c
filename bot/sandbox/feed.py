"""What a page that is open has not seen yet."""

import json
from collections.abc import Iterator
from typing import Any

from bot.sandbox.chatview import SeatView
from bot.sandbox.labels import Labels
from bot.sandbox.pages import message_html, state_text


class Feed:
    """The memory of one open page: tells it what is new, and each thing once.

    A page that connects again gets a new feed and therefore everything; it keeps what
    it has already drawn by comparing `data-rev`.
    """

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._states: dict[str, dict[str, Any]] = {}
        self._drawn: dict[str, dict[int, str]] = {}

    def news(self, views: tuple[SeatView, ...], child: dict[str, Any]) -> Iterator[bytes]:
        """Yield the server-sent events that bring the page up to date.

        Args:
            views: All seats as they are now.
            child: `state` and `exit_code` of the bots' program.
        """
        if self._states.get("child") != child:
            self._states["child"] = child
            yield _event("child", child)
        for view in views:
            if changes := self._changes(view):
                yield _event("seat", changes)

    def _changes(self, view: SeatView) -> dict[str, Any] | None:
        name = view.seat.name
        drawn = {bubble.id: bubble.rev for bubble in view.bubbles}
        before = self._drawn.get(name, {})
        state = _state(view, self._labels)
        if drawn == before and state == self._states.get(name):
            return None
        changed = [bubble for bubble in view.bubbles if before.get(bubble.id) != bubble.rev]
        self._drawn[name], self._states[name] = drawn, state
        html = {str(bubble.id): message_html(bubble, self._labels) for bubble in changed}
        return {**state, "order": list(drawn), "html": html}


def _state(view: SeatView, labels: Labels) -> dict[str, Any]:
    return {
        "seat": view.seat.name,
        "title": view.title,
        "description": view.description,
        "state": view.state,
        "state_text": state_text(view, labels),
        "unread": view.unread,
        "blocked": view.blocked,
        "toast": view.toast,
        "toast_alert": view.toast_alert,
        "waiting": view.waiting,
        "commands": view.commands,
        "keys": view.keys,
    }


def _event(name: str, content: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n".encode()
