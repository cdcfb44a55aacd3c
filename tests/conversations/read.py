"""What anybody reads in the stories of a rule base."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from benches.rules import rulebase as shipped
from policies.loader import load_rulebase
from tests.conversations import story

TESTS = Path(__file__).parents[1]
FOLDERS = {
    "shipped": (shipped, TESTS / "conversations"),
    "otherland": (lambda: load_rulebase(TESTS / "otherland"), TESTS / "otherland" / "stories"),
}
"""Rule bases by name: how each is loaded, and where its stories stand."""


@cache
def messages(folder: Path) -> frozenset[str]:
    """Every message that anybody reads in the stories of a folder, buttons included."""
    return frozenset(each for path in folder.glob("*.yaml") for each in _messages(path))


def _messages(path: Path) -> Iterator[str]:
    for act in story.load(path)["acts"]:
        for block in ("\n" + act.get("then", "")).split("\n→ ")[1:]:
            yield block.partition("\n")[2]
