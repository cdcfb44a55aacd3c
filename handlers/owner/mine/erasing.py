"""/delete: what goes and what stays, asked twice, then done at once."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.services.privacy.erasing import erase_person, what_goes
from bot.store.uow import UnitOfWork
from handlers.notices import erasing as notices
from handlers.owner.context import Owner, Speaker, speaker_of
from handlers.owner.mine import erasing_views as views
from handlers.press import Press, minutes_of

ASKED_FOR: Final = timedelta(minutes=10)
"""So long the last question may be answered with yes: a button of another day says nothing."""


async def asked(event_update: Update, owner: Owner) -> None:
    """/delete, 删除我的数据: nothing is erased yet."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        return Replies(edit=views.what_goes(who.t, what_goes(uow, who.person)))

    await owner.act(event_update, act)


async def sure(event_update: Update, owner: Owner) -> None:
    """Really?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        going = what_goes(uow, who.person)
        return Replies(edit=views.sure(who.t, going, minutes_of(uow.now)))

    await owner.act(event_update, act)


async def erase(event_update: Update, owner: Owner, press: Press) -> None:
    """Yes: outside of `owner.act`, which would note what they look at and what they left."""
    turn = owner.app.turn_of(event_update)

    def act(uow: UnitOfWork) -> Replies:
        who, asked_at = speaker_of(uow, turn), press.mark()
        if not 0 <= minutes_of(uow.now) - asked_at <= ASKED_FOR // timedelta(minutes=1):
            return Replies(edit=views.what_goes(who.t, what_goes(uow, who.person)))
        erased = erase_person(uow, owner.ground, who.person, who.name)
        also = notices.told(erased, uow.new_uid())
        return Replies(edit=views.erased(who.t), also=also)

    await owner.app.act(event_update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "mine:delete": asked,
    "mine:sure": sure,
    "mine:erase": erase,
}
