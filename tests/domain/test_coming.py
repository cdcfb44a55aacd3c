"""Moments to come, as people say them; what was said of visitors and trips."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.arrivals import read_visitors
from bot.domain.coming import read_coming
from bot.domain.trips import read_trip

ZONE = ZoneInfo("Asia/Shanghai")
FRIDAY = datetime(2022, 7, 15, 9, 30, tzinfo=ZONE)


def walls(moments):
    return [each.astimezone(ZONE).strftime("%d %H:%M") for each in moments]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("明天下午3点", ["16 15:00"]),
        ("明天3点", ["16 03:00", "16 15:00"]),
        ("3点", ["15 15:00"]),
        ("后天早上八点半", ["17 08:30"]),
        ("下周一 14:00", ["18 14:00"]),
        ("16号晚上8点", ["16 20:00"]),
        ("１６号晚上８点", ["16 20:00"]),
        ("明天上午10点 两个焊工", ["16 10:00"]),
        ("明天上午10点十二个焊工", ["16 10:00"]),
        ("明天上午10点20到", ["16 10:20"]),
        ("1个半小时后", ["15 11:00"]),
        ("马上", ["15 09:30"]),
        ("今儿黑了8点", ["15 20:00"]),
        ("明儿一早6点", ["16 06:00"]),
        ("后晌3点", ["15 15:00"]),
        ("上周五8点", []),  # a day that is over is none to come
        ("今天上午8点", []),
        ("下周一", []),
        ("40天后", []),
        ("tomorrow 3 pm", ["16 15:00"]),
        ("on 16 Jul at 15:00", ["16 15:00"]),
        ("in two hours", ["15 11:30"]),
    ],
)
def test_a_moment_to_come_is_read_or_asked_for(text, read):
    assert walls(read_coming(text, FRIDAY, ZONE).moments) == read


@pytest.mark.parametrize(
    ("said", "label", "count"),
    [
        ("今天下午武汉来仨人验货", "武汉来仨人验货", 3),
        ("记来人昨天就来了武汉的俩人", "武汉的俩人", 2),
        ("上海来两个工程师，明天到", "上海来两个工程师", 2),
    ],
)
def test_who_they_are_and_how_many(said, label, count):
    [found] = read_visitors(said, FRIDAY, ZONE)
    assert (found.label, found.count) == (label, count)


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("1,200人明天来", 1200),
        ("一千二百人明天返岗", 1200),
        ("1.2万人下周一返厂", 12_000),
        ("12000人明天来", 12_000),
        ("两千人明天来", 2000),
        ("1,200 people come tomorrow", 1200),
    ],
)
def test_a_crowd_is_counted_as_it_was_said(said, count):
    [found] = read_visitors(said, FRIDAY, ZONE)
    assert found.count == count


def test_a_list_of_visitors_is_read_line_by_line():
    said = "明天下午3点 上海来2个工程师\n李工\n十二名焊工下周一上午9点返厂"

    found = read_visitors(said, FRIDAY, ZONE)

    assert [(each.label, each.count) for each in found] == [
        ("上海来2个工程师", 2),
        ("李工", 1),
        ("十二名焊工返厂", 12),
    ]
    assert [walls(each.coming.moments) for each in found] == [["16 15:00"], [], ["18 09:00"]]


@pytest.mark.parametrize(
    ("text", "route", "times"),
    [
        ("方城到郑州，明早6点走，下午2点到", "方城到郑州", ["16 06:00", "16 14:00"]),
        ("方城到郑州 明天早上6点出发 下午2点到", "方城到郑州", ["16 06:00", "16 14:00"]),
        ("方城到郑州，明早6点走，后天早上8点到", "方城到郑州", ["16 06:00", "17 08:00"]),
        ("方城—郑州", "方城—郑州", [None, None]),
        ("明早6点走", "", ["16 06:00", None]),
        (
            "Fangcheng to Zhengzhou, leaving tomorrow 6 am, arriving 2 pm",
            "Fangcheng to Zhengzhou",
            ["16 06:00", "16 14:00"],
        ),
    ],
)
def test_a_trip_is_read_with_its_two_times(text, route, times):
    found = read_trip(text, FRIDAY, ZONE)

    read = [None if at is None else walls([at])[0] for at in (found.departs_at, found.arrives_at)]
    assert (found.route, read) == (route, times)
