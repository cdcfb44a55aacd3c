"""Every text is there in both languages, and neither leaks into the other."""

import dataclasses
import re
from collections.abc import Mapping
from datetime import date

import pytest

from policies.fact_values import parse_facts
from policies.matching import match
from policies.words import Words

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
FIRMS = [
    {},
    {"subject_type": "sole_trader", "role_groups": ["ordinary"], "area_state": "normal"},
    {
        "subject_type": "enterprise",
        "headcount": 960,
        "whitelist_status": "applied",
        "booth_provision": "self",
        "booth_cost": "80000.00",
        "role_groups": ["logistics", "sales"],
        "area_state": "emergency",
        "last_test_at": "2022-07-14T00:00:00+08:00",
    },
]


def all_words(thing):
    """Find every pair of texts inside a rule base or a verdict."""
    if isinstance(thing, Words):
        yield thing
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from all_words(getattr(thing, field.name))
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from all_words(value)
    elif isinstance(thing, tuple | list):
        for value in thing:
            yield from all_words(value)


def test_the_rule_base_is_complete_in_both_languages(rulebase):
    found = list(all_words(rulebase))

    assert len(found) > 100
    assert [words for words in found if CHINESE.search(words.en)] == []
    assert [words for words in found if not CHINESE.search(words.zh)] == []


@pytest.mark.parametrize("firm", FIRMS)
@pytest.mark.parametrize("day", [date(2022, 6, 1), date(2022, 7, 15), date(2023, 7, 15)])
def test_verdicts_speak_english_in_english(rulebase, firm, day):
    facts = parse_facts(rulebase.facts, firm)

    verdicts = match(
        rulebase, region="河南省/南阳市/方城县", as_of=day, facts=facts, self_reported=facts
    )

    assert [w for w in all_words(verdicts) if CHINESE.search(w.en)] == []


def test_quotations_have_an_english_gloss(rulebase):
    for record in rulebase.records.values():
        for quotation in (record.source, *record.also):
            assert quotation.gloss
            assert not CHINESE.search(quotation.gloss)
