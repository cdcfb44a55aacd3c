from pathlib import Path

import pytest
import yaml

from benches.rules import rulebase as shipped
from policies.understanding.classifier import Understanding

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def rulebase():
    return shipped()


@pytest.fixture(scope="session")
def understanding(rulebase):
    return Understanding.load(rulebase)


@pytest.fixture(scope="session")
def asked():
    """Questions for clauses, by what is right for them."""
    return yaml.safe_load((HERE / "questions.yaml").read_text("utf-8"))


@pytest.fixture(scope="session")
def unanswerable():
    """Owners' questions that no clause answers: tuned on, and held out."""
    return yaml.safe_load((HERE / "unanswerable.yaml").read_text("utf-8"))


@pytest.fixture(scope="session")
def ordinary(asked, unanswerable):
    """All questions that name no document."""
    questions = [question["ask"] for part in asked.values() for question in part]
    return [*questions, *(text for part in unanswerable.values() for text in part)]
