"""For whom a record is, in words, before anybody has said anything of a firm."""

from collections.abc import Mapping

from policies.conditions import Finding
from policies.expressions import Either, Every, Expression, Negation
from policies.facts import Fact
from policies.records import Line, Record
from policies.truth import Truth
from policies.wording import required_words
from policies.words import Words, joined


def demands_of(record: Record, known: Mapping[str, Fact]) -> tuple[Words, ...]:
    """Say each line of `when`: `主体类型：企业或项目`.

    Args:
        record: All of its lines must hold.
        known: Facts by id.
    """
    return tuple(_demand(line, line.test, known, wanted=True) for line in record.when)


def _demand(line: Line, node: Expression, known: Mapping[str, Fact], *, wanted: bool) -> Words:
    if isinstance(node, Negation):
        return _demand(line, node.part, known, wanted=not wanted)
    if isinstance(node, Every | Either):
        parts = [_demand(line, part, known, wanted=wanted) for part in node.parts]
        # "not (a or b)" asks for every part, "not (a and b)" for one.
        return joined(parts) if isinstance(node, Every) == wanted else _one_of(parts)
    fact = known[node.fact]
    wish = required_words(Finding(line, node, wanted, Truth.UNKNOWN), fact)
    return Words(f"{fact.label.zh}：{wish.zh}", f"{fact.label.en}: {wish.en}")


def _one_of(parts: list[Words]) -> Words:
    return Words("，或者".join(p.zh for p in parts), ", or ".join(p.en for p in parts))
