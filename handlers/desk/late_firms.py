"""采样超期名单: the firms whose test groups have missed their deadline, page by page."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from telegram import Update

from bot.domain.speech import Replies, View, rows_of
from bot.services.testing.late_firms import SHOWN, LateFirm, LateFirms, late_firms
from bot.store.uow import UnitOfWork
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.desk.home_views import back
from handlers.notices.case_words import clipped
from handlers.notices.overdue_reminders import NAME, late_firm
from handlers.notices.sampling_words import whom
from handlers.phrases import duration
from handlers.press import Press, button
from handlers.tongue import Html, Tongue, lines


async def listing(desk: Desk, update: Update, press: Press) -> None:
    """As it is now: whoever was sampled meanwhile is no longer on it.

    A second argument turns the page in place; the message that led here stays as it is.
    """

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        page = press.number() if press.args else 0
        listed = late_firms(uow, desk.rulebase, desk.zone, who.officer, page)
        view = _view(who.t, listed)
        return Replies(edit=view) if press.args[1:] else Replies(say=(view,))

    await desk.act(update, act)


def _view(t: Tongue, listed: LateFirms) -> View:
    if not listed.count:
        return View(t("现在没有超期的采样组。"), ((back(t),),))
    last = (listed.count - 1) // SHOWN
    turn = [button(t("上一页"), "late:list", listed.page - 1, "turn")] if listed.page else []
    if listed.page < last:
        turn.append(button(t("下一页"), "late:list", listed.page + 1, "turn"))
    firms = (button(clipped(each.name, NAME), "firm:show", each.id) for each in listed.firms)
    text = lines(
        t("🔴 <b>采样超期：{count} 家企业</b>（超得最久的在前）", count=listed.count),
        *(_line(t, each) for each in listed.firms),
        t("这只是系统按已登记的采样时间推算，请先核实。"),
    )
    return View(text, (*rows_of(*firms), *((tuple(turn),) if turn else ()), (back(t),)))


def _line(t: Tongue, firm: LateFirm) -> Html:
    first = firm.groups[0]
    due = first.due
    assert due is not None  # the service leaves others out
    name = whom(t, firm.posts.get(first.group.post), first.group, due.people, whole=due.whole)
    past = duration(t, max(first.now - due.at, timedelta(minutes=1)))
    return late_firm(t, firm.name, name, past, len(firm.groups))


BUTTONS: Final[Mapping[str, HandlePress]] = {"late:list": listing}
