"""Whom a spreadsheet of assignments concerns: each person and each officer hears of it once."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.domain.speech import Notice, View
from bot.services.assignments.bulk_assignments import Done, Handed
from bot.store.firms.members import MemberCard
from bot.store.staff.officers import OfficerCard
from handlers.notices.staff_words import slot_words
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

NAMED: Final = 5


def handed_over(
    rulebase: RuleBase, done: Done, by: OfficerCard, *, undone: bool = False
) -> tuple[Notice, ...]:
    """Somebody else looks after firms now: their people, who has them now, and who had them."""
    key = f"bulk:{done.bulk_id}:{'undone' if undone else 'done'}"
    people = _to_people(rulebase, done.handed, key, undone=undone)
    return (*people, *to_officers(rulebase, done.handed, by, key, undone=undone))


def _to_people(
    rulebase: RuleBase, handed: Iterable[Handed], key: str, *, undone: bool
) -> Iterator[Notice]:
    told: dict[int, tuple[MemberCard, list[Handed]]] = {}
    for each in handed:
        for person in each.people:
            told.setdefault(person.person_id, (person, []))[1].append(each)
    for person, theirs in told.values():
        t = Tongue(person.language)
        head = (
            t("🔁 刚才说的联系人调整撤回了，现在是：")
            if undone
            else t("🔁 负责联系您企业的人有调整：")
        )
        listed = (_slot_line(t, rulebase, each) for each in theirs[:NAMED])
        text = lines(head, *listed, _rest(t, theirs), t("有难题直接在这里说，会转给他们。"))
        rows = ((button(t("找人工"), "case:new"), button(t("返回"), "home:show")),)
        yield Notice("owner", person.chat_id, View(text, rows), f"{key}:owner:{person.person_id}")


def to_officers(
    rulebase: RuleBase, handed: Sequence[Handed], by: OfficerCard, key: str, *, undone: bool
) -> Iterator[Notice]:
    """Who has firms now, and who had them: one message each, none to whoever did it.

    Args:
        key: Of the act.
    """
    both = {o.id: o for each in handed for o in (each.now, each.before) if o is not None}
    for officer in both.values():
        gained = [each for each in handed if each.now is not None and each.now.id == officer.id]
        lost = [each for each in handed if each.before and each.before.id == officer.id]
        if officer.id == by.id or officer.blocked:
            continue
        t = Tongue(officer.language)
        head = (
            t("🔁 {name} 撤回了刚才的分工：", name=by.name)
            if undone
            else t("🔁 {name} 调整了分工：", name=by.name)
        )
        view = _officer_view(t, rulebase, head, gained, lost)
        yield Notice("desk", officer.chat_id, view, f"{key}:desk:{officer.id}")


def _officer_view(
    t: Tongue, rulebase: RuleBase, head: Html, gained: list[Handed], lost: list[Handed]
) -> View:
    text = lines(
        head,
        _firms(t, rulebase, gained, t("交给您联系")) if gained else None,
        _firms(t, rulebase, lost, t("不再由您联系")) if lost else None,
    )
    return View(text, ((button(t("我联系的企业"), "care:mine"), button(t("返回"), "desk:menu")),))


def _firms(t: Tongue, rulebase: RuleBase, handed: list[Handed], what: Html) -> Html:
    names = list(dict.fromkeys(each.firm.name for each in handed))
    shown = Html(t("、").join(escaped(name) for name in names[:NAMED]))
    if len(handed) == 1:
        role = slot_words(t, rulebase, handed[0].firm.region, handed[0].slot)
        shown = t("{firm}（{role}）", firm=shown, role=role)
    rest = "…" if len(names) > NAMED else ""
    return t("{what} {count} 家：{names}", what=what, count=len(names), names=Html(shown + rest))


def _slot_line(t: Tongue, rulebase: RuleBase, each: Handed) -> Html:
    role = slot_words(t, rulebase, each.firm.region, each.slot)
    if each.now is None:
        return t("· {firm}：{role}暂时空着", firm=each.firm.name, role=role)
    return t("· {firm}：{role} {name}", firm=each.firm.name, role=role, name=each.now.name)


def _rest(t: Tongue, theirs: list[Handed]) -> Html | None:
    return t("…共 {count} 项", count=len(theirs)) if len(theirs) > NAMED else None
