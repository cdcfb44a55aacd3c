"""The acting API for groups: what people do there, over loopback JSON."""

from typing import Any

from aiohttp import web

from bot.sandbox import groupworld as acts
from bot.sandbox.groups import Group
from bot.sandbox.keys import WORLD
from bot.sandbox.transcript import message_view
from bot.sandbox.wishes import done, json_body, optional, wanted
from bot.sandbox.world import PlayRefusal

GROUP = "/groups/{bot}/{group:-[0-9]{1,15}}"


def add_routes(app: web.Application) -> None:
    """Add /groups/... to a sandbox whose WORLD is set."""
    app.add_routes(
        [
            web.post(GROUP, make),
            web.get(GROUP, show),
            web.post(GROUP + "/bot", set_bot),
            web.post(GROUP + "/join", join),
            web.post(GROUP + "/leave", leave),
            web.post(GROUP + "/forum", switch_topics),
            web.post(GROUP + "/delete", delete_topic),
            web.post(GROUP + "/upgrade", upgrade),
            web.post(GROUP + "/text", say),
            web.post(GROUP + "/press", press),
            web.post(GROUP + "/photo", photo),
        ]
    )


async def make(request: web.Request) -> web.Response:
    """POST {"title", "members": [person, …]}: the first made it."""
    wish = await json_body(request)
    members = [int(each) for each in wanted(wish, "members", list)]
    title = wanted(wish, "title", str)
    acts.make_group(request.app[WORLD], *_path(request), title, members)
    return done(request)


async def show(request: web.Request) -> web.Response:
    """GET ?person=ID: the group as somebody in it sees it."""
    group, person = _group(request), int(request.query.get("person", "0"))
    messages = [
        message_view(each) | {"thread": each.thread, "happened": next(iter(each.other), None)}
        for each in group.messages
    ]
    topics = {
        thread: {"name": each.name, "closed": each.closed, "deleted": each.deleted}
        for thread, each in group.topics.items()
    }
    shape = {"revision": group.revision, "messages": messages, "topics": topics}
    return web.json_response(shape | {"toast": group.toasts.get(person)})


async def set_bot(request: web.Request) -> web.Response:
    """POST bot {"status", "may_manage"?}: left, kicked, member or administrator."""
    wish = await json_body(request)
    status, manages = wanted(wish, "status", str), optional(wish, "may_manage", bool) or False
    if status not in {"left", "kicked", "member", "administrator"}:
        raise PlayRefusal(400, "没有这种身份", "there is no such status")
    acts.set_bot(request.app[WORLD], _group(request), status, may_manage=manages)
    return done(request)


async def join(request: web.Request) -> web.Response:
    """POST join {"person"}."""
    acts.join(request.app[WORLD], _group(request), wanted(await json_body(request), "person", int))
    return done(request)


async def leave(request: web.Request) -> web.Response:
    """POST leave {"person"}."""
    person = wanted(await json_body(request), "person", int)
    acts.leave(request.app[WORLD], _group(request), person)
    return done(request)


async def switch_topics(request: web.Request) -> web.Response:
    """POST forum {"on"}."""
    on = wanted(await json_body(request), "on", bool)
    acts.switch_topics(request.app[WORLD], _group(request), on=on)
    return done(request)


async def delete_topic(request: web.Request) -> web.Response:
    """POST delete {"thread"}: a topic."""
    thread = wanted(await json_body(request), "thread", int)
    acts.delete_topic(request.app[WORLD], _group(request), thread)
    return done(request)


async def upgrade(request: web.Request) -> web.Response:
    """POST upgrade {"id"}: the id from now on."""
    number = wanted(await json_body(request), "id", int)
    acts.upgrade(request.app[WORLD], _group(request), number)
    return done(request)


async def say(request: web.Request) -> web.Response:
    """POST text {"person", "text", "thread"?, "reply_to"?}."""
    wish = await json_body(request)
    message = acts.say_in(
        request.app[WORLD],
        _group(request),
        wanted(wish, "person", int),
        wanted(wish, "text", str),
        optional(wish, "thread", int),
        optional(wish, "reply_to", int),
    )
    return done(request, message_id=message.id)


async def press(request: web.Request) -> web.Response:
    """POST press {"person", "message_id", "data"}."""
    wish = await json_body(request)
    where = wanted(wish, "message_id", int), wanted(wish, "data", str)
    person = wanted(wish, "person", int)
    query_id = acts.press_in(request.app[WORLD], _group(request), person, *where)
    return done(request, callback_query_id=query_id)


async def photo(request: web.Request) -> web.Response:
    """POST photo, multipart: "file", "person", "reply_to" and perhaps "caption"."""
    form = await request.post()
    part = form.get("file")
    if not isinstance(part, web.FileField):
        raise PlayRefusal(400, "需要 file", '"file" must be given')
    with part.file as file:
        content = file.read()
    person, reply_to = int(str(form.get("person", 0))), int(str(form.get("reply_to", 0)))
    caption = str(form.get("caption", ""))
    message = acts.photo_in(
        request.app[WORLD], _group(request), person, content, caption, reply_to
    )
    return done(request, message_id=message.id)


def _path(request: web.Request) -> tuple[str, int]:
    return request.match_info["bot"], int(request.match_info["group"])


def _group(request: web.Request) -> Group:
    path: tuple[Any, ...] = _path(request)
    return acts.group_of(request.app[WORLD], *path)
