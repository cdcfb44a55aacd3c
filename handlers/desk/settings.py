"""/settings and /cancel at the desk."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.speech import Replies, View
from bot.store.questions import OpenQuestion, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk import home_views
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.staff import leave
from handlers.press import Press, button
from handlers.tongue import Html, Tongue, lines

SHOW: Final = "desk:set"


async def show(desk: Desk, update: Update) -> None:
    """/settings; what is asked stays open."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        return Replies(edit=_screen(who, leave.away(desk, uow, who)))

    await desk.act(update, act)


async def pressed(desk: Desk, update: Update, _: Press) -> None:
    """设置."""
    await show(desk, update)


async def cancel(desk: Desk, update: Update) -> None:
    """/cancel: what is asked or written just now is dropped; what was kept already stays."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        question = open_question(uow, BOT, who.officer.chat_id)
        close_question(uow, BOT, who.officer.chat_id)
        away = leave.away(desk, uow, who)
        return Replies(say=(home_views.menu(who, _dropped(who.t, question), away),))

    await desk.act(update, act)


def _screen(who: Clerk, away: Html | None) -> View:
    """Each line has its button below; a further thing to set is a line and a row."""
    t = who.t
    text = lines(t("<b>设置</b>"), t("语言：中文"), away or t("请假：没有"))
    return View(
        text,
        (
            (button("中文", "desk:speak", "zh"), button("English", "desk:speak", "en")),
            (button(t("我的请假") if away else t("我请假"), "leave:mine"),),
            (home_views.back(t),),
        ),
    )


def _dropped(t: Tongue, question: OpenQuestion | None) -> Html:
    """Nothing that is written after it goes to anybody."""
    if question is None:
        return t("现在没有在问您什么，不用取消。")
    kind, area = question.kind, question.kind.partition("_")[0]
    names: Mapping[str, Html] = {
        "case_answer": t("答复"),
        "case_result": t("办结"),
        "case_check": t("核查"),
        "case": t("事项里要写的话"),
        "issue": t("共性问题"),
        "proposal": t("政策建议"),
        "policy": t("政策发布"),
        "release": t("政策发布"),
        "bulk": t("批量指定包保"),
        "register": t("登记册"),
        "route": t("分派表"),
        "unit": t("单位"),
        "leave": t("我请假"),
        "staff": t("人员"),
        "canned": t("常用语"),
        "broadcast": t("群发"),
        "audience": t("群发"),
        "find": t("查找"),
    }
    named = names.get(kind) or names.get(area)
    if named is None:
        return t("好，刚才问的不问了，没有发出任何东西。已经记下的都还在。")
    return t("好，“{what}”不写了，没有发出任何东西。已经记下的都还在。", what=named)


BUTTONS: Final[Mapping[str, HandlePress]] = {SHOW: pressed}
