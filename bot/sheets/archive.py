"""The parts of a packed file: judged by its directory, then unpacked within what was allowed.

A file of a few kilobytes can hold gigabytes. Its directory says so before anything is unpacked;
where the directory lies, reading stops at what it said.
"""

import struct
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from typing import IO, Final, NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.domain.file_refusals import SheetCode, SheetRefusal

MOST_PARTS: Final = 1000
MOST_DIRECTORY: Final = 200 * MOST_PARTS
"""Bytes of the directory: reading it costs as well."""
MOST_RATIO: Final = 200
"""So many times its packed size: tables reach 20, bombs a thousand."""
RATIO_FROM: Final = 500_000
"""Bytes, unpacked: smaller parts may be as empty as they like."""

LOCAL: Final = b"PK\x03\x04"
_LOCAL_BYTES: Final = 30
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_LONGEST_REMARK: Final = 0xFFFF
_ENCRYPTED: Final = 0x1
_PACKED_AGAIN: Final = (".zip", ".7z", ".rar", ".gz", ".xlsx", ".xlsm", ".xlsb", ".docx", ".pptx")
_UNREADABLE: Final = (BadZipFile, NotImplementedError, ValueError, struct.error)
_BROKEN: Final = (*_UNREADABLE, zlib.error, EOFError)


@dataclass
class Archive:
    """The parts of one file that passed `open_archive`.

    Attributes:
        inflated: How many bytes were unpacked so far.
    """

    packed: ZipFile
    names: frozenset[str]
    most_bytes: int
    inflated: int = field(default=0)

    def open(self, name: str) -> "Part":
        """A part to read from its beginning.

        Raises:
            SheetRefusal: DAMAGED: there is no such part.
        """
        try:
            return Part(self, self.packed.open(name))
        except (KeyError, *_BROKEN) as error:
            raise SheetRefusal(SheetCode.DAMAGED) from error


@dataclass(frozen=True)
class Part:
    """One part, being unpacked."""

    archive: Archive
    stream: IO[bytes]

    def read(self, most: int) -> bytes:
        """The next bytes, none at the end.

        Raises:
            SheetRefusal: DAMAGED: not what the directory says; BOMB: more than is allowed.
        """
        left = self.archive.most_bytes - self.archive.inflated
        try:
            found = self.stream.read(min(most, left + 1))
        except _BROKEN as error:
            raise SheetRefusal(SheetCode.DAMAGED) from error
        self.archive.inflated += len(found)
        if len(found) > left:
            raise SheetRefusal(SheetCode.BOMB)
        return found


def open_archive(content: bytes, most_bytes: int) -> Archive:
    """Judge a packed file by its directory; nothing is unpacked.

    Args:
        most_bytes: Of all parts together, unpacked.

    Raises:
        SheetRefusal: BOMB, TOO_LARGE, NESTED, ENCRYPTED or DAMAGED.
    """
    directory = _directory(content)
    try:
        packed = ZipFile(BytesIO(content))
    except _UNREADABLE as error:
        raise SheetRefusal(SheetCode.DAMAGED) from error
    parts = packed.infolist()
    _judge_sizes(parts, most_bytes)
    _judge_kinds(parts)
    _judge_places(content, parts, directory)
    return Archive(packed, frozenset(packed.namelist()), most_bytes)


def _directory(content: bytes) -> int:
    """Where the directory begins; one that is too long to be read is refused before."""
    window = max(len(content) - _END_BYTES - _LONGEST_REMARK, 0)
    end = content.rfind(_END, window)
    if end < 0 or len(content) < end + _END_BYTES:
        _refuse(SheetCode.DAMAGED)
    count, size = struct.unpack_from("<HL", content, end + 10)
    if count > MOST_PARTS or size > MOST_DIRECTORY:
        _refuse(SheetCode.BOMB)
    return end - int(size)


def _judge_sizes(parts: list[ZipInfo], most_bytes: int) -> None:
    if len(parts) > MOST_PARTS or any(_is_tight(part) for part in parts):
        _refuse(SheetCode.BOMB)
    if sum(part.file_size for part in parts) > most_bytes:
        raise SheetRefusal(SheetCode.TOO_LARGE, most=most_bytes)


def _is_tight(part: ZipInfo) -> bool:
    return part.file_size > RATIO_FROM and part.file_size > MOST_RATIO * part.compress_size


def _judge_kinds(parts: list[ZipInfo]) -> None:
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        _refuse(SheetCode.ENCRYPTED)
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        _refuse(SheetCode.DAMAGED)
    if any(part.filename.lower().endswith(_PACKED_AGAIN) for part in parts):
        _refuse(SheetCode.NESTED)


def _judge_places(content: bytes, parts: list[ZipInfo], directory: int) -> None:
    """No part twice, and none over another: one packed block must not count many times."""
    if len({part.filename.lower() for part in parts}) < len(parts):
        _refuse(SheetCode.DAMAGED)
    places = sorted(_place(content, part) for part in parts)
    if any(end > start for (_, end), (start, _) in pairwise([*places, (directory, directory)])):
        _refuse(SheetCode.BOMB)


def _place(content: bytes, part: ZipInfo) -> tuple[int, int]:
    start = part.header_offset
    if start < 0 or not content.startswith(LOCAL, start) or len(content) < start + _LOCAL_BYTES:
        _refuse(SheetCode.DAMAGED)
    name, extra = struct.unpack_from("<2H", content, start + 26)
    return start, start + _LOCAL_BYTES + name + extra + part.compress_size


def _refuse(code: SheetCode) -> NoReturn:
    raise SheetRefusal(code)
