"""文件仍执行至: which documents are still carried out, and until when somebody says so."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from telegram import Update

from bot.domain.errors import AccessCode, NotYours
from bot.domain.registers import check_until
from bot.domain.speech import Replies
from bot.domain.staff import Power
from bot.domain.until_said import read_until
from bot.services.registers.cards import RegisterCard
from bot.services.registers.keepers import documents_kept
from bot.services.registers.registers import register_of_place, to_keep
from bot.store.questions import open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.finding import SAID_KIND
from handlers.desk.registers import change_views, document_views
from handlers.desk.registers.draft import REASON, UNTIL, Draft, drop_draft, keep_draft
from handlers.desk.registers.subjects import card_named, token_of
from handlers.press import Press
from policies.registers import Register

CALLED: Final = frozenset({"文件仍执行至", "仍执行至", "still in force until"})
"""Typed out, it is the button."""


async def listing(desk: Desk, update: Update, press: Press) -> None:
    """The documents of the officer's places, page by page."""
    await _list(desk, update, press.number() if press.args else 0)


async def command(desk: Desk, update: Update) -> None:
    """/inforce, or the words of the button."""
    await _list(desk, update, 0)


async def takes(desk: Desk, update: Update, said: str) -> bool:
    """Whether a text is the name of this screen, while nothing else is asked."""
    if said.strip().rstrip("？?。").lower() not in CALLED:
        return False
    user = update.effective_user
    chat_id = user.id if user else 0
    question = await desk.app.read(lambda uow: open_question(uow, BOT, chat_id))
    return question is None or question.kind == SAID_KIND


async def begin(desk: Desk, update: Update, press: Press) -> None:
    """记录仍执行至…: until when?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        fact, token = press.word(), press.word(1)
        card = to_keep(card_named(desk, uow, who, fact, token))
        draft = Draft(fact, token, None, card.version, UNTIL)
        keep_draft(uow, who, draft)
        return Replies(edit=document_views.until(who.t, desk.rulebase, card, draft))

    await desk.act(update, act)


def until_written(
    desk: Desk, uow: UnitOfWork, who: Clerk, card: RegisterCard, draft: Draft, text: str
) -> Replies:
    """A text as the last day; then why is asked. What cannot be leaves the question open.

    Raises:
        RegisterRefusal: The day is over, says nothing new, or is too far ahead to be meant.
    """
    today, document = uow.now.astimezone(desk.zone).date(), card.register.document
    day = read_until(text, today)
    if day is None or document is None or document.last_day is None:
        return Replies(say=(document_views.no_day(who.t, draft),))
    check_until(day, document.last_day, today)
    draft = replace(draft, value=day.isoformat(), step=REASON)
    keep_draft(uow, who, draft)
    return Replies(say=(change_views.reason(who.t, desk.rulebase, card, draft),))


async def _list(desk: Desk, update: Update, page: int) -> None:
    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        drop_draft(uow, who)
        found = documents_kept(uow, desk.rulebase, who.officer)
        if not found and not who.powers & {Power.POLICY_EDIT, Power.REGISTER_EDIT}:
            raise NotYours("register", AccessCode.ROLE)
        shown = [_card(desk, uow, who, each) for each in document_views.page_of(found, page)]
        cards = [(each, token_of(desk, uow, who, each)) for each in shown]
        today = uow.now.astimezone(desk.zone).date()
        view = document_views.listing(who.t, desk.rulebase, cards, len(found), page, today)
        return Replies(edit=view)

    await desk.act(update, act)


def _card(desk: Desk, uow: UnitOfWork, who: Clerk, register: Register) -> RegisterCard:
    fact, place = register.fact.id, register.region
    return register_of_place(uow, desk.rulebase, who.officer, fact, place)


BUTTONS: Final[Mapping[str, HandlePress]] = {"reg:docs": listing, "reg:until": begin}
