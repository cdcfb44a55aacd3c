"""Where the sandbox's parts find each other in the aiohttp application."""

from aiohttp import web

from bot.sandbox.faults import Faults
from bot.sandbox.journal import Journal
from bot.sandbox.process import Child
from bot.sandbox.settings import SandboxSettings
from bot.sandbox.world import World

SETTINGS = web.AppKey("settings", SandboxSettings)
WORLD = web.AppKey("world", World)
FAULTS = web.AppKey("faults", Faults)
JOURNAL = web.AppKey("journal", Journal)
CHILD = web.AppKey("child", Child)  # absent when the sandbox runs no bot itself
