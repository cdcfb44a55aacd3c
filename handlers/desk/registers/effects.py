"""What a change of a register does, in words: for whoever is asked whether it is meant so."""

from collections.abc import Iterator
from typing import Final

from bot.services.registers.cards import RegisterCard
from bot.services.registers.impact import Impact
from handlers.desk.registers.card_views import title
from handlers.notices.impact_words import (
    change_words,
    outlay_lines,
    tally_lines,
    with_sums,
)
from handlers.notices.register_words import counted_lines, shift_lines, value_of
from handlers.tongue import Html, Tongue
from policies.facts import FactValue
from policies.rulebase import RuleBase

EXAMPLES_SHOWN: Final = 3


def becomes(t: Tongue, rulebase: RuleBase, card: RegisterCard, value: FactValue) -> Html:
    """方城县 · 所在地防控状态：常态 → 应急状态."""
    now = value_of(t, card.fact, card.value)
    return t(
        "{title}：{now} → <b>{value}</b>",
        title=title(t, rulebase, card),
        now=t("{value}（自报）", value=now) if card.self_reported else now,
        value=value_of(t, card.fact, value),
    )


def effect_lines(
    t: Tongue, rulebase: RuleBase, card: RegisterCard, impact: Impact
) -> list[Html | None]:
    """How many firms it changes what for, record by record, some of them, and what it costs."""
    if card.subject.firm is not None:
        return _on_one(t, rulebase, impact)
    if not impact.tally.firms:
        return [t("影响：这里还没有登记的企业。")]
    if not impact.touched:
        return [t("影响：{firms} 家企业，都没有变化。", firms=impact.tally.firms)]
    return [
        *tally_lines(t, impact.tally.to_json()),
        *counted_lines(t, rulebase, impact),
        *_examples(t, impact),
        t("⏰ {count} 家的提醒要重新安排", count=impact.replanned) if impact.replanned else None,
    ]


def _examples(t: Tongue, impact: Impact) -> Iterator[Html]:
    """Some firms of each kind of change, with the sum that they get."""
    for change, found in impact.tally.examples.items():
        named = (
            with_sums(t, impact.names[firm_id], was, becomes)
            for firm_id, _, was, becomes in found[:EXAMPLES_SHOWN]
        )
        said = {"change": change_words(t, change), "firms": Html(t("、").join(named))}
        yield t("例（{change}）：{firms}", **said)


def _on_one(t: Tongue, rulebase: RuleBase, impact: Impact) -> list[Html | None]:
    found = shift_lines(t, impact.shifts)
    if not found:
        return [t("影响：这家企业的政策和要做的事没有变化；企业会收到通知。")]
    sums = [
        t("· {what}", what=with_sums(t, t.plain(rulebase.records[each].title), was, becomes))
        for each, was, becomes in impact.sums
    ]
    again = t("⏰ 提醒要重新安排") if impact.replanned else None
    return [
        t("影响这家企业："),
        *found,
        *sums,
        *outlay_lines(t, impact.tally.to_json()["outlay"]),
        again,
    ]
