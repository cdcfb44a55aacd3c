"""政策台账: the list with its filters, a card, a search, a spreadsheet."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from telegram import Update

from bot.domain.errors import Refusal, Stale, StaleCode
from bot.domain.policy_ledger import LedgerState
from bot.domain.speech import OutFile, Replies
from bot.services.audiences.verdicts import ToJudge
from bot.services.releases.ledger import (
    LedgerCard,
    LedgerLine,
    Reaching,
    found_in,
    keep_reached,
    ledger_card,
    ledger_of,
    ledger_regions,
    read_reached,
)
from bot.services.staff.officers import officer_of
from bot.sheets.writing import write_book
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress, clerk_of
from handlers.desk.ledger import views
from handlers.desk.ledger.sheets import sheet_of
from handlers.desk.ledger.views import Shelf
from handlers.press import Press
from policies.documents import Level

KIND: Final = "ledger"
WORDS_MOST: Final = 60
BATCH: Final = 500
ANY: Final = "-"


async def listing(desk: Desk, update: Update, press: Press) -> None:
    """政策台账: all, or what stands so and is of this level."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        _leave(uow, who)
        at = _shelf(press)
        page = _lines(desk, uow, who, at)
        return Replies(edit=views.listing(who.t, desk.rulebase, page.lines, at, page.region))

    await desk.act(update, act)


async def show(desk: Desk, update: Update, press: Press) -> None:
    """One document."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        _leave(uow, who)
        card = _card(desk, uow, who, press)
        day = uow.now.astimezone(desk.zone).date()
        return Replies(edit=views.card(who.t, desk.rulebase, card, press.number(), day, desk.zone))

    await desk.act(update, act)


async def reach(desk: Desk, update: Update, press: Press) -> None:
    """算一算适用多少家: judged batch by batch, in no transaction that lasts."""
    found = await _reached(desk, update, press)

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        if found is not None:
            keep_reached(uow, who.officer, *found)
        card = _card(desk, uow, who, press)
        day = uow.now.astimezone(desk.zone).date()
        return Replies(edit=views.card(who.t, desk.rulebase, card, press.number(), day, desk.zone))

    await desk.act(update, act)


async def find(desk: Desk, update: Update, press: Press) -> None:
    """搜: what comes now is looked for."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        where = press.number()
        _region(uow, who, where)
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(KIND, str(where)))
        return Replies(edit=views.ask_words(who.t, where))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """Words to look for; None if none were asked for."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != KIND:
        return None
    where, words = int(question.subject), " ".join(text.split())[:WORDS_MOST]
    region = _region(uow, who, where)
    found = found_in(ledger_of(uow, desk.rulebase, who.officer, region), words)
    if found:
        close_question(uow, BOT, who.officer.chat_id)
    return Replies(say=(views.found(who.t, found, words, where),))


async def export(desk: Desk, update: Update, press: Press) -> None:
    """导出表格: what the filters leave."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        at = _shelf(press)
        page = _lines(desk, uow, who, at)
        cards = [
            ledger_card(uow, desk.rulebase, who.officer, page.region, each.document.id)
            for each in page.lines
        ]
        sheet = sheet_of(who.t, desk.rulebase, cards)
        content = write_book([sheet], zone=desk.zone, made_at=uow.now)
        name = f"{sheet.title}-{uow.now.astimezone(desk.zone):%Y-%m-%d}.xlsx"
        return Replies(say=(views.sheet(who.t, OutFile(name, content), len(cards), at),))

    await desk.act(update, act)


@dataclass(frozen=True, slots=True)
class _Page:
    region: str
    lines: list[LedgerLine]


def _lines(desk: Desk, uow: UnitOfWork, who: Clerk, at: Shelf) -> _Page:
    region = _region(uow, who, at.where)
    every = ledger_of(uow, desk.rulebase, who.officer, region)
    return _Page(region, [each for each in every if at.takes(each)])


def _card(desk: Desk, uow: UnitOfWork, who: Clerk, press: Press) -> LedgerCard:
    region = _region(uow, who, press.number())
    return ledger_card(uow, desk.rulebase, who.officer, region, press.word(1))


def _region(uow: UnitOfWork, who: Clerk, where: int) -> str:
    """One of the places whose ledger the officer reads, by its turn.

    Raises:
        Stale: They do not read so many any more.
    """
    regions = ledger_regions(uow, who.officer)
    if where >= len(regions):
        raise Stale(StaleCode.CHANGED)
    return regions[where]


def _shelf(press: Press) -> Shelf:
    if not press.args:
        return Shelf(0)
    state, level = press.word(1), press.word(2)
    if state not in {ANY, *LedgerState} or level not in {ANY, views.UNSAID, *Level}:
        raise Stale(StaleCode.CHANGED)
    return Shelf(press.number(), state, level, press.number(3))


async def _reached(desk: Desk, update: Update, press: Press) -> tuple[LedgerCard, Reaching] | None:
    card = await desk.app.read(lambda uow: _to_reach(desk, uow, update, press))
    if card is None or not card.line.records:
        return None
    reaching, after = Reaching(desk.rulebase, card.line.records), 0
    while (batch := await _next(desk, card, after)) is not None:
        await asyncio.to_thread(reaching.take, batch)
        after = batch.last
    return card, reaching


async def _next(desk: Desk, card: LedgerCard, after: int) -> ToJudge | None:
    return await desk.app.read(
        lambda uow: read_reached(uow, desk.ground, card, after=after, most=BATCH)
    )


def _to_reach(desk: Desk, uow: UnitOfWork, update: Update, press: Press) -> LedgerCard | None:
    """None if the act will refuse it anyway."""
    try:
        officer = officer_of(uow, int(desk.app.turn_of(update).sender_id or 0))
        return _card(desk, uow, clerk_of(uow, officer), press)
    except Refusal:
        return None


def _leave(uow: UnitOfWork, who: Clerk) -> None:
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is not None and question.kind == KIND:
        close_question(uow, BOT, who.officer.chat_id)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "ledger:all": listing,
    "ledger:show": show,
    "ledger:reach": reach,
    "ledger:find": find,
    "ledger:sheet": export,
}
