"""How far a broadcast is: looked at, paused, gone on with, cancelled."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.speech import Replies
from bot.services.broadcasts import steering as acts
from bot.services.broadcasts.figures import card_of
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import cards
from handlers.desk.broadcasts import progress_views as views
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.press import Press


async def pause(desk: Desk, update: Update, press: Press) -> None:
    """暂停: what is not on its way yet waits."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = acts.pause(uow, who.officer, press.number())
        return Replies(edit=cards.screen(desk, uow, who, card, views.paused(who.t)))

    await desk.act(update, act)


async def resume(desk: Desk, update: Update, press: Press) -> None:
    """继续."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = acts.resume(uow, desk.ground, who.officer, press.number())
        return Replies(edit=cards.screen(desk, uow, who, card, views.resumed(who.t)))

    await desk.act(update, act)


async def ask_cancel(desk: Desk, update: Update, press: Press) -> None:
    """取消剩下的: really?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        return Replies(edit=views.ask_cancel(who.t, card_of(uow, who.officer, press.number())))

    await desk.act(update, act)


async def cancel(desk: Desk, update: Update, press: Press) -> None:
    """What is not sent yet is not sent any more."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = acts.cancel(uow, who.officer, press.number())
        return Replies(edit=cards.screen(desk, uow, who, card, views.cancelled(who.t)))

    await desk.act(update, act)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "bc:pause": pause,
    "bc:resume": resume,
    "bc:halt": ask_cancel,
    "bc:cancel": cancel,
}
