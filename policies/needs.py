"""Which facts a record speaks of."""

from collections.abc import Iterator

from policies.expressions import Expression, facts_in
from policies.formulas import facts_of
from policies.records import Record


def tests_of(record: Record) -> Iterator[Expression]:
    """Give every condition of a record: `when`, then `confirm_if`, then `silent_if`."""
    for line in (*record.when, *record.confirm_if, *record.silent_if):
        yield line.test


def facts_needed(record: Record) -> tuple[str, ...]:
    """Name every fact that can matter for the verdict, in the order of evaluation."""
    names = [name for test in tests_of(record) for name in facts_in(test)]
    for amount in record.amounts:
        if amount.formula:
            names += facts_of(amount.formula)
    return tuple(dict.fromkeys(names))
