"""Updates that the sandbox brings to a bot, as Telegram does."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.sandbox.api_stage import Stage
from tests.sandbox_client import Person

HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Door:
    """Where a bot takes its updates: what came, and how it answers."""

    url: str = ""
    came: list[str] = field(default_factory=list)
    secrets: set[str | None] = field(default_factory=set)
    answers: list[web.Response] = field(default_factory=list)
    opened: asyncio.Event = field(default_factory=asyncio.Event)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.came.append(update["message"]["text"] if "message" in update else "tap")
        self.news.set()
        self.secrets.add(request.headers.get(HEADER))
        await self.opened.wait()
        return self.answers.pop(0) if self.answers else web.Response()

    async def until(self, count: int) -> list[str]:
        async with asyncio.timeout(10):
            while len(self.came) < count:
                self.news.clear()
                await self.news.wait()
        return self.came


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    made, app = Door(), web.Application()
    app.router.add_post("/here", made.take)
    made.opened.set()
    async with TestServer(app) as server:
        made.url = str(server.make_url("/here"))
        yield made
        made.opened.set()


async def waiting(stage: Stage) -> int:
    return int((await stage.result("getWebhookInfo"))["pending_update_count"])


async def test_what_waits_and_what_comes_is_brought_in_order(
    stage: Stage, owner: Person, door: Door
) -> None:
    await owner.say("一")
    await stage.result("setWebhook", url=door.url, secret_token="s3cret")
    await owner.say("二")

    assert await door.until(2) == ["一", "二"]
    assert door.secrets == {"s3cret"}
    assert (await stage.result("getWebhookInfo"))["url"] == door.url


async def test_what_is_not_confirmed_comes_again_before_the_next(
    stage: Stage, owner: Person, door: Door
) -> None:
    door.answers = [
        web.Response(status=500),
        web.Response(status=503, headers={"Retry-After": "1"}),
    ]
    await stage.result("setWebhook", url=door.url)
    await owner.say("一")
    await owner.say("二")

    assert await door.until(4) == ["一", "一", "一", "二"]


async def test_chats_do_not_wait_for_one_another(stage: Stage, owner: Person, door: Door) -> None:
    door.opened.clear()
    await stage.result("setWebhook", url=door.url)
    await owner.say("一")
    await owner.say("二")
    await stage.person(person_id=5002).say("三")

    assert sorted(await door.until(2)) == ["一", "三"]
    assert await waiting(stage) == 3


async def test_nobody_polls_while_updates_are_brought(stage: Stage, door: Door) -> None:
    await stage.result("setWebhook", url=door.url)
    refused = await stage.refused(409, "getUpdates")

    await stage.result("deleteWebhook")

    assert "webhook is active" in refused
    assert await stage.result("getUpdates") == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "https://elsewhere.example/"},
        {"url": "ftp://127.0.0.1/"},
        {"url": "http://127.0.0.1:1/", "secret_token": "no spaces"},
        {"url": "http://127.0.0.1:1/", "max_connections": 0},
        {},
    ],
)
async def test_a_wrong_webhook_is_refused(stage: Stage, wrong: dict[str, Any]) -> None:
    await stage.refused(400, "setWebhook", **wrong)
