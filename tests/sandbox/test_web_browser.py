"""The page as a newcomer meets it: in a real browser, with two bots that answer."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.sandbox.api_stage import png
from tests.sandbox.web_stage import CODE, OWNER, Stage, web_stage

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists() and os.environ.get("CI") != "true",
    reason=f"{CHROMIUM} is missing: install Debian's chromium to run the page in a browser",
)


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        await browser.close()


@pytest.fixture
async def room() -> AsyncIterator[Stage]:
    async with web_stage(bots_play=True) as stage:
        yield stage


@asynccontextmanager
async def opened(browser: Browser, room: Stage, size: Any, **more: Any) -> AsyncIterator[Page]:
    """Open the page; at the end nothing may have gone wrong in its scripts or its policy."""
    context = await browser.new_context(viewport=size, **more)
    page = await context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    await page.goto(room.base)
    await expect(page.locator("#seat-owner .state")).to_have_text("在线")
    yield page
    await context.close()
    refused = "Failed to load resource"  # the browser reports every refusal that a test asks for
    assert [line for line in wrong if refused not in line] == []


async def test_a_newcomer_plays_both_seats_side_by_side(
    browser: Browser, room: Stage, tmp_path: Path
) -> None:
    async with opened(browser, room, WIDE) as page:
        owner, desk = page.locator("#seat-owner"), page.locator("#seat-desk")
        await desk.get_by_role("button", name="开始 Start").click()
        await desk.get_by_role("button", name="填入").click()
        await page.keyboard.press("Enter")
        await expect(desk.get_by_text("已入座")).to_be_visible()
        await expect(desk.locator(".invite")).to_be_hidden()

        await owner.get_by_role("button", name="开始 Start").click()
        await owner.get_by_role("button", name="开始", exact=True).click()
        await expect(owner.locator(".toast")).to_have_text("好的,我们开始")
        await expect(owner.get_by_text("已编辑")).to_be_visible()
        await expect(owner.get_by_role("button", name="方城县", exact=True)).to_be_visible()

        await owner.get_by_role("textbox").fill("花了8万\n能补点不")
        await page.keyboard.press("Enter")
        await expect(owner.locator(".quote")).to_contain_text("花了8万")
        await page.screenshot(path=tmp_path / "wide.png")


async def test_on_a_phone_the_other_seat_is_a_tab_with_an_unread_mark(
    browser: Browser, room: Stage, tmp_path: Path
) -> None:
    async with opened(browser, room, PHONE, has_touch=True) as page:
        await expect(page.locator("#seat-desk")).to_be_hidden()
        await room.person("desk", "text", text="/start")
        tab = page.get_by_role("tab", name="工作台")
        await expect(tab.locator(".badge")).to_have_text("1")
        await expect(page).to_have_title("(1) 助企通 · 体验室")
        await page.screenshot(path=tmp_path / "phone.png")

        await tab.tap()
        await expect(page.get_by_text("请发来您的")).to_be_visible()
        await expect(tab.locator(".badge")).to_be_hidden()
        await expect(page).to_have_title("助企通 · 体验室")
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width == PHONE["width"]


async def test_each_chair_of_the_desk_is_another_person(browser: Browser, room: Stage) -> None:
    async with opened(browser, room, WIDE) as page:
        officer, inspector = page.locator("#seat-desk"), page.locator("#seat-inspector")
        await expect(officer.locator(".invite code")).to_have_text(CODE)
        await expect(inspector).to_be_hidden()
        await page.get_by_role("tab", name="督导检查").click()

        await expect(officer).to_be_hidden()
        await expect(inspector.locator(".invite code")).to_have_text(CODE)
        assert room.clock.invited == [["unit", "dispatcher"], ["inspector"]]
        await inspector.get_by_role("textbox").fill("半句话")
        await page.get_by_role("tab", name="经办").click()
        await expect(officer.get_by_role("textbox")).to_have_value("")


async def test_only_the_changed_message_is_drawn_again(browser: Browser, room: Stage) -> None:
    async with opened(browser, room, WIDE) as page:
        await room.person("owner", "text", text="/start")
        first, second = await room.owner.say("一"), await room.owner.say("二")
        messages = page.locator("#seat-owner .message")
        await expect(messages.last).to_have_attribute("data-id", str(second))
        await messages.evaluate_all("all => all.forEach(one => one.marked = true)")

        await room.owner.edit(first, "壹")
        await expect(page.get_by_text("壹")).to_be_visible()

        kept = await messages.evaluate_all("all => all.map(one => [one.dataset.id, one.marked])")
        assert [number for number, marked in kept if not marked] == [str(first)]


async def test_a_reader_who_scrolled_up_is_left_alone(browser: Browser, room: Stage) -> None:
    async with opened(browser, room, WIDE) as page:
        await room.person("owner", "text", text="/start")
        for number in range(30):
            await room.owner.say(f"第 {number} 条")
        scroll, chip = page.locator("#seat-owner .scroll"), page.get_by_text("有新消息")
        await expect(page.get_by_text("第 29 条")).to_be_in_viewport()

        await scroll.evaluate("(area) => { area.scrollTop = 0 }")
        await room.owner.say("刚来的")
        await expect(chip.first).to_be_visible()
        assert await scroll.evaluate("(area) => area.scrollTop") == 0

        await chip.first.click()
        await expect(page.get_by_text("刚来的")).to_be_in_viewport()
        await expect(chip.first).to_be_hidden()


async def test_the_clock_jumps_and_refuses_to_go_back(browser: Browser, room: Stage) -> None:
    async with opened(browser, room, WIDE) as page:
        face, picker = page.locator(".clock-now"), page.locator("#pick")
        await expect(face).to_have_text("2022年7月15日（周五）09:00")
        await page.get_by_label("拨快时").select_option("down")
        await page.get_by_role("button", name="+12 小时").click()
        await expect(face).to_have_text("2022年7月15日（周五）21:00")

        await page.get_by_role("button", name="选日期时间").click()
        await picker.get_by_label("拨到").fill("2022-07-01T08:00")
        await picker.get_by_role("button", name="拨过去").click()
        await expect(picker.get_by_role("alert")).to_have_text("时钟只能往后拨。")

    assert room.clock.asked == [
        {"by_seconds": 43200, "mode": "down"},
        {"to": "2022-07-01T08:00:00+08:00", "mode": "down"},
    ]


async def test_several_pictures_go_as_one_album_and_other_files_one_by_one(
    browser: Browser, room: Stage
) -> None:
    async with opened(browser, room, WIDE) as page:
        owner = page.locator("#seat-owner")
        names = ["卡口.png", "证明.png"]
        pictures = [{"name": n, "mimeType": "image/png", "buffer": png(60, 40)} for n in names]
        text = {"name": "说明.txt", "mimeType": "text/plain", "buffer": b"abc"}
        for files, caption in ((pictures, "两张"), ([pictures[0], text], "两样")):
            await owner.locator("input[type=file]").set_input_files(files)
            await expect(owner.locator(".context-text")).to_contain_text(files[1]["name"])
            await owner.get_by_role("textbox").fill(caption)
            await page.keyboard.press("Enter")
            await expect(owner.locator(".messages")).to_contain_text(caption)
        await expect(owner.get_by_role("link", name="说明.txt")).to_be_visible()

    said = [m for m in room.world.chat("owner", OWNER).messages if m.sender == "person"]
    assert [(m.text, m.album is not None) for m in said] == [
        ("两张", True),
        ("", True),
        ("两样", False),
        ("", False),
    ]


async def test_files_replies_and_edits_go_out_from_the_composer(
    browser: Browser, room: Stage
) -> None:
    async with opened(browser, room, WIDE) as page:
        await room.person("owner", "text", text="/start")
        owner = page.locator("#seat-owner")
        picture = {"name": "卡口.png", "mimeType": "image/png", "buffer": png(60, 40)}
        await owner.locator("input[type=file]").set_input_files([picture])
        await owner.get_by_role("textbox").fill("不让过")
        await page.keyboard.press("Enter")
        await expect(owner.get_by_role("img", name="照片")).to_be_visible()

        hello = owner.locator(".message", has_text="2 分钟")
        await hello.hover()
        await hello.get_by_role("button", name="回复").click()
        await owner.get_by_role("textbox").fill("好")
        await page.keyboard.press("Enter")
        mine = owner.locator(".from-person", has=page.locator(".quote"))
        await expect(mine).to_contain_text("方城县")

        await mine.hover()
        await mine.get_by_role("button", name="改这条").click()
        await owner.get_by_role("textbox").fill("好的")
        await page.keyboard.press("Enter")
        await expect(mine).to_contain_text("已编辑")

    said = [m for m in room.world.chat("owner", OWNER).messages if m.sender == "person"]
    assert [message.text for message in said] == ["/start", "不让过", "好的"]
    assert said[1].photo is not None


async def test_the_page_says_when_the_room_is_gone(browser: Browser, room: Stage) -> None:
    async with opened(browser, room, WIDE) as page:
        await page.route("**/play/**", lambda route: route.abort())
        box = page.locator("#seat-owner").get_by_role("textbox")
        await box.fill("在吗")
        await page.keyboard.press("Enter")

        await expect(page.locator("#seat-owner .problem")).to_contain_text("没有发出去")
        await expect(box).to_have_value("在吗")
    assert room.world.chat("owner", OWNER).messages == []


async def test_the_key_below_the_field_shares_the_own_card(browser: Browser, room: Stage) -> None:
    async with opened(browser, room, WIDE) as page:
        await room.person("owner", "text", text="/start")
        share = {"text": "发我的手机号", "request_contact": True}
        below = {"keyboard": [[share], [{"text": "不留了"}]], "one_time_keyboard": True}
        await room.owner.call("sendMessage", chat_id=OWNER, text="打哪个？", reply_markup=below)
        keys = page.locator("#seat-owner .keys")
        await expect(keys.get_by_role("button")).to_have_text(["发我的手机号", "不留了"])
        await keys.get_by_role("button", name="发我的手机号").click()
        await expect(page.locator("#seat-owner .message").last).to_contain_text("+86138")
        await expect(keys).to_be_hidden()
