"""Sentences that announce visitors or a trip, and those that only sound so."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.plates_said import only_plate
from bot.domain.trips_said import is_announced, read_trip_said
from bot.domain.visits_said import announced_visitors, listed_visitors

ZONE = ZoneInfo("Asia/Shanghai")
FRIDAY = datetime(2022, 7, 15, 9, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("明天下午3点上海来2个工程师", [2]),
        ("周一早上9点王工程师一行3人到厂", [3]),
        ("安徽的两个工人后天上午返岗", [2]),
        ("后天有两个客户来", [2]),
        ("明天下午3点有2个人过来看设备", [2]),
        ("tomorrow 3 pm two engineers come from Shanghai", [2]),
        ("明天来2个工程师；后天上午9点来3个焊工", [2, 3]),
        ("上海来的2个工程师昨儿来哩", [2]),
        ("王总昨天下午来的", [1]),
        ("two engineers from Shanghai came yesterday", [2]),
    ],
)
def test_who_comes_is_understood_anywhere(text: str, people: list[int]) -> None:
    assert [each.count for each in announced_visitors(text, FRIDAY, ZONE)] == people


@pytest.mark.parametrize(
    "text",
    [
        "明天来2个工程师要不要报备",  # a question
        "今天下午来了3个检查的",  # not yet
        "昨天来了2个检查的",  # no visitors
        "昨天来了2个电工没修好",
        "昨儿来哩",  # nobody
        "明天下午3点来货",  # nobody
        "上海来2个工程师",  # no time
        "明天3点前来不及",
        "外地工人明天来不了",
        "年终奖拖到现在，人心散了",
        "外省来的安装队五个人后天到，要登记啥",
        "今天下午5点前把30人的核酸结果报上来",
        "明天上午9点前送到2个人的合同",
        "明天有2个工人被拦在路口",
        "口罩 3000",
        "明天来2个工程师\n口罩不够",
    ],
)
def test_what_only_sounds_so_is_not(text: str) -> None:
    assert announced_visitors(text, FRIDAY, ZONE) == ()


def test_where_the_list_is_on_view_less_is_enough() -> None:
    assert [each.count for each in listed_visitors("上海2个工程师", FRIDAY, ZONE)] == [2]
    assert listed_visitors("明天下午3点王总", FRIDAY, ZONE)
    for other in ("怎么报备", "好的", "今天口罩用完", "明天停产一天", "招2个焊工", "明天3点开会"):
        assert listed_visitors(other, FRIDAY, ZONE) == (), other


@pytest.mark.parametrize(
    ("text", "truck", "destination", "cargo", "route", "departs"),
    [
        (
            "豫R12345 明早6点去郑州送布，王师傅开车",
            *("豫R12345", "郑州", "布", "去郑州送布", "16 06:00"),
        ),
        (
            "豫R·12345明早6点从方城到郑州拉布料，下午2点到",
            *("豫R12345", "郑州", "布料", "从方城到郑州拉布料", "16 06:00"),
        ),
        ("明早6点 豫RD12345 去运城送煤", "豫RD12345", "运城", "煤", "去运城送煤", "16 06:00"),
        ("车牌R12345 后天早上5点发往武汉", "R12345", "武汉", "", "发往武汉", "17 05:00"),
        (
            "刘师傅开车明早6点豫R12345送布去郑州",
            "豫R12345",
            "郑州",
            "布",
            "送布去郑州",
            "16 06:00",
        ),
        ("红解放 明早6点去郑州送布", "红解放", "郑州", "布", "去郑州送布", "16 06:00"),
        ("早上六点开车，豫R12345 去郑州", "豫R12345", "郑州", "", "去郑州", "16 06:00"),
        (
            "豫R12345 leaves tomorrow 6 am to Zhengzhou carrying cloth, driver Mr Wang",
            *("豫R12345", "Zhengzhou", "cloth", "to Zhengzhou carrying cloth", "16 06:00"),
        ),
        ("红解放 3A12", "", "", "", "红解放 3A12", None),
        (
            "明天往郑州送布，豫R12345，司机老李，早上6点走",
            *("豫R12345", "郑州", "布", "往郑州送布", "16 06:00"),
        ),
        ("早上6点走，豫R12345，明天往郑州", "豫R12345", "郑州", "", "往郑州", "16 06:00"),
        ("豫 r1 2345 明儿清早6点去郑州拉货", "豫R12345", "郑州", "", "去郑州拉货", "16 06:00"),
        ("豫R123456点去郑州", "豫R12345", "郑州", "", "去郑州", "15 18:00"),
        ("豫RD12345 今儿黑了8点去郑州", "豫RD12345", "郑州", "", "去郑州", "15 20:00"),
        ("豫R12345后晌3点去许昌", "豫R12345", "许昌", "", "去许昌", "15 15:00"),
        (
            "豫R12345明早六点送布去郑州，后天回来",
            "豫R12345",
            "郑州",
            "布",
            "送布去郑州",
            "16 06:00",
        ),
        (
            "truck 豫R12345 to Zhengzhou tomorrow 6 am, driver Li",
            *("豫R12345", "Zhengzhou", "", "to Zhengzhou", "16 06:00"),
        ),
        (
            "Tomorrow 6 am to Zhengzhou, truck R12345, driver Li",
            *("R12345", "Zhengzhou", "", "to Zhengzhou", "16 06:00"),
        ),
    ],
)
def test_a_trip_is_taken_apart(
    text: str, truck: str, destination: str, cargo: str, route: str, departs: str | None
) -> None:
    said = read_trip_said(text, FRIDAY, ZONE)

    assert (said.truck, said.destination, said.cargo) == (truck, destination, cargo)
    assert said.road.route == route
    leaves = said.planned.departs_at
    assert departs == (leaves and leaves.astimezone(ZONE).strftime("%d %H:%M"))
    assert not {"王", "刘"} & set(said.planned.route), "who drives is not kept"


@pytest.mark.parametrize(
    ("text", "day", "part"),
    [
        ("豫R12345明早去郑州拉货", 16, "morning"),
        ("豫R12345明儿一早去郑州", 16, "morning"),
        ("豫R12345今儿黑了去郑州", 15, "evening"),
        ("后天车去南阳", 17, None),
        ("豫R12345 tomorrow afternoon to Nanyang", 16, "afternoon"),
    ],
)
def test_a_day_without_its_hour_is_kept(text: str, day: int, part: str | None) -> None:
    said = read_trip_said(text, FRIDAY, ZONE)

    assert said.is_trip
    assert (said.planned.day and said.planned.day.day, said.planned.part) == (day, part)
    assert (said.planned.departs_at, said.name) == (None, "")


def test_what_may_be_meant_otherwise_is_asked() -> None:
    arriving = read_trip_said("豫R12345明天上午10点到郑州", FRIDAY, ZONE).planned
    two = read_trip_said("豫R12345明天去郑州，6点走", FRIDAY, ZONE).planned

    assert (arriving.departs_at, arriving.arrives_at, two.departs_at) == (None, None, None)
    assert arriving.either is not None
    assert [each.astimezone(ZONE).strftime("%d %H") for each in two.readings] == ["16 06", "16 18"]


def test_several_trucks_make_one_trip() -> None:
    for text in ("豫R12345、豫RD67890明早6点去郑州", "两辆车明早6点去郑州：豫R12345 豫RD67890"):
        said = read_trip_said(text, FRIDAY, ZONE)
        assert (said.plates, said.road.route) == (("豫R12345", "豫RD67890"), "去郑州")


def test_who_was_tested_is_no_part_of_the_way() -> None:
    said = read_trip_said("豫R12345 今晚8点去武汉送货，小王昨晚6点做的核酸", FRIDAY, ZONE)

    assert (said.destination, said.road.route) == ("武汉", "去武汉送货")


def test_trucks_that_are_counted_are_announced() -> None:
    text = "我有3辆车明天去西安"

    assert is_announced(text, read_trip_said(text, FRIDAY, ZONE))


def test_a_place_beside_a_plate_is_where_it_goes() -> None:
    said = read_trip_said("豫R12345 南阳", FRIDAY, ZONE, lambda name: name == "南阳")

    assert (said.destination, said.is_trip) == ("南阳", True)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("豫R12345 明早6点去郑州送布，王师傅开车", True),
        ("豫R12345明早去郑州拉货", True),
        ("豫R12345 去郑州", False),  # when?
        ("明早6点去郑州送布", False),  # which truck?
        ("明天往上海发一车布 车牌不知道", True),
        ("明天货车去郑州", False),
        ("明天早上6点有车去郑州送货", True),
        ("明天早上6点有车去郑州送货要通行证吗", False),
        ("今天没有车去郑州送货", False),
        ("昨天发了一车布去上海", False),
        ("豫R12345明早6点去郑州要带什么证明", False),
        ("豫R12345被拦在卡口了，明早6点要到郑州", False),
        ("豫R12345", False),
    ],
)
def test_a_trip_is_announced(text: str, is_one: bool) -> None:
    assert is_announced(text, read_trip_said(text, FRIDAY, ZONE)) is is_one


def test_a_plate_alone_names_a_truck() -> None:
    assert only_plate("豫R·12345")
    assert not only_plate("红解放 豫R12345")
