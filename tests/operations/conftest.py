"""An installation to look after, and a Bot API in front of it."""

import os
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest

from bot.sandbox.server import create_app, serving
from bot.sandbox.settings import SandboxSettings
from tests.operations.clinic import Clinic
from tests.test_launch import settings_of


@pytest.fixture
def clinic(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clinic]:
    """In a folder into which others may look: pytest's own is closed to them."""
    folder = Path(mkdtemp(prefix="zhuqi-"))
    folder.chmod(0o755)
    monkeypatch.chdir(folder)
    environ = settings_of(folder)
    monkeypatch.setattr(os, "environ", environ)
    yield Clinic(folder, environ)
    rmtree(folder)


@pytest.fixture
async def api() -> AsyncIterator[str]:
    """The sandbox's Bot API."""
    async with serving(create_app(SandboxSettings(time=time.time))) as url:
        yield url
