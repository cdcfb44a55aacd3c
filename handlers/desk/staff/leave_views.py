"""请假 as whoever goes sees it, or the administrator who writes it down for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.speech import Button, View, rows_of
from bot.services.cases.cards import CaseCard
from bot.services.staff.leave import Leave, Span
from bot.services.staff.takeover import Load
from bot.store.staff.absences import AbsenceCard
from bot.store.staff.officers import OfficerCard
from handlers.desk.home_views import back
from handlers.notices.case_words import clipped
from handlers.notices.staff_words import load_line, numbers_line, span_words
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

SHOWN: Final = 6
NAME: Final = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose leave it is; `own` if they ask for themselves."""

    officer: OfficerCard
    own: bool


def when(t: Tongue, officer: OfficerCard, *, own: bool) -> View:
    """From when until when?"""
    text = lines(_question(t, officer, own=own), _example(t))
    days = (button(t("今天一天"), "leave:on", 0), button(t("明天一天"), "leave:on", 1))
    return View(text, (days, _cancel(t, officer, own=own)))


def not_understood(t: Tongue, officer: OfficerCard, *, own: bool) -> View:
    """The days that were typed are none, or are over; the question stays open."""
    text = lines(t("没看懂是哪几天，或者已经过了。"), _example(t))
    return View(text, (_cancel(t, officer, own=own),))


def who(
    t: Tongue,
    asked: Asked,
    span: Span,
    found: Sequence[OfficerCard],
    loads: Mapping[int, Load],
    zone: ZoneInfo,
) -> View:
    """Who stands in?"""
    days = span_words(t, AbsenceCard(0, 0, span.since, span.until, None, ""), zone)
    text = lines(
        t("请假：<b>{days}</b>。", days=days),
        t("这期间由谁代？") if found else t("没有能代班的同事：这期间有事会回到综合台。"),
        *(load_line(t, each, loads[each.id]) for each in found[:SHOWN]),
    )
    choices = (button(clipped(each.name, NAME), "leave:deputy", each.id) for each in found[:SHOWN])
    nobody = () if found else ((button(t("就这样请假"), "leave:deputy", 0),),)
    return View(text, (*rows_of(*choices), *nobody, _cancel(t, asked.officer, own=asked.own)))


def sure(t: Tongue, leave: Leave, mark: str, zone: ZoneInfo, *, own: bool) -> View:
    """What it moves."""
    text = lines(
        t("{name} 请假：<b>{days}</b>", name=leave.officer.name, days=_span(t, leave, zone)),
        t("· {deputy}", deputy=_deputy(t, leave)),
        _moves(t, leave),
        t("· 这些企业会收到一条通知；回来后自动转回") if leave.firms else None,
    )
    yes = button(t("确定请假"), "leave:keep", mark)
    return View(text, ((yes,), _cancel(t, leave.officer, own=own)))


def kept(t: Tongue, leave: Leave, zone: ZoneInfo, *, own: bool) -> View:
    """It is written down."""
    text = lines(
        t(
            "✅ 已登记请假：{days}，{deputy}。",
            days=_span(t, leave, zone),
            deputy=_deputy(t, leave),
        ),
        t("提前回来就点“我回来了”。") if own else None,
    )
    return View(text, (_after(t, leave, own=own),))


def ahead(
    t: Tongue,
    leaves: Sequence[Leave],
    now: datetime,
    zone: ZoneInfo,
    officer: OfficerCard | None = None,
    before: Html | None = None,
) -> View:
    """What is known already.

    Args:
        officer: One of the staff, if an administrator looks.
        before: Why another cannot be.
    """
    own = officer is None
    head = t("您登记过的请假：") if officer is None else t("{name} 的请假：", name=officer.name)
    text = lines(
        before,
        head,
        *(
            t("· {days}，{deputy}", days=_span(t, each, zone), deputy=_deputy(t, each))
            for each in leaves
        ),
    )
    rows = [(_end(t, each, now, zone, own=own),) for each in leaves[:SHOWN]]
    more = ((button(t("再请一次"), "leave:more"),),) if own else ()
    return View(text, (*rows, *more, _cancel(t, officer, own=own, label=t("返回"))))


def ended(t: Tongue, leave: Leave, kept: Sequence[CaseCard], *, own: bool) -> View:
    """They are back, or do not go.

    Args:
        kept: What the deputy goes on with.
    """
    text = (
        t("✅ 请假已结束，企业和事项仍由您负责。")
        if own
        else t("✅ {name} 的请假已结束，企业和事项仍由他负责。", name=leave.officer.name)
    )
    return View(lines(text, _kept(t, leave, kept)), (_after(t, leave, own=own),))


def _kept(t: Tongue, leave: Leave, kept: Sequence[CaseCard]) -> Html | None:
    if not kept or leave.deputy is None:
        return None
    return t(
        "其中 {cases} 由 {deputy} 接着办了，仍归他办；要接回，请他在事项的“更多…”里点“交给同事”。",
        cases=numbers_line(t, [card.number for card in kept]),
        deputy=leave.deputy.name,
    )


def away(t: Tongue, leave: Leave, zone: ZoneInfo) -> Html:
    """A line over the menu."""
    return t("您在请假：{days}，{deputy}。", days=_span(t, leave, zone), deputy=_deputy(t, leave))


def _question(t: Tongue, officer: OfficerCard, *, own: bool) -> Html:
    if own:
        return t("从哪天到哪天请假？直接写。")
    return t("{name} 从哪天到哪天请假？直接写。", name=officer.name)


def _example(t: Tongue) -> Html:
    return t("例：明天到下周一、7月18日到22日、3天、明天起时间未定")


def _span(t: Tongue, leave: Leave, zone: ZoneInfo) -> Html:
    return span_words(t, leave.absence, zone)


def _deputy(t: Tongue, leave: Leave) -> Html:
    return t("由 {name} 代", name=leave.deputy.name) if leave.deputy else t("没有人代")


def _moves(t: Tongue, leave: Leave) -> Html:
    firms, cases = len(leave.firms), leave.cases
    if leave.deputy is None:
        return t(
            "· {firms} 家企业、{cases} 件在办事项到时候回到综合台，办理期限不变",
            firms=firms,
            cases=cases,
        )
    return t(
        "· {firms} 家企业、{cases} 件在办事项到时候转过去，办理期限不变", firms=firms, cases=cases
    )


def _end(t: Tongue, leave: Leave, now: datetime, zone: ZoneInfo, *, own: bool) -> Button:
    if leave.absence.since > now:
        label = t("取消：{days}", days=_span(t, leave, zone))
    else:
        label = t("我回来了") if own else t("已经回来了")
    return button(label, "leave:end", leave.absence.id)


def _after(t: Tongue, leave: Leave, *, own: bool) -> tuple[Button, ...]:
    if own:
        return (back(t),)
    name = clipped(leave.officer.name, NAME)
    return button(t("看 {name}", name=name), "staff:show", leave.officer.id), back(t)


def _cancel(
    t: Tongue, officer: OfficerCard | None, *, own: bool, label: str | None = None
) -> tuple[Button, ...]:
    if own or officer is None:
        return (button(label or t("取消"), "desk:menu"),)
    return (button(label or t("取消"), "staff:show", officer.id),)
