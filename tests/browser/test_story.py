"""The main story, lived in the web chat by somebody with a browser, in both seats.

Page and bots are as `scripts/run` starts them (tests/test_launch.py), but in this process: there
they keep to what Telegram lets a bot say in a second.
"""

import os
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, ViewportSize, async_playwright, expect

from bot.sandbox.server import create_app, serving
from bot.sandbox.settings import SandboxSettings
from tests.bed import bots
from tests.bed_process import KEY, free_port, new_keys

CHROMIUM = shutil.which("chromium")
DOCS = Path(__file__).parent.parent.parent / "docs"
PICTURE = DOCS / "screenshot.png"
PICTURES = DOCS / "pictures"
"""Of the handbook; its words say what each of them shows."""
MOST_BYTES = 400_000
PATIENCE = 20_000  # ms

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("CI") != "true",
    reason="chromium is not installed: apt-get install chromium",
)


@dataclass(frozen=True)
class Camera:
    """Takes the pictures of the handbook anew, where `--screenshot` asks for it."""

    loaded: bool

    async def takes(self, seat: "Seat", name: str) -> None:
        """One chat, as it stands."""
        if not self.loaded:
            return
        await seat.page.locator(".toast").last.wait_for(state="hidden")
        await seat.root.screenshot(path=PICTURES / f"{name}.png")
        assert (PICTURES / f"{name}.png").stat().st_size < MOST_BYTES


@dataclass
class Seat:
    """One of the two chairs in front of the page."""

    page: Page
    bot: str

    @property
    def root(self) -> Locator:
        return self.page.locator(f"#seat-{self.bot}")

    async def take(self) -> None:
        """Sit down here: on a narrow page only one seat is seen at a time."""
        tab = self.page.locator(f"#tab-{self.bot}")
        if await tab.is_visible():
            await tab.click()

    async def begin(self) -> None:
        await self.root.locator(".empty [data-say]").click()

    async def taps(self, label: str) -> None:
        await self.root.get_by_role("button", name=label, exact=True).last.click()

    async def says(self, text: str) -> None:
        await self.root.locator("textarea").fill(text)
        await self.root.locator("button.send").click()

    async def reads(self, text: str) -> None:
        await expect(self.root.locator(".messages")).to_contain_text(text)


@pytest.fixture
def camera(request: pytest.FixtureRequest) -> Camera:
    return Camera(bool(request.config.getoption("--screenshot")))


@asynccontextmanager
async def page_of_both_bots(folder: Path) -> AsyncIterator[str]:
    """The sandbox's page and the bots behind it; gives its URL."""
    port = free_port()
    control = f"http://127.0.0.1:{port}"
    settings = SandboxSettings(time.time, control_url=control, control_key=KEY)
    async with serving(create_app(settings)) as url, bots(url, folder, new_keys(), port=port):
        yield url


@asynccontextmanager
async def browser_page(url: str, width: int, height: int) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM)
        size: ViewportSize = {"width": width, "height": height}
        page = await browser.new_page(viewport=size, locale="zh-CN")
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        await page.goto(url)
        yield page
        await browser.close()
        assert problems == []


async def register(owner: Seat) -> None:
    """From 开始 to the optional code."""
    await owner.begin()
    await owner.reads("助企通")
    await owner.taps("开始")
    await owner.taps("方城县")
    await owner.taps("释之街道")
    await owner.reads("叫什么名字")
    await owner.says("示例纺织有限公司")
    await owner.reads("已登记")


async def tell_the_firm(owner: Seat) -> None:
    """From the code to the list of policies."""
    await owner.taps("跳过")
    await owner.taps("在册")
    await owner.reads("还是在建")
    await owner.says("企业")
    await owner.reads("哪一类")
    await owner.says("工业生产")
    await owner.reads("采样屋是您自己配的")
    await owner.says("自己弄的")
    await owner.taps("☐ 物流")
    await owner.taps("选好了")
    await owner.reads("您的场所")
    await owner.says("工业企业")
    await owner.reads("一共用工多少人")
    await owner.says("一千二左右")
    await owner.root.get_by_role("button", name="全部都是").last.click()
    await owner.reads("花了多少钱")
    await owner.says("8万")
    await owner.reads("基本情况答完了")


async def ask_about_the_policy(owner: Seat) -> None:
    await owner.taps("请包保干部帮我确认")
    await owner.reads("想请包保干部确认什么")
    await owner.says("采样屋 8 万，到哪个部门申领？")
    await owner.reads("F-0715-001")


async def join_and_answer(officer: Seat, answer: str, camera: Camera) -> None:
    """From an invitation to a case that was taken and answered."""
    await officer.begin()
    await officer.reads("邀请码")
    await officer.root.locator('[data-act="fill"]').click()
    await officer.root.locator("button.send").click()
    await officer.taps("F-0715-001")
    await officer.reads("我来办")
    await camera.takes(officer, "desk-case")
    await officer.taps("我来办")
    await officer.taps("答复")
    await officer.reads("写给")
    await officer.says(answer)
    await officer.reads("已答复")


async def take_picture(page: Page, owner: Seat) -> None:
    """The picture of the README: the verdict on the left, the officer's work on the right."""
    verdict = owner.root.locator(".message", has_text="✅ 采样屋补贴：预计 40,000.00 元")
    await verdict.evaluate("message => message.scrollIntoView({ block: 'start' })")
    await page.locator(".toast").last.wait_for(state="hidden")
    await page.screenshot(path=PICTURE)
    assert PICTURE.stat().st_size < MOST_BYTES


async def nothing_is_cut_off(page: Page) -> None:
    """Nobody has to scroll sideways."""
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not await page.evaluate(wider)


async def test_the_main_story_can_be_lived_in_both_seats(tmp_path: Path, camera: Camera) -> None:
    async with page_of_both_bots(tmp_path) as url, browser_page(url, 1280, 800) as page:
        owner, officer = Seat(page, "owner"), Seat(page, "desk")
        await register(owner)
        await camera.takes(owner, "owner-registering")
        await tell_the_firm(owner)
        await camera.takes(owner, "owner-policies")
        await owner.taps("✅ 采样屋补贴")
        await owner.reads("县级承担 30%：12,000.00")
        await camera.takes(owner, "owner-policy")
        await ask_about_the_policy(owner)
        await camera.takes(owner, "owner-case")
        await join_and_answer(officer, "已向财政局了解，明天上午给您答复。", camera)
        await camera.takes(officer, "desk-answered")
        await owner.reads("已向财政局了解")
        await nothing_is_cut_off(page)
        if camera.loaded:
            await take_picture(page, owner)


async def test_an_urgent_problem_reaches_an_officer_on_a_phone(
    tmp_path: Path,
) -> None:
    async with page_of_both_bots(tmp_path) as url, browser_page(url, 390, 844) as page:
        owner, officer = Seat(page, "owner"), Seat(page, "desk")
        await register(owner)
        await owner.says("我们的车被扣在高速口了，货要坏了，急")
        await nothing_is_cut_off(page)
        await owner.taps("🚨 马上找人工")
        await owner.reads("F-0715-001")
        await officer.take()
        await join_and_answer(officer, "已联系高速口，半小时内给您回话。", Camera(loaded=False))
        await nothing_is_cut_off(page)
        await owner.take()
        await owner.reads("已联系高速口")
