"""Every way in which an amount could be mistyped."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from policies.checking.expression_mutants import changed_expressions
from policies.facts import Fact
from policies.formulas import Arithmetic, Choice, FactRef, Formula, Limited, Number
from policies.records import Amount

_STEP = Decimal("0.01")


def changed_amounts(
    amounts: tuple[Amount, ...], facts: Mapping[str, Fact]
) -> Iterator[tuple[str, tuple[Amount, ...]]]:
    """Give the amounts with one change each time, and the change in words."""
    for amount in amounts:
        if amount.formula or amount.total_of:
            kept = [a for a in amounts if amount.name not in (a.name, a.part_of)]
            yield f"{amount.name} dropped", tuple(kept)
    for index, amount in enumerate(amounts):
        before, after = amounts[:index], amounts[index + 1 :]
        for change, changed in _changed(amount, facts):
            yield f"{amount.name}: {change}", (*before, changed, *after)


def _changed(amount: Amount, facts: Mapping[str, Fact]) -> Iterator[tuple[str, Amount]]:
    if amount.formula:
        for change, formula in _changed_formula(amount.formula, facts):
            yield change, replace(amount, formula=formula)
    if amount.when is not None:
        yield "counts always", replace(amount, when=None)
        for change, when in changed_expressions(amount.when, facts):
            yield f"when {change}", replace(amount, when=when)
    for name in amount.total_of:
        others = tuple(other for other in amount.total_of if other != name)
        yield f"total without {name}", replace(amount, total_of=others)
    if amount.share is not None:
        for share in (amount.share - _STEP, amount.share + _STEP):
            yield f"{share} instead of {amount.share}", replace(amount, share=share)


def _changed_formula(formula: Formula, facts: Mapping[str, Fact]) -> Iterator[tuple[str, Formula]]:
    if isinstance(formula, Number):
        for value in (formula.value - _STEP, formula.value + _STEP):
            yield f"{value} instead of {formula.value}", Number(value)
    elif isinstance(formula, Arithmetic):
        yield from _changed_arithmetic(formula, facts)
    elif isinstance(formula, Choice):
        yield from _changed_choice(formula, facts)
    elif isinstance(formula, Limited):
        yield from _changed_limited(formula, facts)
    else:
        yield from _other_facts(formula, facts)


def _other_facts(formula: FactRef, facts: Mapping[str, Fact]) -> Iterator[tuple[str, Formula]]:
    kind = facts[formula.fact].type
    for fact in facts.values():
        if fact.type is kind and fact.id != formula.fact:
            yield f"{fact.id} instead of {formula.fact}", FactRef(fact.id)


def _changed_arithmetic(
    formula: Arithmetic, facts: Mapping[str, Fact]
) -> Iterator[tuple[str, Formula]]:
    for op in "+-*":
        if op != formula.op:
            yield f"{op} instead of {formula.op}", replace(formula, op=op)
    for change, left in _changed_formula(formula.left, facts):
        yield change, replace(formula, left=left)
    for change, right in _changed_formula(formula.right, facts):
        yield change, replace(formula, right=right)


def _changed_choice(formula: Choice, facts: Mapping[str, Fact]) -> Iterator[tuple[str, Formula]]:
    yield "branches swapped", replace(formula, then=formula.otherwise, otherwise=formula.then)
    for change, condition in changed_expressions(formula.condition, facts):
        yield change, replace(formula, condition=condition)
    for change, then in _changed_formula(formula.then, facts):
        yield change, replace(formula, then=then)
    for change, otherwise in _changed_formula(formula.otherwise, facts):
        yield change, replace(formula, otherwise=otherwise)


def _changed_limited(formula: Limited, facts: Mapping[str, Fact]) -> Iterator[tuple[str, Formula]]:
    yield "no limit", formula.amount
    yield "the limit alone", formula.limit
    for change, amount in _changed_formula(formula.amount, facts):
        yield change, replace(formula, amount=amount)
    for change, limit in _changed_formula(formula.limit, facts):
        yield change, replace(formula, limit=limit)
