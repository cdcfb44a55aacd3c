"""Every case of every record is a test of its own, named by its policy officer."""

from pathlib import Path

import pytest

from benches.rules import rulebase as shipped
from policies.checking.cases import run_case
from policies.loader import load_rulebase

SAMPLE = Path(__file__).parent / "sample"


def own_cases():
    for rulebase in (shipped(), load_rulebase(SAMPLE)):
        for record in rulebase.records.values():
            for case in record.cases:
                yield pytest.param(rulebase, record, case, id=f"{record.id}: {case.name}")


@pytest.mark.parametrize(("rules", "record", "case"), list(own_cases()))
def test_own_case(rules, record, case):
    assert [str(mismatch) for mismatch in run_case(rules, record, case)] == []


def test_what_rests_on_a_hard_measure_names_the_plan_under_which_it_stands():
    """Clause 五 puts its seven measures, 五(一) to 五(七), under the province's plan."""
    resting = {
        record.id: record.relies_on
        for record in shipped().records.values()
        if any(q.clause.startswith("五(") for q in (record.source, *record.also))
    }

    assert resting
    assert [name for name, on in resting.items() if "henan-control-plan-2" not in on] == []
