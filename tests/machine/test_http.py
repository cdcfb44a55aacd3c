"""The HTTP port: health for anybody on the machine, the clock for the sandbox only."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.domain.clock import BusinessClock, ClockBackwards
from bot.domain.staff import RoleKind
from bot.http import TrainingRoom
from bot.status import Status
from bot.store.database import Database

Client = TestClient[web.Request, web.Application]
KEY = {"X-Sandbox-Key": "the key"}


@pytest.fixture
async def client(database: Database, clock: BusinessClock) -> AsyncIterator[Client]:
    async def move(to: datetime, mode: str) -> None:
        if to < clock.now():
            raise ClockBackwards
        clock.move_to(to)

    async def invite(roles: Sequence[RoleKind]) -> str:
        return f"{'-'.join(roles)}-ABCDE-FGHJK"

    zone = ZoneInfo("Asia/Shanghai")
    room = TrainingRoom("the key", clock, zone, move, invite)
    app = web.Application()
    app.add_routes([*Status(database, lambda: True).routes(), *room.routes()])
    async with TestClient(TestServer(app)) as opened:
        yield opened


async def test_it_says_that_it_is_alive_and_ready(client: Client) -> None:
    assert (await client.get("/healthz")).status == 200
    assert await (await client.get("/readyz")).json() == {"ready": True}


async def test_metrics_hold_counts_by_state(client: Client) -> None:
    text = await (await client.get("/metrics")).text()
    assert "# HELP zhuqi_updates" in text


async def test_the_clock_moves_forward_by_seconds_and_to_a_moment(client: Client) -> None:
    hour = await client.post("/sandbox/clock", json={"by_seconds": 3600}, headers=KEY)
    assert (await hour.json())["now"] == "2022-07-15T10:00:00+08:00"
    to = {"to": "2022-07-16T08:00:00+08:00", "mode": "down"}
    later = await client.post("/sandbox/clock", json=to, headers=KEY)
    assert (await later.json())["now"] == "2022-07-16T08:00:00+08:00"


@pytest.mark.parametrize(
    "wish",
    [
        {"by_seconds": -60},
        {"to": "2022-07-15T08:59:00+08:00"},
        {"to": "tomorrow"},
        {"to": "2022-07-16T08:00:00"},
        {"by_seconds": 60, "mode": "sideways"},
        {},
    ],
)
async def test_a_move_that_cannot_be_gets_a_sentence_in_both_languages(
    client: Client, wish: dict[str, object]
) -> None:
    answer = await client.post("/sandbox/clock", json=wish, headers=KEY)
    assert answer.status == 409
    assert set((await answer.json())["error"]) == {"zh", "en"}


async def test_an_invitation_is_for_what_is_asked(client: Client) -> None:
    answer = await client.post("/sandbox/invite", json={"roles": ["inspector"]}, headers=KEY)
    assert await answer.json() == {"code": "inspector-ABCDE-FGHJK"}


@pytest.mark.parametrize("headers", [{}, {"X-Sandbox-Key": "a guess"}])
async def test_nobody_else_moves_the_clock_or_gets_an_invitation(
    client: Client, headers: dict[str, str]
) -> None:
    clock = await client.post("/sandbox/clock", json={"by_seconds": 60}, headers=headers)
    code = await client.post("/sandbox/invite", headers=headers)
    assert (clock.status, code.status) == (403, 403)
