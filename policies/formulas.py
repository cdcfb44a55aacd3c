"""Amounts as formulas over facts: `cost * 0.5`, `min(cost, 30000)`, and how to say them."""

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from policies.errors import ExpressionError
from policies.expressions import Expression, atoms, evaluate
from policies.facts import Fact, Facts, FactType
from policies.grammar import fact_named, parse_condition, parse_python
from policies.truth import Truth
from policies.words import Words, factor_text, number_text, yuan_text


@dataclass(frozen=True)
class Number:
    """A number exactly as written."""

    value: Decimal


@dataclass(frozen=True)
class FactRef:
    """The firm's own number."""

    fact: str


@dataclass(frozen=True)
class Arithmetic:
    """`a + b`, `a - b`, `a * b`."""

    op: str
    left: "Formula"
    right: "Formula"


@dataclass(frozen=True)
class Choice:
    """`a if condition else b`."""

    condition: Expression
    then: "Formula"
    otherwise: "Formula"


@dataclass(frozen=True)
class Limited:
    """`min(a, b)`: an amount that a document limits (最高不超过)."""

    amount: "Formula"
    limit: "Formula"


Formula: TypeAlias = Number | FactRef | Arithmetic | Choice | Limited

_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_SIGNS = {"+": "+", "-": "−", "*": "×"}


def parse_formula(text: str, facts: Mapping[str, Fact]) -> Formula:
    """Read one formula over whole-number and money facts.

    Raises:
        ExpressionError: It is not in the grammar or uses a fact that is not a number.
    """
    return _read(parse_python(text), text, facts)


def _read(node: ast.expr, text: str, facts: Mapping[str, Fact]) -> Formula:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        op = _OPERATORS[type(node.op)]
        return Arithmetic(op, _read(node.left, text, facts), _read(node.right, text, facts))
    if isinstance(node, ast.IfExp):
        condition = parse_condition(ast.unparse(node.test), facts)
        return Choice(condition, _read(node.body, text, facts), _read(node.orelse, text, facts))
    if isinstance(node, ast.Call):
        return _read_limited(node, text, facts)
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return Number(Decimal(ast.get_source_segment(text.strip(), node) or ""))
    fact = fact_named(node, facts)
    if fact.type not in (FactType.INT, FactType.MONEY):
        sentence = Words(f"{fact.id} 不是数字：{text}", f"{fact.id} is not a number: {text}")
        raise ExpressionError(sentence)
    return FactRef(fact.id)


def _read_limited(node: ast.Call, text: str, facts: Mapping[str, Fact]) -> Limited:
    named = isinstance(node.func, ast.Name) and node.func.id == "min"
    if not named or len(node.args) != 2 or node.keywords:
        zh, en = f"只能写 min(金额, 上限)：{text}", f"only min(amount, limit) is known: {text}"
        raise ExpressionError(Words(zh, en))
    amount, limit = (_read(side, text, facts) for side in node.args)
    return Limited(amount, limit)


def missing_in(formula: Formula, facts: Facts) -> list[str]:
    """Name the unknown facts that stand in the way of the number."""
    if isinstance(formula, Arithmetic):
        return missing_in(formula.left, facts) + missing_in(formula.right, facts)
    if isinstance(formula, Limited):
        return missing_in(formula.amount, facts) + missing_in(formula.limit, facts)
    if isinstance(formula, Choice):
        truth = evaluate(formula.condition, facts)
        if truth is not Truth.UNKNOWN:
            chosen = formula.then if truth is Truth.YES else formula.otherwise
            return missing_in(chosen, facts)
        return [a.fact for a in atoms(formula.condition) if facts.get(a.fact) is None]
    if isinstance(formula, FactRef) and facts.get(formula.fact) is None:
        return [formula.fact]
    return []


def compute(formula: Formula, facts: Facts) -> Decimal:
    """Give the exact number; nothing may be missing."""
    if isinstance(formula, Number):
        return formula.value
    if isinstance(formula, FactRef):
        value = facts[formula.fact]
        assert isinstance(value, int | Decimal)
        return Decimal(value)
    if isinstance(formula, Choice):
        return compute(_chosen(formula, facts), facts)
    if isinstance(formula, Limited):
        return min(compute(formula.amount, facts), compute(formula.limit, facts))
    left, right = compute(formula.left, facts), compute(formula.right, facts)
    if formula.op == "*":
        return left * right
    return left + right if formula.op == "+" else left - right


def _chosen(choice: Choice, facts: Facts) -> Formula:
    holds = evaluate(choice.condition, facts) is Truth.YES
    return choice.then if holds else choice.otherwise


def formula_words(
    formula: Formula, known: Mapping[str, Fact], facts: Facts, rough: Collection[str] = ()
) -> Words:
    """Say the formula with the firm's own numbers: `采样屋费用 80,000.00 × 50%`.

    Args:
        rough: Facts of which the firm knows only about how much: `出入口 约 20`.
    """
    if isinstance(formula, Number):
        text = factor_text(formula.value)
        return Words(text, text)
    if isinstance(formula, FactRef):
        return _own_number(known[formula.fact], facts, rough=formula.fact in rough)
    if isinstance(formula, Choice):
        return formula_words(_chosen(formula, facts), known, facts, rough)
    if isinstance(formula, Limited):
        parts = (formula.amount, formula.limit)
        amount, limit = (formula_words(part, known, facts, rough) for part in parts)
        return Words(f"{amount.zh}，最高 {limit.zh}", f"{amount.en}, at most {limit.en}")
    sides = (formula.left, formula.right)
    left, right = (formula_words(side, known, facts, rough) for side in sides)
    sign = _SIGNS[formula.op]
    return Words(f"{left.zh} {sign} {right.zh}", f"{left.en} {sign} {right.en}")


def _own_number(fact: Fact, facts: Facts, *, rough: bool) -> Words:
    value = facts[fact.id]
    assert isinstance(value, int | Decimal)
    text = yuan_text(value) if isinstance(value, Decimal) else number_text(value)
    zh, en = ("约 ", "about ") if rough else ("", "")
    return Words(f"{fact.label.zh} {zh}{text}", f"{fact.label.en} {en}{text}")
