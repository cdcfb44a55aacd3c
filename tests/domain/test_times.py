from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.times import AHEAD, read_moment

ZONE = ZoneInfo("Asia/Shanghai")


def at(wall: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=ZONE)


TEN = "2022-07-15 10:00"  # a Friday morning
NINE_PM = "2022-07-15 21:00"
AFTER_MIDNIGHT = "2022-07-16 00:30"


@pytest.mark.parametrize(
    ("now", "text", "meant"),
    [
        (TEN, "刚刚", TEN),
        (TEN, "刚刚都采了", TEN),
        (TEN, "刚采完", TEN),
        (TEN, "just now", TEN),
        (TEN, "今天8点半", "2022-07-15 08:30"),
        (TEN, "8点半", "2022-07-15 08:30"),
        (TEN, "今天八点半采的", "2022-07-15 08:30"),
        (TEN, "今早七点一刻", "2022-07-15 07:15"),
        (TEN, "早上8点左右", "2022-07-15 08:00"),
        (TEN, "凌晨2点", "2022-07-15 02:00"),
        (TEN, "昨晚10点", "2022-07-14 22:00"),
        (TEN, "昨晚十点三刻", "2022-07-14 22:45"),
        (TEN, "昨晚12点", "2022-07-15 00:00"),
        (TEN, "昨天下午3点", "2022-07-14 15:00"),
        (TEN, "昨天中午12点", "2022-07-14 12:00"),
        (TEN, "昨天24:00", "2022-07-15 00:00"),
        (TEN, "昨天 20:05", "2022-07-14 20:05"),
        (TEN, "前天傍晚6点", "2022-07-13 18:00"),
        (TEN, "前晚九点", "2022-07-13 21:00"),
        (TEN, "7月14日 20:00", "2022-07-14 20:00"),
        (TEN, "七月十四日晚上八点", "2022-07-14 20:00"),
        (TEN, "14号晚上8点", "2022-07-14 20:00"),
        (TEN, "十四号20时15分", "2022-07-14 20:15"),
        (TEN, "2022年7月14日20点", "2022-07-14 20:00"),
        (TEN, "2022-07-14 20:00:30", "2022-07-14 20:00"),
        (TEN, "7/14 20:00", "2022-07-14 20:00"),
        (TEN, "08:30", "2022-07-15 08:30"),
        (TEN, "０８：３０", "2022-07-15 08:30"),
        (TEN, "　今天８点半", "2022-07-15 08:30"),
        (TEN, "今天 8点", "2022-07-15 08:00"),
        (TEN, "8:30", "2022-07-15 08:30"),
        (TEN, "10:01", "2022-07-15 10:01"),
        (TEN, "2 hours ago", "2022-07-15 08:00"),
        (TEN, "two hours ago", "2022-07-15 08:00"),
        (TEN, "half an hour ago", "2022-07-15 09:30"),
        (TEN, "an hour ago", "2022-07-15 09:00"),
        (TEN, "2小时前", "2022-07-15 08:00"),
        (TEN, "两个小时之前", "2022-07-15 08:00"),
        (TEN, "半小时前", "2022-07-15 09:30"),
        (TEN, "半个钟头前", "2022-07-15 09:30"),
        (TEN, "一个半小时前", "2022-07-15 08:30"),
        (TEN, "1.5小时前", "2022-07-15 08:30"),
        (TEN, "十二小时前", "2022-07-14 22:00"),
        (TEN, "90分钟前", "2022-07-15 08:30"),
        (TEN, "yesterday 8pm", "2022-07-14 20:00"),
        (TEN, "8:15 pm yesterday", "2022-07-14 20:15"),
        (TEN, "yesterday at 8 in the evening", "2022-07-14 20:00"),
        (TEN, "last night at 10", None),
        (TEN, "last night at 10:30", "2022-07-14 22:30"),
        (TEN, "this morning at 8:30", "2022-07-15 08:30"),
        (TEN, "July 14th, 20:00", "2022-07-14 20:00"),
        (TEN, "14 July 2022 8 p.m.", "2022-07-14 20:00"),
        (TEN, "12:10 am", "2022-07-15 00:10"),
        (NINE_PM, "12点半", "2022-07-15 12:30"),
        (NINE_PM, "08:30", "2022-07-15 08:30"),
        (NINE_PM, "晚上8点半", "2022-07-15 20:30"),
        (NINE_PM, "今晚8点", "2022-07-15 20:00"),
        (AFTER_MIDNIGHT, "昨晚10点", "2022-07-15 22:00"),
        ("2022-08-01 09:00", "31号晚上8点", "2022-07-31 20:00"),
        ("2023-01-01 09:00", "12月31日 20:00", "2022-12-31 20:00"),
    ],
)
def test_a_stated_moment_is_read(now: str, text: str, meant: str | None) -> None:
    assert read_moment(text, at(now), ZONE) == (at(meant) if meant else None)


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (NINE_PM, "今天8点半"),  # morning or evening: both have passed
        (NINE_PM, "8:30"),
        (TEN, "昨天8点"),
        (TEN, "昨天12点"),  # noon or midnight
        (TEN, "昨晚1点"),  # of which night
        (TEN, "半夜2点"),
        (TEN, "晚上10点"),  # to come; yesterday was not said
        (TEN, "20:00"),
        (TEN, "今天10:03"),
        (TEN, "今晚12点"),
        (TEN, "7月16日 08:00"),
        (TEN, "20号晚上8点"),
        (TEN, "明天8点"),
        (TEN, "昨晚"),  # no hour
        (TEN, "7月14日"),
        (TEN, "2天前"),
        (TEN, "8点到9点"),  # two moments
        (TEN, "昨天或者今天8点"),
        (TEN, "刚刚 8点半"),
        (TEN, "还没采"),
        (TEN, "8点还没采"),
        (TEN, "今天8点可以采吗"),
        (TEN, "not yet"),
        (TEN, "8点75分"),
        (TEN, "25:00"),
        (TEN, "24:30"),
        (TEN, "7月32日 08:00"),
        (TEN, "早上10点到"),
        (TEN, "早上15点"),
        (TEN, "小时前"),
        (TEN, "车被拦了"),
        (TEN, "。"),
        (TEN, ""),
        (TEN, "1200"),
    ],
)
def test_an_unclear_moment_is_asked_about(now: str, text: str) -> None:
    assert read_moment(text, at(now), ZONE) is None


DAYS = ["今天", "昨", "前天", "7月14日", "14号", "july"]
HOURS = ["晚", "早上", "下午", "半夜", "8", "12", "24", "二十", "点", ":", "30", "半", "pm"]
OTHERS = ["小时", "前", "ago", "刚刚", "没"]
PIECES = [*DAYS, *HOURS, *OTHERS]
MOMENTS = st.integers(0, 4_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))


@settings(deadline=None)
@given(
    text=st.lists(st.sampled_from(PIECES), max_size=7).map("".join) | st.text(max_size=20),
    now=MOMENTS,
)
def test_nothing_read_is_ever_still_to_come(text: str, now: datetime) -> None:
    moment = read_moment(text, now, ZONE)

    assert moment is None or (moment <= now + AHEAD and moment.tzinfo is UTC)
