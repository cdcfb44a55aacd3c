"""What a seat shows at this moment, as plain values that can be compared and rendered."""

import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.sandbox.labels import Labels
from bot.sandbox.model import BotAccount, Button, Chat, Message, Person, StoredFile
from bot.sandbox.seats import Seat
from bot.sandbox.world import World

MESSAGES_SHOWN: Final = 300
QUOTE_LENGTH: Final = 90  # characters
ACTIONS: Final = {"typing": "typing"}  # every other chat action is some kind of upload

Moments = dict[tuple[str, int], datetime]
"""Business time at which a message (seat, id) arrived, where it is known."""


@dataclass(frozen=True)
class Quote:
    """The message that is answered; `id` is 0 when it is no longer there."""

    id: int
    who: str
    text: str


@dataclass(frozen=True)
class Attachment:
    """A photo or document of a message; `size` in bytes, width and height in pixels."""

    url: str
    name: str
    size: int
    width: int
    height: int


@dataclass(frozen=True)
class Bubble:
    """One message. `html` is Telegram's; `new_day` asks for a date line above it."""

    id: int
    sender: str
    html: str
    keyboard: tuple[tuple[Button, ...], ...]
    quote: Quote | None
    photo: Attachment | None
    document: Attachment | None
    edited: bool
    silent: bool
    protected: bool
    editable: bool
    moment: datetime | None
    new_day: bool

    @property
    def rev(self) -> str:
        """A short mark that changes whenever the message has to be drawn again."""
        return f"{zlib.crc32(repr(self).encode()):08x}"


@dataclass(frozen=True)
class SeatView:
    """A seat with all that its header, its composer and its messages need.

    `state` is "down" (the bots' program has ended), "starting", "online" or "silent".
    `toast` is what the last pressed button said; `waiting` while a button is unanswered.
    """

    seat: Seat
    title: str
    description: str
    username: str
    state: str
    action: str
    unread: int
    blocked: bool
    toast: str
    toast_alert: bool
    waiting: bool
    commands: tuple[tuple[str, str], ...]
    keys: tuple[tuple[tuple[str, bool], ...], ...]
    bubbles: tuple[Bubble, ...]


def chat_of(world: World, seat: Seat, labels: Labels) -> Chat:
    """Return the seat's chat; its person is introduced by name first."""
    if seat.person_id not in world.people:
        language = "en" if labels.language == "en" else "zh-hans"
        world.introduce(Person(seat.person_id, seat.first_name, language))
    return world.chat(seat.bot, seat.person_id)


def seat_view(
    world: World, seat: Seat, labels: Labels, moments: Moments, *, stopped: bool
) -> SeatView:
    """Look at a seat now.

    Args:
        world: The sandbox's state.
        seat: Which chair.
        labels: The page's language.
        moments: Business times of arrival, where known.
        stopped: Whether the bots' program has ended.
    """
    chat = chat_of(world, seat, labels)
    language = chat.person.language_code[:2]
    now = world.time()
    return SeatView(
        seat=seat,
        title=_in_language(chat.bot.titles, language) or chat.bot.title,
        description=_in_language(chat.bot.descriptions, language) or labels(f"empty_{seat.bot}"),
        username=chat.bot.username,
        state="down" if stopped else _state(chat.bot),
        action=_action(chat, now, labels),
        unread=chat.unread,
        blocked=chat.blocked,
        toast=chat.toast or "",
        toast_alert=chat.toast_alert,
        waiting=bool(chat.unanswered),
        commands=commands_for(chat),
        keys=tuple(tuple((key.text, key.contact) for key in row) for row in chat.keys.rows),
        bubbles=_bubbles(seat, chat, moments, labels),
    )


def commands_for(chat: Chat) -> tuple[tuple[str, str], ...]:
    """Return (command, description) pairs of the menu that this person sees.

    The narrowest scope wins, and in it the person's language before no language.
    """
    language = chat.person.language_code[:2]
    best: tuple[int, list[dict[str, str]]] = (0, [])
    for (scope, lang), commands in chat.bot.commands.items():
        rank = _scope_rank(json.loads(scope), chat.person.id) * 2 + (lang == language)
        if lang in {"", language} and rank > max(best[0], 1):
            best = (rank, commands)
    return tuple((entry["command"], entry["description"]) for entry in best[1])


def _scope_rank(scope: dict[str, object], person_id: int) -> int:
    if scope.get("type") == "chat":
        return 3 if str(scope.get("chat_id")) == str(person_id) else 0
    return {"all_private_chats": 2, "default": 1}.get(str(scope.get("type")), 0)


def _in_language(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get("") or ""


def _state(bot: BotAccount) -> str:
    if bot.awake:
        return "online"
    return "starting" if bot.last_poll_at is None else "silent"


def _action(chat: Chat, now: float, labels: Labels) -> str:
    if chat.action is None or chat.action_until <= now:
        return ""
    return labels(ACTIONS.get(chat.action, "uploading"))


def _bubbles(seat: Seat, chat: Chat, moments: Moments, labels: Labels) -> tuple[Bubble, ...]:
    shown = [message for message in chat.messages if not message.deleted][-MESSAGES_SHOWN:]
    bubbles = []
    day = None
    for message in shown:
        moment = moments.get((seat.name, message.id))
        new_day = moment is not None and moment.date() != day
        day = moment.date() if moment is not None else day
        url = f"/seats/{seat.name}/files/{message.id}"
        bubbles.append(_bubble(chat, message, url, labels, moment, new_day=new_day))
    return tuple(bubbles)


def _bubble(
    chat: Chat,
    message: Message,
    url: str,
    labels: Labels,
    moment: datetime | None,
    *,
    new_day: bool,
) -> Bubble:
    return Bubble(
        id=message.id,
        sender=message.sender,
        html=message.html,
        keyboard=tuple(tuple(row) for row in message.keyboard),
        quote=_quote(chat, message, labels),
        photo=_attachment(url, message.photo),
        document=_attachment(url, message.document or message.voice),
        edited=message.edited,
        silent=message.silent,
        protected=message.protected,
        editable=message.sender == "person" and bool(message.text),
        moment=moment,
        new_day=new_day,
    )


def _quote(chat: Chat, message: Message, labels: Labels) -> Quote | None:
    if message.reply_to is None:
        return None
    answered = chat.find(message.reply_to)
    if answered is None:
        return Quote(0, "", labels("reply_gone"))
    who = chat.bot.title if answered.sender == "bot" else chat.person.first_name
    text = answered.text or labels("photo" if answered.photo else "document")
    return Quote(answered.id, who, text[:QUOTE_LENGTH])


def _attachment(url: str, file: StoredFile | None) -> Attachment | None:
    if file is None:
        return None
    return Attachment(url, file.name, file.size, file.width, file.height)
