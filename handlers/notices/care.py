"""What is said of the officers who look after firms, to both: one message a person."""

from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo

from bot.domain.speech import Notice, View
from bot.services.assignments.assignments import Assigned
from bot.services.assignments.bulk_assignments import Handed
from bot.services.staff.departures import Leaving
from bot.services.staff.leave import Leave
from bot.services.staff.takeover import FirmHanded
from bot.store.firms.members import MemberCard
from bot.store.staff.officers import OfficerCard
from handlers.notices.bulk_care import to_officers
from handlers.notices.staff_words import slot_words, span_words
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

Word = Callable[[Tongue, Html, Html], Html]
"""Words it for somebody: their tongue, their firms, what the officer is called there."""
NAMED = 3


def assigned(
    rulebase: RuleBase, change: Assigned, by: OfficerCard, mark: str, *, undone: bool = False
) -> tuple[Notice, ...]:
    """Somebody else looks after a firm, or nobody does: its people, who has it, and who had it.

    Args:
        mark: A random id of the act.
        undone: An earlier change was taken back by it.
    """
    now, before = change.officer, change.before

    def word(t: Tongue, firms: Html, role: Html) -> Html:
        if now is None:
            return t(
                "{firms}的{role}不再是 {name}，新的人选定下来再告诉您。有事照常在这里说。",
                firms=firms,
                role=role,
                name=before.name if before else "",
            )
        if before is None:
            return t(
                "{firms}的{role}是 {name}。有难题直接在这里说，会转给他。",
                firms=firms,
                role=role,
                name=now.name,
            )
        return t(
            "{firms}的{role}换成 {name} 了（原来是 {before}）。有难题直接在这里说。",
            firms=firms,
            role=role,
            name=now.name,
            before=before.name,
        )

    handed = FirmHanded(change.firm, change.slot, change.people)
    given = Handed(change.firm, change.slot, now, before, change.people)
    people = _told(rulebase, (handed,), f"care:{mark}", word)
    return (*people, *to_officers(rulebase, (given,), by, f"care:{mark}", undone=undone))


def on_leave(rulebase: RuleBase, leave: Leave, mark: str, zone: ZoneInfo) -> tuple[Notice, ...]:
    """Their officer is away: until when, and who is there for them meanwhile."""

    def word(t: Tongue, firms: Html, role: Html) -> Html:
        span, name = span_words(t, leave.absence, zone), leave.officer.name
        if leave.deputy is None:
            return t(
                "{firms}的{role} {name} 请假：{span}。这期间有事照常在这里说，由值班同事接。",
                firms=firms,
                role=role,
                name=name,
                span=span,
            )
        return t(
            "{firms}的{role} {name} 请假：{span}。这期间由 {deputy} 负责。",
            firms=firms,
            role=role,
            name=name,
            span=span,
            deputy=leave.deputy.name,
        )

    return _told(rulebase, leave.firms, f"leave:{mark}", word)


def back(rulebase: RuleBase, leave: Leave, mark: str) -> tuple[Notice, ...]:
    """Their officer is there again, or does not go."""

    def word(t: Tongue, firms: Html, role: Html) -> Html:
        return t(
            "{firms}的{role} {name} 在岗，有事仍由他负责。",
            firms=firms,
            role=role,
            name=leave.officer.name,
        )

    return _told(rulebase, leave.firms, f"back:{mark}", word)


def left(rulebase: RuleBase, leaving: Leaving, mark: str) -> tuple[Notice, ...]:
    """Their officer has left: who looks after them now."""

    def word(t: Tongue, firms: Html, role: Html) -> Html:
        if leaving.heir is None:
            return t(
                "{firms}的{role} {name} 离岗了，新的人选定下来再告诉您。有事照常在这里说。",
                firms=firms,
                role=role,
                name=leaving.officer.name,
            )
        return t(
            "{firms}的{role}换成 {name} 了（原来是 {before}）。有难题直接在这里说。",
            firms=firms,
            role=role,
            name=leaving.heir.name,
            before=leaving.officer.name,
        )

    return _told(rulebase, leaving.firms, f"left:{mark}", word)


def stays(rulebase: RuleBase, leaving: Leaving, mark: str) -> tuple[Notice, ...]:
    """The change was taken back."""

    def word(t: Tongue, firms: Html, role: Html) -> Html:
        return t(
            "{firms}的{role}没有换，仍是 {name}。",
            firms=firms,
            role=role,
            name=leaving.officer.name,
        )

    return _told(rulebase, leaving.firms, f"stays:{mark}", word)


def _told(
    rulebase: RuleBase, firms: Iterable[FirmHanded], key: str, word: Word
) -> tuple[Notice, ...]:
    told: dict[int, tuple[MemberCard, list[FirmHanded]]] = {}
    for firm in firms:
        for person in firm.people:
            told.setdefault(person.person_id, (person, []))[1].append(firm)
    return tuple(_one(rulebase, *each, key, word) for each in told.values())


def _one(
    rulebase: RuleBase, person: MemberCard, firms: Sequence[FirmHanded], key: str, word: Word
) -> Notice:
    t, first = Tongue(person.language), firms[0]
    role = slot_words(t, rulebase, first.firm.region, first.slot)
    text = lines(Html("🔁 " + word(t, _names(t, firms), role)))
    rows = ((button(t("找人工"), "case:new"), button(t("返回"), "home:show")),)
    return Notice("owner", person.chat_id, View(text, rows), f"{key}:{person.person_id}")


def _names(t: Tongue, firms: Sequence[FirmHanded]) -> Html:
    """“示例纺织”, or the first few of several."""
    shown = Html(t("、").join(f"“{escaped(each.firm.name)}”" for each in firms[:NAMED]))
    if len(firms) <= NAMED:
        return shown
    return t("{firms}等 {count} 家", firms=shown, count=len(firms))
