"""How posts, units and the officers of a firm are put into words for either side."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.staff import Appointment, RoleKind
from bot.services.assignments.care import Carer
from bot.services.staff.takeover import Load
from bot.store.staff.absences import AbsenceCard
from bot.store.staff.officers import OfficerCard
from bot.store.staff.units import UnitCard
from handlers.notices.case_words import place
from handlers.phrases import day_of
from handlers.tongue import Html, Tongue, escaped
from policies.rulebase import RuleBase
from policies.words import Words

MOMENT: Final = timedelta(minutes=1)
NUMBERS_SHOWN: Final = 6


def numbers_line(t: Tongue, numbers: Sequence[str]) -> Html:
    """Numbers of cases; of many the first."""
    shown = Html(t("、").join(numbers[:NUMBERS_SHOWN]))
    if len(numbers) <= NUMBERS_SHOWN:
        return shown
    return t("{numbers}等 {count} 件", numbers=shown, count=len(numbers))


def kind_words(t: Tongue, rulebase: RuleBase, kind: RoleKind, region: str) -> Html:
    """What a kind of work is called in a region."""
    words = {
        RoleKind.LIAISON: _liaison(t, rulebase, region),
        RoleKind.UNIT: t("单位经办"),
        RoleKind.DISPATCHER: t("调度员"),
        RoleKind.INSPECTOR: t("督导检查"),
        RoleKind.EDITOR: t("政策编辑"),
        RoleKind.APPROVER: t("审批员"),
        RoleKind.ADMINISTRATOR: t("人员管理员"),
    }
    return words[kind]


def post_words(
    t: Tongue, rulebase: RuleBase, post: Appointment, unit: UnitCard | None = None
) -> Html:
    """单位经办 · 方城县 · 工业生产 · 交通运输局."""
    parts = [
        kind_words(t, rulebase, post.kind, post.region),
        place(t, rulebase, post.region),
    ]
    if post.sector is not None:
        parts.append(sector_words(t, rulebase, post.sector))
    if unit is not None:
        parts.append(Html(escaped(unit.name)))
    return Html(" · ".join(parts))


def sector_words(t: Tongue, rulebase: RuleBase, sector: str) -> Html:
    """What a sector is called; one that is no longer kept stays as it is."""
    fact = rulebase.facts[rulebase.regions.sector or ""]
    return t.words(fact.options.get(sector, Words(sector, sector)))


def slot_words(t: Tongue, rulebase: RuleBase, region: str, slot: str) -> Html:
    """What a slot is called in a region: 包保干部."""
    place_ = rulebase.regions.nearest(region)
    named = place_.roles.get(slot) if place_ else None
    return t.words(named or Words(slot, slot))


def carer_line(
    t: Tongue, rulebase: RuleBase, region: str, slot: str, carer: Carer | None, zone: ZoneInfo
) -> Html:
    """包保干部：李干部（7月15日起；请假，由王干部代）."""
    role = slot_words(t, rulebase, region, slot)
    if carer is None:
        return t("{role}：还没有指定", role=role)
    since = day_of(t, carer.since, zone)
    line = t("{role}：{name}（{since}起）", role=role, name=carer.officer.name, since=since)
    if carer.acting is None:
        return t("{line}，现在不在岗", line=line)
    if carer.acting.id != carer.officer.id:
        return t("{line}，现在由 {deputy} 代", line=line, deputy=carer.acting.name)
    return line


def load_line(t: Tongue, officer: OfficerCard, load: Load) -> Html:
    """· 王干部：现有 5 家企业、2 件事项."""
    return t(
        "· {name}：现有 {firms} 家企业、{cases} 件事项",
        name=officer.name,
        firms=load.firms,
        cases=load.cases,
    )


def span_words(t: Tongue, absence: AbsenceCard, zone: ZoneInfo) -> Html:
    """7月18日（周一）到 7月22日（周五）; both days are included."""
    first = day_of(t, absence.since, zone)
    if absence.until is None:
        return t("{first}起，什么时候回来还没定", first=first)
    last = last_day(t, absence, zone)
    return first if first == last else t("{first}到{last}", first=first, last=last)


def last_day(t: Tongue, absence: AbsenceCard, zone: ZoneInfo) -> Html:
    """The last day of an absence whose end is known."""
    until = absence.until or absence.since
    return day_of(t, until - MOMENT, zone)


def _liaison(t: Tongue, rulebase: RuleBase, region: str) -> Html:
    found = rulebase.regions.nearest(region)
    slots = found.slots if found else ()
    return slot_words(t, rulebase, region, slots[0]) if slots else t("联络员")
