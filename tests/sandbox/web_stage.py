"""A stage for the page: the real sandbox, a program that keeps the clock, two scripted bots."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiohttp import ClientSession, CookieJar, FormData, web

from bot.sandbox.keys import WORLD
from bot.sandbox.server import create_app, serving
from bot.sandbox.settings import DESK_TOKEN, OWNER_TOKEN, SandboxSettings
from bot.sandbox.world import World

KEY = "control-key-of-the-test"
CODE = "ABCDE-FGHJK"
OWNER, DESK = 1001, 2001
STARTS = datetime.fromisoformat("2022-07-15T09:00:00+08:00")
NOBODY = "http://127.0.0.1:9"  # the discard port: nobody listens
TOKENS = {"owner": OWNER_TOKEN, "desk": DESK_TOKEN}

HELLO = (
    "您好,我是方城县“助企通”。我可以帮您:\n① 查能享受什么政策\n② 解决复工复产遇到的难题\n"
    "③ 在核酸采样到期前提醒您\n\n先用 <b>2 分钟</b>认识一下您的企业,好吗?\n"
    "<i>使用即表示知悉《隐私说明》</i> /privacy"
)
VERDICT = (
    "✅ <b>采样屋补贴:预计 40,000.00 元</b>\n采样屋费用 80,000.00 × 50%\n"
    "· 省级承担 70%:28,000.00 · 县级承担 30%:12,000.00\n"
    "为什么适用:自行配置采样屋 ✓ 用工 1,200 人(≥1000)✓ 已在“四保”白名单 ✓\n"
    "文件没写明:按什么口径计费用、到哪个部门申领。以财政部门核定为准。\n"
    "依据:《方城县高效统筹疫情防控和经济社会发展工作方案》(解读,2022-06-22)三(六)"
)
VERDICT_KEYS = [[("看原文", "quote"), ("需要做什么", "todo")], [("请包保干部帮我核实", "ask")]]


@dataclass
class ClockProgram:
    """What the bots' process does for the page: keeps a clock and hands out codes."""

    now: datetime = STARTS
    asked: list[dict[str, Any]] = field(default_factory=list)
    invited: list[list[str]] = field(default_factory=list)

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._locked])
        app.add_routes(
            [
                web.get("/sandbox/clock", self._read),
                web.post("/sandbox/clock", self._move),
                web.post("/sandbox/invite", self._invite),
            ]
        )
        return app

    @web.middleware
    async def _locked(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if request.headers.get("X-Sandbox-Key") != KEY:
            raise web.HTTPForbidden
        answer: web.StreamResponse = await handler(request)
        return answer

    async def _read(self, _: web.Request) -> web.Response:
        return web.json_response({"now": self.now.isoformat(), "zone": "Asia/Shanghai"})

    async def _move(self, request: web.Request) -> web.Response:
        wish = await request.json()
        self.asked.append(wish)
        to = (
            datetime.fromisoformat(wish["to"])
            if "to" in wish
            else self.now + timedelta(seconds=wish["by_seconds"])
        )
        if to < self.now:
            error = {"zh": "时钟只能往后拨。", "en": "The clock only moves forward."}
            return web.json_response({"error": error}, status=409)
        self.now = to
        return await self._read(request)

    async def _invite(self, request: web.Request) -> web.Response:
        self.invited.append((await request.json())["roles"])
        return web.json_response({"code": CODE})


@dataclass
class ScriptedBot:
    """A bot that answers from a small script through the HTTP Bot API."""

    base: str
    name: str
    session: ClientSession

    async def call(self, method: str, **fields: Any) -> Any:
        async with self.session.post(
            f"{self.base}/bot{TOKENS[self.name]}/{method}", json=fields
        ) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def say(self, text: str, keys: Any = (), **more: Any) -> int:
        message = await self.call("sendMessage", **_words(self.name, text, keys), **more)
        number: int = message["message_id"]
        return number

    async def edit(self, message_id: int, text: str, keys: Any = ()) -> None:
        fields = _words(self.name, text, keys)
        await self.call("editMessageText", message_id=message_id, **fields)

    async def send_file(self, method: str, part: str, name: str, content: bytes) -> None:
        form = FormData(quote_fields=False)
        form.add_field("chat_id", str(_person(self.name)))
        form.add_field("caption", "请保存备查")
        form.add_field(part, content, filename=name)
        async with self.session.post(
            f"{self.base}/bot{TOKENS[self.name]}/{method}", data=form
        ) as response:
            assert response.status == 200, await response.text()

    async def run(self) -> None:
        """Answer updates until cancelled."""
        commands = [("start", "从头认识企业"), ("help", "我能做什么"), ("privacy", "隐私说明")]
        listed = [{"command": name, "description": words} for name, words in commands]
        await self.call("setMyCommands", commands=listed)
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                await self._answer(update)

    async def _answer(self, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            await self._pressed(query)
        elif text := update.get("message", {}).get("text"):
            await self._heard(text, update["message"]["message_id"])

    async def _heard(self, text: str, message_id: int) -> None:
        if text == "/start" and self.name == "desk":
            await self.say("您好,这里是助企通·工作台。\n请发来您的<b>邀请码</b>。")
        elif text == "/start":
            await self.say(HELLO, [[("开始", "begin")], [("先随便看看", "look")]])
        elif text == CODE:
            await self.say("✅ 已入座:<b>方城县 · 包保联络员</b>。有新诉求我会叫您。")
        else:
            await self.say(VERDICT, VERDICT_KEYS, reply_parameters={"message_id": message_id})

    async def _pressed(self, query: dict[str, Any]) -> None:
        await self.call("answerCallbackQuery", callback_query_id=query["id"], text="好的,我们开始")
        await self.edit(
            query["message"]["message_id"],
            "(还有约 7 题)您的企业(项目)<b>实际在哪里</b>经营?",
            [[("方城县", "fc"), ("其他地方…", "else")], [("返回", "back"), ("不清楚", "unsure")]],
        )


@dataclass
class Stage:
    """Everything that a test of the page may touch."""

    base: str
    world: World
    clock: ClockProgram
    session: ClientSession
    owner: ScriptedBot
    desk: ScriptedBot

    async def person(self, bot: str, act: str, **fields: Any) -> Any:
        """Let the seat's person act through the acting API."""
        url = f"{self.base}/play/{bot}/{_person(bot)}/{act}"
        async with self.session.post(url, json=fields) as response:
            return await response.json()

    async def page(self) -> str:
        async with self.session.get(self.base) as response:
            return await response.text()


@asynccontextmanager
async def web_stage(*, bots_play: bool = False, clock_runs: bool = True) -> AsyncIterator[Stage]:
    """Set the stage; with `bots_play` both scripted bots poll and answer."""
    program = ClockProgram()
    async with serving(program.app()) as control:
        url = control if clock_runs else NOBODY
        app = create_app(SandboxSettings(time.time, control_url=url, control_key=KEY))
        jar = CookieJar(unsafe=True)  # keeps cookies of an address that is a number
        async with serving(app) as base, ClientSession(cookie_jar=jar) as session:
            owner, desk = (ScriptedBot(base, name, session) for name in TOKENS)
            async with _playing([owner, desk] if bots_play else []):
                yield Stage(base, app[WORLD], program, session, owner, desk)


@asynccontextmanager
async def _playing(bots: list[ScriptedBot]) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(bot.run()) for bot in bots]
        try:
            yield
        finally:
            for task in running:
                task.cancel()


async def seat_news(response: Any, seat: str) -> AsyncIterator[dict[str, Any]]:
    """Yield the "seat" events of one seat from an open event stream."""
    async for event in news_of(response, "seat"):
        if event["seat"] == seat:
            yield event


async def news_of(response: Any, kind: str) -> AsyncIterator[dict[str, Any]]:
    """Yield the events of one kind from an open event stream."""
    name = ""
    async for line in response.content:
        field_name, _, value = line.decode().rstrip("\n").partition(": ")
        if field_name == "event":
            name = value
        elif field_name == "data" and name == kind:
            yield json.loads(value)


def _person(bot: str) -> int:
    return {"owner": OWNER, "desk": DESK}[bot]


def _words(bot: str, text: str, keys: Any) -> dict[str, Any]:
    rows = [[{"text": label, "callback_data": data} for label, data in row] for row in keys]
    fields: dict[str, Any] = {"chat_id": _person(bot), "text": text, "parse_mode": "HTML"}
    return fields | ({"reply_markup": {"inline_keyboard": rows}} if rows else {})
