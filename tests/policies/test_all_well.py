"""今天没事 on the card of a daily report."""

import pytest

from policies.spoken.all_well import says_all_well


@pytest.mark.parametrize(
    "text",
    [
        "今天没事",
        "一切正常",
        "都好着哩",
        "没事",
        "今儿都正常",
        "俺厂都正常",
        "没有异常",
        "All well",
        "今天都好着哩，没事",
        "员工体温都正常，没人发烧",
        "Everything's fine here today.",
        "nobody is ill",
    ],
)
def test_a_report_of_nothing_is_one(text: str) -> None:
    assert says_all_well(text)


@pytest.mark.parametrize(
    "text",
    [
        "没事吧？",
        "正常吗",
        "有人发烧",
        "今天停电",
        "没货了",
        "车没事，人发烧",
        "没有口罩",
        "everything is late",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert not says_all_well(text)
