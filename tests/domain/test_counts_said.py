"""How many people and when, in one sentence, where samplings are asked for."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.counts_said import people_and_rest, read_count_and_time, read_report

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2022, 7, 15, 9, 0, tzinfo=ZONE)  # a Friday


@pytest.mark.parametrize(
    ("text", "count", "clock"),
    [
        ("50人，今早7点", 50, "07:00"),
        ("今早7点，50个人", 50, "07:00"),
        ("今早七点 50名", 50, "07:00"),
        ("一共五十人，早上8点半采的", 50, "08:30"),
        ("12个人 早上8点", 12, "08:00"),
        ("50 people, 7 am", 50, "07:00"),
    ],
)
def test_number_and_time_are_both_read(text: str, count: int, clock: str) -> None:
    said = read_count_and_time(text, NOW, ZONE)

    assert said is not None
    assert said.at is not None
    assert (said.count, f"{said.at.astimezone(ZONE):%H:%M}") == (count, clock)


@pytest.mark.parametrize(
    "text",
    [
        "50人",  # no time
        "今早7点",  # no number
        "50人，明早7点",  # still to come
        "缺50人，今早7点",
        "50人今早7点没来",
        "三五十人，今早7点",  # no number of people who were there
        "50人，今早7点，还有20人晚上",
        "7点来了50人",
        "0人，今早7点",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert read_count_and_time(text, NOW, ZONE) is None


def test_a_sampling_is_read_as_anywhere() -> None:
    said = read_report("采了50人", NOW, ZONE)

    assert said is not None
    assert (said.count, said.at) == (50, None)


def test_what_is_left_beside_the_people() -> None:
    assert people_and_rest("50人，今早7点") == (50, "今早7点")
    assert people_and_rest("今早7点的2个小时") is None
