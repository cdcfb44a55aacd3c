from datetime import date

import pytest

from bot.domain.days import read_days

FRIDAY = date(2022, 7, 15)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("3天", "2022-07-15", "2022-07-17"),
        ("放假三天", "2022-07-15", "2022-07-17"),
        ("一周", "2022-07-15", "2022-07-21"),
        ("两个星期", "2022-07-15", "2022-07-28"),
        ("明天", "2022-07-16", "2022-07-16"),
        ("明天到下周一", "2022-07-16", "2022-07-18"),
        ("从明天起放假5天", "2022-07-16", "2022-07-20"),
        ("休3天，从明天起", "2022-07-16", "2022-07-18"),
        ("国庆7天", "2022-10-01", "2022-10-07"),
        ("停产到周五", "2022-07-15", "2022-07-15"),
        ("到周日", "2022-07-15", "2022-07-17"),
        ("周一到周三", "2022-07-18", "2022-07-20"),
        ("7月20日到25日", "2022-07-20", "2022-07-25"),
        ("20号～22号", "2022-07-20", "2022-07-22"),
        ("16-18号", "2022-07-16", "2022-07-18"),
        ("30号到2号", "2022-07-30", "2022-08-02"),
        ("2022-07-20到2022-07-22", "2022-07-20", "2022-07-22"),
        ("12月30日到1月2日", "2022-12-30", "2023-01-02"),
        ("到月底", "2022-07-15", "2022-07-31"),
        ("tomorrow to next Monday", "2022-07-16", "2022-07-18"),
        ("until 20 July", "2022-07-15", "2022-07-20"),
        ("3 days", "2022-07-15", "2022-07-17"),
        ("还没定", None, None),
    ],
)
def test_days_are_read_as_people_say_them(text: str, first: str | None, last: str | None) -> None:
    days = read_days(text, FRIDAY)

    if first is None or last is None:
        assert days is None or days.last is None
        return
    assert days is not None
    assert (days.first.isoformat(), days.last and days.last.isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["明天起停产", "从明天开始", "明天到未定", "from tomorrow"])
def test_a_pause_may_have_no_end_yet(text: str) -> None:
    days = read_days(text, FRIDAY)

    assert days is not None
    assert (days.first, days.last) == (date(2022, 7, 16), None)


@pytest.mark.parametrize(
    "text", ["", "随便", "到", "昨天", "好多天", "0天", "下周", "2月30日", "明天到今天", "3天5天"]
)
def test_what_has_no_single_reading_is_asked_again(text: str) -> None:
    assert read_days(text, FRIDAY) is None
