"""What is written while the test groups are on view."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.pauses_said import read_pause
from bot.domain.samplings_said import SampledSaid, read_sampled, read_sampling_time

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2022, 7, 15, 9, 0, tzinfo=ZONE)  # a Friday
GROUPS = ("物流", "一般岗位", "logistics")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "都采罢了",
            "都做完了",
            "采了",
            "采完了",
            "俺厂都采过了",
            "大家都测完了",
            "全部采样完毕",
        ),
        *("核酸都做了", "已经采了", "都采完了哩", "全员做完核酸了", "都弄完了", "采过样了"),
        *(
            "all tested",
            "we're all done",
            "everyone has been tested",
            "all done",
            "We all tested.",
        ),
    ],
)
def test_groups_were_sampled(text: str) -> None:
    assert read_sampled(text, NOW, ZONE, GROUPS) == SampledSaid(None)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        *(("刚刚都采了", "09:00"), ("刚采罢", "09:00"), ("早上8点都采了", "08:00")),
        *(("刚才俺厂全采完了", "09:00"), ("8点半采的", "08:30")),
        *(("we all just tested", "09:00"), ("everyone tested at 8 am", "08:00")),
    ],
)
def test_and_when(text: str, clock: str) -> None:
    said = read_sampled(text, NOW, ZONE, GROUPS)
    assert said is not None
    assert said.at is not None
    assert f"{said.at.astimezone(ZONE):%H:%M}" == clock


@pytest.mark.parametrize("text", ["昨天都采了", "上午采完了", "晚上8点采了"])
def test_a_moment_that_is_said_in_part_is_left_open(text: str) -> None:
    assert read_sampled(text, NOW, ZONE, GROUPS) == SampledSaid(None, partly=True)


@pytest.mark.parametrize(
    ("text", "clock", "count"),
    [
        ("昨天下午三点仨人都做了核酸", "14 15:00", 3),
        ("俩司机昨天下午三点做的核酸", "14 15:00", 2),
        ("昨天中午12点俩人都采了", "14 12:00", 2),
        ("昨天傍晚六点采的，12个人", "14 18:00", 12),
        ("昨天凌晨两点采了1,200人", "14 02:00", 1200),
    ],
)
def test_who_when_and_how_many_in_one_sentence(text: str, clock: str, count: int) -> None:
    said = read_sampled(text, NOW, ZONE)

    assert said is not None
    assert said.at is not None
    assert said.at.astimezone(ZONE).strftime("%d %H:%M") == clock
    assert said.count == count
    assert read_sampling_time(text, NOW, ZONE) == said.at


def test_and_which_of_them() -> None:
    only = read_sampled("物流组都采了", NOW, ZONE, GROUPS)
    assert only == SampledSaid(None, only=frozenset({"物流"}))
    without = read_sampled("除了物流组都采完了", NOW, ZONE, GROUPS)
    assert without == SampledSaid(None, without=frozenset({"物流"}))


@pytest.mark.parametrize(
    ("text", "count", "called", "only"),
    [
        ("一车间采了80个", 80, "一车间", ""),
        ("夜班刚采完", None, "夜班", ""),
        ("一般岗位采了三十个人", 30, "", "一般岗位"),
        ("只采了30个，昨天下午采的", 30, "", ""),
        ("30 workers tested at 8 am", 30, "", ""),
        ("采了3个小时前", None, "", ""),
    ],
)
def test_how_many_and_what_they_call_the_group(
    text: str, count: int | None, called: str, only: str
) -> None:
    said = read_sampled(text, NOW, ZONE, GROUPS)
    assert said is not None
    assert (said.count, said.called, "".join(said.only)) == (count, called, only)


@pytest.mark.parametrize(
    "text",
    [
        *("采样点不给采", "还没采", "采了吗", "采了没", "明天采", "都没采", "采不了", "没人来采"),
        *("采样要钱不", "结果没出来", "采了几个人", "好了", "都完了", "8点", "在采", "有人发烧"),
        *("not tested yet", "nobody tested", "we have to be tested", "test booth is closed"),
    ],
)
def test_anything_else_is_no_sampling(text: str) -> None:
    assert read_sampled(text, NOW, ZONE, GROUPS) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *(
            ("俺厂停产三天", "07-15 07-17"),
            ("放假到周五", "07-15 07-15"),
            ("休息两天", "07-15 07-16"),
        ),
        *(
            ("明天到下周一放假", "07-16 07-18"),
            ("明天不上班", "07-16 07-16"),
            ("停产待定", "07-15"),
        ),
        *(("closed for three days", "07-15 07-17"), ("we are closed until monday", "07-15 07-18")),
        *(("off for a week", "07-15 07-21"), ("closed until further notice", "07-15")),
        *(("放假了", ""), ("停产放假", ""), ("our factory is closed", "")),
        *(
            ("我们要停产三天，歇歇", "07-15 07-17"),
            ("俺厂打算歇三天让大家歇歇", "07-15 07-17"),
            ("厂里放三天假", "07-15 07-17"),
            ("今天厂里放假三天，不采样", "07-15 07-17"),
            ("明天起停工一周，设备检修", "07-16 07-22"),
            ("我们场从今天停产到下周三", "07-15 07-20"),
            ("店里歇业到周日", "07-15 07-17"),
        ),
    ],
)
def test_days_off(text: str, days: str) -> None:
    said = read_pause(text, NOW.date())
    assert said is not None
    read = said.days
    spans = () if read is None else (read.first, *((read.last,) if read.last else ()))
    assert " ".join(f"{day:%m-%d}" for day in spans) == days


@pytest.mark.parametrize(
    "text",
    [
        *(
            "停电三天",
            "供应商停产三天",
            "市场里停业三天",
            "停产三天了",
            "镇上让我们停产三天",
            "路封了三天",
            "采样点放假吗",
            "没停产",
        ),
        *("镇上要我们停产三天", "我们被要求停产三天", "要不要停产三天", "停产三天，没料了"),
        *("the road is closed for three days", "they shut our line", "放假要不要采样"),
    ],
)
def test_anything_else_is_no_day_off(text: str) -> None:
    assert read_pause(text, NOW.date()) is None
