from pathlib import Path

import pytest

from policies.loader import load_rulebase
from policies.understanding.classifier import Understanding

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def rulebase():
    return load_rulebase()


@pytest.fixture(scope="session")
def understanding(rulebase):
    return Understanding.load(rulebase)
