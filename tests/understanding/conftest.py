from pathlib import Path

import pytest

from benches.rules import rulebase as shipped
from policies.understanding.classifier import Understanding

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def rulebase():
    return shipped()


@pytest.fixture(scope="session")
def understanding(rulebase):
    return Understanding.load(rulebase)
