"""Records by a few words, and for whom they are."""

import pytest

from policies.demands import demands_of
from policies.finding import find_records
from policies.loader import load_rulebase
from tests.policies.conftest import SAMPLE
from tests.policy_screen.firms import HOME, RULES


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("采样屋补贴", "P-FC-01"),
        ("采样屋能补多少", "P-FC-01"),
        ("高速费", "P-FC-09"),
        ("场所码", "O-FC-03"),
        ("健康监测", "O-FC-08"),
        ("site codes", "O-FC-03"),
        ("申请白名单", "P-FC-17"),  # titled 申报
    ],
)
def test_a_few_words_find_the_record(text: str, policy: str) -> None:
    assert find_records(RULES, text, HOME)[0].id == policy


@pytest.mark.parametrize(
    "text", ["", "你好", "今天天气怎么样", "😀", "a", "补", "3", "复工要交啥材料"]
)
def test_what_names_nothing_finds_nothing(text: str) -> None:
    assert find_records(RULES, text, HOME) == ()


def test_records_of_another_place_are_not_found() -> None:
    assert find_records(RULES, "采样屋补贴", "河南省/驻马店市") == ()


def test_demands_are_said_without_any_firm() -> None:
    [subject, booth] = demands_of(RULES.records["P-FC-01"], RULES.facts)

    assert subject.zh == "主体类型：企业或项目"
    assert booth.zh == "采样屋来源：自行配置"


def test_demands_keep_or_not_and_bounds() -> None:
    sample = load_rulebase(SAMPLE)
    arrival = demands_of(sample.records["arrival"], sample.facts)
    lists = [words.zh for words in demands_of(sample.records["lists"], sample.facts)]

    assert [words.zh for words in arrival] == [
        "到访人员：有已报备为否的，或者到访人员：有状况为感染或密接的"
    ]
    assert "行业：不是其他" in lists
    assert "到期日：不晚于 2025-12-31" in lists
