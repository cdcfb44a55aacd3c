"""Reading conditions: Python's parser, a whitelist of nodes, types checked by the facts."""

import ast
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from policies.errors import ExpressionError, FactError
from policies.expressions import (
    AnyRecord,
    Comparison,
    Either,
    Emptiness,
    Every,
    Expression,
    Holds,
    Negation,
    OneOf,
    Overlap,
)
from policies.fact_values import parse_value
from policies.facts import Fact, FactType, Scalar
from policies.words import Words

_SYMBOLS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_ORDERED = {FactType.INT, FactType.MONEY, FactType.DATE, FactType.DATETIME}
_CAN_BE_EMPTY = {FactType.SET, FactType.TEXT, FactType.RECORDS, FactType.DATETIME, FactType.DATE}
_NOT_SCALAR = {FactType.SET, FactType.RECORDS}


def parse_condition(text: str, facts: Mapping[str, Fact]) -> Expression:
    """Read one condition.

    Raises:
        ExpressionError: It is not in the grammar, names an unknown fact, or compares a fact
            with what it can never be.
    """
    return _Reader(text, facts).expression(parse_python(text))


def parse_python(text: str) -> ast.expr:
    """Parse one Python expression.

    Raises:
        ExpressionError: It is not one.
    """
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError) as error:
        raise ExpressionError(
            Words(f"读不懂这个表达式：{text}", f"not an expression: {text}")
        ) from error


def fact_named(node: ast.expr, facts: Mapping[str, Fact]) -> Fact:
    """Look up the fact that a name in an expression stands for.

    Raises:
        ExpressionError: The node is not a name, or there is no such fact.
    """
    if not isinstance(node, ast.Name):
        written = ast.unparse(node)
        raise ExpressionError(
            Words(f"这里要写事实名：{written}", f"a fact belongs here: {written}")
        )
    if node.id not in facts:
        raise ExpressionError(Words(f"没有“{node.id}”这项事实", f"there is no fact “{node.id}”"))
    return facts[node.id]


class _Reader:
    def __init__(self, text: str, facts: Mapping[str, Fact]) -> None:
        self._text = text
        self._facts = facts

    def _refuse(self, zh: str, en: str) -> ExpressionError:
        return ExpressionError(Words(f"{zh}:{self._text}", f"{en}: {self._text}"))

    def expression(self, node: ast.expr) -> Expression:
        if isinstance(node, ast.BoolOp):
            parts = tuple(self.expression(part) for part in node.values)
            return Every(parts) if isinstance(node.op, ast.And) else Either(parts)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return Negation(self.expression(node.operand))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd):
            return self._overlap(node.left, node.right)
        if isinstance(node, ast.Call):
            return self._any_record(node)
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return self._comparison(node.left, node.ops[0], node.comparators[0])
        raise self._refuse("条件里不能这样写", "a condition cannot be written so")

    def _comparison(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Expression:
        if isinstance(op, ast.In | ast.NotIn):
            return self._membership(left, right, negated=isinstance(op, ast.NotIn))
        if type(op) not in _SYMBOLS:
            raise self._refuse("不能用 is", "`is` is not allowed")
        fact, symbol = fact_named(left, self._facts), _SYMBOLS[type(op)]
        if isinstance(right, ast.Name) and right.id == "empty":
            return self._emptiness(fact, symbol)
        return self._compare(fact, symbol, right)

    def _compare(self, fact: Fact, symbol: str, right: ast.expr) -> Comparison:
        if symbol not in ("==", "!=") and fact.type not in _ORDERED:
            raise self._refuse(f"{fact.id} 不能比大小", f"{fact.id} has no order")
        return Comparison(fact.id, symbol, self._literal(fact, right))

    def _emptiness(self, fact: Fact, symbol: str) -> Emptiness:
        if fact.type not in _CAN_BE_EMPTY or symbol not in ("==", "!="):
            raise self._refuse(f"{fact.id} 不能这样比 empty", f"{fact.id} cannot be empty")
        return Emptiness(fact.id, negated=symbol == "!=")

    def _membership(self, left: ast.expr, right: ast.expr, *, negated: bool) -> OneOf | Holds:
        if isinstance(right, ast.Set):
            fact = fact_named(left, self._facts)
            return OneOf(fact.id, self._members(fact, right), negated)
        fact = fact_named(right, self._facts)
        return Holds(fact.id, self._option(fact, left), negated)

    def _overlap(self, left: ast.expr, right: ast.expr) -> Overlap:
        fact = fact_named(left, self._facts)
        if not isinstance(right, ast.Set):
            raise self._refuse("& 右边要写 {…}", "the right of & is {…}")
        return Overlap(fact.id, tuple(self._option(fact, item) for item in right.elts))

    def _any_record(self, node: ast.Call) -> AnyRecord:
        shape = isinstance(node.func, ast.Name) and node.func.id == "any" and not node.keywords
        test = node.args[0] if shape and len(node.args) == 1 else None
        if not isinstance(test, ast.Compare) or not isinstance(test.left, ast.Attribute):
            raise self._refuse("只能写 any（列表.字段 …）", "only any(list.field …) may be called")
        fact = fact_named(test.left.value, self._facts)
        test.left = ast.Name(test.left.attr)
        inner = _Reader(self._text, fact.fields).expression(test)
        if not isinstance(inner, Comparison | OneOf):
            raise self._refuse("any 里只能比较一个字段", "any compares one field")
        return AnyRecord(fact.id, inner)

    def _members(self, fact: Fact, node: ast.Set) -> tuple[Scalar, ...]:
        members = tuple(self._literal(fact, item) for item in node.elts)
        if len(set(members)) != len(members):
            raise self._refuse("集合里有重复的值", "a value stands twice in the set")
        return members

    def _option(self, fact: Fact, node: ast.expr) -> str:
        if fact.type is not FactType.SET:
            raise self._refuse(f"{fact.id} 不是多选项", f"{fact.id} is not a set")
        if not isinstance(node, ast.Constant) or node.value not in fact.options:
            written = ast.unparse(node)
            raise self._refuse(f"{fact.id} 没有 {written}", f"{fact.id} has no {written}")
        return str(node.value)

    def _literal(self, fact: Fact, node: ast.expr) -> Scalar:
        if fact.type in _NOT_SCALAR or not isinstance(node, ast.Constant):
            raise self._refuse(f"{fact.id} 不能这样比较", f"{fact.id} cannot be compared so")
        raw: object = node.value
        if fact.type is FactType.MONEY and isinstance(raw, float):
            raw = Decimal(repr(raw))
        try:
            value = parse_value(fact, raw)
        except FactError as error:
            raise ExpressionError(error.sentence) from error
        assert isinstance(value, bool | int | Decimal | str | date | datetime)
        return value
