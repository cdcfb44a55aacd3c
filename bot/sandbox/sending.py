"""What bots send: messages, pictures, files, and the sign of being at work."""

from bot.sandbox import checks, replykeys
from bot.sandbox.call import Call, Upload
from bot.sandbox.errors import ApiError, bad_request, not_modelled
from bot.sandbox.files import NotAnImage
from bot.sandbox.formatting import Formatted
from bot.sandbox.groups import Group
from bot.sandbox.model import Chat, Keyboard, Message, StoredFile
from bot.sandbox.wire import Json, message_json

ACTION_SECONDS = 5.0  # a client shows a chat action this long, or until the next message
ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
PHOTO_BYTES = 10 * 1024 * 1024
DOCUMENT_BYTES = 50 * 1024 * 1024
PHOTO_SIDES = 10_000  # width and height together, in pixels
PHOTO_RATIO = 20


def send_message(call: Call) -> Json:
    """SendMessage."""
    checks.link_preview(call.args)
    return _send(call, checks.body_text(call.args))


def send_photo(call: Call) -> Json:
    """SendPhoto: PNG or JPEG, up to 10 MB."""
    words, keys = checks.caption(call.args), checks.keyboard(call.args, new=True)
    call.chat()
    given = _file(call, "photo")
    photo = given if isinstance(given, StoredFile) else _keep_photo(call, given)
    if not photo.width:
        raise bad_request("can't use file of type Document as Photo")
    return _send(call, words, photo=photo, keys=keys)


def send_document(call: Call) -> Json:
    """SendDocument: up to 50 MB."""
    words, keys = checks.caption(call.args), checks.keyboard(call.args, new=True)
    call.chat()
    given = _file(call, "document")
    if isinstance(given, Upload):
        if len(given.content) > DOCUMENT_BYTES:
            raise ApiError(413, "Request Entity Too Large")
        given = call.world.files.keep(call.bot.name, given.name, given.mime, given.content)
    if given.width:
        raise bad_request("can't use file of type Photo as Document")
    return _send(call, words, document=given, keys=keys)


def send_voice(call: Call) -> Json:
    """SendVoice: an OGG file, up to 50 MB; Telegram would send another one as a document."""
    words, keys = checks.caption(call.args), checks.keyboard(call.args, new=True)
    call.chat()
    given = _file(call, "voice")
    if isinstance(given, Upload):
        if len(given.content) > DOCUMENT_BYTES:
            raise ApiError(413, "Request Entity Too Large")
        given = call.world.files.keep(call.bot.name, given.name, "audio/ogg", given.content)
    if not given.content.startswith(b"OggS"):
        raise not_modelled("voice messages that are no OGG files")
    return _send(call, words, voice=given, keys=keys)


def send_chat_action(call: Call) -> bool:
    """SendChatAction."""
    chat = call.chat()
    if call.args["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.action, chat.action_until = call.args["action"], call.world.time() + ACTION_SECONDS
    call.world.changed(chat)
    return True


def _send(
    call: Call,
    words: Formatted,
    *,
    photo: StoredFile | None = None,
    document: StoredFile | None = None,
    voice: StoredFile | None = None,
    keys: Keyboard | None = None,
) -> Json:
    keys = checks.keyboard(call.args, new=True) if keys is None else keys
    chat = call.chat()
    below = replykeys.asked(call.args, chat)
    message = Message(
        id=call.world.next_id(),
        sender="bot",
        at=call.world.time(),
        html=words.html,
        text=words.text,
        entities=words.entities,
        keyboard=keys,
        below=below,
        offered=checks.data_of(keys),
        silent=call.args.get("disable_notification", False),
        protected=call.args.get("protect_content", False),
        reply_to=_reply_to(call, chat),
        thread=_thread(call, chat),
        photo=photo,
        document=document,
        voice=voice,
        seconds=call.args.get("duration", 0),
    )
    chat.add(message)
    chat.keys = chat.keys if below is None else below
    chat.unread += 1
    chat.action = None
    call.world.changed(chat, message)
    return message_json(chat, message)


def _thread(call: Call, chat: Chat) -> int | None:
    thread: int | None = call.args.get("message_thread_id")
    if thread is None:
        return None
    if not isinstance(chat, Group):
        raise not_modelled("topics of private chats")
    chat.topic(thread)
    return thread


def _reply_to(call: Call, chat: Chat) -> int | None:
    wanted, anyway = checks.reply_target(call.args)
    if wanted is None or chat.find(wanted) is not None:
        return wanted
    if anyway:
        return None
    raise bad_request("message to be replied not found")


def _file(call: Call, field: str) -> Upload | StoredFile:
    """The file that a field stands for: its own part, an attached part, or a known id."""
    if field in call.uploads:
        return call.uploads[field]
    named: str = call.args[field]
    if named.startswith("attach://"):
        upload = call.uploads.get(named.removeprefix("attach://"))
        if upload is None:
            raise bad_request("there is no file under the name that was attached")
        return upload
    if named.startswith(("http://", "https://")):
        raise not_modelled("files by URL")
    known = call.world.files.find(call.bot.name, named)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return known


def _keep_photo(call: Call, given: Upload) -> StoredFile:
    if len(given.content) > PHOTO_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    try:
        photo = call.world.files.keep_photo(call.bot.name, given.name, given.content)
    except NotAnImage as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error
    short, long = sorted((photo.width, photo.height))
    if not short or short + long > PHOTO_SIDES or long > PHOTO_RATIO * short:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return photo
