"""依据: the last that is asked; then what the change would do, worked out before the act."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from telegram import Update

from bot.domain.errors import Refusal, Stale, StaleCode
from bot.domain.registers import TAPPED, SourceKind
from bot.domain.speech import Replies, View
from bot.services.registers.changes import checked_grounds
from bot.services.registers.foreseeing import Foreseen, impact_ahead, look_ahead
from bot.services.registers.impact import Impact
from bot.services.staff.officers import officer_of
from bot.store.questions import open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress, clerk_of
from handlers.desk.registers import change_views as views
from handlers.desk.registers.cards import screen
from handlers.desk.registers.change import drafted
from handlers.desk.registers.draft import (
    SOURCE,
    SURE,
    Draft,
    draft_of,
    drop_draft,
    keep_draft,
    open_draft,
)
from handlers.desk.registers.subjects import card_named
from handlers.press import Press

MARK: Final = 8
MANY: Final = 500
"""So many firms take a second or so: meanwhile it is said that it is being worked out."""


async def tapped(desk: Desk, update: Update, press: Press) -> None:
    """文件, 会议, …: the last that is asked; now it is shown what the change does."""
    word = press.word()
    kind = SourceKind(word) if word in {each.value for each in TAPPED} else None
    await _preview(desk, update, kind)


async def typed(desk: Desk, update: Update, text: str) -> None:
    """The same, in their own words."""
    await _preview(desk, update, SourceKind.WORDS, text)


async def takes(desk: Desk, update: Update) -> bool:
    """Whether a text that comes now is the source of a change: its preview takes long."""
    user = update.effective_user
    chat_id = user.id if user else 0
    question = await desk.app.read(lambda uow: open_question(uow, BOT, chat_id))
    draft = draft_of(question)
    return draft is not None and draft.step == SOURCE


@dataclass(frozen=True, slots=True)
class _Look:
    """What was known when the preview was worked out, and what is said meanwhile."""

    draft: Draft
    ahead: Foreseen
    meanwhile: View


async def _preview(desk: Desk, update: Update, kind: SourceKind | None, words: str = "") -> None:
    looked = await desk.app.read(lambda uow: _look(desk, uow, update, kind, words))
    impact = None if isinstance(looked, Refusal) else await _worked_out(desk, update, looked)
    pressed = desk.app.turn_of(update).pressed is not None

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        if isinstance(looked, Stale):
            return _overtaken(desk, uow, who, pressed=pressed)
        if isinstance(looked, Refusal) or impact is None:
            raise looked if isinstance(looked, Refusal) else Stale(StaleCode.CHANGED)
        before = open_draft(uow, who, SOURCE)
        if replace(looked.draft, step=SOURCE, source="", words="") != before:
            raise Stale(StaleCode.CHANGED)
        draft = replace(looked.draft, mark=uow.new_uid()[:MARK])
        keep_draft(uow, who, draft)
        view = views.preview(
            who.t, desk.rulebase, looked.ahead.card, draft, impact, uow.now, desk.zone
        )
        return Replies(edit=view) if pressed else Replies(say=(view,))

    await desk.act(update, act)


async def _worked_out(desk: Desk, update: Update, looked: _Look) -> Impact:
    if len(looked.ahead.known.firms) >= MANY:
        await desk.app.hold_on(update, looked.meanwhile)
    return await asyncio.to_thread(impact_ahead, desk.rulebase, looked.ahead)


def _overtaken(desk: Desk, uow: UnitOfWork, who: Clerk, *, pressed: bool) -> Replies:
    """Somebody entered another value while this one was written: it is shown instead.

    Raises:
        Stale: Nothing was being written: the button is an old one.
    """
    draft = open_draft(uow, who, SOURCE)
    drop_draft(uow, who)
    card = card_named(desk, uow, who, draft.fact, draft.token)
    view = screen(desk, uow, who, card, views.somebody_was_faster(who.t))
    return Replies(edit=view) if pressed else Replies(say=(view,))


def _look(
    desk: Desk, uow: UnitOfWork, update: Update, kind: SourceKind | None, words: str
) -> _Look | Refusal:
    try:
        who = clerk_of(uow, officer_of(uow, int(desk.app.turn_of(update).sender_id or 0)))
        draft, card = drafted(desk, uow, who, SOURCE)
        if kind is None:
            raise Stale(StaleCode.CHANGED)
        grounds = checked_grounds(draft.reason, kind, words)
        draft = replace(draft, step=SURE, source=grounds.source, words=grounds.words)
        ahead = look_ahead(uow, desk.ground, card, draft.change(card.fact))
    except Refusal as refusal:
        return refusal
    meanwhile = views.meanwhile(who.t, desk.rulebase, card, draft, len(ahead.known.firms))
    return _Look(draft, ahead, meanwhile)


BUTTONS: Final[Mapping[str, HandlePress]] = {"reg:from": tapped}
