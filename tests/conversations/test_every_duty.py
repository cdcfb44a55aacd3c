"""Every duty is read by somebody in a story: a new one without a story is noticed here."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benches.rules import rulebase as shipped
from policies.loader import load_rulebase
from policies.records import Modality, Record
from policies.rulebase import RuleBase
from tests.conversations import story

TESTS = Path(__file__).parents[1]
FOLDERS = {
    "shipped": (shipped, TESTS / "conversations"),
    "otherland": (lambda: load_rulebase(TESTS / "otherland"), TESTS / "otherland" / "stories"),
}


def asked_of_firms(rules: RuleBase) -> list[Record]:
    """Records that a firm keeps, that bind it, or that are numbered among what is asked of it."""
    return [
        record
        for record in rules.records.values()
        if record.keeping is not None
        or record.modality is Modality.DUTY
        or record.id.startswith("O-")
    ]


def heads(folder: Path) -> set[str]:
    """The first line of every message that anybody reads in the stories of a folder."""
    return {head for path in folder.glob("*.yaml") for head in _heads(story.load(path)["acts"])}


def _heads(acts: list[dict[str, str]]) -> Iterator[str]:
    for act in acts:
        for message in ("\n" + act.get("then", "")).split("\n→ ")[1:]:
            yield message.splitlines()[1]


def is_card_of(record: Record, head: str) -> bool:
    """Whether a message that begins so is the card of a record, in either language."""
    zh, en = record.title.zh, record.title.en
    return any(start in head for start in (f"{zh}（", f"{zh}：", f"{en} (", f"{en}: "))


@pytest.mark.parametrize("name", FOLDERS)
def test_the_card_of_every_duty_is_read_in_a_story(name: str) -> None:
    rules, folder = FOLDERS[name]
    read = heads(folder)

    unread = [
        record.id
        for record in asked_of_firms(rules())
        if not any(is_card_of(record, head) for head in read)
    ]

    assert unread == []
