"""The sandbox as one aiohttp application."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.sandbox import backstage, botapi, groupplay, mediaplay, play
from bot.sandbox import web as page
from bot.sandbox.courier import couriers
from bot.sandbox.faults import Faults
from bot.sandbox.journal import Journal
from bot.sandbox.keys import CHILD, FAULTS, JOURNAL, SETTINGS, WORLD
from bot.sandbox.process import Child
from bot.sandbox.settings import SandboxSettings
from bot.sandbox.world import PlayRefusal, World

HOST = "127.0.0.1"  # never anything else: whoever reaches the port may play every role
BODY_LIMIT = 60 * 1024 * 1024  # bytes; bots may upload 50 MB
GRACE = 0.5  # seconds that held polls get when the server stops
NAMES = frozenset({HOST, "localhost"})

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def create_app(settings: SandboxSettings, child: Child | None = None) -> web.Application:
    """Wire a fresh world to the Bot API, the acting API and the page."""
    app = web.Application(client_max_size=BODY_LIMIT, middlewares=[guard, speak_plainly])
    app[SETTINGS] = settings
    app[WORLD] = World(settings)
    app[FAULTS] = Faults()
    app[JOURNAL] = Journal()
    app.cleanup_ctx.append(couriers)
    if child is not None:
        app[CHILD] = child
    for part in (botapi, play, mediaplay, groupplay, backstage, page):
        part.add_routes(app)
    return app


@asynccontextmanager
async def serving(app: web.Application, port: int = 0) -> AsyncIterator[str]:
    """Serve the application on loopback; gives its base URL, without a final slash.

    Args:
        app: From `create_app`.
        port: 0 takes a free one.

    Raises:
        OSError: The port is taken.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        yield f"http://{HOST}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse other sites' pages, and names that were made to point at this machine."""
    origin = request.headers.get("Origin")
    if request.host.rpartition(":")[0] not in NAMES and request.host not in NAMES:
        raise web.HTTPForbidden(text="the sandbox answers on 127.0.0.1 and localhost only")
    if origin is not None and origin != f"http://{request.host}":
        raise web.HTTPForbidden(text="another site must not act here")
    return await handler(request)


@web.middleware
async def speak_plainly(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn a refusal of the acting API into JSON in both languages."""
    try:
        return await handler(request)
    except PlayRefusal as refusal:
        error = {"zh": refusal.zh, "en": refusal.en}
        return web.json_response({"error": error}, status=refusal.status)
