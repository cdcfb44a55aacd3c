"""Albums, voices, places and stickers: what people send beside words, pictures and files."""

from collections.abc import Sequence

from bot.sandbox.files import NotAnImage
from bot.sandbox.model import Message
from bot.sandbox.world import PlayRefusal, World, caption_of

ALBUM_SIZES = range(2, 11)


def send_album(
    world: World,
    bot_name: str,
    person_id: int,
    pictures: Sequence[tuple[str, bytes]],
    caption: str = "",
) -> list[Message]:
    """Send 2 to 10 pictures (name, content) as one; the caption is the first one's.

    Telegram delivers an album as that many messages with one media_group_id,
    and nothing marks the last.

    Raises:
        PlayRefusal: Not 2 to 10, or one is no PNG or JPEG, or the bot is blocked.
    """
    if len(pictures) not in ALBUM_SIZES:
        raise PlayRefusal(409, "相册须有 2 至 10 张图片", "an album has 2 to 10 pictures")
    chat = world.reach(bot_name, person_id)
    try:
        photos = [world.files.keep_photo(bot_name, *picture) for picture in pictures]
    except NotAnImage as error:
        raise PlayRefusal(409, "图片须为 PNG 或 JPEG", "a photo must be PNG or JPEG") from error
    messages = [world.draft(caption_of(caption))] + [world.draft("") for _ in photos[1:]]
    for message, photo in zip(messages, photos, strict=True):
        message.photo, message.album = photo, str(messages[0].id)
        world.receive(chat, message)
    return messages


def send_voice(
    world: World, bot_name: str, person_id: int, content: bytes, seconds: int
) -> Message:
    """Send a voice message.

    Raises:
        PlayRefusal: The bot is blocked.
    """
    chat, message = world.reach(bot_name, person_id), world.draft("")
    file = world.files.keep(bot_name, "voice.ogg", "audio/ogg", content)
    message.html = f"🎤 {seconds}″"
    message.voice, message.seconds = file, seconds
    return world.receive(chat, message)


def send_location(
    world: World, bot_name: str, person_id: int, latitude: float, longitude: float
) -> Message:
    """Send a place, in degrees.

    Raises:
        PlayRefusal: The bot is blocked.
    """
    chat, message = world.reach(bot_name, person_id), world.draft("")
    message.html = f"📍 {latitude:.5f}, {longitude:.5f}"
    message.other["location"] = {"latitude": latitude, "longitude": longitude}
    return world.receive(chat, message)


def send_sticker(world: World, bot_name: str, person_id: int, emoji: str) -> Message:
    """Send a sticker that stands for an emoji.

    Raises:
        PlayRefusal: The bot is blocked.
    """
    chat, message = world.reach(bot_name, person_id), world.draft("")
    file = world.files.keep(bot_name, "sticker.webp", "image/webp", b"")
    message.html = world.draft(emoji).html
    message.other["sticker"] = {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": emoji,
    }
    return world.receive(chat, message)
