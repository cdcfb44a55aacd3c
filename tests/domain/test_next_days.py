"""The day of the next answer, as people type it."""

from datetime import date

import pytest

from bot.domain.next_days import means_day, read_next_day

FRIDAY = date(2022, 7, 15)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("下周三", date(2022, 7, 20)),
        ("7月20日", date(2022, 7, 20)),
        ("三天后", date(2022, 7, 18)),
        ("３天内答复", date(2022, 7, 18)),
        ("5个工作日内", date(2022, 7, 22)),
        ("本周五下班前", FRIDAY),
        ("两周后", date(2022, 7, 29)),
        ("半个月后", date(2022, 7, 30)),
        ("in 3 days", date(2022, 7, 18)),
        ("下周", None),
        ("32号", None),
        ("昨天", None),
    ],
)
def test_a_day_is_read_as_people_write_it(said: str, day: date | None) -> None:
    assert means_day(said)
    assert read_next_day(said, FRIDAY) == day


@pytest.mark.parametrize("said", ["车已放行", "另外请把 7 月 18 日的通行证照片发来给我看"])
def test_words_for_the_firm_are_no_day(said: str) -> None:
    assert not means_day(said)
