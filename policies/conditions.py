"""Judging lines of conditions, each explained by the tests that decide it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policies.expressions import Atom, Either, Every, Expression, Negation, evaluate
from policies.facts import Facts
from policies.records import Line
from policies.truth import Truth, all_of


@dataclass(frozen=True)
class Finding:
    """One test that decides its line.

    Attributes:
        wanted: True if the test should hold, False if it should not.
        truth: Whether the firm is as wanted.
    """

    line: Line
    atom: Atom
    wanted: bool
    truth: Truth


@dataclass(frozen=True)
class Judgement:
    """Whether all that is wanted is so, and on what grounds."""

    truth: Truth
    findings: tuple[Finding, ...]

    def unknown_facts(self) -> tuple[str, ...]:
        """Name the facts to ask next: those whose answer can still change the result."""
        unknown = [f.atom.fact for f in self.findings if f.truth is Truth.UNKNOWN]
        return tuple(dict.fromkeys(unknown)) if self.truth is Truth.UNKNOWN else ()


def judge(lines: Sequence[Line], facts: Facts, *, wanted: bool = True) -> Judgement:
    """Say whether every line is as wanted, and on what grounds.

    A fact that is absent makes its test UNKNOWN, never NO: an owner who has not been
    asked yet must not be told that they do not qualify.

    Args:
        lines: Conditions of one record.
        facts: What the firm told us or staff keep.
        wanted: True for `when` (all must hold), False for `confirm_if` (none may hold).
    """
    findings = [f for line in lines for f in _deciding(line, line.test, facts, wanted)]
    truths = (_as_wanted(evaluate(line.test, facts), wanted) for line in lines)
    return Judgement(all_of(truths), tuple(findings))


def _as_wanted(truth: Truth, wanted: bool) -> Truth:
    return truth if wanted else ~truth


def _deciding(line: Line, node: Expression, facts: Facts, wanted: bool) -> Iterable[Finding]:
    """Leave out what makes no difference: an `or` that holds is explained by what holds."""
    if isinstance(node, Negation):
        yield from _deciding(line, node.part, facts, not wanted)
    elif isinstance(node, Every | Either):
        truth = _as_wanted(evaluate(node, facts), wanted)
        # "not (a or b)" needs every part, "not (a and b)" only one.
        needs_all = isinstance(node, Every) == wanted
        everything = truth is (Truth.YES if needs_all else Truth.NO)
        for part in node.parts:
            if everything or _as_wanted(evaluate(part, facts), wanted) is truth:
                yield from _deciding(line, part, facts, wanted)
    else:
        yield Finding(line, node, wanted, _as_wanted(evaluate(node, facts), wanted))
