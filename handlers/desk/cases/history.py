"""全部经过 at the desk: with what stays at the desk."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.speech import Replies
from bot.services.cases.gathering import card_of
from bot.services.file_places import CASE
from bot.store.files.links import linked_since
from bot.store.uow import UnitOfWork
from handlers.desk.cases.looks import looked_at
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.desk.home_views import back
from handlers.notices.case_history import history_page
from handlers.press import Press


async def whole(desk: Desk, update: Update, press: Press) -> None:
    """A page; in a topic, whose card stays for the others, the first one stands below it."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        case = looked_at(desk, uow, who, press.number()).case
        card = card_of(uow, desk.rulebase, case)
        linked = linked_since(uow.connection, CASE, card.id)
        turns = bool(press.args[1:])
        page = press.number(1) if turns else 0
        way = back(who.t)
        view = history_page(who.t, card, linked, desk.zone, page, inside=True, back=way)
        return Replies(say=(view,)) if who.in_topic and not turns else Replies(edit=view)

    await desk.act(update, act)


BUTTONS: Final[Mapping[str, HandlePress]] = {"case:all": whole}
"""The button that the card of a case has when it leaves something out."""
