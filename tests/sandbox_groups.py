"""Playing people in a group with topics against a running sandbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import aiohttp

from tests.sandbox_client import Button, Line, NothingHeard


@dataclass(frozen=True)
class GroupSaid:
    """A message in a group; `thread` is its topic, `happened` what the group says by itself."""

    id: int
    sender: str
    revision: int
    html: str
    keyboard: list[list[Button]]
    edited: bool
    deleted: bool
    silent: bool
    photo: dict[str, Any] | None
    thread: int | None
    happened: str | None

    def data(self, label: str) -> str | None:
        """The callback data of the button with this text."""
        found = (each.data for row in self.keyboard for each in row if each.text == label)
        return next(found, None)


@dataclass(frozen=True)
class GroupView:
    """All that somebody sees of a group."""

    revision: int
    messages: list[GroupSaid]
    topics: dict[int, dict[str, Any]]
    toast: str | None

    def thread(self, words: str) -> int:
        """The newest topic whose name has these words."""
        for number, topic in reversed(self.topics.items()):
            if words in topic["name"] and not topic["deleted"]:
                return number
        raise NothingHeard(f"no topic {words!r} among {self.topics}")

    def newest(self, words: str) -> GroupSaid:
        """The newest message of the bot with these words."""
        for message in reversed(self.messages):
            if words in message.html and message.sender == "bot" and not message.deleted:
                return message
        raise NothingHeard(f"nobody said {words!r}")

    def labelled(self, label: str, thread: int | None) -> GroupSaid:
        """The newest message of a topic with a button so labelled."""
        for message in reversed(self.messages):
            if message.thread == thread and not message.deleted and message.data(label):
                return message
        raise NothingHeard(f"no button {label!r}")


@dataclass
class Group:
    """A group that one bot may be in."""

    base_url: str
    bot: str
    group_id: int
    session: aiohttp.ClientSession | None = None

    async def make(self, title: str, members: Sequence[int]) -> None:
        """Make it, without the bot; the first member is its maker."""
        await self.act("", title=title, members=list(members))

    async def act(self, what: str, **wish: Any) -> Any:
        """Do something there: see `bot.sandbox.groupplay`."""
        path = f"{self._path}/{what}" if what else self._path
        return await Line(self.base_url, self.session).ask("POST", path, json=wish)

    async def say(
        self, person: int, text: str, thread: int | None = None, reply_to: int | None = None
    ) -> int:
        """Somebody writes; returns the message id."""
        done = await self.act("text", person=person, text=text, thread=thread, reply_to=reply_to)
        return int(done["message_id"])

    async def press(self, person: int, label: str, thread: int | None = None) -> None:
        """Somebody taps the newest button of a topic that is labelled so."""
        message = (await self.view()).labelled(label, thread)
        data = message.data(label)
        await self.act("press", person=person, message_id=message.id, data=data)

    async def photo(self, person: int, content: bytes, reply_to: int, caption: str = "") -> None:
        """Somebody answers a message with a picture."""
        form = aiohttp.FormData(
            {"person": str(person), "reply_to": str(reply_to), "caption": caption},
            quote_fields=False,
        )
        form.add_field("file", BytesIO(content), filename="photo.png")
        line = Line(self.base_url, self.session)
        await line.ask("POST", f"{self._path}/photo", data=form)

    async def view(self, person: int = 0) -> GroupView:
        """The group as somebody sees it now."""
        query = {"person": str(person)}
        line = Line(self.base_url, self.session)
        seen = await line.ask("GET", self._path, params=query)
        topics = {int(number): each for number, each in seen["topics"].items()}
        messages = [_said(each) for each in seen["messages"]]
        return GroupView(seen["revision"], messages, topics, seen["toast"])

    @property
    def _path(self) -> str:
        return f"/groups/{self.bot}/{self.group_id}"


def _said(raw: dict[str, Any]) -> GroupSaid:
    keyboard = [[Button(**button) for button in row] for row in raw["keyboard"]]
    names = GroupSaid.__dataclass_fields__.keys() - {"keyboard"}
    return GroupSaid(keyboard=keyboard, **{name: raw[name] for name in names})
