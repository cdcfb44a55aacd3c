"""Answers of which somebody is not sure."""

import pytest

from policies.loader import load_rulebase
from policies.spoken.uncertain import likely_option, uncertain

RULES = load_rulebase()


@pytest.mark.parametrize(
    "text",
    [
        *("大概在册吧", "应该是", "可能有吧", "好像是企业", "有时候去", "不一定", "看情况"),
        *("probably listed", "it depends", "sometimes", "I think so"),
    ],
)
def test_a_short_answer_without_being_sure(text: str) -> None:
    assert uncertain(text)


@pytest.mark.parametrize(
    "text",
    [
        *("在册", "是", "没有", "yes", "大概在册吗", "应该怎么办", "可能被封了", "应该找谁"),
        *("大概是去年年底我们才申请的，到现在还没有人回话，也不知道成不成", "我们都去过"),
    ],
)
def test_sure_answers_questions_trouble_and_stories_are_none(text: str) -> None:
    assert not uncertain(text)


@pytest.mark.parametrize(
    ("fact", "text", "option"),
    [
        ("whitelist_status", "大概在册吧", "listed"),
        ("whitelist_status", "应该是没申报", "none"),
        ("whitelist_status", "probably listed", "listed"),
        ("whitelist_status", "有时候去", None),
        ("subject_type", "好像是企业", "enterprise"),
        ("closed_loop", "应该是", True),
        ("closed_loop", "大概没有吧", False),
        ("closed_loop", "有时候", True),
        ("closed_loop", "不一定", None),
    ],
)
def test_the_likely_option(fact: str, text: str, option: str | bool | None) -> None:
    assert likely_option(RULES.facts[fact], text) == option
