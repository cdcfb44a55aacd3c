"""我联系的企业, and 包保: who looks after a firm; it is given and taken in `care_giving`."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.speech import Replies, View
from bot.domain.staff import Power
from bot.services.assignments.care import care_of
from bot.services.assignments.own_firms import find_firms, own_firms
from bot.services.digests.linked import linked_weeks
from bot.services.staff.staff import may, sector_of
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.assignments import care_views as views
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.press import Press

FIND: Final = "firm_find"
GIVE: Final = "firm_give"
SINCE: Final = "firm_since"


async def mine(desk: Desk, update: Update, press: Press) -> None:
    """我联系的企业, page by page."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        _stop_asking(uow, who)
        listed = own_firms(uow, who.officer, press.number() if press.args else 0)
        weeks = linked_weeks(uow, desk.ground, who.officer)
        return Replies(edit=views.mine(who.t, desk.rulebase, listed, weeks))

    await desk.act(update, act)


async def ask_name(desk: Desk, update: Update, _: Press) -> None:
    """查企业: by which words?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(FIND))
        return Replies(edit=views.ask_name(who))

    await desk.act(update, act)


async def firm(desk: Desk, update: Update, press: Press) -> None:
    """包保: the slots of a firm."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        _stop_asking(uow, who)
        return Replies(edit=slots_card(desk, uow, who, press.number()))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as words to find; None if none were asked for."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != FIND:
        return None
    found = find_firms(uow, desk.rulebase, who.officer, text)
    return Replies(say=(views.found(who, desk.rulebase, text, found),))


def slots_card(
    desk: Desk, uow: UnitOfWork, who: Clerk, firm_id: int, before: str | None = None
) -> View:
    """Who looks after a firm, slot by slot.

    Args:
        before: A sentence to begin with.
    """
    care = care_of(uow, desk.rulebase, who.officer, firm_id)
    sector = sector_of(uow, desk.rulebase, firm_id)
    assigns = may(uow, who.officer, Power.FIRM_ASSIGN, care.firm.region, sector)
    return views.slots(who.t, desk.rulebase, care, desk.zone, assigns=assigns, before=before)


def _stop_asking(uow: UnitOfWork, who: Clerk) -> None:
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is not None and question.kind in {FIND, GIVE, SINCE}:
        close_question(uow, BOT, who.officer.chat_id)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "care:mine": mine,
    "care:find": ask_name,
    "care:firm": firm,
}
