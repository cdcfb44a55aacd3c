"""Near misses: when little stands between a firm and a benefit, say what and how much."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from policies.conditions import Finding
from policies.expressions import Comparison
from policies.fact_words import about_words
from policies.facts import Fact, Facts, FactType
from policies.truth import Truth
from policies.verdicts import NearMiss
from policies.wording import OPPOSITE, accepted, option_words
from policies.words import Words

MOST_FACTS = 2
# A firm of five need not hear that it lacks 995 people: what is near starts at half of the bound.
FARTHEST = Decimal("0.5")
_STEP = {FactType.INT: Decimal(1), FactType.MONEY: Decimal("0.01")}


def near_misses(
    findings: Sequence[Finding],
    known: Mapping[str, Fact],
    facts: Facts,
    rough: Collection[str] = (),
) -> tuple[NearMiss, ...]:
    """Say what would have to change, if it is little.

    Args:
        findings: All findings that could stand in the way.
        known: Facts by id.
        facts: The firm's own values.
        rough: Facts of which the firm knows only about how much.

    Returns:
        One entry for each fact in the way; nothing if more than two facts stand in the way,
        if one of them cannot be changed, or if a number is far off.
    """
    blocking = [f for f in findings if f.truth is Truth.NO]
    names = {f.atom.fact for f in blocking}
    if len(names) > MOST_FACTS or not all(known[name].changeable for name in names):
        return ()
    found = [_near(f, known[f.atom.fact], facts, rough) for f in blocking]
    near = [miss for miss in found if miss is not None]
    return tuple(near) if len(near) == len(found) else ()


def _near(finding: Finding, fact: Fact, facts: Facts, rough: Collection[str]) -> NearMiss | None:
    if fact.type in _STEP:
        return _near_number(finding, fact, facts, rough=fact.id in rough)
    values, wanted = accepted(finding)
    if not values or not wanted:
        return None
    wishes = [_wish(fact, str(value).lower(), option_words(fact, value)) for value in values]
    text = Words("；或".join(w.zh for w in wishes), "; or ".join(w.en for w in wishes))
    return NearMiss(fact.id, None, text, fact.decided_by)


def _wish(fact: Fact, value: str, shown: Words) -> Words:
    otherwise = Words(
        f"如果{fact.label.zh}变为“{shown.zh}”",
        f"if “{fact.label.en}” became “{shown.en}”",
    )
    return fact.wishes.get(value, otherwise)


def _near_number(finding: Finding, fact: Fact, facts: Facts, *, rough: bool) -> NearMiss | None:
    atom, value = finding.atom, facts[fact.id]
    if not isinstance(atom, Comparison) or not isinstance(value, int | Decimal):
        return None
    op = atom.op if finding.wanted else OPPOSITE[atom.op]
    assert isinstance(atom.bound, int | Decimal)
    away = abs(Decimal(atom.bound) - value) + (_STEP[fact.type] if op in "<>" else 0)
    if op == "!=" or away > FARTHEST * Decimal(atom.bound):
        return None
    gap = int(away) if fact.type is FactType.INT else away
    text = _gap_words(fact, about_words(fact, gap, rough=rough), more=atom.bound >= value)
    means = finding.line.means
    if means:
        text += Words(f"，{means.zh}", f" {means.en}")
    return NearMiss(fact.id, gap, text, fact.decided_by)


def _gap_words(fact: Fact, shown: Words, *, more: bool) -> Words:
    label = fact.label
    if more:
        return Words(f"{label.zh}还差 {shown.zh}", f"{label.en}: {shown.en} short")
    return Words(f"{label.zh}多了 {shown.zh}", f"{label.en}: {shown.en} too many")
