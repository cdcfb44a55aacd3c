"""停用 as an administrator sees it."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.speech import View
from bot.services.staff.departures import UNDO_WITHIN, Leaving
from bot.services.staff.takeover import Load
from bot.store.staff.officers import OfficerCard
from handlers.desk.home_views import back
from handlers.notices.case_words import clipped
from handlers.notices.staff_words import load_line
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

SHOWN: Final = 6
NAME: Final = 12
MINUTES: Final = int(UNDO_WITHIN.total_seconds()) // 60


def whom(
    t: Tongue, leaving: Leaving, found: Sequence[OfficerCard], loads: Mapping[int, Load]
) -> View:
    """To whom do firms and cases go?"""
    officer = leaving.officer
    text = lines(
        t(
            "停用 <b>{name}</b>：他手里有 {firms} 家企业、{cases} 件在办事项，交给谁？",
            name=officer.name,
            firms=len(leaving.firms),
            cases=leaving.cases,
        ),
        *(load_line(t, each, loads[each.id]) for each in found[:SHOWN]),
        None if found else t("没有能接手的同事：企业和事项会回到综合台。"),
    )
    rows = [
        (button(clipped(each.name, NAME), "staff:heir", officer.id, each.id),)
        for each in found[:SHOWN]
    ]
    none = button(t("先不交给谁，回到综合台"), "staff:heir", officer.id, 0)
    cancel = (button(t("取消"), "staff:show", officer.id), back(t))
    return View(text, (*rows, (none,), cancel))


def sure(t: Tongue, leaving: Leaving, *, changed: bool = False) -> View:
    """What it moves."""
    officer, heir = leaving.officer, leaving.heir
    firms, cases = len(leaving.firms), leaving.cases
    to = t("转给 {name}", name=heir.name) if heir else t("回到综合台")
    text = lines(
        t("数量刚刚变了，还没有停用。请再看一遍：") if changed else None,
        t("停用 <b>{name}</b> 以后：", name=officer.name),
        t("· 他的岗位马上失效，旧按钮也点不动"),
        _moves(t, leaving, to),
        t("· 这些企业会收到一条通知") if firms else None,
        t("{minutes} 分钟内可以撤回。", minutes=MINUTES),
    )
    yes = button(t("确定停用"), "staff:gone", officer.id, heir.id if heir else 0, firms, cases)
    return View(text, ((yes, button(t("取消"), "staff:show", officer.id)), (back(t),)))


def gone(t: Tongue, leaving: Leaving) -> View:
    """It is done, and can be taken back for a while."""
    firms, cases = len(leaving.firms), leaving.cases
    to = t("转给 {name}", name=leaving.heir.name) if leaving.heir else t("回到综合台")
    text = lines(
        t("✅ 已停用 {name}。", name=leaving.officer.name),
        t("{firms} 家企业、{cases} 件在办事项已{to}。", firms=firms, cases=cases, to=to)
        if firms or cases
        else None,
    )
    number = leaving.departure.id if leaving.departure else 0
    undo = button(t("撤回（{minutes} 分钟内）", minutes=MINUTES), "staff:undo", number)
    return View(text, ((undo,), (button(t("人员"), "staff:list"), back(t))))


def _moves(t: Tongue, leaving: Leaving, to: Html) -> Html:
    firms, cases = len(leaving.firms), leaving.cases
    if not firms and not cases:
        return t("· 他手里没有企业和在办事项")
    return t(
        "· {firms} 家企业、{cases} 件在办事项{to}，办理期限不变", firms=firms, cases=cases, to=to
    )
