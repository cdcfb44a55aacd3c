import shutil
from datetime import date
from pathlib import Path

import pytest

from benches.rules import rulebase as shipped
from policies.fact_values import parse_facts
from policies.loader import load_rulebase
from policies.matching import match

HOME = "河南省/南阳市/方城县"
JULY = date(2022, 7, 15)
SAMPLE = Path(__file__).parent / "sample"
BOOTH = {
    "subject_type": "enterprise",
    "headcount": 1200,
    "headcount_own": 1100,
    "whitelist_status": "listed",
    "booth_provision": "self",
    "booth_cost": "80000.00",
}


@pytest.fixture(scope="session")
def rulebase():
    return shipped()


@pytest.fixture(scope="session")
def sample():
    return load_rulebase(SAMPLE)


@pytest.fixture
def judged(rulebase):
    """Judge one policy for a firm of Fangcheng in July 2022, unless told otherwise."""

    def judge(policy, given, region=HOME, as_of=JULY, **more):
        facts = parse_facts(rulebase.facts, given)
        [verdict] = match(rulebase, region=region, as_of=as_of, facts=facts, only=[policy], **more)
        return verdict

    return judge


@pytest.fixture
def booth(judged):
    """Judge the booth subsidy for a firm that qualifies, with some facts changed."""

    def judge(changes=None, **more):
        given = {**BOOTH, **(changes or {})}
        return judged("P-FC-01", {k: v for k, v in given.items() if v is not None}, **more)

    return judge


class Draft:
    """A copy of the sample rule base that a test may spoil."""

    def __init__(self, root):
        self.root = root

    def change(self, file, old, new):
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def line_of(self, file, text):
        lines = (self.root / file).read_text(encoding="utf-8").splitlines()
        return next(n for n, line in enumerate(lines, start=1) if text in line)


@pytest.fixture
def draft(tmp_path):
    shutil.copytree(SAMPLE, tmp_path / "rules")
    return Draft(tmp_path / "rules")
