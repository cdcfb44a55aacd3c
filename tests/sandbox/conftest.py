import time
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.sandbox.keys import WORLD
from bot.sandbox.server import create_app, serving
from bot.sandbox.settings import SandboxSettings
from tests.sandbox.api_stage import Stage, png
from tests.sandbox_client import Person


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    app = create_app(SandboxSettings(time=time.time))
    async with serving(app) as url, aiohttp.ClientSession() as http:
        yield Stage(url, app[WORLD], http)


@pytest.fixture
async def owner(stage: Stage) -> Person:
    """A person who has written to the owner bot; the update is confirmed."""
    person = stage.person()
    await person.say("/start")
    update = (await stage.result("getUpdates"))[-1]
    await stage.result("getUpdates", offset=update["update_id"] + 1)
    return person


@pytest.fixture
def picture() -> bytes:
    return png()
