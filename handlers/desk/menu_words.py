"""The words of the desk's menu that somebody types instead of tapping them: 待核实企业."""

from dataclasses import replace
from typing import Final

from telegram import Update

from bot.domain.errors import NotYours
from bot.services.staff.officers import officer_of
from bot.store.questions import open_question
from bot.store.uow import UnitOfWork
from handlers.desk import finding, home_views
from handlers.desk.clerk import BOT, Clerk, clerk_of
from handlers.desk.context import Desk
from handlers.press import Press, read_press
from handlers.subjects import replied_to
from handlers.tongue import LANGUAGES, Tongue
from policies.spoken.choices import squeezed

LEAVES_OPEN: Final = frozenset({finding.KIND, finding.SAID_KIND})
"""Questions that want no words for anybody: the menu goes before them."""


async def button_said(desk: Desk, update: Update) -> Press | None:
    """The button of their own menu whose words they wrote, in either language; None if none.

    What answers a message, or is asked for by somebody, is left alone.
    """
    turn = desk.app.turn_of(update)
    said = squeezed(str(turn.event.get("text") or ""))
    if replied_to(turn.event) is not None:
        return None

    def look(uow: UnitOfWork) -> Press | None:
        try:
            officer = officer_of(uow, int(turn.sender_id or 0))
        except NotYours:
            return None
        question = open_question(uow, BOT, officer.chat_id)
        if question is not None and question.kind not in LEAVES_OPEN:
            return None
        data = _labels(clerk_of(uow, officer)).get(said)
        return None if data is None else read_press(data)

    return await desk.app.read(look)


def _labels(who: Clerk) -> dict[str, str]:
    menus = (home_views.menu(replace(who, t=Tongue(language))) for language in LANGUAGES)
    buttons = (each for menu in menus for row in menu.rows for each in row)
    return {squeezed(each.text): each.data for each in buttons if each.data}
