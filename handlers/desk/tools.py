"""工具: what is needed now and then, off the menu."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.policy_ledger import READS
from bot.domain.speech import Replies, View, rows_of
from bot.domain.staff import Power
from bot.store.uow import UnitOfWork
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.desk.home_views import back
from handlers.press import Press, button
from handlers.tongue import lines


async def tools(desk: Desk, update: Update, _: Press) -> None:
    """工具."""

    def act(_: UnitOfWork, who: Clerk) -> Replies:
        return Replies(edit=menu(who))

    await desk.act(update, act)


def menu(who: Clerk) -> View:
    """What there is for this officer."""
    t, powers = who.t, who.powers
    kept = Power.CASE_WORK in powers or Power.CASE_DISPATCH in powers
    shown = (
        (
            kept,
            button(t("常用语"), "canned:all"),
            t("常用语：答复、办结时点一下就能用的话"),
        ),
        (
            Power.FIRM_ASSIGN in powers,
            button(t("批量指定包保"), "bulk:ask"),
            t("批量指定包保：发一张表，一次把企业分给大家"),
        ),
        (
            Power.CASE_DISPATCH in powers,
            button(t("分派表"), "route:all"),
            t("分派表：哪类诉求先到哪个单位"),
        ),
        (
            bool(READS & powers),
            button(t("政策台账"), "ledger:all"),
            t("政策台账：各级文件到了哪一步、谁管、覆盖多少家"),
        ),
    )
    text = lines(t("<b>工具</b>"), *(words for there, _, words in shown if there))
    return View(text, (*rows_of(*(press for there, press, _ in shown if there)), (back(t),)))


BUTTONS: Final[Mapping[str, HandlePress]] = {"desk:tools": tools}
