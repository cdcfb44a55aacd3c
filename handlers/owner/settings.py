"""/settings: the language, what is received, and the ways to what is kept."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.services import topics
from bot.store.uow import UnitOfWork
from handlers.owner import home_views
from handlers.owner import settings_views as views
from handlers.owner.context import Owner, Speaker


async def show(event_update: Update, owner: Owner) -> None:
    """/settings, 设置; what is asked stays open."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        cards = topics.topics_of(uow, owner.rulebase, who.person)
        return Replies(edit=views.screen(who.t, cards))

    await owner.act(event_update, act)


async def privacy(event_update: Update, owner: Owner) -> None:
    """隐私说明, from the settings: in their place."""
    await owner.act(event_update, lambda _, who: Replies(edit=home_views.privacy(who.t)))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    views.SHOW: show,
    views.PRIVACY: privacy,
}
