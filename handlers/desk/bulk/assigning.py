"""批量指定包保: a spreadsheet is sent, read, carried out, taken back."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from telegram import Update

from bot.domain.bulk import BYTES_MOST, Plan, may_be_table
from bot.domain.errors import Refusal
from bot.domain.file_refusals import SheetCode, SheetRefusal
from bot.domain.speech import OutFile, Replies
from bot.services.assignments import bulk_assignments as acts
from bot.services.assignments.columns import codes_in, read_sheet
from bot.services.assignments.judging import judge
from bot.services.assignments.known import Known, read_known
from bot.services.files import ignore_files, take_files
from bot.services.staff.officers import officer_of
from bot.sheets.reading import Reading
from bot.sheets.writing import OutSheet, write_book
from bot.store.blobs import BlobMissing
from bot.store.files.files import FileState
from bot.store.files.jobs import Stored, load_stored
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.desk.bulk import sheets, views
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.notices.bulk_care import handed_over
from handlers.press import Press

KIND: Final = "bulk_sheet"
LOOKS: Final = 20
PAUSE: Final = 0.5
"""A file is fetched beside the conversation: somebody who taps at once waits so long for it."""


async def ask_sheet(desk: Desk, update: Update, _: Press) -> None:
    """批量指定包保: how it goes; a file that comes now is it."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        acts.require_assigning(uow, who.officer)
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(KIND))
        return Replies(edit=views.ask_sheet(who.t))

    await desk.act(update, act)


async def template(desk: Desk, update: Update, _: Press) -> None:
    """下载模板."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        known = read_known(uow, desk.rulebase, who.officer, ())
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(KIND))
        file = _book(desk, uow, who.t("包保分工"), sheets.template(who.t, known))
        return Replies(say=(views.template(who.t, file),))

    await desk.act(update, act)


def received(uow: UnitOfWork, who: Clerk, message: Mapping[str, object]) -> Replies:
    """Something with a file while one is wanted: only a document can be it."""
    document = message.get("document")
    if not isinstance(document, Mapping):
        return Replies(say=(views.no_sheet(who.t),))
    refusal = _refused_unseen(document)
    if refusal is not None:
        ignore_files(uow, message, bot=BOT)
        return Replies(say=(views.refused(who.t, refusal),))
    [file] = take_files(uow, message, firm_id=None, bot=BOT)
    bulk_id = acts.take_sheet(uow, who.officer, file.id)
    return Replies(say=(views.taken(who.t, bulk_id, file.name),))


def _refused_unseen(document: Mapping[str, object]) -> SheetRefusal | None:
    """What can be said before it is here: a program, a picture, far too large."""
    name, mime = str(document.get("file_name") or ""), str(document.get("mime_type") or "")
    if not may_be_table(name, mime):
        return SheetRefusal(SheetCode.NOT_A_TABLE)
    size = document.get("file_size")
    if isinstance(size, int) and size > BYTES_MOST:
        return SheetRefusal(SheetCode.TOO_LARGE, most=BYTES_MOST)
    return None


@dataclass(frozen=True, slots=True)
class _Read:
    """What reading gave: a plan, or why there is none."""

    plan: Plan | None = None
    refusal: Refusal | None = None
    state: FileState = FileState.KEPT


async def read(desk: Desk, update: Update, press: Press) -> None:
    """试读: read and judged before the act; nothing is changed."""
    bulk_id = press.number()
    outcome = await _read(desk, update, bulk_id)

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        if isinstance(outcome.refusal, SheetRefusal):
            return Replies(edit=views.refused(who.t, outcome.refusal))
        if outcome.refusal is not None:
            raise outcome.refusal
        if outcome.plan is None:
            waits = outcome.state is FileState.WANTED
            later = views.not_there_yet(who.t, bulk_id) if waits else views.not_kept(who.t)
            return Replies(edit=later)
        acts.keep_plan(uow, who.officer, bulk_id, outcome.plan)
        return Replies(edit=views.plan(who.t, bulk_id, outcome.plan, desk.zone))

    await desk.act(update, act)


async def go(desk: Desk, update: Update, press: Press) -> None:
    """全部指定; a file that comes then is the next one, maybe what failed put right."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        bulk_id = press.number()
        done = acts.apply_sheet(uow, desk.rulebase, who.officer, bulk_id, desk.zone)
        told = handed_over(desk.rulebase, done, who.officer)
        return Replies(edit=views.done(who.t, done), also=told)

    await desk.act(update, act)


async def undo(desk: Desk, update: Update, press: Press) -> None:
    """撤回 within two minutes."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        done = acts.undo_sheet(uow, who.officer, press.number())
        told = handed_over(desk.rulebase, done, who.officer, undone=True)
        return Replies(edit=views.undone(who.t, done), also=told)

    await desk.act(update, act)


async def bad_rows(desk: Desk, update: Update, press: Press) -> None:
    """下载有问题的行; a file that comes now is the corrected one."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        plan = acts.plan_of(acts.bulk_of(uow, who.officer, press.number()))
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(KIND))
        file = _book(desk, uow, who.t("没有办的行"), sheets.failed_rows(who.t, plan))
        return Replies(say=(views.bad_rows(who.t, file),))

    await desk.act(update, act)


async def _read(desk: Desk, update: Update, bulk_id: int) -> _Read:
    chat = int(desk.app.turn_of(update).sender_id or 0)
    try:
        stored = await _stored(desk, chat, bulk_id)
        if stored.state is not FileState.KEPT or desk.blobs is None:
            return _Read(state=stored.state)
        reading = await asyncio.to_thread(lambda: read_sheet(_content(desk, stored)))
        known = await desk.app.read(lambda uow: _known(desk, uow, chat, reading))
    except Refusal as refusal:
        return _Read(refusal=refusal)
    now = desk.app.clock.now()
    plan = await asyncio.to_thread(judge, reading, known, stored.name, now, desk.zone)
    return _Read(plan)


async def _stored(desk: Desk, chat: int, bulk_id: int) -> Stored:
    """The file, waited for if it is on its way."""

    def look(uow: UnitOfWork) -> Stored:
        bulk = acts.bulk_of(uow, officer_of(uow, chat), bulk_id)
        return load_stored(uow.connection, uow.vault, bulk.file_id)

    stored = await desk.app.read(look)
    for _ in range(LOOKS):
        if stored.state is not FileState.WANTED:
            break
        await asyncio.sleep(PAUSE)
        stored = await desk.app.read(look)
    return stored


def _content(desk: Desk, stored: Stored) -> bytes:
    try:
        return b"" if desk.blobs is None else desk.blobs.read(stored.uid)
    except BlobMissing as error:
        raise SheetRefusal(SheetCode.DAMAGED) from error


def _known(desk: Desk, uow: UnitOfWork, chat: int, reading: Reading) -> Known:
    return read_known(uow, desk.rulebase, officer_of(uow, chat), codes_in(reading))


def _book(desk: Desk, uow: UnitOfWork, name: str, book: list[OutSheet]) -> OutFile:
    content = write_book(book, zone=desk.zone, made_at=uow.now)
    day = f"{uow.now.astimezone(desk.zone):%Y-%m-%d}"
    return OutFile(f"{name}-{day}.xlsx", content)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "bulk:ask": ask_sheet,
    "bulk:form": template,
    "bulk:read": read,
    "bulk:go": go,
    "bulk:undo": undo,
    "bulk:bad": bad_rows,
}
