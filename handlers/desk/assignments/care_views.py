"""我联系的企业 and 包保 as staff see them."""

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.bulk import Away
from bot.domain.speech import Button, View, rows_of
from bot.domain.staff import Power
from bot.services.assignments.assignments import REASON_MOST, UNDO_WITHIN, Assigned
from bot.services.assignments.care import Care, Carer
from bot.services.assignments.own_firms import SHOWN, Found, OwnFirm, OwnFirms
from bot.services.staff.takeover import Load
from bot.store.firms.firms import FirmCard
from bot.store.staff.officers import OfficerCard
from handlers.desk.context import Clerk
from handlers.desk.home_views import back
from handlers.notices.bulk_words import away_line
from handlers.notices.case_words import clipped, place
from handlers.notices.staff_words import carer_line, load_line, slot_words
from handlers.phrases import day_of
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

NAME: Final = 16
PAGE: Final = 6
MINUTES: Final = int(UNDO_WITHIN.total_seconds()) // 60


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


def pick(
    t: Tongue,
    rulebase: RuleBase,
    firm: FirmCard,
    slot: str,
    able: Sequence[OfficerCard],
    loads: Mapping[int, Load],
    page: int,
) -> View:
    """Whom?"""
    role = slot_words(t, rulebase, firm.region, slot)
    page = min(page, max(len(able) - 1, 0) // PAGE)
    shown = able[page * PAGE : (page + 1) * PAGE]
    turn = [button(t("上一页"), "care:pick", firm.id, slot, page - 1)] if page > 0 else []
    if (page + 1) * PAGE < len(able):
        turn.append(button(t("下一页"), "care:pick", firm.id, slot, page + 1))
    text = lines(
        t("“{firm}”的{role}由谁来？", firm=firm.name, role=role),
        *(load_line(t, each, loads[each.id]) for each in shown),
        None if able else t("现在没有能办这家企业事项的其他同事。请管理员先邀请。"),
    )
    choices = (button(clipped(e.name, NAME), "care:give", firm.id, slot, e.id) for e in shown)
    return View(text, (*rows_of(*choices), *((tuple(turn),) if turn else ()), _cancel(t, firm.id)))


@dataclass(frozen=True, slots=True)
class Giving:
    """A slot of a firm that is about to change hands.

    Attributes:
        chosen: Who gets it; None if it is to be free.
        told: How many people of the firm hear of it.
        day: From which day; None for now.
        away: That whoever gets it is not there now.
    """

    care: Care
    slot: str
    chosen: OfficerCard | None
    told: int
    day: date | None
    away: Away | None


def ask_reason(t: Tongue, rulebase: RuleBase, it: Giving, zone: ZoneInfo) -> View:
    """Why, and what it rests on? What is written carries it out."""
    firm, holder, chosen = it.care.firm, it.care.carer(it.slot), it.chosen
    new = chosen.name if chosen else t("撤下，先空着")
    role = slot_words(t, rulebase, firm.region, it.slot)
    text = lines(
        t("“{firm}”的{role}：<b>{name}</b>", firm=firm.name, role=role, name=new),
        t("原来是 {name}。", name=holder.officer.name) if holder else None,
        away_line(t, it.away, zone) if it.away else None,
        _since(t, it.day, zone) if chosen else None,
        t("影响 1 家企业，它的 {count} 个人会收到通知。", count=it.told),
        t("写一句原因和依据，写完就生效。例：县助企办 7月15日分工表"),
    )
    usual = button(t("按日常分工"), "care:usual")
    day = (button(t("从别的日子起"), "care:day"),) if chosen else ()
    return View(text, ((usual, *day), _cancel(t, firm.id)))


def ask_day(t: Tongue, firm: FirmCard, holder: Carer | None, zone: ZoneInfo, refused: str) -> View:
    """From which day that is over?

    Args:
        refused: What was written and cannot be the day; empty if nothing was.
    """
    text = lines(
        t("“{said}”用不上。", said=clipped(refused, NAME)) if refused else None,
        t("从哪天起由他负责？写一个已经到了的日子。例：7月1日"),
        t("不能早于现在这位开始的日子：{day}。", day=day_of(t, holder.since, zone))
        if holder
        else None,
    )
    return View(text, (_cancel(t, firm.id),))


def bad_reason(t: Tongue, firm_id: int) -> View:
    """It says nothing, or too much; the question stays open."""
    text = t("原因要写 1 到 {most} 字。请再写一次。", most=REASON_MOST)
    return View(text, (_cancel(t, firm_id),))


def done(
    t: Tongue, rulebase: RuleBase, change: Assigned, zone: ZoneInfo, *, by: OfficerCard
) -> View:
    """It is done, who was told, and how to take it back.

    Args:
        by: Who did it: they need not be told.
    """
    firm, role = change.firm, slot_words(t, rulebase, change.firm.region, change.slot)
    head = (
        t(
            "✅ “{firm}”的{role}现在是 {name}。",
            firm=firm.name,
            role=role,
            name=change.officer.name,
        )
        if change.officer
        else t("✅ “{firm}”的{role}已撤下，现在空着。", firm=firm.name, role=role)
    )
    people = (
        t("已通知企业的 {count} 个人。", count=len(change.people))
        if change.people
        else t("这家企业现在收不到机器人的消息，请另行告知。")
    )
    undo = button(
        t("撤回（{minutes} 分钟内）", minutes=MINUTES), "care:undo", firm.id, change.change
    )
    ways = (button(t("看企业"), "firm:show", firm.id), back(t))
    since = t("从{day}起算。", day=day_of(t, change.since, zone)) if change.since else None
    concerned = (each for each in (change.officer, change.before) if each and each.id != by.id)
    names = [each.name for each in concerned if not each.blocked]
    told = t("也告诉了 {names}。", names=t("、").join(names)) if names else None
    return View(lines(head, since, people, told), ((undo,), ways))


def _since(t: Tongue, day: date | None, zone: ZoneInfo) -> Html:
    if day is None:
        return t("从现在起。")
    return t("从{day}起。", day=day_of(t, datetime.combine(day, time(), zone), zone))


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
    role = clipped(str(slot_words(t, rulebase, care.firm.region, slot)), NAME)
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


def _cancel(t: Tongue, firm_id: int) -> tuple[Button, ...]:
    return (button(t("取消"), "care:firm", firm_id), back(t))
