"""Values that a fact might have, such that every branch of the rules is met once."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from policies.expressions import Comparison, atoms
from policies.facts import Fact, FactType, FactValue
from policies.needs import tests_of
from policies.records import Record

_DEFAULTS: dict[FactType, list[FactValue]] = {
    FactType.BOOL: [True, False],
    FactType.INT: [1],
    FactType.MONEY: [Decimal("1.00")],
    FactType.DATE: [date(2000, 1, 1)],
    FactType.DATETIME: [datetime(2000, 1, 1, tzinfo=UTC)],
    FactType.TEXT: ["…", ""],
    FactType.RECORDS: [()],
}
_STEPS: dict[FactType, int | Decimal | timedelta] = {
    FactType.INT: 1,
    FactType.MONEY: Decimal("0.01"),
    FactType.DATE: timedelta(days=1),
    FactType.DATETIME: timedelta(seconds=1),
}


def sample_values(fact: Fact, records: Sequence[Record]) -> list[FactValue]:
    """Give values on either side of every bound; all options of a choice, one by one."""
    if fact.type is FactType.ENUM:
        return list(fact.options)
    if fact.type is FactType.SET:
        none: list[FactValue] = [frozenset()] if fact.nothing else []
        return [*none, *(frozenset({option}) for option in fact.options)]
    if fact.ready:
        return list(fact.ready.values())
    around: list[FactValue] = []
    for record in records:
        for test in tests_of(record):
            for atom in atoms(test):
                if isinstance(atom, Comparison) and atom.fact == fact.id:
                    around += _around(fact, atom.bound)
    return list(dict.fromkeys(around)) or _DEFAULTS[fact.type]


def _around(fact: Fact, bound: FactValue) -> list[FactValue]:
    step = _STEPS.get(fact.type)
    if isinstance(bound, date) and isinstance(step, timedelta):
        return [bound - step, bound, bound + step]
    if isinstance(bound, int | Decimal) and isinstance(step, int | Decimal):
        below, above = bound - step, bound + step
        return [v for v in (below, bound, above) if v >= 0]
    return _DEFAULTS[fact.type]
