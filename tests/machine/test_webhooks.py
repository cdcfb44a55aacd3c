"""Telegram brings updates: each is kept before it is confirmed, and taken from nobody else."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any

import pytest
from aiogram.types import Message, Update
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from bot.app import BotApp
from bot.domain.speech import Replies, View
from bot.intake import MOST_WAITING, Intake
from bot.settings import BadSettings, Settings
from bot.store.engines import POSTGRES_CONNECTIONS
from bot.store.inbox import INBOX, PLACE
from bot.wake import Wake
from bot.webhooks import MOST_BYTES, SECRET_HEADER, Webhooks, path_of, secret_of, set_webhook
from tests.machine.conftest import Bench, message

Client = TestClient[web.Request, web.Application]
SECRET = "a secret of this installation"
OWNER = {SECRET_HEADER: secret_of(SECRET, "owner")}
HERE = path_of("owner")
LATE = 0.3


@asynccontextmanager
async def port_of(intake: Intake) -> AsyncIterator[Client]:
    app = web.Application(client_max_size=MOST_BYTES)
    app.add_routes(Webhooks(("owner", "desk"), SECRET, intake, patience=LATE).routes())
    async with TestClient(TestServer(app)) as client:
        yield client


@asynccontextmanager
async def replica(bench: Bench) -> AsyncIterator[Client]:
    """One process's port, with its own intake."""
    intake, stop = Intake(bench.database, bench.vault, Wake()), asyncio.Event()
    async with port_of(intake) as client, asyncio.TaskGroup() as group:
        group.create_task(intake.run(stop))
        await asyncio.sleep(0)
        yield client
        stop.set()
        intake.wake.set()


@pytest.fixture
async def client(bench: Bench) -> AsyncIterator[Client]:
    async with replica(bench) as made:
        yield made


async def brought(client: Client, body: Any, headers: dict[str, str] = OWNER) -> int:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with client.post(HERE, data=BytesIO(data), headers=headers) as answer:
        return answer.status


async def test_what_is_confirmed_is_kept_and_kept_once(client: Client, bench: Bench) -> None:
    update = message(7001, 5, "卡口不让过")

    first, again = await brought(client, update), await brought(client, update)

    assert (first, again) == (200, 200)
    assert bench.states() == {"new": 1}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {SECRET_HEADER: ""},
        {SECRET_HEADER: SECRET},
        {SECRET_HEADER: secret_of(SECRET, "desk")},
        {SECRET_HEADER: secret_of(SECRET, "owner")[:-1]},
    ],
)
async def test_nobody_else_brings_updates(
    client: Client, bench: Bench, headers: dict[str, str]
) -> None:
    assert await brought(client, message(7001, 5, "冒充"), headers) == 401
    assert bench.states() == {}


async def test_more_than_a_megabyte_is_refused_before_it_is_read(
    client: Client, bench: Bench
) -> None:
    assert await brought(client, message(7001, 5, "长" * MOST_BYTES)) == 413
    assert bench.states() == {}


@pytest.mark.parametrize(
    "garbled",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'"text"',
        b"[" * 100_000,
        {},
        {"update_id": "7001"},
        {"update_id": True},
        {"update_id": -1},
        {"update_id": 2**70},
    ],
)
async def test_what_is_no_update_is_confirmed_and_not_kept(
    client: Client, bench: Bench, garbled: Any
) -> None:
    assert await brought(client, garbled) == 200
    assert bench.states() == {}


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"message": None},
        {"message": []},
        {"message": {"chat": {}}},
        {"message": {"chat": {"id": "x"}}},
        {"message": {"chat": {"id": 6}, "message_thread_id": "x"}},
        {"callback_query": {"data": "x"}},
        {"something_new": {"chat": {"id": 5}}},
    ],
)
async def test_an_odd_update_stops_nothing(
    client: Client, bench: Bench, content: dict[str, Any]
) -> None:
    assert await brought(client, {"update_id": 7001, **content}) == 200
    assert await brought(client, message(7002, 5, "/menu")) == 200
    await bench.runs_until_idle(pauses=False)

    assert bench.states().keys() <= {"done", "parked"}
    assert bench.said(5) == ["help"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("半个\ud83d字", "半个\ufffd字"),
        ("零\x00字节", "零\ufffd字节"),
        ("照写\\u0000", "照写\\u0000"),
    ],
)
async def test_what_is_no_character_is_replaced(
    client: Client, bench: Bench, said: str, kept: str
) -> None:
    assert await brought(client, message(7001, 5, said)) == 200

    body = bench.database.run_sync(lambda c: c.execute(INBOX.select()).one()).body
    update = json.loads(bench.vault.open(PLACE, "owner:7001", body))
    assert update["message"]["text"] == kept


async def test_who_comes_while_it_stops_is_asked_to_come_again(bench: Bench) -> None:
    intake = Intake(bench.database, bench.vault, Wake())  # it does not run any more
    async with (
        port_of(intake) as client,
        client.post(HERE, json=message(7001, 5, "x"), headers=OWNER) as answer,
    ):
        assert (answer.status, answer.headers["Retry-After"]) == (503, "2")

    assert bench.states() == {}


async def test_too_many_at_once_are_asked_to_come_again_and_lose_nothing(bench: Bench) -> None:
    intake, stop = Intake(bench.database, bench.vault, Wake(), is_open=True), asyncio.Event()
    async with port_of(intake) as client, asyncio.TaskGroup() as group:
        for number in range(MOST_WAITING):
            group.create_task(intake.keep("owner", message(number, number, "x")))
        await asyncio.sleep(0)
        refused = await brought(client, message(9_999, 5, "x"))
        stop.set()
        await intake.run(stop)

    assert refused == 503
    assert bench.states() == {"new": MOST_WAITING}


async def test_a_database_that_is_slow_is_no_reason_to_confirm(
    bench: Bench, client: Client
) -> None:
    goes_on = threading.Event()
    async with asyncio.TaskGroup() as group:
        for _ in range(POSTGRES_CONNECTIONS):
            group.create_task(bench.database.run(lambda _: goes_on.wait()))
        await asyncio.sleep(0.1)
        refused = await brought(client, message(7001, 5, "x"))
        goes_on.set()

    assert refused == 503
    assert await brought(client, message(7001, 5, "x")) == 200
    assert bench.states() == {"new": 1}


async def test_replicas_keep_the_order_of_a_chat(bench: Bench) -> None:
    async def repeat(event: Message, event_update: Update, app: BotApp) -> None:
        await app.act(event_update, lambda _: Replies(say=(View(event.text or ""),)))

    bench.on_message(repeat)
    async with replica(bench) as a, replica(bench) as b:
        for number in range(40):
            side = a if number % 2 else b
            assert await brought(side, message(7000 + number, 5, str(number))) == 200
    await bench.runs_until_idle()

    assert bench.said(5) == [str(number) for number in range(40)]


def test_each_bot_has_a_secret_of_its_own_and_its_own_address() -> None:
    (method, owner), (_, desk) = (
        set_webhook("https://zhuqi.example/", SECRET, bot) for bot in ("owner", "desk")
    )

    assert method == "setWebhook"
    assert owner["url"] == "https://zhuqi.example/telegram/owner"
    assert owner["secret_token"] != desk["secret_token"]
    assert "drop_pending_updates" not in owner


@pytest.mark.parametrize(
    ("url", "secret", "why"),
    [
        ("https://zhuqi.example", None, "WEBHOOK_SECRET"),
        ("https://zhuqi.example", "short", "WEBHOOK_SECRET"),
        ("http://zhuqi.example", SECRET, "https"),
    ],
)
def test_a_webhook_that_cannot_be_safe_is_refused(url: str, secret: str | None, why: str) -> None:
    given = None if secret is None else SecretStr(secret)
    settings = Settings(_env_file=None, webhook_url=url, webhook_secret=given)

    with pytest.raises(BadSettings, match=why):
        _ = settings.webhook


def test_without_an_address_updates_are_polled() -> None:
    assert Settings(_env_file=None).webhook is None
