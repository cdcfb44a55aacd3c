"""Both bots on the real machine with the real libraries; the outbox is read instead of sent."""

import asyncio
import itertools
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.app import BotApp
from bot.domain.clock import BusinessClock
from bot.domain.staff import general_posts
from bot.lanes import Lanes
from bot.sandbox.server import create_app, serving
from bot.sandbox.settings import DESK_TOKEN, OWNER_TOKEN, SandboxSettings
from bot.services.staff.officers import make_invitation
from bot.store import inbox
from bot.store.claims import claim_letters
from bot.store.inbox import store_updates
from bot.store.outbox import OutboxState
from bot.store.settling import end_letter
from bot.store.slots import Limits
from bot.wake import Wake
from handlers.desk import build as desk_bot
from handlers.desk.context import Desk
from handlers.desk.voice import DeskVoice
from handlers.desk.wire import DeskWire
from handlers.owner import build as owner_bot
from handlers.owner.context import Owner
from handlers.owner.voice import OwnerVoice
from handlers.owner.wire import gated_bot
from tests.cases.district import CHINA, COUNTY, RULES, District

UNLIMITED = Limits(per_second=None)
TAG = re.compile(r"<[^>]+>")


@dataclass
class Line:
    toasts: list[str | None] = field(default_factory=list)

    async def answer_callback(self, query_id: str, text: str | None) -> None:
        self.toasts.append(text)


@dataclass
class Screen:
    number: int
    text: str
    buttons: dict[str, str]


@dataclass
class Seat:
    """One person's chat with one bot."""

    stage: "TwoBots"
    bot: str
    chat_id: int
    language: str = "zh"
    screens: list[Screen] = field(default_factory=list)
    read: int = 0

    async def says(self, text: str) -> list[str]:
        """Write, and hear what is new in this chat."""
        command = {"type": "bot_command", "offset": 0, "length": len(text.partition(" ")[0])}
        more = {"entities": [command]} if text.startswith("/") else {}
        return await self.sends(text=text, **more)

    async def sends(self, **content: Any) -> list[str]:
        await self.stage.arrives(self.bot, message={**self._message(), **content})
        return self.news()

    async def taps(self, label: str) -> list[str]:
        """Tap the newest button with this label; hear what is new or changed by it."""
        screen = next(s for s in reversed(self.screens) if label in s.buttons)
        return await self.presses(screen.buttons[label], screen)

    async def presses(self, data: str, screen: Screen | None = None) -> list[str]:
        number = screen.number if screen else 1
        before = screen.text if screen else None
        query = {
            "id": str(self.stage.next()),
            "from": self._person(),
            "chat_instance": "1",
            "message": {**self._message(), "message_id": number, "text": "…"},
            "data": data,
        }
        await self.stage.arrives(self.bot, callback_query=query)
        changed = [screen.text] if screen and screen.text != before else []
        return changed + self.news()

    def news(self) -> list[str]:
        fresh = [screen.text for screen in self.screens[self.read :]]
        self.read = len(self.screens)
        return fresh

    def labels(self) -> set[str]:
        return set(self.screens[-1].buttons)

    def gets(self, method: str, payload: dict[str, Any]) -> None:
        rows = payload.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = {button["text"]: button["callback_data"] for row in rows for button in row}
        text = TAG.sub("", payload.get("text") or payload.get("caption", ""))
        old = next((s for s in self.screens if s.number == payload.get("message_id")), None)
        if method == "editMessageText" and old is not None:
            old.text, old.buttons = text, buttons
        else:
            self.screens.append(Screen(self.stage.next(), text, buttons))

    def _person(self) -> dict[str, Any]:
        name = f"{self.bot}{self.chat_id}"
        person = {"id": self.chat_id, "is_bot": False, "first_name": name}
        return person | {"language_code": self.language}

    def _message(self) -> dict[str, Any]:
        return {
            "message_id": self.stage.next(),
            "date": 1657846800,
            "chat": {"id": self.chat_id, "type": "private"},
            "from": self._person(),
        }


@dataclass
class TwoBots:
    district: District
    lanes: Lanes
    line: Line
    seats: dict[tuple[str, int], Seat] = field(default_factory=dict)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1000))

    def next(self) -> int:
        return next(self.numbers)

    def seat(self, bot: str, chat_id: int, language: str = "zh") -> Seat:
        return self.seats.setdefault((bot, chat_id), Seat(self, bot, chat_id, language))

    def owner(self, **facts: Any) -> Seat:
        """Somebody whose firm is registered."""
        return self.seat("owner", self.district.speaks_for_firm(**facts).chat_id)

    def invites(self, code: str, until: float = 2e9) -> None:
        self.district.act(lambda uow: make_invitation(uow, general_posts(COUNTY), code, until))

    async def officer(self, chat_id: int, code: str, language: str = "zh") -> Seat:
        self.invites(code)
        seat = self.seat("desk", chat_id, language)
        await seat.says(f"/start {code}")
        return seat

    async def arrives(self, bot: str, **update: Any) -> None:
        body = {"update_id": self.next(), **update}
        database, vault = self.district.database, self.district.vault
        await database.run(lambda c: store_updates(c, vault, bot, [body]))
        await self._until_idle()
        for name in ("owner", "desk"):
            self._deliver(name)

    async def _until_idle(self) -> None:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.lanes.run(stop))
            while await self._live():  # noqa: ASYNC110 - the row counts
                await asyncio.sleep(0.005)
            stop.set()
            self.lanes.wake.set()
        assert await self.district.database.run(inbox.parked_updates) == []

    async def _live(self) -> bool:
        states = await self.district.database.run(inbox.count_by_state)
        return bool(states.get("new", 0) + states.get("leased", 0))

    def _deliver(self, bot: str) -> None:
        while batch := self.district.act(
            lambda uow: claim_letters(
                uow.connection, uow.vault, bot=bot, owner="t", limits=UNLIMITED, at_most=99
            )
        ):
            for letter in batch:
                self.seat(bot, letter.chat_id).gets(letter.method, dict(letter.payload))
                self.district.act(
                    lambda uow, sent=letter: end_letter(uow.connection, sent, OutboxState.SENT)
                )


@asynccontextmanager
async def two_bots(district: District) -> AsyncIterator[TwoBots]:
    """The stage; the sandbox introduces the desk bot to its library (getMe) and no more."""
    line, wake = Line(), Wake()

    def app(name: str, voice: Any) -> BotApp:
        uid = district.uids
        return BotApp(
            name=name,
            database=district.database,
            vault=district.vault,
            clock=BusinessClock(lambda: district.now),
            new_uid=lambda: f"{name}-{next(uid)}",
            voice=voice,
            line=line,
            wake=wake.set,
        )

    wire = DeskWire(DESK_TOKEN, "http://127.0.0.1:9")
    desk = Desk(app("desk", DeskVoice(CHINA)), RULES, CHINA, lambda: 1_000_000.0, wire)
    owner = Owner(app("owner", OwnerVoice()), RULES, CHINA, COUNTY, 1)
    async with serving(create_app(SandboxSettings(time=time.time))) as url:
        application = desk_bot.build(DESK_TOKEN, url)
        await application.initialize()
        bots = {
            "owner": (
                owner.app,
                owner_bot.feed(owner_bot.build(), gated_bot(OWNER_TOKEN), owner=owner),
            ),
            "desk": (desk.app, desk_bot.feed(application, desk)),
        }
        ids = (f"E{n}" for n in itertools.count(1))
        lanes = Lanes(district.database, district.vault, "lanes", bots, wake, lambda: next(ids))
        yield TwoBots(district, lanes, line)
        await application.shutdown()
