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
