"""The last day of a document as people write it."""

from datetime import date

import pytest

from bot.domain.until_said import read_until

TODAY = date(2023, 1, 5)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2023-06-30", date(2023, 6, 30)),
        ("仍执行至2023年6月30日为止", date(2023, 6, 30)),
        ("20230630", date(2023, 6, 30)),
        ("到６月３０日", date(2023, 6, 30)),
        ("1月3日", date(2024, 1, 3)),  # the next such day
        ("2023年1月3日", date(2023, 1, 3)),  # over: said so elsewhere
        ("明年6月30日前", date(2024, 6, 30)),
        ("明年底", date(2024, 12, 31)),
        ("6月底", date(2023, 6, 30)),
        ("June 30, 2023", date(2023, 6, 30)),
        ("until 30 June", date(2023, 6, 30)),
        ("2023-06-31", None),
        ("三个月", None),
        ("6月1日到6月30日", None),  # two days
        ("长期有效", None),
    ],
)
def test_a_last_day_is_read_or_asked_again(said: str, day: date | None) -> None:
    assert read_until(said, TODAY) == day
