"""Playing people against a running sandbox, over its acting API."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from time import monotonic
from typing import Any

import aiohttp

PATIENCE = 10.0  # seconds a person waits for an answer


class Refused(Exception):
    """The sandbox did not do what it was asked; the message is its sentence in English."""

    def __init__(self, status: int, zh: str, en: str) -> None:
        super().__init__(f"{status}: {en}")
        self.status, self.zh, self.en = status, zh, en


class NothingHeard(AssertionError):
    """What a person waited for did not come; the message is the end of the chat."""


@dataclass(frozen=True)
class Button:
    """An inline button with either data or a link."""

    text: str
    data: str | None
    url: str | None


@dataclass(frozen=True)
class Said:
    """A message in a chat. `revision` grows with each change of it."""

    id: int
    sender: str  # "bot" or "person"
    at: float
    revision: int
    html: str
    text: str
    keyboard: list[list[Button]]
    edited: bool
    deleted: bool
    silent: bool
    protected: bool
    reply_to: int | None
    photo: dict[str, Any] | None
    document: dict[str, Any] | None
    voice: dict[str, Any] | None
    below: list[list[str]] | None  # keys below the field that it brings; empty: takes away

    @property
    def labels(self) -> list[str]:
        """The buttons' texts, row by row."""
        return [button.text for row in self.keyboard for button in row]

    def data(self, label: str) -> str:
        """The callback data of the button with this text."""
        for button in (each for row in self.keyboard for each in row):
            if button.text == label and button.data is not None:
                return button.data
        raise NothingHeard(f"no button {label!r} among {self.labels}")


@dataclass(frozen=True)
class Screen:
    """All that a person sees of a chat; `unanswered` buttons still show a spinner."""

    revision: int
    messages: list[Said]
    toast: str | None
    toast_alert: bool
    action: str | None
    unread: int
    blocked: bool
    unanswered: int


@dataclass
class Line:
    """The way to a sandbox; without a session each request has a connection of its own."""

    base_url: str
    session: aiohttp.ClientSession | None = None

    async def ask(self, method: str, path: str, **more: Any) -> Any:
        """Send a request and return the JSON answer.

        Raises:
            Refused: Any status but 200.
        """
        begin = self.session.request if self.session else aiohttp.request
        async with begin(method, self.base_url + path, **more) as answer:
            if answer.status == 200:
                return await answer.json()
            if answer.content_type != "application/json":
                raise Refused(answer.status, "", await answer.text())
            error = (await answer.json())["error"]
            raise Refused(answer.status, error["zh"], error["en"])


@dataclass
class Person:
    """Somebody in front of the chat with one bot.

    Each act is remembered, so that `answers` and `wait_for` speak of what the
    bot sent or changed after it.
    """

    base_url: str
    bot: str
    person_id: int
    session: aiohttp.ClientSession | None = None
    since: int = field(default=0, init=False)  # revision right after the last act

    async def say(self, text: str, reply_to: int | None = None) -> int:
        """Write; returns the message id."""
        done = await self._act("text", json={"text": text, "reply_to": reply_to})
        return int(done["message_id"])

    async def press(
        self, button: str, message: Said | None = None, *, forged: bool = False
    ) -> str:
        """Tap the newest button with this label; with a message: its label, or data, as given.

        Returns:
            The id of the callback query.
        """
        wish: dict[str, Any] = {"text": button}
        if message is not None:
            data = button if forged or button not in message.labels else message.data(button)
            wish = {"message_id": message.id, "data": data, "forged": forged}
        return str((await self._act("press", json=wish))["callback_query_id"])

    async def photo(self, content: bytes, caption: str = "", name: str = "photo.png") -> int:
        """Send a picture; returns the message id."""
        return await self._upload("photo", content, caption, name)

    async def document(self, content: bytes, caption: str = "", name: str = "file.bin") -> int:
        """Send a file; returns the message id."""
        return await self._upload("document", content, caption, name)

    async def album(self, contents: Sequence[bytes], caption: str = "") -> list[int]:
        """Send 2 to 10 pictures as one; returns the message ids."""
        form = aiohttp.FormData({"caption": caption}, quote_fields=False)
        for content in contents:
            form.add_field("file", BytesIO(content), filename="photo.png")
        return list((await self._act("album", data=form))["message_ids"])

    async def voice(self, content: bytes = b"OggS") -> int:
        """Send a voice message; returns the message id."""
        return await self._upload("voice", content, "", "voice.ogg")

    async def location(self, latitude: float, longitude: float) -> int:
        """Send a place in degrees; returns the message id."""
        place = {"latitude": latitude, "longitude": longitude}
        return int((await self._act("location", json=place))["message_id"])

    async def contact(self, of: int | None = None, phone: str | None = None) -> int:
        """Share a card: the own one, that of an account, or with 0 that of none."""
        wish = {"of": of, "phone": phone}
        given = {name: value for name, value in wish.items() if value is not None}
        return int((await self._act("contact", json=given))["message_id"])

    async def sticker(self, emoji: str = "👍") -> int:
        """Send a sticker; returns the message id."""
        return int((await self._act("sticker", json={"emoji": emoji}))["message_id"])

    async def edit(self, message_id: int, text: str) -> None:
        """Change the words of an own message."""
        await self._act("edit", json={"message_id": message_id, "text": text})

    async def block(self) -> None:
        """Block the bot."""
        await self._act("block")

    async def unblock(self) -> None:
        """Take the block back."""
        await self._act("unblock")

    async def read(self) -> None:
        """Look at the chat."""
        await self._line.ask("POST", f"{self._path}/read")

    async def file(self, file_id: str) -> bytes:
        """Download a photo or document of a message."""
        async with aiohttp.request("GET", f"{self.base_url}{self._path}/file/{file_id}") as answer:
            answer.raise_for_status()
            return await answer.read()

    async def screen(self, after: int | None = None, within: float = PATIENCE) -> Screen:
        """The chat as it is now, or as soon as it has changed after a revision."""
        query = {} if after is None else {"after": str(after), "timeout": str(within)}
        seen = await self._line.ask("GET", f"{self._path}/chat", params=query)
        messages = [_said(each) for each in seen.pop("messages")]
        return Screen(messages=messages, **seen)

    async def messages(self) -> list[Said]:
        """All messages that are not deleted, oldest first, from both sides."""
        return [one for one in (await self.screen()).messages if not one.deleted]

    async def answers(self) -> list[Said]:
        """What the bot has sent or changed since this person's last act, oldest first."""
        return _answers(await self.screen(), self.since)

    async def newest(self) -> Said:
        """The bot's last message.

        Raises:
            NothingHeard: There is none.
        """
        for message in reversed(await self.messages()):
            if message.sender == "bot":
                return message
        raise NothingHeard("the bot has sent nothing")

    async def wait_for(
        self,
        what: str | Callable[[Said], bool] = "",
        timeout: float = PATIENCE,  # noqa: ASYNC109 (a failed wait tells what was seen)
    ) -> Said:
        """Wait until the bot has sent or changed a fitting message since the last act.

        Args:
            what: Words that it contains, or a test for it; nothing: any message.
            timeout: Seconds.

        Raises:
            NothingHeard: It did not come in time.
        """
        fits = what if callable(what) else _contains(what)
        deadline = monotonic() + timeout
        screen = await self.screen()
        while not (found := [one for one in _answers(screen, self.since) if fits(one)]):
            left = deadline - monotonic()
            if left <= 0:
                raise NothingHeard(f"waited {timeout} s for {what!r}:\n{_tail(screen.messages)}")
            screen = await self.screen(after=screen.revision, within=left)
        return found[-1]

    async def settled(self, quiet: float = 0.3, within: float = PATIENCE) -> list[Said]:
        """Wait until nothing has changed for `quiet` seconds; returns the `answers`."""
        deadline = monotonic() + within
        screen = await self.screen()
        while monotonic() < deadline:
            later = await self.screen(after=screen.revision, within=quiet)
            if later.revision == screen.revision:
                break
            screen = later
        return _answers(screen, self.since)

    @property
    def _line(self) -> Line:
        return Line(self.base_url, self.session)

    @property
    def _path(self) -> str:
        return f"/play/{self.bot}/{self.person_id}"

    async def _act(self, act: str, **more: Any) -> dict[str, Any]:
        done: dict[str, Any] = await self._line.ask("POST", f"{self._path}/{act}", **more)
        self.since = done["revision"]
        return done

    async def _upload(self, kind: str, content: bytes, caption: str, name: str) -> int:
        form = aiohttp.FormData({"caption": caption}, quote_fields=False)
        form.add_field("file", BytesIO(content), filename=name)
        return int((await self._act(kind, data=form))["message_id"])


@dataclass
class Sandbox:
    """The sandbox behind the scene."""

    base_url: str
    session: aiohttp.ClientSession | None = None

    def person(self, bot: str, person_id: int) -> Person:
        """Somebody who talks to the bot "owner" or "desk"."""
        return Person(self.base_url, bot, person_id, self.session)

    async def introduce(self, people: Iterable[dict[str, Any]]) -> None:
        """Name people: {"id", "first_name"?, "language_code"?, "bots"?}."""
        await self._line.ask("POST", "/people", json=list(people))

    async def calls(
        self, bot: str | None = None, method: str | None = None, after: int = 0
    ) -> list[dict[str, Any]]:
        """The Bot API calls that match, oldest first."""
        query = {"bot": bot, "method": method, "after": str(after)}
        given = {name: value for name, value in query.items() if value is not None}
        calls: list[dict[str, Any]] = await self._line.ask("GET", "/calls", params=given)
        return calls

    async def forget_calls(self) -> None:
        """Empty the journal."""
        await self._line.ask("DELETE", "/calls")

    async def fault(self, kind: str, **more: Any) -> None:
        """Order trouble: bot, method, chat, times, skip, retry_after, seconds."""
        await self._line.ask("POST", "/faults", json={"kind": kind, **more})

    async def faults(self) -> list[dict[str, Any]]:
        """The trouble that is still to come."""
        rules: list[dict[str, Any]] = await self._line.ask("GET", "/faults")
        return rules

    async def no_faults(self) -> None:
        """No more trouble."""
        await self._line.ask("DELETE", "/faults")

    async def repeat(self, bot: str, update_id: int) -> None:
        """Deliver an update once more."""
        await self._line.ask("POST", "/repeat", json={"bot": bot, "update_id": update_id})

    async def health(self) -> dict[str, Any]:
        """Which bots listen: {"bots": {name: {"awake"}}, "child", "exit_code"}."""
        health: dict[str, Any] = await self._line.ask("GET", "/health")
        return health

    async def reset(self) -> None:
        """Start over."""
        await self._line.ask("POST", "/reset")

    @property
    def _line(self) -> Line:
        return Line(self.base_url, self.session)


def _said(raw: dict[str, Any]) -> Said:
    keyboard = [[Button(**button) for button in row] for row in raw.pop("keyboard")]
    return Said(keyboard=keyboard, **raw)


def _answers(screen: Screen, since: int) -> list[Said]:
    return [
        one
        for one in screen.messages
        if one.sender == "bot" and one.revision > since and not one.deleted
    ]


def _contains(words: str) -> Callable[[Said], bool]:
    return lambda message: words in message.text


def _tail(messages: list[Said]) -> str:
    return "\n".join(f"  {one.sender}: {one.text!r} {one.labels}" for one in messages[-6:])
