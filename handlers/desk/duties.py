"""防疫履职情况: how a firm's duties stand, for its officers to read, not to change."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.speech import Replies
from bot.services.assignments.care import firm_in_reach
from bot.services.duties.duties import load_duties
from bot.services.duties.errands import Ground
from bot.services.duties.status import statuses
from bot.store.duties.book import book_of
from bot.store.uow import UnitOfWork
from handlers.desk import duty_views as views
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.press import Press


async def show(desk: Desk, update: Update, press: Press) -> None:
    """Counts and every duty in a line; a firm that has not begun yet is not begun by looking."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        firm = firm_in_reach(uow, desk.rulebase, who.officer, press.number())
        page = press.number(1) if press.args[1:] else 0
        if book_of(uow.connection, firm.id) is None:
            return Replies(edit=views.not_begun(who.t, firm))
        duties = load_duties(uow, Ground(desk.rulebase, desk.zone), firm.id)
        listed = statuses(uow, duties)
        return Replies(edit=views.standing(who.t, firm, listed, duties.today, page))

    await desk.act(update, act)


BUTTONS: Final[Mapping[str, HandlePress]] = {"firm:duties": show}
