"""Every way in which one condition could be mistyped."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias, TypeVar

from policies.expressions import (
    AnyRecord,
    Atom,
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
from policies.facts import Fact, FactType, Scalar

Change: TypeAlias = tuple[str, Expression]
Member = TypeVar("Member", bound=Scalar)
_ORDERED = ("<", "<=", ">", ">=", "==", "!=")
_EQUAL = ("==", "!=")


def changed_expressions(node: Expression, facts: Mapping[str, Fact]) -> Iterator[Change]:
    """Give the condition with one change each time, and the change in words."""
    if isinstance(node, Every | Either):
        yield from _changed_parts(node, facts)
    elif isinstance(node, Negation):
        yield "not dropped", node.part
        for change, part in changed_expressions(node.part, facts):
            yield change, Negation(part)
    else:
        yield from _changed_atom(node, facts[node.fact])


def _changed_parts(node: Every | Either, facts: Mapping[str, Fact]) -> Iterator[Change]:
    yield from (
        [("or instead of and", Either(node.parts))]
        if isinstance(node, Every)
        else [("and instead of or", Every(node.parts))]
    )
    for index, part in enumerate(node.parts):
        before, after = node.parts[:index], node.parts[index + 1 :]
        yield f"part {index + 1} dropped", replace(node, parts=(*before, *after))
        for change, changed in changed_expressions(part, facts):
            yield change, replace(node, parts=(*before, changed, *after))


def _changed_atom(atom: Atom, fact: Fact) -> Iterator[Change]:
    if isinstance(atom, Comparison):
        yield from _changed_comparison(atom, fact)
    elif isinstance(atom, OneOf):
        yield from _changed_choice(atom, fact)
    elif isinstance(atom, Overlap):
        for change, members in _changed_members(atom.members, list(fact.options)):
            yield change, replace(atom, members=members)
    elif isinstance(atom, AnyRecord):
        for change, test in _changed_atom(atom.test, fact.fields[atom.test.fact]):
            assert isinstance(test, Comparison | OneOf)
            yield change, replace(atom, test=test)
    else:
        yield from _changed_presence(atom, fact)


def _changed_presence(atom: Holds | Emptiness, fact: Fact) -> Iterator[Change]:
    yield "negated", replace(atom, negated=not atom.negated)
    if isinstance(atom, Holds):
        for other in fact.options:
            if other != atom.member:
                yield f"{other} instead of {atom.member}", replace(atom, member=other)


def _changed_comparison(atom: Comparison, fact: Fact) -> Iterator[Change]:
    for op in _EQUAL if fact.options or fact.type is FactType.TEXT else _ORDERED:
        if op != atom.op and not _same_above_zero(atom, op, fact):
            yield f"{op} instead of {atom.op}", replace(atom, op=op)
    for bound in _other_bounds(atom.bound, fact):
        yield f"{bound} instead of {atom.bound}", replace(atom, bound=bound)


def _same_above_zero(atom: Comparison, op: str, fact: Fact) -> bool:
    """Of what cannot be negative, `> 0` and `!= 0` say the same."""
    never_negative = fact.type is FactType.MONEY or fact.minimum == 0
    return never_negative and atom.bound == 0 and {atom.op, op} == {">", "!="}


def _other_bounds(bound: Scalar, fact: Fact) -> list[Scalar]:
    if isinstance(bound, bool):
        return [not bound]
    if isinstance(bound, int):
        return [bound - 1, bound + 1]
    if isinstance(bound, Decimal):
        return [bound - Decimal("0.01"), bound + Decimal("0.01")]
    if isinstance(bound, date):
        return [bound - timedelta(days=1), bound + timedelta(days=1)]
    return [option for option in fact.options if option != bound]


def _changed_choice(atom: OneOf, fact: Fact) -> Iterator[Change]:
    yield "in or not in", replace(atom, negated=not atom.negated)
    others: list[Scalar] = list(fact.options)
    if not others:
        numbers = [member for member in atom.members if isinstance(member, int)]
        others = [number + 1 for number in numbers]
    for change, members in _changed_members(atom.members, others):
        yield change, replace(atom, members=members)


def _changed_members(
    members: tuple[Member, ...], options: list[Member]
) -> Iterator[tuple[str, tuple[Member, ...]]]:
    spare = next((option for option in options if option not in members), None)
    for index, member in enumerate(members):
        before, after = members[:index], members[index + 1 :]
        yield f"without {member}", (*before, *after)
        if spare is not None:
            yield f"{spare} instead of {member}", (*before, spare, *after)
