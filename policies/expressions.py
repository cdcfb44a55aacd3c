"""Conditions as trees: what may stand in one, and what it says about the facts.

The written form is parsed by `grammar`; nothing here can call, import or reach an attribute.
"""

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from policies.facts import Facts, FactValue, Scalar
from policies.truth import Truth, all_of, any_of, truth_of


@dataclass(frozen=True)
class Comparison:
    """`headcount >= 1000`, `booth_provision == "self"`, `closed_loop == True`."""

    fact: str
    op: str
    bound: Scalar


@dataclass(frozen=True)
class OneOf:
    """`subject_type in {"enterprise", "project"}`; `negated` for `not in`."""

    fact: str
    members: tuple[Scalar, ...]
    negated: bool = False


@dataclass(frozen=True)
class Overlap:
    """`role_groups & {"logistics", "sales"}`: the set has at least one of these."""

    fact: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Holds:
    """`"zb_1268" in lists`; `negated` for `not in`."""

    fact: str
    member: str
    negated: bool = False


@dataclass(frozen=True)
class Emptiness:
    """`stop_order == empty`; `negated` for `!= empty`."""

    fact: str
    negated: bool = False


@dataclass(frozen=True)
class AnyRecord:
    """`any(arrivals.pre_reported == False)`; the test's fact is a field of the record."""

    fact: str
    test: Comparison | OneOf


Atom: TypeAlias = Comparison | OneOf | Overlap | Holds | Emptiness | AnyRecord


@dataclass(frozen=True)
class Every:
    """`a and b`."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Either:
    """`a or b`."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Negation:
    """`not a`."""

    part: "Expression"


Expression: TypeAlias = Atom | Every | Either | Negation

ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def evaluate(expression: Expression, facts: Facts) -> Truth:
    """Say whether an expression holds; a fact that is absent makes its test UNKNOWN."""
    if isinstance(expression, Every):
        return all_of(evaluate(part, facts) for part in expression.parts)
    if isinstance(expression, Either):
        return any_of(evaluate(part, facts) for part in expression.parts)
    if isinstance(expression, Negation):
        return ~evaluate(expression.part, facts)
    value = facts.get(expression.fact)
    return Truth.UNKNOWN if value is None else _test(expression, value)


def _test(atom: Atom, value: FactValue) -> Truth:
    if isinstance(atom, Comparison):
        return truth_of(ORDER[atom.op](value, atom.bound))
    if isinstance(atom, OneOf):
        return truth_of((value in atom.members) != atom.negated)
    if isinstance(atom, Emptiness):
        return truth_of((value in ("", frozenset(), ())) != atom.negated)
    if isinstance(atom, AnyRecord):
        records = value if isinstance(value, tuple) else ()
        return any_of(evaluate(atom.test, dict(record)) for record in records)
    chosen = value if isinstance(value, frozenset) else frozenset()
    if isinstance(atom, Holds):
        return truth_of((atom.member in chosen) != atom.negated)
    return truth_of(bool(chosen & set(atom.members)))


def atoms(expression: Expression) -> Iterator[Atom]:
    """Give every single test of an expression, in written order."""
    if isinstance(expression, Every | Either):
        for part in expression.parts:
            yield from atoms(part)
    elif isinstance(expression, Negation):
        yield from atoms(expression.part)
    else:
        yield expression


def facts_in(expression: Expression) -> list[str]:
    """Name the facts that an expression speaks of, each once, in written order."""
    return list(dict.fromkeys(atom.fact for atom in atoms(expression)))
