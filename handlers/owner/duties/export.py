"""导出履职记录: what was done, when, and what shows it, as a Word file."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import structlog
from aiogram.types import Update

from bot.domain.errors import Refusal, Stale, StaleCode
from bot.domain.files import SHOWN_AS_PHOTO, sniff
from bot.domain.members import Right
from bot.domain.speech import Replies
from bot.services.duties.duties import load_duties
from bot.services.duties.record import DutyRecord, Shown, duty_record, note_handed_out
from bot.services.firms.firms import firm_of
from bot.store.blobs import BlobMissing, Blobs
from bot.store.files.files import FileState
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker, speaker_of
from handlers.owner.duties import export_views as views
from handlers.owner.duties.export_docx import Photos, written
from handlers.owner.duties.scene import ground_of
from handlers.press import Press
from handlers.tongue import Tongue

log = structlog.get_logger(__name__)

PERIODS: Final[Mapping[str, int | None]] = {"7": 7, "30": 30, "all": None}
PHOTO_MOST: Final = 1_500_000
PHOTOS_MOST: Final = 7_000_000
"""Together they leave room for the text: a made file has at most 10 MB."""


async def ask_period(event_update: Update, owner: Owner) -> None:
    """Of how many days?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm_of(uow, who.person, Right.DUTY)
        return Replies(edit=views.ask_period(who.t, PERIODS))

    await owner.act(event_update, act)


async def export(event_update: Update, owner: Owner, press: Press) -> None:
    """Gather, write the file aside, then hand it out and keep its fingerprint."""
    gathered = await owner.app.read(lambda uow: _gathered(owner, uow, event_update, press))
    if isinstance(gathered, Refusal):
        refusal: Refusal = gathered

        def refused(_: UnitOfWork, __: Speaker) -> Replies:
            raise refusal

        await owner.act(event_update, refused)
        return
    t, record = gathered
    made = await asyncio.to_thread(_made, owner, t, record)

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm = firm_of(uow, who.person, Right.DUTY)
        if firm.id != record.duties.firm_id:
            raise Stale(StaleCode.CHANGED)
        note_handed_out(uow, who.person, firm.id, record.digest)
        return Replies(say=(views.file(who.t, record, made, owner.zone),))

    await owner.act(event_update, act)


def _gathered(
    owner: Owner, uow: UnitOfWork, update: Update, press: Press
) -> tuple[Tongue, DutyRecord] | Refusal:
    who = speaker_of(uow, owner.app.turn_of(update))
    try:
        if press.word() not in PERIODS:
            raise Stale(StaleCode.CHANGED)
        firm = firm_of(uow, who.person, Right.DUTY)
        duties = load_duties(uow, ground_of(owner), firm.id)
        return who.t, duty_record(uow, who.person, duties, PERIODS[press.word()])
    except Refusal as refusal:
        return refusal


def _made(owner: Owner, t: Tongue, record: DutyRecord) -> bytes:
    return written(t, owner.rulebase, record, _photos(owner.blobs, record))


def _photos(blobs: Blobs | None, record: DutyRecord) -> Photos:
    """The pictures that were fetched and fit, by file id; the others are only named."""
    found: dict[int, bytes] = {}
    room = PHOTOS_MOST
    for file in (each for files in record.files.values() for each in files):
        content = None if blobs is None else _picture(blobs, file)
        if content is not None and len(content) <= min(PHOTO_MOST, room):
            found[file.taken.id] = content
            room -= len(content)
    return found


def _picture(blobs: Blobs, file: Shown) -> bytes | None:
    if not file.is_photo or file.stored.state is not FileState.KEPT or file.stored.made:
        return None
    try:
        content = blobs.read(file.stored.uid)
    except BlobMissing as error:
        log.error("blob missing", uid=file.stored.uid, why=str(error))
        return None
    known = sniff(content)
    return content if known is not None and known.mime in SHOWN_AS_PHOTO else None


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "duty:export": ask_period,
    "duty:file": export,
}
