"""How many people a part of the firm has, where that is all that is written."""

import pytest

from bot.domain.group_sizes_said import GroupSize, read_group_size
from policies.spoken.undo import says_undo


@pytest.mark.parametrize(
    ("text", "called", "count"),
    [
        ("一车间300人", "一车间", 300),
        ("一车间 300 个人", "一车间", 300),
        ("一车间有300人", "一车间", 300),
        ("一车间（300人）", "一车间", 300),
        ("俺一车间300口人", "一车间", 300),
        ("一车间改成280人", "一车间", 280),
        ("三车间280人了", "三车间", 280),
        ("3号车间280人", "3号车间", 280),
        ("二车间十二个人", "二车间", 12),
        ("生产一部120名员工", "生产一部", 120),
        ("物流组12人", "物流组", 12),
        ("workshop 1 has 300 people", "workshop 1", 300),
        ("our night shift: 40 people", "night shift", 40),
    ],
)
def test_a_part_has_so_many_people(text: str, called: str, count: int) -> None:
    assert read_group_size(text) == GroupSize(called, count)


@pytest.mark.parametrize(
    "text", ["夜班四十来人", "一车间一共三百人左右", "一车间300多人", "一车间不到300人"]
)
def test_a_rough_number_is_called_so(text: str) -> None:
    size = read_group_size(text)

    assert size is not None
    assert size.rough


@pytest.mark.parametrize(
    "text",
    [
        *("一车间缺300人", "一车间300人没来", "一车间招300人", "一车间300人发烧"),
        *("每个车间300人", "两个车间300人", "上班300人", "全厂有300人", "用工300人", "300人"),
        *("宿舍20个", "食堂2个", "一车间0人", "采样组30人", "司机12人", "一车间有多少人"),
    ],
)
def test_anything_else_is_no_size_of_a_group(text: str) -> None:
    assert read_group_size(text) is None


def test_a_group_may_be_called_anything() -> None:
    assert read_group_size("司机12人", {"司机"}) == GroupSize("司机", 12)


@pytest.mark.parametrize(
    "text",
    [
        "撤销",
        "撤销吧",
        "撤回刚才那条",
        "把刚才的采样撤了",
        "撤销刚才记的采样",
        "undo",
        "Undo that.",
    ],
)
def test_what_was_recorded_last_is_taken_back(text: str) -> None:
    assert says_undo(text)


@pytest.mark.parametrize("text", ["撤销登记", "取消采样点", "撤销处分", "取消停产", "采样", "了"])
def test_something_else_is_not(text: str) -> None:
    assert not says_undo(text)
