"""Files that people send: taken from a message at once, fetched later, linked to a subject.

A file that nothing is linked to is erased after 48 hours.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Literal

from sqlalchemy import Connection

from bot.domain.errors import NotYours
from bot.domain.file_refusals import FileCode, FileRefusal
from bot.domain.files import MOST_BYTES, FileKind, safe_name
from bot.domain.speech import OutFile
from bot.store.files import erasing as file_erasing
from bot.store.files import files
from bot.store.files import keeping as file_keeping
from bot.store.files.files import FileState, Taken, linked_files
from bot.store.files.keeping import Announced
from bot.store.files.links import link_file
from bot.store.firms import people
from bot.store.staff import officers
from bot.store.uow import UnitOfWork

__all__ = [
    "Taken",
    "erase_files",
    "files_of",
    "link_file",
    "linked_files",
    "sent_before",
    "take_files",
    "to_send",
    "whole",
]

BotName = Literal["owner", "desk"]
A_DAY: Final = 86_400.0
FIRM_MOST: Final = 100
"""So many files a day from one firm: more than anybody needs, less than fills a disk."""
_CARRIERS: Final[Mapping[str, FileKind]] = {
    "document": FileKind.DOCUMENT,  # a GIF has an `animation` beside the same document
    "voice": FileKind.VOICE,
    "video": FileKind.VIDEO,
    "video_note": FileKind.VIDEO,
    "audio": FileKind.DOCUMENT,
}
_NAMES: Final[Mapping[FileKind, str]] = {
    FileKind.PHOTO: "photo.jpg",
    FileKind.DOCUMENT: "file",
    FileKind.VOICE: "voice.ogg",
    FileKind.VIDEO: "video.mp4",
}


def take_files(
    uow: UnitOfWork,
    turn_event: Mapping[str, Any],
    *,
    firm_id: int | None,
    bot: BotName = "owner",
) -> tuple[Taken, ...]:
    """Keep what a message carries beside its text; the bytes are fetched after the act.

    Args:
        turn_event: The message as Telegram sent it.
        firm_id: Whose it is; None if no firm's.
        bot: Which bot got it: only that one can fetch it.

    Returns:
        One card for a photo (in its largest size), document, voice, video or location; nothing
        for any other message.

    Raises:
        FileRefusal: Too large, or too many from this firm in a day.
    """
    announced = _announced(turn_event, firm_id, bot)
    if announced is None:
        return ()
    if announced.size is not None and announced.size > MOST_BYTES:
        raise FileRefusal(FileCode.TOO_LARGE, size=announced.size, most=MOST_BYTES)
    if firm_id is not None and files.count_since(uow.connection, firm_id, A_DAY) >= FIRM_MOST:
        raise FileRefusal(FileCode.TOO_MANY, most=FIRM_MOST)
    return (file_keeping.add_taken(uow, announced),)


def files_of(uow: UnitOfWork, ids: Collection[int]) -> tuple[Taken, ...]:
    """The files with these ids, in the order in which they came."""
    return files.files_by_id(uow, ids)


def sent_before(
    uow: UnitOfWork, turn_event: Mapping[str, Any], *, bot: BotName = "owner"
) -> tuple[Taken, ...]:
    """What has come already of the album that this message belongs to; nothing if it is first.

    Telegram delivers an album as single messages and nothing marks the last one.
    """
    mark = turn_event.get("media_group_id")
    return () if mark is None else files.album(uow, bot, int(turn_event["chat"]["id"]), mark)


def whole(uow: UnitOfWork, ids: Collection[int], *, firm_id: int) -> tuple[Taken, ...]:
    """The firm's files with these ids, with all that was sent as one with any of them.

    Raises:
        NotYours: One of them is no file of this firm.
    """
    found = in_albums(uow, ids)
    if not set(ids) <= {each.id for each in found}:
        raise NotYours("file")
    if any(each.firm_id != firm_id for each in found):
        raise NotYours("file")
    return found


def in_albums(uow: UnitOfWork, ids: Collection[int]) -> tuple[Taken, ...]:
    """These files with all that was sent as one with any of them, for whoever sent them."""
    return files.files_by_id(uow, files.with_albums(uow.connection, ids)) if ids else ()


def ask_again(uow: UnitOfWork, taken: Sequence[Taken]) -> None:
    """Somebody wants to see these: what could not be fetched is tried once more."""
    lost = [file.id for file in taken if file.state is FileState.LOST]
    if lost:
        files.want_again(uow.connection, lost)


def erase_files(uow: UnitOfWork, ids: Collection[int]) -> int:
    """Forget files for good: their bytes and captions; returns how many."""
    return file_erasing.erase_by_id(uow.connection, ids)


def ignore_files(
    uow: UnitOfWork, turn_event: Mapping[str, Any], *, bot: BotName = "owner"
) -> None:
    """Keep nothing of a message but its album's mark, so that an album gets one answer."""
    announced = _announced(turn_event, None, bot)
    if announced is not None and announced.album is not None:
        file_keeping.add_ignored(uow, replace(announced, file_id=None, name="", caption=""))


def language_of(connection: Connection, bot: str, chat_id: int) -> str:
    """What to speak in a chat; Chinese to somebody whom we do not know."""
    if bot == "desk":
        return officers.language_at(connection, chat_id) or "zh"
    person = people.find_person(connection, chat_id)
    return "zh" if person is None else person.language


def to_send(file: Taken) -> OutFile:
    """A kept file as part of a view."""
    match file.kind:
        case FileKind.PHOTO:
            return OutFile(file.name, kept=file.id, kind="photo")
        case FileKind.VOICE:
            return OutFile(file.name, kept=file.id, kind="voice")
        case _:
            return OutFile(file.name, kept=file.id)


def _announced(message: Mapping[str, Any], firm_id: int | None, bot: BotName) -> Announced | None:
    found = _carried(message)
    if found is None:
        return None
    kind, carried = found
    place = kind is FileKind.LOCATION
    return Announced(
        bot=bot,
        chat_id=int(message["chat"]["id"]),
        firm_id=firm_id,
        kind=kind,
        file_id=None if place else carried["file_id"],
        name=_degrees(carried) if place else _name(kind, carried),
        caption=str(message.get("caption") or "").strip(),
        size=carried.get("file_size"),
        album=message.get("media_group_id"),
    )


def _carried(message: Mapping[str, Any]) -> tuple[FileKind, Mapping[str, Any]] | None:
    if sizes := message.get("photo"):
        return FileKind.PHOTO, max(sizes, key=lambda size: size["width"] * size["height"])
    for field, kind in _CARRIERS.items():
        if field in message:
            return kind, message[field]
    if "location" in message:
        return FileKind.LOCATION, message["location"]
    return None


def _name(kind: FileKind, carried: Mapping[str, Any]) -> str:
    return safe_name(str(carried.get("file_name") or ""), _NAMES[kind])


def _degrees(place: Mapping[str, Any]) -> str:
    """Latitude and longitude, to about a metre."""
    return f"{place['latitude']:.5f}, {place['longitude']:.5f}"
