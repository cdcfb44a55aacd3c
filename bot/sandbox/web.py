"""The web chat: the page, what happens on it, and the files that it shows."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from aiohttp import web

from bot.sandbox.chatview import SeatView, chat_of, seat_view
from bot.sandbox.clock import (
    STAMPS,
    clock_context,
    fetch_invite,
    move_clock,
    read_clock,
)
from bot.sandbox.feed import Feed
from bot.sandbox.keys import CHILD, WORLD
from bot.sandbox.labels import Labels, labels_of
from bot.sandbox.model import StoredFile
from bot.sandbox.pages import page_html
from bot.sandbox.seats import SEATS, seat_named

STATIC: Final = Path(__file__).with_name("static")
LANGUAGE_COOKIE: Final = "lang"
A_YEAR: Final = 365 * 24 * 3600
LOOK_SECONDS: Final = 1.0  # some states change by time alone: "typing", "not responding"
BREATH_SECONDS: Final = 0.03  # a burst of changes becomes one event
QUIET_LOOKS: Final = 10  # looks without news before a sign of life
SECURITY_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
SHOWN_IN_PLACE: Final = frozenset({"image/jpeg", "image/png"})

CLOSING = web.AppKey("closing", asyncio.Event)


def add_routes(app: web.Application) -> None:
    """Add the page to a sandbox whose WORLD and SETTINGS (and CHILD, if any) are set."""
    app[CLOSING] = asyncio.Event()
    app.cleanup_ctx.append(clock_context)
    app.on_shutdown.append(_close_streams)
    app.on_response_prepare.append(_add_security_headers)
    app.add_routes(
        [
            web.get("/", show_page),
            web.get("/events", stream_events),
            web.get("/seats/{seat}/files/{message_id:[0-9]+}", serve_file),
            web.get("/sandbox/clock", read_clock),
            web.post("/sandbox/clock", move_clock),
            web.post("/sandbox/invite", fetch_invite),
            web.static("/static", STATIC),
        ]
    )


async def show_page(request: web.Request) -> web.Response:
    """GET /: the page; `?lang=` remembers a language and comes back without it."""
    if chosen := request.query.get("lang"):
        return _remember_language(request, labels_of(chosen))
    labels = _labels(request)
    return web.Response(
        text=page_html(_views(request.app, labels), labels), content_type="text/html"
    )


async def stream_events(request: web.Request) -> web.StreamResponse:
    """GET /events: server-sent events "child" and "seat", as `bot.sandbox.feed` words them."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    try:
        async for chunk in _stream(request.app, _labels(request)):
            await response.write(chunk)
    except ConnectionResetError:  # the page was closed
        return response
    return response


async def serve_file(request: web.Request) -> web.Response:
    """GET /seats/{seat}/files/{message_id}: the photo, document or voice of a message."""
    seat = seat_named(request.match_info["seat"])
    if seat is None:
        raise web.HTTPNotFound
    message = chat_of(request.app[WORLD], seat, _labels(request)).find(
        int(request.match_info["message_id"])
    )
    file = message and (message.photo or message.document or message.voice)
    if not file:
        raise web.HTTPNotFound
    return _file_response(file)


async def _stream(app: web.Application, labels: Labels) -> AsyncIterator[bytes]:
    world, feed = app[WORLD], Feed(labels)
    quiet = 0
    while not app[CLOSING].is_set():
        seen = world.revision
        await app[STAMPS].note_arrivals()
        chunks = list(feed.news(_views(app, labels), _child(app)))
        quiet = 0 if chunks else quiet + 1
        if quiet >= QUIET_LOOKS:
            quiet = 0
            chunks = [b": still here\n\n"]
        if chunks:
            yield b"".join(chunks)
        await asyncio.sleep(BREATH_SECONDS)
        await world.wait_for_change(seen, LOOK_SECONDS)


def _views(app: web.Application, labels: Labels) -> tuple[SeatView, ...]:
    stopped = _child(app)["state"] == "stopped"
    moments = app[STAMPS].moments
    return tuple(seat_view(app[WORLD], seat, labels, moments, stopped=stopped) for seat in SEATS)


def _child(app: web.Application) -> dict[str, Any]:
    child = app.get(CHILD)
    if child is None:
        return {"state": None, "exit_code": None}
    between = child.state == "stopped" and child.exit_code is None  # about to be started
    return {"state": "starting" if between else child.state, "exit_code": child.exit_code}


def _labels(request: web.Request) -> Labels:
    return labels_of(request.cookies.get(LANGUAGE_COOKIE))


def _remember_language(request: web.Request, labels: Labels) -> web.Response:
    for seat in SEATS:  # a client in English tells the bots so, as Telegram's does
        person = chat_of(request.app[WORLD], seat, labels).person
        person.language_code = "en" if labels.language == "en" else "zh-hans"
    response = web.Response(status=303, headers={"Location": "/"})
    response.set_cookie(
        LANGUAGE_COOKIE, labels.language, max_age=A_YEAR, samesite="Lax", httponly=True
    )
    return response


def _file_response(file: StoredFile) -> web.Response:
    inline = file.mime in SHOWN_IN_PLACE
    kind = "inline" if inline else "attachment"
    return web.Response(
        body=file.content,
        content_type=file.mime if inline else "application/octet-stream",
        headers={"Content-Disposition": f"{kind}; filename*=UTF-8''{quote(file.name, safe='')}"},
    )


async def _close_streams(app: web.Application) -> None:
    app[CLOSING].set()
    app[WORLD].changed()  # wake the streams, so that they see it


async def _add_security_headers(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
