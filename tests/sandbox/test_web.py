import asyncio
import re
import sys
import time
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot.sandbox.process import Child
from bot.sandbox.seats import SEATS
from bot.sandbox.server import create_app, serving
from bot.sandbox.settings import SandboxSettings
from tests.sandbox.api_stage import png
from tests.sandbox.web_stage import OWNER, Stage, news_of, seat_news, web_stage


@pytest.fixture
async def room() -> AsyncIterator[Stage]:
    async with web_stage() as stage:
        yield stage


async def test_the_page_shows_all_seats_and_starting_bots(room: Stage) -> None:
    page = await room.page()

    assert "助企通·工作台" in page
    assert page.count("正在启动…</p>") == len(SEATS)
    assert page.count('data-say="/start"') == len(SEATS)


async def test_the_page_takes_everything_from_its_own_server(room: Stage) -> None:
    async with room.session.get(room.base) as response:
        page, policy = await response.text(), response.headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'self'")
    assert not re.search(r'(src|href)="(?!/)', page)
    assert not re.search(r" (style|on\w+)=", page)
    for path in set(re.findall(r'(?:src|href)="(/static/[^"#]+)', page)):
        async with room.session.get(room.base + path) as response:
            assert response.status == 200, path


async def test_a_chosen_language_is_remembered(room: Stage) -> None:
    async with room.session.get(f"{room.base}/?lang=en") as response:
        page = await response.text()

    assert response.url.path_qs == "/"
    assert '<html lang="en">' in page
    assert "Business owner" in page
    assert room.world.chat("owner", OWNER).person.language_code == "en"


async def test_what_a_person_writes_is_shown_as_text(room: Stage) -> None:
    await room.person("owner", "text", text='<img src=x onerror="alert(1)"> & "引号"')

    page = await room.page()

    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=" in page


async def test_hostile_words_of_buttons_and_files_stay_words(room: Stage) -> None:
    await room.person("owner", "text", text="/start")
    await room.owner.say("好", [[('"><script>1</script>', '"><b>')]])
    await room.owner.send_file("sendDocument", "document", "<b>x.pdf", b"%PDF")

    page = await room.page()

    assert "<script>1" not in page
    assert "&lt;script&gt;1&lt;/script&gt;" in page
    assert "<b>x.pdf" not in page


async def test_a_message_arrives_with_the_business_time(room: Stage) -> None:
    async with room.session.get(f"{room.base}/events") as response:
        news = seat_news(response, "owner")
        assert (await anext(news))["order"] == []
        await room.person("owner", "text", text="在吗")
        event = await anext(news)

    (html,) = event["html"].values()
    assert "在吗" in html
    assert "7月15日 周五" in html
    assert ">09:00</time>" in html


async def test_an_edit_sends_that_message_alone_and_marks_it(room: Stage) -> None:
    await room.person("owner", "text", text="/start")
    first = await room.owner.say("一")
    second = await room.owner.say("二")
    async with room.session.get(f"{room.base}/events") as response:
        news = seat_news(response, "owner")
        everything = await anext(news)
        await room.owner.edit(first, "壹")
        event = await anext(news)

    assert {str(first), str(second)} < set(everything["html"])
    assert list(event["html"]) == [str(first)]
    assert "壹" in event["html"][str(first)]
    assert "已编辑" in event["html"][str(first)]


async def test_a_deleted_message_leaves_the_order(room: Stage) -> None:
    await room.person("owner", "text", text="/start")
    message = await room.owner.say("一会儿就没")
    async with room.session.get(f"{room.base}/events") as response:
        news = seat_news(response, "owner")
        assert message in (await anext(news))["order"]
        await room.owner.call("deleteMessage", chat_id=OWNER, message_id=message)
        assert message not in (await anext(news))["order"]


async def test_a_seat_tells_unread_typing_commands_and_block(room: Stage) -> None:
    commands = [{"command": "help", "description": "我能做什么"}]
    await room.owner.call("setMyCommands", commands=commands)
    await room.owner.call("getUpdates", timeout=0)
    await room.person("owner", "text", text="/start")
    await room.owner.say("您好")
    await room.owner.call("sendChatAction", chat_id=OWNER, action="typing")
    async with room.session.get(f"{room.base}/events") as response:
        news = seat_news(response, "owner")
        seat = await anext(news)
        await room.person("owner", "block")
        blocked = await anext(news)

    assert (seat["unread"], seat["state"], seat["state_text"]) == (1, "online", "正在输入…")
    assert seat["commands"] == [["help", "我能做什么"]]
    assert (seat["blocked"], blocked["blocked"]) == (False, True)


async def test_the_menu_prefers_this_person_then_private_chats_then_the_language(
    room: Stage,
) -> None:
    async def offer(word: str, **more: object) -> None:
        listed = [{"command": "help", "description": word}]
        await room.owner.call("setMyCommands", commands=listed, **more)

    async def offered() -> str:
        async with room.session.get(f"{room.base}/events") as response:
            word: str = (await anext(seat_news(response, "owner")))["commands"][0][1]
            return word

    await room.person("owner", "text", text="/start")
    heard = []
    await offer("谁都可以")
    heard.append(await offered())
    await offer("中文", language_code="zh")
    await offer("English", language_code="en")
    heard.append(await offered())
    await offer("私聊", scope={"type": "all_private_chats"})
    heard.append(await offered())
    await offer("只给您", scope={"type": "chat", "chat_id": OWNER})
    heard.append(await offered())

    assert heard == ["谁都可以", "中文", "私聊", "只给您"]


async def test_quotes_silence_and_protection_are_visible(room: Stage) -> None:
    said = await room.person("owner", "text", text="能补点不")
    await room.owner.say(
        "能",
        reply_parameters={"message_id": said["message_id"]},
        disable_notification=True,
        protect_content=True,
    )

    page = await room.page()

    quote = re.search(r'class="quote" data-jump="(\d+)".*?</button>', page, re.DOTALL)
    assert quote is not None
    assert quote[1] == str(said["message_id"])
    assert "能补点不" in quote[0]
    assert 'title="静音发送"' in page
    assert 'title="禁止转发和保存"' in page


async def test_photos_are_shown_and_documents_downloaded(room: Stage) -> None:
    await room.person("owner", "text", text="/start")
    await room.owner.send_file("sendPhoto", "photo", "a.png", png(40, 30))
    await room.owner.send_file("sendDocument", "document", "清单.html", b"<script>1</script>")

    urls = re.findall(r'href="(/seats/owner/files/\d+)"', await room.page())
    kinds = []
    for url in urls:
        async with room.session.get(room.base + url) as response:
            disposition = response.headers["Content-Disposition"]
            kinds.append((response.content_type, disposition.split(";")[0]))

    assert kinds == [("image/png", "inline"), ("application/octet-stream", "attachment")]


async def test_a_file_that_is_not_there_is_not_found(room: Stage) -> None:
    for path in ("/seats/owner/files/1", "/seats/nobody/files/1"):
        async with room.session.get(room.base + path) as response:
            assert response.status == 404


async def test_a_link_button_leads_out_only_to_the_web(room: Stage) -> None:
    await room.person("owner", "text", text="/start")
    keys = [[{"text": "看原文", "url": "https://example.org/?a=1&b=2"}]]
    await room.owner.say("依据", reply_markup={"inline_keyboard": keys})

    page = await room.page()

    assert '<a class="key" href="https://example.org/?a=1&amp;b=2" target="_blank"' in page


async def test_bots_that_ended_by_themselves_are_told_with_their_exit_code() -> None:
    child = Child([sys.executable, "-c", "raise SystemExit(3)"], {}, on_exit=lambda _: None)
    app = create_app(SandboxSettings(time=time.time), child)
    async with serving(app) as base, ClientSession() as session:
        async with session.get(f"{base}/events") as before:
            first = await anext(news_of(before, "child"))
        async with asyncio.timeout(20), asyncio.TaskGroup() as tasks:
            watch = tasks.create_task(child.run())
            async with session.get(f"{base}/events") as response:
                async for news in news_of(response, "child"):
                    if news["state"] == "stopped":
                        break
            async with session.get(f"{base}/events") as response:
                seat = await anext(seat_news(response, "owner"))
            watch.cancel()

    assert first == {"state": "starting", "exit_code": None}
    assert news == {"state": "stopped", "exit_code": 3}
    assert (seat["state"], seat["state_text"]) == ("down", "已停止")
