"""A firm as its officers read it: what is known, what the rules say, its tests, its cases."""

from collections.abc import Callable, Mapping
from typing import Final

from telegram import Update

from bot.domain.speech import Replies, View
from bot.services.assignments.care import firm_in_reach
from bot.services.firms.cases import firm_cases
from bot.services.firms.firms import judge, profile_of
from bot.services.firms.sheets import sheet_of
from bot.services.testing.standing import status_of
from bot.store.firms.firms import FirmCard
from bot.store.testing.testing import groups_of
from bot.store.uow import UnitOfWork
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.desk.firms import look_views as views
from handlers.press import Press

Look = Callable[[UnitOfWork, Clerk, FirmCard], View]


async def known(desk: Desk, update: Update, press: Press) -> None:
    """企业情况: all that somebody said of it, by who said it."""

    def look(uow: UnitOfWork, who: Clerk, firm: FirmCard) -> View:
        sheet = sheet_of(uow, desk.rulebase, profile_of(uow, desk.rulebase, firm))
        return views.known(who.t, desk.rulebase, firm, sheet)

    await _looked(desk, update, press, look)


async def verdicts(desk: Desk, update: Update, press: Press) -> None:
    """政策结论: what each record says to it today, page by page."""

    def look(uow: UnitOfWork, who: Clerk, firm: FirmCard) -> View:
        today = uow.now.astimezone(desk.zone).date()
        found = judge(desk.rulebase, profile_of(uow, desk.rulebase, firm), today)
        page = press.number(1) if press.args[1:] else 0
        return views.verdicts(who.t, firm, found, page)

    await _looked(desk, update, press, look)


async def tests(desk: Desk, update: Update, press: Press) -> None:
    """采样情况: its groups and their deadlines, the most urgent first."""

    def look(uow: UnitOfWork, who: Clerk, firm: FirmCard) -> View:
        groups = groups_of(uow.connection, firm.id)
        standing = [status_of(group, uow.now, desk.zone) for group in groups]
        standing.sort(key=lambda status: status.urgency)
        return views.tests(who.t, desk.rulebase, firm, standing, desk.zone)

    await _looked(desk, update, press, look)


async def cases(desk: Desk, update: Update, press: Press) -> None:
    """企业的事项: those that the officer may see, open ones first."""

    def look(uow: UnitOfWork, who: Clerk, firm: FirmCard) -> View:
        found = firm_cases(uow, desk.rulebase, who.officer, firm.id)
        return views.cases(who.t, desk.rulebase, firm, found, desk.zone)

    await _looked(desk, update, press, look)


async def _looked(desk: Desk, update: Update, press: Press, look: Look) -> None:
    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        firm = firm_in_reach(uow, desk.rulebase, who.officer, press.number())
        return Replies(edit=look(uow, who, firm))

    await desk.act(update, act)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "firm:known": known,
    "firm:verdicts": verdicts,
    "firm:tests": tests,
    "firm:cases": cases,
}
