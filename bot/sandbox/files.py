"""Files that went through the sandbox, by bot."""

import hashlib
import secrets
import struct
from collections import OrderedDict

from bot.sandbox.model import StoredFile

KEPT_BYTES = 256 * 1024 * 1024  # of all files together; the oldest go first


class NotAnImage(ValueError):
    """The bytes are neither a PNG nor a JPEG picture."""


class FileShelf:
    """Stored files, found by id or by download path, each for the bot that it belongs to."""

    def __init__(self) -> None:
        self._by_id: OrderedDict[str, StoredFile] = OrderedDict()
        self._by_path: dict[tuple[str, str], StoredFile] = {}
        self._bytes = 0

    def keep(self, bot: str, name: str, mime: str, content: bytes) -> StoredFile:
        """Store a document."""
        return self._store(bot, "documents", (name, mime), content, (0, 0))

    def keep_photo(self, bot: str, name: str, content: bytes) -> StoredFile:
        """Store a picture.

        Raises:
            NotAnImage: Neither PNG nor JPEG.
        """
        size = picture_size(content)
        mime = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
        return self._store(bot, "photos", (name, mime), content, size)

    def find(self, bot: str, file_id: str) -> StoredFile | None:
        """The file with this id, if it is this bot's."""
        file = self._by_id.get(file_id)
        return file if file is not None and file.bot == bot else None

    def at(self, bot: str, path: str) -> StoredFile | None:
        """The file at a path that getFile gave to this bot."""
        return self._by_path.get((bot, path))

    def clear(self) -> None:
        """Forget all files."""
        self._by_id.clear()
        self._by_path.clear()
        self._bytes = 0

    def _store(
        self, bot: str, kind: str, label: tuple[str, str], content: bytes, size: tuple[int, int]
    ) -> StoredFile:
        token = secrets.token_urlsafe(18)
        suffix = "." + label[0].rpartition(".")[2] if "." in label[0] else ""
        file = StoredFile(
            id="sandbox-" + token,
            unique_id=hashlib.sha256(content).hexdigest()[:16],
            bot=bot,
            name=label[0],
            mime=label[1],
            content=content,
            path=f"{kind}/file_{token}{suffix if suffix.isascii() else ''}",
            width=size[0],
            height=size[1],
        )
        self._by_id[file.id] = file
        self._by_path[bot, file.path] = file
        self._bytes += file.size
        while self._bytes > KEPT_BYTES and len(self._by_id) > 1:
            self._drop_oldest()
        return file

    def _drop_oldest(self) -> None:
        _, oldest = self._by_id.popitem(last=False)
        del self._by_path[oldest.bot, oldest.path]
        self._bytes -= oldest.size


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels, read from the header of a PNG or JPEG.

    Raises:
        NotAnImage: Neither of the two.
    """
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    raise NotAnImage


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        is_frame = 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}
        if is_frame:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    raise NotAnImage
