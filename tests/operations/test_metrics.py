"""What an operator watches: the port's answers, and a dashboard that asks for what there is."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import text

from bot.domain.speech import Lane, View
from bot.status import STANDS_STILL, Status
from bot.store.database import Database
from bot.store.inbox import store_updates
from bot.store.outbox import OUTBOX, queue_letters
from bot.store.vault import Vault
from bot.telegram import say
from tests.bed import bed
from tests.operations.pages import Page

DASHBOARD = Path(__file__).parents[2] / "docs" / "ops" / "grafana.json"
NAME = re.compile(r"\b(?:zhuqi|process)_\w+")
SUFFIXES = ("_bucket", "_sum", "_count")


@pytest.fixture
async def page(database: Database) -> AsyncIterator[Page]:
    made = Page()
    status = Status(database, lambda: made.ready, lambda: True, lambda: made.still_for)
    app = web.Application()
    app.add_routes(status.routes())
    async with TestClient(TestServer(app)) as client:
        made.client = client
        yield made


async def test_queues_are_counted_with_the_age_of_the_oldest(
    page: Page, database: Database, vault: Vault
) -> None:
    def work(connection: object) -> None:
        bodies = [{"update_id": n, "message": {"chat": {"id": n}}} for n in (1, 2)]
        store_updates(connection, vault, "owner", bodies)
        letters = [say(f"u{n}", "owner", n, View("x")) for n in range(3)]
        queue_letters(connection, vault, letters)
        held = say("held", "desk", 1, View("x"))
        queue_letters(connection, vault, [held])
        connection.execute(OUTBOX.update().where(OUTBOX.c.uid == "held").values(due=1e11))
        old = {"created_at": OUTBOX.c.created_at - 90, "lane": int(Lane.REMINDER)}
        connection.execute(OUTBOX.update().where(OUTBOX.c.uid == "u0").values(old))

    await database.run(work)
    found = await page.metrics()

    assert found['zhuqi_updates{bot="owner",state="new"}'] == 2
    assert 0 <= found['zhuqi_updates_oldest_seconds{bot="owner",state="new"}'] < 60
    assert found['zhuqi_messages{bot="owner",lane="interactive"}'] == 2
    assert found['zhuqi_messages{bot="owner",lane="reminder"}'] == 1
    assert 90 <= found['zhuqi_messages_oldest_seconds{bot="owner",lane="reminder"}'] < 150
    assert found["zhuqi_messages_held"] == 1
    assert found["zhuqi_leader"] == 1


async def test_a_process_that_cannot_work_says_why(page: Page, database: Database) -> None:
    assert await page.ready_or_why() == (200, [])
    page.ready = False
    assert await page.ready_or_why() == (503, ["the loops do not run"])
    page.ready, page.still_for = True, STANDS_STILL + 1
    assert await page.ready_or_why() == (503, ["no tick for a while"])
    page.still_for = 0.0
    await database.run(
        lambda c: c.execute(text("create table alembic_version (version_num text)"))
    )
    try:
        newer = text("insert into alembic_version values ('9999')")
        await database.run(lambda c: c.execute(newer))
        status, [why] = await page.ready_or_why()
        assert (status, why[:24]) == (503, "the tables are of 9999, ")
    finally:
        await database.run(lambda c: c.execute(text("drop table alembic_version")))


async def test_without_a_database_it_is_alive_and_counts_itself(tmp_path: Path) -> None:
    database = Database("postgresql+psycopg://nobody@127.0.0.1:9/nothing")
    page, app = Page(), web.Application()
    app.add_routes(Status(database, lambda: True).routes())
    async with TestClient(TestServer(app)) as page.client:
        assert (await page.client.get("/healthz")).status == 200
        assert await page.ready_or_why() == (503, ["the database is away (gone)"])
        assert "zhuqi_last_tick_timestamp_seconds" in await page.metrics()
    database.close()


async def test_the_dashboard_asks_only_for_what_a_running_process_has(tmp_path: Path) -> None:
    async with bed(tmp_path) as made:
        owner = await made.somebody("owner", "李厂长")
        await owner.say("/start")
        await made.settled()
        await made._ticks.tick()
        async with aiohttp.request("GET", f"http://127.0.0.1:{made.service.port}/metrics") as got:
            said = await got.text()
    has = set(re.findall(r"^# TYPE (\S+)", said, re.MULTILINE))
    counted = {line.split("{")[0].split(" ")[0] for line in said.splitlines() if line[0] != "#"}

    board = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    asked = {
        name for panel in board["panels"] for name in NAME.findall(panel["targets"][0]["expr"])
    }

    assert asked - has - counted == set()
    ours = {name for name in has if name.startswith("zhuqi_") and not name.endswith("_created")}
    assert ours - {_base(name) for name in asked} == set(), "and for all of ours"
    assert 'zhuqi_updates_handled_total{bot="owner",outcome="done"}' in said
    assert 'zhuqi_sends_total{bot="owner",fate="sent"}' in said
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])


def _base(name: str) -> str:
    return next((name.removesuffix(each) for each in SUFFIXES if name.endswith(each)), name)
