"""Behind the scene: the journal, trouble on order, health, and starting over."""

from typing import Any

from aiohttp import web

from bot.sandbox.faults import BadFault
from bot.sandbox.keys import CHILD, FAULTS, JOURNAL, WORLD
from bot.sandbox.wishes import json_body
from bot.sandbox.world import PlayRefusal

FRESH = "--fresh"  # tells the child to forget its own data


def add_routes(app: web.Application) -> None:
    """Add /calls, /faults, /health and /reset to a sandbox."""
    app.add_routes(
        [
            web.get("/calls", show_calls),
            web.delete("/calls", forget_calls),
            web.get("/faults", show_faults),
            web.post("/faults", order_fault),
            web.delete("/faults", end_faults),
            web.get("/health", show_health),
            web.post("/reset", start_over),
        ]
    )


async def show_calls(request: web.Request) -> web.Response:
    """GET calls?bot=&method=&after=N: Bot API calls, oldest first."""
    query, after = request.query, request.query.get("after", "0")
    if not after.isdecimal():
        raise PlayRefusal(400, "after 须为数字", "after must be a number")
    calls = request.app[JOURNAL].list(query.get("bot"), query.get("method"), int(after))
    return web.json_response(calls)


async def forget_calls(request: web.Request) -> web.Response:
    """DELETE calls."""
    request.app[JOURNAL].clear()
    return web.json_response({})


async def show_faults(request: web.Request) -> web.Response:
    """GET faults: the rules in force."""
    return web.json_response(request.app[FAULTS].list())


async def order_fault(request: web.Request) -> web.Response:
    """POST faults: a rule; its keys are those of `Fault`."""
    try:
        request.app[FAULTS].order(await json_body(request))
    except BadFault as error:
        raise PlayRefusal(400, f"故障格式不对：{error}", str(error)) from error
    return web.json_response(request.app[FAULTS].list())


async def end_faults(request: web.Request) -> web.Response:
    """DELETE faults."""
    request.app[FAULTS].clear()
    return web.json_response({})


async def show_health(request: web.Request) -> web.Response:
    """GET health: which bots listen, and how their process is; "child" is null without one."""
    child = request.app.get(CHILD)
    health: dict[str, Any] = {
        "bots": {bot.name: {"awake": bot.awake} for bot in request.app[WORLD].bots.values()},
        "child": None if child is None else child.state,
        "exit_code": None if child is None else child.exit_code,
    }
    return web.json_response(health)


async def start_over(request: web.Request) -> web.Response:
    """POST reset: stop the child, forget everything, start the child with `--fresh`."""
    app = request.app
    child = app.get(CHILD)
    if child is not None:
        await child.stop()
    app[FAULTS].clear()
    app[JOURNAL].clear()
    app[WORLD].clear()
    if child is not None:
        await child.restart(FRESH)
    return web.json_response({})
