"""Somebody who is there already: on which day, and what only sounds so."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.came import read_came

ZONE = ZoneInfo("Asia/Shanghai")
FRIDAY = datetime(2022, 7, 15, 9, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "day", "hour", "rest"),
    [
        ("昨儿来哩", 14, None, ""),
        ("上海来的2个工程师昨儿来哩", 14, None, "上海来的2个工程师"),
        ("昨天就来了2个工程师", 14, None, "2个工程师"),
        ("昨天上海来了2个工程师", 14, None, "上海来了2个工程师"),
        ("前天到的3个焊工", 13, None, "3个焊工"),
        ("李工前天到的", 13, None, "李工"),
        ("两个客户已经到了", 15, None, "两个客户"),
        ("今天早上8点来了3个客户", 15, "08:00", "3个客户"),
        ("昨晚8点到的3个工人", 14, "20:00", "3个工人"),
        ("昨天8点来的王总", 14, None, "王总"),  # in the morning or in the evening
        ("夜儿黑来了两个司机", 14, None, "两个司机"),
        ("上周五来了2个人", 8, None, "2个人"),
        ("7月13号来的3个工人", 13, None, "3个工人"),
        ("三天前来了2个人", 12, None, "2个人"),
        ("two engineers from Shanghai came yesterday", 14, None, "two engineers from Shanghai"),
        ("Mr Wang arrived yesterday at 3 pm", 14, "15:00", "Mr Wang"),
        ("two engineers arrived this morning", 15, None, "two engineers"),
    ],
)
def test_who_came_is_read_with_the_day(text: str, day: int, hour: str | None, rest: str) -> None:
    came = read_came(text, FRIDAY, ZONE)

    assert came is not None
    assert (came.day.day, came.rest) == (day, rest)
    assert hour == (came.at and came.at.astimezone(ZONE).strftime("%H:%M"))


@pytest.mark.parametrize(
    "text",
    [
        "明天下午3点上海来2个工程师",
        "今天下午3点来3个客户",
        "昨天说明天来2个工程师",
        "上海来2个工程师",
        "工人昨天来上班",
        "昨天来货",
        "昨天来电",
        "昨天送到3车布",
        "下周一到",
    ],
)
def test_who_is_to_come_or_was_no_visitor_did_not(text: str) -> None:
    assert read_came(text, FRIDAY, ZONE) is None
