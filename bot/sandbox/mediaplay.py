"""The acting API for what people send beside words."""

from aiohttp import web

from bot.sandbox import media, replykeys
from bot.sandbox.keys import WORLD
from bot.sandbox.wishes import SEAT, done, json_body, optional, seat_of, wanted
from bot.sandbox.world import PlayRefusal

VOICE_SECONDS = 3  # as announced; nobody listens to it here


def add_routes(app: web.Application) -> None:
    """Add the acts with files, places and stickers to a sandbox whose WORLD is set."""
    app.add_routes(
        [
            web.post(SEAT + "/photo", send_photo),
            web.post(SEAT + "/document", send_document),
            web.post(SEAT + "/album", send_album),
            web.post(SEAT + "/voice", send_voice),
            web.post(SEAT + "/location", send_location),
            web.post(SEAT + "/sticker", send_sticker),
            web.post(SEAT + "/contact", send_contact),
        ]
    )


async def send_photo(request: web.Request) -> web.Response:
    """POST photo, multipart: "file" and perhaps "caption"."""
    name, content, _, caption = await _upload(request)
    message = request.app[WORLD].send_photo(*seat_of(request), name, content, caption)
    return done(request, message_id=message.id)


async def send_document(request: web.Request) -> web.Response:
    """POST document, multipart: "file" and perhaps "caption"."""
    name, content, mime, caption = await _upload(request)
    message = request.app[WORLD].send_document(*seat_of(request), name, content, mime, caption)
    return done(request, message_id=message.id)


async def send_album(request: web.Request) -> web.Response:
    """POST album, multipart: 2 to 10 times "file", and perhaps "caption"."""
    form = await request.post()
    parts = [part for part in form.getall("file", []) if isinstance(part, web.FileField)]
    pictures = [(part.filename, _content(part)) for part in parts]
    caption = str(form.get("caption", ""))
    messages = media.send_album(request.app[WORLD], *seat_of(request), pictures, caption)
    return done(request, message_ids=[message.id for message in messages])


async def send_voice(request: web.Request) -> web.Response:
    """POST voice, multipart: "file"."""
    _, content, _, _ = await _upload(request)
    message = media.send_voice(request.app[WORLD], *seat_of(request), content, VOICE_SECONDS)
    return done(request, message_id=message.id)


async def send_location(request: web.Request) -> web.Response:
    """POST location {"latitude", "longitude"}, in degrees, both with a fraction."""
    wish = await json_body(request)
    place = wanted(wish, "latitude", float), wanted(wish, "longitude", float)
    message = media.send_location(request.app[WORLD], *seat_of(request), *place)
    return done(request, message_id=message.id)


async def send_sticker(request: web.Request) -> web.Response:
    """POST sticker {"emoji"}."""
    emoji = wanted(await json_body(request), "emoji", str)
    message = media.send_sticker(request.app[WORLD], *seat_of(request), emoji)
    return done(request, message_id=message.id)


async def send_contact(request: web.Request) -> web.Response:
    """POST contact {"phone"?, "of"?}: the own card, or that of another account; 0: of none."""
    wish = await json_body(request)
    bot, person = seat_of(request)
    phone = optional(wish, "phone", str) or replykeys.own_number(person)
    of = optional(wish, "of", int)
    whose = person if of is None else of or None
    message = replykeys.share_contact(request.app[WORLD], bot, person, phone, whose)
    return done(request, message_id=message.id)


async def _upload(request: web.Request) -> tuple[str, bytes, str, str]:
    form = await request.post()
    field, caption = form.get("file"), form.get("caption", "")
    if not isinstance(field, web.FileField) or not isinstance(caption, str):
        raise PlayRefusal(400, "需要文件 file", 'a multipart file "file" is expected')
    return field.filename, _content(field), field.content_type, caption


def _content(field: web.FileField) -> bytes:
    with field.file as file:
        return file.read()
