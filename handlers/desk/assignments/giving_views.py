"""包保: a firm's slot changes hands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.bulk import Away
from bot.domain.speech import Button, View, rows_of
from bot.services.assignments.assignments import REASON_MOST, UNDO_WITHIN, Assigned
from bot.services.assignments.care import Care, Carer
from bot.services.staff.takeover import Load
from bot.store.firms.firms import FirmCard
from bot.store.staff.officers import OfficerCard
from handlers.desk.assignments.care_views import NAME
from handlers.desk.home_views import back
from handlers.notices.bulk_words import away_line
from handlers.notices.case_words import clipped
from handlers.notices.staff_words import load_line, slot_words
from handlers.phrases import day_of
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase

PAGE: Final = 6
MINUTES: Final = int(UNDO_WITHIN.total_seconds()) // 60


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


def _cancel(t: Tongue, firm_id: int) -> tuple[Button, ...]:
    return (button(t("取消"), "care:firm", firm_id), back(t))
