"""更正, 撤回: of what has gone out already."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.broadcast_changes import Kind, Way
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.broadcasts import changes as acts
from bot.services.broadcasts.figures import card_of
from bot.services.broadcasts.trust import look_over
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import approving_views, cards, compose_views
from handlers.desk.broadcasts import changing_views as views
from handlers.desk.broadcasts.compose import ZH, asked
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.press import Press

KINDS: Final = {each.value: each for each in (Kind.CORRECTION, Kind.WITHDRAWAL)}


async def which(desk: Desk, update: Update, press: Press) -> None:
    """更正或撤回…: what each of them does."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        cards.leave(uow, who)
        card = card_of(uow, who.officer, press.number())
        if not views.offer(who.t, card) or card.changed_by is not None:
            return Replies(edit=cards.screen(desk, uow, who, card))
        return Replies(edit=views.which(who.t, card))

    await desk.act(update, act)


async def change(desk: Desk, update: Update, press: Press) -> None:
    """写更正, 撤回…: the draft is there; what is still being sent stops at once."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        if press.word(1) not in KINDS:
            raise Stale(StaleCode.CHANGED)
        card = acts.begin_change(uow, who.officer, press.number(), KINDS[press.word(1)])
        if card.record.kind is Kind.WITHDRAWAL:
            return Replies(edit=asked(uow, who, card, ZH))
        file = cards.file_of(uow, card)
        return Replies(edit=compose_views.contents(who.t, card, file, views.begun(who.t, card)))

    await desk.act(update, act)


async def way(desk: Desk, update: Update, press: Press) -> None:
    """改原消息, 另发一条; 删掉, 标“已撤回”."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        if press.word(1) not in set(Way):
            raise Stale(StaleCode.CHANGED)
        card = acts.put_way(uow, who.officer, press.number(), Way(press.word(1)))
        return Replies(edit=cards.screen(desk, uow, who, card))

    await desk.act(update, act)


async def seen(desk: Desk, update: Update, press: Press) -> None:
    """事后看过: somebody has looked at what went urgently."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = look_over(uow, who.officer, press.number())
        said = approving_views.looked_over(who.t)
        return Replies(edit=cards.screen(desk, uow, who, card, said))

    await desk.act(update, act)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "bc:fix": which,
    "bc:change": change,
    "bc:way": way,
    "bc:seen": seen,
}
