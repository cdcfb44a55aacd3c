"""改一个登记: the value, the conditions of the document, why, from when; and 确定 at the end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from telegram import Update

from bot.domain.days import read_day
from bot.domain.errors import Stale, StaleCode
from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.domain.registers import SourceKind
from bot.domain.speech import Notice, Replies, View
from bot.services.registers.applications import application_file
from bot.services.registers.cards import RegisterCard
from bot.services.registers.changes import check_change, checked_grounds
from bot.services.registers.entries import set_value
from bot.services.registers.registers import to_keep
from bot.store.questions import open_question
from bot.store.registers.registers import EntryCard, load_entry
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.registers import change_views as views
from handlers.desk.registers.cards import screen
from handlers.desk.registers.documents import until_written
from handlers.desk.registers.draft import (
    DAY,
    REASON,
    SOURCE,
    SURE,
    TICKING,
    UNTIL,
    Draft,
    draft_of,
    drop_draft,
    keep_draft,
    open_draft,
)
from handlers.desk.registers.subjects import card_named, value_named
from handlers.notices import applications as notices
from handlers.press import Press
from policies.fact_values import dump_value
from policies.facts import FactType


async def begin(desk: Desk, update: Update, press: Press) -> None:
    """改为…: what is asked first."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        fact, token = press.word(), press.word(1)
        card = to_keep(card_named(desk, uow, who, fact, token))
        value = value_named(card.register, press.word(2))
        if isinstance(value, str) and card.fact.type is FactType.SET:
            value = _with(card, value)
        draft = Draft(fact, token, dump_value(card.fact, value), card.version, REASON)
        return Replies(edit=begun(desk, uow, who, card, draft))

    await desk.act(update, act)


def begun(desk: Desk, uow: UnitOfWork, who: Clerk, card: RegisterCard, draft: Draft) -> View:
    """Ask the first thing: the conditions of the document, or why."""
    removal = card.register.removal
    if removal is not None and draft.typed(card.fact) == removal.value:
        draft = replace(draft, step=TICKING)
    keep_draft(uow, who, draft)
    return _asked(desk, who, card, draft)


async def tick(desk: Desk, update: Update, press: Press) -> None:
    """A condition is ticked or unticked."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft, card = drafted(desk, uow, who, TICKING)
        removal, number = card.register.removal, press.number()
        if removal is None or number >= len(removal.conditions):
            raise Stale(StaleCode.CHANGED)
        draft = replace(draft, ticked=tuple(sorted({*draft.ticked} ^ {number})))
        keep_draft(uow, who, draft)
        return Replies(edit=_asked(desk, who, card, draft))

    await desk.act(update, act)


async def ticked(desk: Desk, update: Update, _: Press) -> None:
    """都核实了: only with every one of them."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft, card = drafted(desk, uow, who, TICKING)
        removal = card.register.removal
        if removal is None or len(draft.ticked) < len(removal.conditions):
            raise RegisterRefusal(RegisterCode.CONDITIONS)
        draft = replace(draft, step=REASON)
        keep_draft(uow, who, draft)
        return Replies(edit=_asked(desk, who, card, draft))

    await desk.act(update, act)


async def usual(desk: Desk, update: Update, _: Press) -> None:
    """The reason that a button says, where a firm asked for it."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft, card = drafted(desk, uow, who, REASON)
        admission = card.register.application
        if admission is None or not draft.wished:
            raise Stale(StaleCode.CHANGED)
        reasoned = _reasoned(uow, who, card, draft, who.t.plain(admission.reason))
        return Replies(edit=_asked(desk, who, card, reasoned))

    await desk.act(update, act)


async def today(desk: Desk, update: Update, _: Press) -> None:
    """今天起."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft, card = drafted(desk, uow, who, DAY)
        return Replies(edit=_asked(desk, who, card, _dated(uow, who, draft, None)))

    await desk.act(update, act)


async def sure(desk: Desk, update: Update, press: Press) -> None:
    """确定: now it holds, if nobody was faster."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = draft_of(open_question(uow, BOT, who.officer.chat_id))
        if draft is None or draft.step != SURE or press.word() != draft.mark:
            return Replies(toast=views.done_before(who.t))
        drop_draft(uow, who)
        card = card_named(desk, uow, who, draft.fact, draft.token, lock=True)
        if card.version != draft.seen:
            said = views.somebody_was_faster(who.t)
            return Replies(edit=screen(desk, uow, who, card, said))
        by = f"officer:{who.officer.id}"
        made = set_value(uow, desk.ground, card, draft.change(card.fact), by)
        card = card_named(desk, uow, who, draft.fact, draft.token)
        view = screen(desk, uow, who, card, views.done(who.t, card, uow.now))
        return Replies(edit=view, also=_granted(desk, uow, load_entry(uow, made)))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as what is asked now; None if nothing of a register is.

    What cannot be taken leaves the question open. The source goes another way: see `takes`.
    """
    draft = draft_of(open_question(uow, BOT, who.officer.chat_id))
    if draft is None:
        return None
    card = card_named(desk, uow, who, draft.fact, draft.token)
    if draft.step == SURE:
        return Replies(say=(views.to_tap(who.t, desk.rulebase, card, draft),))
    if draft.step == UNTIL:
        return until_written(desk, uow, who, card, draft, text)
    if draft.step == REASON:
        draft = _reasoned(uow, who, card, draft, text)
    elif draft.step == DAY:
        day = read_day(text, uow.now.astimezone(desk.zone).date())
        if day is None:
            return Replies(say=(views.no_day(who.t, draft),))
        _check_day(desk, uow, card, draft, day)
        draft = _dated(uow, who, draft, day)
    return Replies(say=(_asked(desk, who, card, draft),))


def _granted(desk: Desk, uow: UnitOfWork, entry: EntryCard) -> tuple[Notice, ...]:
    """A firm whose wish comes true on a later day hears it now, too."""
    if entry.application_id is None or entry.starts_at <= uow.now:
        return ()
    file = application_file(uow, desk.rulebase, entry.application_id)
    mark = uow.new_uid()
    return notices.granted_ahead(desk.rulebase, file, entry.starts_at, mark, desk.zone)


def drafted(desk: Desk, uow: UnitOfWork, who: Clerk, *steps: str) -> tuple[Draft, RegisterCard]:
    """The draft that is being written, and the register as it stands now.

    Raises:
        Stale: There is none at one of these steps.
        NotYours: The register is theirs to keep no longer.
    """
    draft = open_draft(uow, who, *steps)
    return draft, to_keep(card_named(desk, uow, who, draft.fact, draft.token))


def _asked(desk: Desk, who: Clerk, card: RegisterCard, draft: Draft) -> View:
    """What is asked at this step."""
    ask = {TICKING: views.ticking, REASON: views.reason, DAY: views.day, SOURCE: views.source}
    if draft.step not in ask:
        raise Stale(StaleCode.CHANGED)
    return ask[draft.step](who.t, desk.rulebase, card, draft)


def _reasoned(uow: UnitOfWork, who: Clerk, card: RegisterCard, draft: Draft, text: str) -> Draft:
    grounds = checked_grounds(text, SourceKind.DOCUMENT)
    # What is said of a document holds from now on: there only its last day is a question.
    step = DAY if card.register.document is None else SOURCE
    return _kept(uow, who, replace(draft, reason=grounds.reason, step=step))


def _dated(uow: UnitOfWork, who: Clerk, draft: Draft, day: date | None) -> Draft:
    said = None if day is None else day.isoformat()
    return _kept(uow, who, replace(draft, day=said, step=SOURCE))


def _kept(uow: UnitOfWork, who: Clerk, draft: Draft) -> Draft:
    keep_draft(uow, who, draft)
    return draft


def _check_day(desk: Desk, uow: UnitOfWork, card: RegisterCard, draft: Draft, day: date) -> None:
    whole = replace(draft, day=day.isoformat(), step=SURE, source=SourceKind.DOCUMENT.value)
    check_change(card, whole.change(card.fact), desk.ground, uow.now)


def _with(card: RegisterCard, option: str) -> frozenset[str]:
    held = card.value if isinstance(card.value, frozenset) else frozenset()
    return held ^ {option}


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "reg:set": begin,
    "reg:tick": tick,
    "reg:ticked": ticked,
    "reg:usual": usual,
    "reg:today": today,
    "reg:yes": sure,
}
