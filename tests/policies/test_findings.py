"""What the check finds is said in words: no id of a fact, an option or an answer is left bare."""

import re
from dataclasses import replace

import pytest

from benches.rules import rulebase
from policies.checking.case_words import mismatch_words
from policies.checking.cases import run_case
from policies.checking.check import check_record
from policies.checking.mutant_words import change_words
from policies.checking.mutation import mutants

RULES = rulebase()
BOOTH = RULES.records["P-FC-01"]


@pytest.mark.parametrize("name", RULES.records)
def test_every_change_that_could_go_unseen_has_words(name: str) -> None:
    record = RULES.records[name]
    for mutant in mutants(RULES, record):
        words = change_words(RULES, record, mutant.change)
        assert not re.search(r"[A-Za-z_]{3,}", words.zh), (mutant.change, words.zh)
        assert "_" not in words.en, (mutant.change, words.en)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ('booth_provision == "self"  →  none instead of self', "“自行配置”写成“没有”"),
        ("headcount < 1000  →  <= instead of <", "条件“用工人数 小于 1000”：“小于”写成“不大于”"),
        ("subsidy: 0.49 instead of 0.5", "政府补贴：“0.5”写成“0.49”"),
        ("region 河南省/南阳市", "地区写成河南省/南阳市"),
    ],
)
def test_a_change_reads_as_people_say_it(change: str, words: str) -> None:
    assert words in change_words(RULES, BOOTH, change).zh


@pytest.mark.parametrize(
    ("expect", "words"),
    [
        ({"outcome": "no_match"}, "结论（outcome）应为“不适用”，得到“适用”"),
        ({"modality": "duty"}, "约束力（modality）应为“企业必须做到”，得到“政府部门应当办到”"),
        (
            {"amounts": {"subsidy": "1.00", "province_share": "28000.00"}},
            "金额（amounts）应为“政府补贴 1.00”，得到“政府补贴 40000.00、县级承担 12000.00”",
        ),
        ({"missing": ["booth_cost"]}, "还差的信息（missing）应为“采样屋费用”，得到“无”"),
        ({"near_miss": {"headcount": 40}}, "还差多少（near_miss）应为“用工人数 40”，得到“无”"),
        ({"capped": True}, "应为“是”，得到“否”"),
        ({"relies_on": []}, "应为“无”，得到“《河南省新冠肺炎疫情常态化防控工作方案（2.0版）》”"),
    ],
)
def test_what_a_case_expected_reads_as_people_say_it(expect: dict, words: str) -> None:
    case = replace(BOOTH.cases[0], expect=expect)
    [mismatch] = run_case(RULES, BOOTH, case)
    assert words in mismatch_words(RULES, BOOTH, mismatch).zh


def test_the_check_itself_says_it_so() -> None:
    careless = replace(BOOTH, cases=BOOTH.cases[:1])
    wrong = replace(BOOTH, cases=(replace(BOOTH.cases[0], expect={"outcome": "no_match"}),))
    unseen = [each.sentence.zh for each in check_record(RULES, careless)]
    [unmet] = [each.sentence.zh for each in check_record(RULES, wrong)]
    assert "改成这样也没有用例发现，请补一个用例：去掉需确认的条件“用工人数 小于 1000”" in unseen
    assert "结论（outcome）应为“不适用”，得到“适用”" in unmet
