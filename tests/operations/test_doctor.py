"""`python -m bot doctor`: what is wrong with an installation, and what to do about it."""

import socket
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import text

from bot import logs
from bot.__main__ import main
from bot.domain.speech import View
from bot.sandbox.settings import OWNER_TOKEN
from bot.store import engines
from bot.store.inbox import INBOX, InboxState, store_updates
from bot.store.outbox import OUTBOX, OutboxState, queue_letters
from bot.store.staff.officers import add_officer
from bot.store.uow import UnitOfWork
from bot.store.vault import new_key
from bot.telegram import say
from tests.databases import schema
from tests.operations.clinic import Clinic

NAME = "李雷"


@pytest.fixture(params=["sqlite", "postgresql"])
def begun(request: pytest.FixtureRequest, clinic: Clinic) -> Iterator[Clinic]:
    """On either engine, with the tables of this version."""
    if request.param == "sqlite":
        clinic.begun().close()
        yield clinic
        return
    with schema() as url:
        clinic.environ["DATABASE_URL"] = url
        clinic.begun().close()
        yield clinic


def somebody(uow: UnitOfWork) -> None:
    add_officer(uow, chat_id=1, name=NAME, region="河南省", language="zh")


async def test_a_sound_installation_has_nothing_wrong(begun: Clinic, api: str) -> None:
    begun.environ["TELEGRAM_API_URL"] = api
    begun.does(somebody)

    assert await begun.is_examined() == 0

    assert "企业主机器人 @" in begun.said
    assert "Desk bot @" in begun.said
    assert "The clock agrees with Telegram." in begun.said
    assert "The keys open what is stored" in begun.said
    assert "tables are those of this version" in begun.said
    assert NAME not in begun.said
    if begun.environ.get("DATABASE_URL"):
        assert "The clock agrees with PostgreSQL." in begun.said
        assert "the rights that are needed" in begun.said
    else:
        assert "can be written (WAL, FULL)" in begun.said


async def test_a_new_installation_is_told_how_to_begin(clinic: Clinic) -> None:
    for name in ("OWNER_BOT_TOKEN", "DESK_BOT_TOKEN", "FIELD_KEY", "INDEX_KEY"):
        del clinic.environ[name]
    clinic.data.rmdir()

    await clinic.is_examined()

    assert clinic.wrongs() == [
        "There are no keys. Run `python -m bot keys`, put the two lines into .env and keep a "
        "copy elsewhere."
    ]
    assert "还没有令牌" in clinic.said
    assert "第一次启动会建好" in clinic.said
    assert not clinic.data.exists(), "looking changes nothing"


@pytest.mark.parametrize(
    ("tokens", "says"),
    [
        ({"DESK_BOT_TOKEN": "7000000009:AAHd-nobody_nobody_nobody_nobody"}, "DESK_BOT_TOKEN"),
        ({"DESK_BOT_TOKEN": OWNER_TOKEN}, "Both tokens are of one bot."),
        ({"DESK_BOT_TOKEN": OWNER_TOKEN.split(":")[0] + ":another"}, "of one bot"),
        ({"DESK_BOT_TOKEN": ""}, "Only one bot token is set."),
    ],
)
async def test_tokens_that_are_wrong_are_named(
    clinic: Clinic, api: str, tokens: dict[str, str], says: str
) -> None:
    clinic.environ.update({"TELEGRAM_API_URL": api, **tokens})
    assert await clinic.is_examined() == 1
    [wrong] = clinic.wrongs()
    assert says in wrong
    assert "@BotFather" in wrong


async def test_no_line_to_telegram_is_said_for_both_bots(clinic: Clinic) -> None:
    assert await clinic.is_examined() == 1
    assert ["no line to Telegram (ConnectError)" in each for each in clinic.wrongs()] == [True] * 2
    assert all("PROXY_URL" in each for each in clinic.wrongs())


async def test_what_is_no_bot_api_is_said(clinic: Clinic) -> None:
    app = web.Application()
    app.router.add_get("/{tail:.*}", _page)
    async with TestServer(app) as server:
        clinic.environ["TELEGRAM_API_URL"] = str(server.make_url("/"))
        await clinic.is_examined()
    assert ["is no Bot API" in each for each in clinic.wrongs()] == [True, True]


async def _page(_: web.Request) -> web.Response:
    return web.Response(text="<h1>Please log in to the office network</h1>")


async def test_the_proxy_is_the_way(clinic: Clinic, api: str) -> None:
    clinic.environ.update(TELEGRAM_API_URL=api, PROXY_URL="http://me:sesame@127.0.0.1:9")
    await clinic.is_examined()
    unheard = [each for each in clinic.wrongs() if "no line to Telegram" in each]
    assert len(unheard) == 2, "it was not asked directly"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTP_PORT", "eighty"),
        ("TIMEZONE", "Asia/Fangcheng"),
        ("LOG_LEVEL", "LOUD"),
        ("DATABASE_URL", "mysql://root:sesame@db/zhuqi"),
        ("CLOCK_AT", "tomorrow"),
    ],
)
async def test_a_setting_that_makes_no_sense_is_named_and_the_rest_is_looked_at(
    clinic: Clinic,
    api: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
) -> None:
    clinic.environ.update({"TELEGRAM_API_URL": api, name: value})
    await clinic.is_examined()
    assert clinic.wrongs() == [
        f"These settings make no sense: {name}. Compare them with .env.example."
    ]
    assert "Desk bot @" in clinic.said
    assert value not in clinic.said

    monkeypatch.setattr(logs, "configure", lambda _: None)  # the tests have done that
    assert main(["audit", "verify"]) == 2
    said = capsys.readouterr().err
    assert f"读不懂这些设置：{name}" in said
    assert "sesame" not in said


async def test_settings_that_cannot_be_read_at_all_are_said(clinic: Clinic, api: str) -> None:
    clinic.environ["TELEGRAM_API_URL"] = api
    (clinic.folder / ".env").write_bytes(b"OWNER_BOT_TOKEN=\xff\xfe")
    (clinic.folder / ".env").chmod(0o600)
    await clinic.is_examined()
    assert clinic.wrongs() == [
        "These settings make no sense: .env. Compare them with .env.example."
    ]


async def test_rules_that_cannot_be_read_are_said(clinic: Clinic, tmp_path: Path) -> None:
    await clinic.is_examined(tmp_path / "nowhere")
    assert "facts.yaml" in clinic.wrongs()[0]


async def test_a_region_that_does_not_exist_is_said(clinic: Clinic) -> None:
    clinic.environ["HOME_REGION"] = "桃花源"
    await clinic.is_examined()
    assert "HOME_REGION is not in the rule base." in clinic.wrongs()[0]


async def test_a_database_that_is_down_hides_nothing_else(clinic: Clinic, api: str) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        url = f"postgresql+psycopg://zhuqi:sesame@127.0.0.1:{port}/zhuqi"
        clinic.environ.update(TELEGRAM_API_URL=api, DATABASE_URL=url)
        await clinic.is_examined()
    [wrong] = clinic.wrongs()
    assert "The database does not answer (OperationalError). Check DATABASE_URL" in wrong
    assert "Desk bot @" in clinic.said


@pytest.mark.parametrize(
    ("seconds", "mark", "says"),
    [
        (-90, "✗", "90 s behind Telegram"),
        (30, "!", "30 s ahead of Telegram"),
        (2, "✓", "agrees with Telegram"),
    ],
)
async def test_a_clock_that_is_wrong_is_said(
    clinic: Clinic, api: str, seconds: int, mark: str, says: str
) -> None:
    clinic.environ["TELEGRAM_API_URL"] = api
    clinic.ahead = timedelta(seconds=seconds)
    await clinic.is_examined()
    chinese, english = clinic.said.splitlines()[-2:]
    assert chinese[0] == mark
    if seconds != 2:
        assert "timedatectl" in english
    assert says.rsplit(maxsplit=1)[-1] in english


async def test_keys_that_open_nothing_are_said(begun: Clinic, api: str) -> None:
    begun.environ["TELEGRAM_API_URL"] = api
    begun.does(somebody)
    for key, why in ((f"1:{new_key()}", "another key"), (f"2:{new_key()}", "key 1 is absent")):
        begun.environ["FIELD_KEY"] = key
        await begun.is_examined()
        [wrong] = begun.wrongs()
        assert why in wrong
        assert "former keys" in wrong


async def test_a_key_of_the_wrong_shape_is_said(clinic: Clinic) -> None:
    clinic.environ["FIELD_KEY"] = "1:c2hvcnQ="
    await clinic.is_examined()
    assert "FIELD_KEY must be 32 bytes" in clinic.wrongs()[0]


async def test_what_others_can_read_is_said(clinic: Clinic, api: str) -> None:
    clinic.environ["TELEGRAM_API_URL"] = api
    env = clinic.folder / ".env"
    env.touch(0o644)
    clinic.data.chmod(0o755)
    await clinic.is_examined()
    assert clinic.wrongs() == [
        "Other users of this machine can read .env. Run chmod 600 .env.",
        "Other users of this machine can read data. Run chmod 700 data.",
    ]

    clinic.folder.chmod(0o700)
    assert await clinic.is_examined() == 0, "nobody else comes into the folder"


async def test_a_data_dir_that_cannot_be_written_is_said(clinic: Clinic) -> None:
    clinic.data.rmdir()
    clinic.environ["DATA_DIR"] = "/proc/1/nowhere"
    await clinic.is_examined()
    assert any("DATA_DIR cannot be written" in each for each in clinic.wrongs())


async def test_what_waits_for_a_person_is_said(begun: Clinic, api: str) -> None:
    begun.environ["TELEGRAM_API_URL"] = api
    body = {"update_id": 77, "message": {"chat": {"id": 5}, "text": f"我是{NAME}"}}

    def happened(uow: UnitOfWork) -> None:
        store_updates(uow.connection, uow.vault, "owner", [body])
        parked = {"state": InboxState.PARKED, "live": False, "error_id": "E-ABC234"}
        uow.connection.execute(INBOX.update().values(parked))
        queue_letters(uow.connection, uow.vault, [say("u", "desk", 5, View(f"{NAME}，您好"))])
        lost = {"state": OutboxState.UNKNOWN, "live": False, "error": "no answer in time"}
        uow.connection.execute(OUTBOX.update().values(lost))

    begun.does(happened)
    await begun.is_examined()

    parked, doubt = begun.wrongs()
    assert parked.startswith("Parked: owner update 77, error E-ABC234.")
    assert doubt.startswith("In doubt: desk message 1: no answer in time.")
    assert "收到的消息：搁置 1" in begun.said
    assert NAME not in begun.said


async def test_tables_of_another_version_are_said(begun: Clinic, api: str) -> None:
    begun.environ["TELEGRAM_API_URL"] = api
    database = begun.begun()
    for number, says in (("0001", "wants"), ("9999", "are newer than this version")):
        set_it = text(f"update alembic_version set version_num = '{number}'")
        database.run_sync(lambda c, now=set_it: c.execute(now))
        assert await begun.is_examined() == int(number == "9999")
        assert says in begun.said
    database.close()


async def test_a_database_that_somebody_holds_is_said(
    clinic: Clinic, api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_TIMEOUT_MS", 50)
    clinic.environ["TELEGRAM_API_URL"] = api
    clinic.begun().close()
    other = sqlite3.connect(clinic.data / "zhuqi.db", isolation_level=None)
    other.execute("begin immediate")
    await clinic.is_examined()
    [wrong] = clinic.wrongs()
    assert "cannot be written (database is locked)" in wrong
    other.execute("rollback")
    other.close()
    assert await clinic.is_examined() == 0


@pytest.mark.parametrize("offset", [0, 8192])
async def test_a_damaged_file_is_said(clinic: Clinic, api: str, offset: int) -> None:
    clinic.environ["TELEGRAM_API_URL"] = api
    clinic.begun().close()
    with (clinic.data / "zhuqi.db").open("r+b") as file:
        file.seek(offset)
        file.write(b"\xa5" * 4096)
    await clinic.is_examined()
    [wrong] = clinic.wrongs()
    assert "python -m bot restore" in wrong
