"""全部经过, as far as the firm reads it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.services.cases.doors import case_for_firm
from bot.services.cases.gathering import card_of
from bot.services.file_places import CASE
from bot.store.files.links import linked_since
from bot.store.uow import UnitOfWork
from handlers.notices.case_history import history_page
from handlers.owner.context import Owner, Speaker
from handlers.owner.home_views import back
from handlers.press import Press


async def whole(event_update: Update, owner: Owner, press: Press) -> None:
    """A page, instead of the card."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        case = case_for_firm(uow, who.person, press.number())
        card = card_of(uow, owner.rulebase, case)
        linked = linked_since(uow.connection, CASE, card.id)
        page = press.number(1) if press.args[1:] else 0
        way = back(who.t)
        view = history_page(who.t, card, linked, owner.zone, page, inside=False, back=way)
        return Replies(edit=view)

    await owner.act(event_update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {"case:all": whole}
