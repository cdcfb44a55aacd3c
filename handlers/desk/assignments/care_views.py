"""我联系的企业, and who looks after a firm."""

import html
from collections.abc import Iterator, Mapping
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.markup import unmarked
from bot.domain.speech import Button, View, rows_of
from bot.domain.staff import Power
from bot.services.assignments.care import Care
from bot.services.assignments.own_firms import SHOWN, Found, OwnFirm, OwnFirms
from handlers.desk.context import Clerk
from handlers.desk.home_views import back
from handlers.notices.case_words import clipped, place
from handlers.notices.staff_words import carer_line, slot_words
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

NAME: Final = 16


def mine(t: Tongue, rulebase: RuleBase, listed: OwnFirms, weeks: Mapping[str, int]) -> View:
    """The firms that this officer looks after.

    Args:
        weeks: Where some of them have cases that are gone through weekly, and one of those.
    """
    find = button(t("查企业"), "care:find")
    if not listed.count:
        text = t("现在没有分给您的企业。要看别的企业，点“查企业”写名字。")
        return View(text, ((find, back(t)),))
    last = (listed.count - 1) // SHOWN
    turn = [button(t("上一页"), "care:mine", listed.page - 1)] if listed.page > 0 else []
    if listed.page < last:
        turn.append(button(t("下一页"), "care:mine", listed.page + 1))
    rows = rows_of(
        *(button(clipped(e.firm.name, NAME), "firm:show", e.firm.id) for e in listed.firms)
    )
    text = lines(
        t("<b>我联系的企业（{count} 家）</b>", count=listed.count),
        *(Html("· " + _own(t, rulebase, each)) for each in listed.firms),
    )
    week = rows_of(*_week_buttons(t, rulebase, weeks))
    return View(text, (*rows, *((tuple(turn),) if turn else ()), *week, (find, back(t))))


def ask_name(who: Clerk) -> View:
    """By which words?"""
    t = who.t
    text = lines(t("写企业名称里的几个字。"), t("例：纺织"))
    return View(text, (_ways(who),))


def found(who: Clerk, rulebase: RuleBase, words: str, firms: Found) -> View:
    """What the words found; the question stays open for others."""
    t, ways = who.t, _ways(who)
    said = clipped(words, NAME)
    if not firms.firms:
        text = t("您能看的企业里没有名称带“{words}”的。换几个字再写一次。", words=said)
        return View(text, (ways,))
    rows = rows_of(*(button(clipped(e.name, NAME), "firm:show", e.id) for e in firms.firms))
    text = lines(
        t("名称带“{words}”的企业：", words=said),
        *(
            Html(f"· {escaped(firm.name)} · {place(t, rulebase, firm.region)}")
            for firm in firms.firms
        ),
        t("后面还有，多写几个字会更准。") if firms.more else None,
    )
    return View(text, (*rows, ways))


def slots(
    t: Tongue,
    rulebase: RuleBase,
    care: Care,
    zone: ZoneInfo,
    *,
    assigns: bool,
    before: str | None = None,
) -> View:
    """Who looks after a firm.

    Args:
        assigns: The officer may change it.
    """
    firm = care.firm
    text = lines(
        before,
        t("<b>{firm}</b> · {place}", firm=firm.name, place=place(t, rulebase, firm.region)),
        *(carer_line(t, rulebase, firm.region, slot, carer, zone) for slot, carer in care.slots),
        None if care.slots else t("本地的文件没有给企业安排专人。"),
    )
    rows = [_changes(t, rulebase, care, slot) for slot, _ in care.slots] if assigns else []
    return View(text, (*rows, (button(t("看企业"), "firm:show", firm.id), back(t))))


def _week_buttons(t: Tongue, rulebase: RuleBase, weeks: Mapping[str, int]) -> Iterator[Button]:
    """周调度, by its place where there are several."""
    for region, firm_id in weeks.items():
        label = t("周调度")
        if len(weeks) > 1:
            label = t("周调度 · {place}", place=place(t, rulebase, region))
        yield button(html.unescape(label), "linked:week", firm_id, 0)


def _own(t: Tongue, rulebase: RuleBase, own: OwnFirm) -> Html:
    line = Html(f"{escaped(own.firm.name)} · {place(t, rulebase, own.firm.region)}")
    if own.instead_of is None:
        return line
    return t("{firm}（代 {name}）", firm=line, name=own.instead_of.name)


def _changes(t: Tongue, rulebase: RuleBase, care: Care, slot: str) -> tuple[Button, ...]:
    role = clipped(unmarked(slot_words(t, rulebase, care.firm.region, slot)), NAME)
    if care.carer(slot) is None:
        return (button(t("指定{role}", role=role), "care:pick", care.firm.id, slot),)
    return (
        button(t("换{role}", role=role), "care:pick", care.firm.id, slot),
        button(t("撤下"), "care:free", care.firm.id, slot),
    )


def _ways(who: Clerk) -> tuple[Button, ...]:
    """Firms are only somebody's own if they work on cases."""
    own = (button(who.t("我联系的企业"), "care:mine"),) if Power.CASE_WORK in who.powers else ()
    return (*own, back(who.t))
