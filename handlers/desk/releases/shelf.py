"""现行政策: what is in force here; going back, reading again, preparing another version."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.case_states import TEXT_MOST
from bot.domain.speech import OutFile, Replies
from bot.services.releases import shelf as acts
from bot.services.releases.releases import roll_back
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.releases import shelf_views as views
from handlers.desk.releases.cards import leave
from handlers.desk.releases.sending import KIND as FILE
from handlers.press import Press

UNDO: Final = "release_undo"


async def listing(desk: Desk, update: Update, press: Press) -> None:
    """现行政策, page by page."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        leave(uow, who)
        found = acts.policies_of(uow, desk.rulebase, who.officer)
        page = press.number() if press.args else 0
        return Replies(edit=views.listing(who.t, found, page))

    await desk.act(update, act)


async def show(desk: Desk, update: Update, press: Press) -> None:
    """One of them, with its versions."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        leave(uow, who)
        kept = acts.policy_of(uow, desk.rulebase, who.officer, press.word())
        return Replies(edit=views.card(who.t, kept, desk.zone))

    await desk.act(update, act)


async def ask_back(desk: Desk, update: Update, press: Press) -> None:
    """退回上一版: why?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        kept = acts.policy_of(uow, desk.rulebase, who.officer, press.word())
        if kept.before is None:
            return Replies(edit=views.card(who.t, kept, desk.zone))
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(UNDO, kept.record.id))
        return Replies(edit=views.ask_back(who.t, kept, kept.before))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as the reason for going back; None if none was asked for."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != UNDO:
        return None
    if len(text) > TEXT_MOST:
        return Replies(say=(views.too_long(who.t, question.subject, len(text), TEXT_MOST),))
    close_question(uow, BOT, who.officer.chat_id)
    number = roll_back(uow, who.officer, question.subject, text.strip())
    return Replies(say=(views.going_back(who.t, number),))


async def still_right(desk: Desk, update: Update, press: Press) -> None:
    """已复核: kept with its day."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        kept = acts.still_right(uow, desk.rulebase, who.officer, press.word())
        said = views.reviewed(who.t)
        return Replies(edit=views.card(who.t, kept, desk.zone, said))

    await desk.act(update, act)


async def prepare(desk: Desk, update: Update, press: Press) -> None:
    """准备新版本: the text in force as a file, to be changed and sent back."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        kept = acts.policy_of(uow, desk.rulebase, who.officer, press.word())
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(FILE))
        file = OutFile(f"{kept.record.id}.yaml", acts.next_text(kept).encode())
        return Replies(say=(views.text_of(who.t, kept, file),))

    await desk.act(update, act)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "pol:all": listing,
    "pol:one": show,
    "pol:undo": ask_back,
    "pol:right": still_right,
    "pol:new": prepare,
}
