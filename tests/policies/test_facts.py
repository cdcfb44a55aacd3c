from datetime import datetime
from decimal import Decimal

import pytest

from policies.errors import FactError
from policies.fact_values import dump_value, parse_facts, parse_value
from policies.fact_words import value_words
from policies.facts import CHINA

GOOD = {
    "headcount": (0, 1, 10**6),
    "booth_cost": ("0", "80000.00", 80000, Decimal("12345.67")),
    "subject_type": ("enterprise", "other"),
    "role_groups": ([], ["sales"], {"logistics": 12, "sales": 0}),
    "closed_loop": (True, False),
    "last_test_at": ("2022-07-14T00:00:00+08:00", "2022-07-13T16:00:00Z", "2022-07-14 00:00"),
    "town": ("示例镇",),
}
BAD = {
    "headcount": ("1200", -1, 12.5, True, [], None),
    "booth_cost": (80000.5, "-1", "1.234", "8万", "1e5", "NaN", True, Decimal("Infinity")),
    "subject_type": ("公司", 1, None, ["enterprise"]),
    "role_groups": ("sales", ["drivers"], {"sales": "many"}, {"sales": -1}, [["sales"]], [1]),
    "closed_loop": ("是", 1, None),
    "last_test_at": ("yesterday", "", 5, None),
    "town": (5, None),
}


def pairs(table):
    return [(name, value) for name, values in table.items() for value in values]


@pytest.mark.parametrize(("name", "raw"), pairs(GOOD))
def test_a_value_survives_the_way_to_json_and_back(rulebase, name, raw):
    fact = rulebase.facts[name]
    value = parse_value(fact, raw)

    assert parse_value(fact, dump_value(fact, value)) == value


@pytest.mark.parametrize(("name", "raw"), pairs(BAD))
def test_a_value_of_the_wrong_type_is_refused_in_a_sentence(rulebase, name, raw):
    with pytest.raises(FactError) as caught:
        parse_value(rulebase.facts[name], raw)

    assert rulebase.facts[name].label.zh in caught.value.sentence.zh
    assert rulebase.facts[name].label.en in caught.value.sentence.en


def test_records_survive_the_way_to_json_and_back(sample):
    fact = sample.facts["arrivals"]
    value = parse_value(fact, [{"reported": False, "status": None}, {"status": "infected"}])

    assert dump_value(fact, value) == [{"reported": False}, {"status": "infected"}]


@pytest.mark.parametrize(
    ("name", "said", "value", "words"),
    [
        ("ppe_needed", "nothing", frozenset(), "都不缺"),
        ("stop_order", "none", (), "没有"),
        ("stop_order", "for_epidemic", ({"epidemic": True},), "有，理由是疫情防控"),
        ("stop_order", "unsaid", ({},), "有，没说理由"),
        ("arrivals", [{"pre_reported": False}], ({"pre_reported": False},), "1 条"),
    ],
)
def test_that_there_is_nothing_or_something_is_a_value(rulebase, name, said, value, words):
    fact = rulebase.facts[name]
    parsed = parse_value(fact, said)

    assert parsed == value
    assert parse_value(fact, dump_value(fact, parsed)) == value
    assert value_words(fact, parsed).zh == words


def test_nothing_is_no_answer_where_something_must_be_chosen(rulebase):
    with pytest.raises(FactError):
        parse_value(rulebase.facts["role_groups"], "nothing")


def test_a_time_without_a_zone_is_china_time(rulebase):
    value = parse_value(rulebase.facts["last_test_at"], "2022-07-14 08:00")

    assert value == datetime(2022, 7, 14, 8, tzinfo=CHINA)


def test_null_is_unknown(rulebase):
    assert parse_facts(rulebase.facts, {"headcount": None}) == {}


def test_an_unknown_fact_is_refused_by_name(rulebase):
    with pytest.raises(FactError, match="hedcount"):
        parse_facts(rulebase.facts, {"hedcount": 1200})


def test_a_contradiction_is_told_with_separators_and_units(rulebase):
    with pytest.raises(FactError) as caught:
        parse_facts(rulebase.facts, {"headcount": 1, "headcount_own": 1500})

    said = caught.value.sentence
    assert said.zh == "本单位职工人数（1,500 人）不能多于用工人数（1 人）"
    assert said.en == "Own employees (1,500 people) cannot exceed Total workforce (1 person)"


def test_a_bound_is_told_with_separators_and_units(rulebase):
    with pytest.raises(FactError) as caught:
        parse_value(rulebase.facts["headcount"], 1_000_001)

    assert "不能大于 1,000,000 人" in caught.value.sentence.zh
    assert "above 1,000,000 people" in caught.value.sentence.en


def test_own_employees_cannot_outnumber_all(rulebase):
    with pytest.raises(FactError, match="不能多于"):
        parse_facts(rulebase.facts, {"headcount": 100, "headcount_own": 101})

    assert parse_facts(rulebase.facts, {"headcount": 100, "headcount_own": 100})
