"""Where somebody on the list is from: what was said, or read off their line, can be changed."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.arrivals import arrivals as acts
from bot.services.arrivals.doors import own_arrival
from bot.store.uow import UnitOfWork
from handlers.owner.arrivals import card_views as cards
from handlers.owner.arrivals import form_views as forms
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.acts import said
from handlers.owner.duties.scene import ground_of
from handlers.press import Press


async def ask_origin(event_update: Update, owner: Owner, press: Press) -> None:
    """改“从县外来”: is it so?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        status = own_arrival(uow, ground_of(owner), who.person, press.number())
        if status.of.alert is None:
            raise Stale(StaleCode.CHANGED)
        return Replies(edit=forms.ask_origin(who.t, status, status.of.alert))

    await owner.act(event_update, act)


async def origin(event_update: Update, owner: Owner, press: Press) -> None:
    """It is so, or it is not."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        ground, number = ground_of(owner), press.number()
        field = own_arrival(uow, ground, who.person, number).of.alert
        if field is None or press.word(1) not in {"y", "n"}:
            raise Stale(StaleCode.CHANGED)
        value = press.word(1) == "y"
        changed = acts.state_field(uow, ground, who.person, number, field, value)
        return said(who.t, cards.card, changed, who.t("记下了。"))

    await owner.act(event_update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "arrival:whence": ask_origin,
    "arrival:from": origin,
}
