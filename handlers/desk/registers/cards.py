"""One register of one subject: shown, its history, and the last change taken back."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.errors import Stale
from bot.domain.speech import Notice, Replies, View
from bot.services.registers.applications import application_file
from bot.services.registers.cards import RegisterCard
from bot.services.registers.history import history_of
from bot.services.registers.registers import subject_of
from bot.services.registers.undoing import take_back
from bot.store.registers.applications import undecided
from bot.store.registers.jobs import is_walking, told_firms
from bot.store.registers.registers import EntryCard, load_entry
from bot.store.staff.officers import name_of
from bot.store.uow import UnitOfWork
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.desk.registers import card_views as views
from handlers.desk.registers import history_views
from handlers.desk.registers.draft import drop_draft
from handlers.desk.registers.subjects import card_about, card_named, token_of
from handlers.notices import applications as notices
from handlers.press import Press
from handlers.tongue import Html


async def show(desk: Desk, update: Update, press: Press) -> None:
    """One register; a change that was being written is given up."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        drop_draft(uow, who)
        card = card_named(desk, uow, who, press.word(), press.word(1))
        return Replies(edit=screen(desk, uow, who, card))

    await desk.act(update, act)


async def past(desk: Desk, update: Update, press: Press) -> None:
    """历史, page by page."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = card_named(desk, uow, who, press.word(), press.word(1))
        found, this = history_of(uow, card), shown_of(desk, uow, who, card)
        view = history_views.history(who.t, desk.rulebase, this, found, press.number(2), desk.zone)
        return Replies(edit=view)

    await desk.act(update, act)


async def undo(desk: Desk, update: Update, press: Press) -> None:
    """撤销, for two minutes, or 取消预定 until its day comes."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        told: tuple[Notice, ...] = ()
        try:
            entry = take_back(uow, desk.ground, who.officer, press.number())
        except Stale as stale:
            said = views.not_undone(who.t, stale.code)
            entry = load_entry(uow, press.number())  # it exists, and is theirs to keep
        else:
            heard = len(told_firms(uow.connection, entry.id))
            asked = entry.application_id is not None
            said = views.undone(who.t, heard, asked=asked)
            told = _called_off(desk, uow, entry)
        card = card_about(desk, uow, who, entry.fact, subject_of(uow, entry))
        return Replies(edit=screen(desk, uow, who, card, said), also=told)

    await desk.act(update, act)


def screen(
    desk: Desk, uow: UnitOfWork, who: Clerk, card: RegisterCard, before: Html | None = None
) -> View:
    """A register as the officer sees it now."""
    this = shown_of(desk, uow, who, card)
    return views.shown(who.t, desk.rulebase, this, desk.zone, before)


def shown_of(desk: Desk, uow: UnitOfWork, who: Clerk, card: RegisterCard) -> views.Shown:
    """A card with what is around it."""
    holds = card.holding(uow.now)
    of_place = holds is not None and card.subject.firm is None
    return views.Shown(
        card=card,
        token=token_of(desk, uow, who, card),
        by=None if holds is None else name_of(uow, holds.made_by),
        told=len(told_firms(uow.connection, holds.id)) if holds and of_place else None,
        walking=holds is not None and is_walking(uow.connection, holds.id),
        asked=_asked(uow, card),
        now=uow.now,
    )


def _called_off(desk: Desk, uow: UnitOfWork, entry: EntryCard) -> tuple[Notice, ...]:
    """A firm whose wish was to come true later has heard of it; the others hear by the walk."""
    if entry.application_id is None or entry.starts_at <= uow.now:
        return ()
    file = application_file(uow, desk.rulebase, entry.application_id)
    return notices.called_off(file, uow.new_uid())


def _asked(uow: UnitOfWork, card: RegisterCard) -> int | None:
    if card.subject.firm is None:
        return None
    found = undecided(uow.connection, card.subject.firm.id, card.fact.id)
    return None if found is None else found.id


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "reg:card": show,
    "reg:past": past,
    "reg:undo": undo,
}
