"""看电话: hidden numbers of a case flash up and do not stay in the chat."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.speech import Replies
from bot.services.cases.phones import reveal_phones
from bot.store.uow import UnitOfWork
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.press import Press

SHOWN: Final = 5
"""So many fit into the line that flashes up."""


async def reveal(desk: Desk, update: Update, press: Press) -> None:
    """看电话."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        found = reveal_phones(uow, who.officer, press.number())[:SHOWN]
        numbers = who.t("、").join(f"{each[:3]} {each[3:7]} {each[7:]}" for each in found)
        if not numbers:
            return Replies(toast=who.t("这件事项里没有写手机号。"))
        return Replies(toast=who.t("{numbers}（谁看过都有记录）", numbers=numbers))

    await desk.act(update, act)


BUTTONS: Final[Mapping[str, HandlePress]] = {"case:phone": reveal}
