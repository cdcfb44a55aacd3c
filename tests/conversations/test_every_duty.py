"""Every duty is read by somebody in a story: a new one without a story is noticed here."""

import pytest

from policies.records import Modality, Record
from policies.rulebase import RuleBase
from tests.conversations.read import FOLDERS, messages


def asked_of_firms(rules: RuleBase) -> list[Record]:
    """Records that a firm keeps, that bind it, or that are numbered among what is asked of it."""
    return [
        record
        for record in rules.records.values()
        if record.keeping is not None
        or record.modality is Modality.DUTY
        or record.id.startswith("O-")
    ]


def is_card_of(record: Record, message: str) -> bool:
    """Whether a message is the card of a record, in either language: its first line says so."""
    head, zh, en = message.partition("\n")[0], record.title.zh, record.title.en
    return any(start in head for start in (f"{zh}（", f"{zh}：", f"{en} (", f"{en}: "))


@pytest.mark.parametrize("name", FOLDERS)
def test_the_card_of_every_duty_is_read_in_a_story(name: str) -> None:
    rules, folder = FOLDERS[name]
    read = messages(folder)

    unread = [
        record.id
        for record in asked_of_firms(rules())
        if not any(is_card_of(record, message) for message in read)
    ]

    assert unread == []
