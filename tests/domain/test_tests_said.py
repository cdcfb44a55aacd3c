"""The day of a test in a line about people who come: it is not the day on which they come."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.arrivals import read_visitors
from bot.domain.visits_said import announced_visitors, only_people_from

ZONE = ZoneInfo("Asia/Shanghai")
FRIDAY = datetime(2022, 7, 15, 9, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("line", "label", "day", "tested"),
    [
        ("张三 7月14号从郑州来，13号做的核酸", "张三从郑州", 14, 13),
        ("张三14号从郑州来 13号做的核酸", "张三从郑州", 14, 13),
        ("13号做的核酸，张三14号从郑州来", "张三从郑州", 14, 13),
        ("李四昨天从郑州来的，前天做的核酸", "李四从郑州", 14, 13),
        ("李四核酸13号做的，14号从郑州来", "李四从郑州", 14, 13),
        ("王五明天傍晚从洛阳来，今天上午做了核酸", "王五从洛阳来", 16, 15),
        ("老王明天从洛阳来，7月12日核酸阴性", "老王从洛阳来", 16, 12),
        ("老王明天从洛阳来", "老王从洛阳来", 16, None),
        ("两个客户昨天来的，10号采的抗原", "两个客户", 14, 10),
    ],
)
def test_two_days_are_kept_apart(line: str, label: str, day: int, tested: int | None) -> None:
    [read] = read_visitors(line, FRIDAY, ZONE)

    on = read.came.day if read.came else read.coming.day
    assert on is not None
    assert (read.label, on.day, on.month) == (label, day, 7)
    assert (read.tested and read.tested.day) == tested
    assert announced_visitors(line, FRIDAY, ZONE) == (read,)


def test_a_crowd_is_no_smaller_for_its_comma() -> None:
    [read] = read_visitors("1,200人明天来", FRIDAY, ZONE)
    assert read.count == 1200  # and not 200


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        *(
            ("两个武汉的", True),
            ("俩武汉的", True),
            ("武汉的俩人", True),
            ("仨武汉来的客户", True),
        ),
        *(("那两个武汉的", True), ("two people from Wuhan", True)),
        *(("两个焊接的", False), ("两个武汉的没来", False), ("武汉的货", False)),
    ],
)
def test_so_many_from_somewhere_are_people(text: str, is_one: bool) -> None:
    assert only_people_from(text, lambda name: name == "武汉") is is_one
