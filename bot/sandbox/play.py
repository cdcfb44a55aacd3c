"""The acting API: what a person does, over loopback JSON."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.sandbox.keys import WORLD
from bot.sandbox.model import Chat, Person
from bot.sandbox.transcript import chat_view
from bot.sandbox.wishes import (
    SEAT,
    any_json,
    as_object,
    done,
    json_body,
    optional,
    seat_of,
    wanted,
)
from bot.sandbox.world import PlayRefusal, World

LONGEST_WAIT = 60.0  # seconds


def add_routes(app: web.Application) -> None:
    """Add /play/... and /people to a sandbox whose WORLD is set."""
    app.add_routes(
        [
            web.post(SEAT + "/text", say),
            web.post(SEAT + "/press", press),
            web.post(SEAT + "/edit", edit),
            web.post(SEAT + "/block", block),
            web.post(SEAT + "/unblock", unblock),
            web.post(SEAT + "/read", read),
            web.get(SEAT + "/chat", show_chat),
            web.get(SEAT + "/file/{file_id}", show_file),
            web.post("/people", introduce),
            web.post("/repeat", repeat),
        ]
    )


async def say(request: web.Request) -> web.Response:
    """POST text {"text", "reply_to"?}."""
    wish = await json_body(request)
    text, reply_to = wanted(wish, "text", str), optional(wish, "reply_to", int)
    message = request.app[WORLD].say(*seat_of(request), text, reply_to)
    return done(request, message_id=message.id)


async def press(request: web.Request) -> web.Response:
    """POST press {"message_id", "data", "forged"?}, or {"text"}: the newest button so labelled."""
    wish = await json_body(request)
    world, (bot, person) = request.app[WORLD], seat_of(request)
    if "text" in wish:
        message_id, data = _labelled(world.chat(bot, person), wanted(wish, "text", str))
    else:
        message_id, data = wanted(wish, "message_id", int), wanted(wish, "data", str)
    forged = optional(wish, "forged", bool) or False
    query_id = world.press(bot, person, message_id, data, forged=forged)
    return done(request, callback_query_id=query_id)


async def edit(request: web.Request) -> web.Response:
    """POST edit {"message_id", "text"}: the person's own message."""
    wish = await json_body(request)
    number, text = wanted(wish, "message_id", int), wanted(wish, "text", str)
    message = request.app[WORLD].edit_text(*seat_of(request), number, text)
    return done(request, message_id=message.id)


async def block(request: web.Request) -> web.Response:
    """POST block."""
    request.app[WORLD].block(*seat_of(request))
    return done(request)


async def unblock(request: web.Request) -> web.Response:
    """POST unblock."""
    request.app[WORLD].unblock(*seat_of(request))
    return done(request)


async def read(request: web.Request) -> web.Response:
    """POST read: the person has looked."""
    request.app[WORLD].mark_read(*seat_of(request))
    return done(request)


async def show_chat(request: web.Request) -> web.Response:
    """GET chat?after=REVISION&timeout=SECONDS: waits for a change of this chat after it."""
    world, seat = request.app[WORLD], seat_of(request)
    after = _number(request, "after", -1.0)
    timeout = min(_number(request, "timeout", 25.0), LONGEST_WAIT)
    chat = world.chat(*seat)
    if chat.revision <= after:
        await chat.changed.wait(timeout)
        chat = world.chat(*seat)  # starting over puts another in its place
    return web.json_response(chat_view(chat))


async def show_file(request: web.Request) -> web.Response:
    """GET file/FILE_ID: the bytes of a photo or document of this chat's bot."""
    bot, _ = seat_of(request)
    file = request.app[WORLD].files.find(bot, request.match_info["file_id"])
    if file is None:
        raise PlayRefusal(404, "没有这个文件", "there is no such file")
    return web.Response(
        body=file.content,
        content_type="application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff"},
    )


async def introduce(request: web.Request) -> web.Response:
    """POST people {"id", "first_name"?, "language_code"?, "bots"?}, or a list of such.

    "bots" names those that can write to the person at once, without a first message.
    """
    wish = await any_json(request)
    for each in wish if isinstance(wish, list) else [wish]:
        _introduce(request.app[WORLD], as_object(each))
    return done(request)


async def repeat(request: web.Request) -> web.Response:
    """POST repeat {"bot", "update_id"}."""
    wish = await json_body(request)
    request.app[WORLD].repeat(wanted(wish, "bot", str), wanted(wish, "update_id", int))
    return done(request)


def _number(request: web.Request, name: str, default: float) -> float:
    try:
        return float(request.query.get(name, default))
    except ValueError as error:
        raise PlayRefusal(400, f"{name} 须为数字", f"{name} must be a number") from error


def _labelled(chat: Chat, label: str) -> tuple[int, str]:
    for message in reversed(chat.messages):
        for button in (each for row in message.keyboard for each in row):
            if button.text == label and button.data is not None and not message.deleted:
                return message.id, button.data
    raise PlayRefusal(404, f"没有按钮“{label}”", f"there is no button {label!r}")


def _introduce(world: World, wish: Mapping[str, Any]) -> None:
    person = world.person(wanted(wish, "id", int))
    name = optional(wish, "first_name", str) or person.first_name
    language = optional(wish, "language_code", str) or person.language_code
    world.introduce(Person(person.id, name, language))
    for bot in optional(wish, "bots", list) or []:
        world.open(bot, person.id)
