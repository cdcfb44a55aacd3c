"""Messages that carry a file: its bytes are found when the message is sent."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

import structlog
from sqlalchemy.exc import DBAPIError

from bot.domain.files import FileKind
from bot.fates import Fate, Unavailable, Unfetched
from bot.services.files import language_of
from bot.store.blobs import BlobMissing, Blobs
from bot.store.claims import Claimed
from bot.store.database import Database
from bot.store.files.files import FileState
from bot.store.files.jobs import Stored, load_stored
from bot.store.vault import Vault
from bot.telegram import METHODS, without_file

log = structlog.get_logger(__name__)

UPLOAD_SECONDS: Final = 120.0
PATIENCE: Final = 8
"""So often a message waits for its file, some four minutes in all; then a sentence goes."""
LONGEST_WAIT: Final = 60.0
FIELD_OF: Final = {FileKind.PHOTO: "photo", FileKind.VOICE: "voice"}
"""A picture that Telegram would not show as one is a document by now."""

Absent = Callable[[str, bool], str]
"""(language of the reader, was it refused) → HTML: the file cannot be had now, or never."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way out, in the field of the method that holds it."""

    field: str
    name: str
    content: bytes


class Uploader(Protocol):
    """A bot's connection to Telegram."""

    async def send(self, method: str, payload: Mapping[str, Any]) -> Fate:
        """Make one call and say how it ended."""

    async def upload(self, method: str, payload: Mapping[str, Any], file: Upload) -> Fate:
        """Make one call that carries a file, and say how it ended."""


@dataclass(frozen=True)
class Files:
    """Where the bytes of files are, and what is said when they are not."""

    database: Database
    vault: Vault
    blobs: Blobs
    absent: Absent

    async def send(self, wire: Uploader, letter: Claimed, number: int) -> Fate:
        """Send a message with its file, or wait for the file, or say that there is none."""
        try:
            stored = await self.database.run(lambda c: load_stored(c, self.vault, number))
            content = await self._content(stored)
            if content is not None:
                field = FIELD_OF.get(stored.kind, "document")
                file = Upload(field, stored.name, content)
                return await wire.upload(METHODS[field], letter.payload, file)
            if stored.state is FileState.WANTED and letter.attempts <= PATIENCE:
                return Unfetched(min(2.0**letter.attempts, LONGEST_WAIT))
            language = await self.database.run(
                lambda c: language_of(c, letter.bot, letter.chat_id)
            )
        except DBAPIError as error:
            return Unavailable(f"database away: {type(error).__name__}")
        remark = self.absent(language, stored.state is FileState.REFUSED)
        return await wire.send("sendMessage", without_file(letter.payload, remark))

    async def _content(self, stored: Stored) -> bytes | None:
        if stored.state is not FileState.KEPT:
            return None
        if stored.made:
            return stored.content
        try:
            return await asyncio.to_thread(self.blobs.read, stored.uid)
        except BlobMissing as error:
            log.error("blob missing", uid=stored.uid, why=str(error))
            return None
