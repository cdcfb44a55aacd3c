"""Which facts a record speaks of."""

from collections.abc import Iterator

from policies.expressions import Expression, facts_in
from policies.formulas import missing_in
from policies.records import Record


def tests_of(record: Record) -> Iterator[Expression]:
    """Give every condition of a record: `when`, `confirm_if`, `silent_if`, of its amounts."""
    for line in (*record.when, *record.confirm_if, *record.silent_if):
        yield line.test
    for amount in record.amounts:
        if amount.when is not None:
            yield amount.when


def facts_tested(record: Record) -> tuple[str, ...]:
    """Name every fact that a condition of a record speaks of, in the order of evaluation."""
    lines = (*record.when, *record.confirm_if, *record.silent_if)
    return tuple(dict.fromkeys(name for line in lines for name in facts_in(line.test)))


def facts_weighed(record: Record) -> frozenset[str]:
    """Name every fact that can change what a record answers: its conditions', its numbers'."""
    tested = {name for test in tests_of(record) for name in facts_in(test)}
    formulas = (amount.formula for amount in record.amounts if amount.formula is not None)
    return frozenset(tested | {name for each in formulas for name in missing_in(each, {})})
