"""What people type about duties: amounts, intervals, hours."""

import pytest

from handlers.owner.duties.amounts import read_amounts
from handlers.owner.duties.hour import read_hour
from handlers.owner.duties.intervals import read_interval
from tests.duties.works import STOCK
from tests.testing.county import RULES


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("口罩 500 防护服 20", {"masks": 500, "suits": 20}, ()),
        ("口罩500只，防护服二十套、手套1千双", {"masks": 500, "suits": 20, "gloves": 1000}, ()),
        ("500 masks 20 suits", {"masks": 500, "suits": 20}, ()),
        ("masks 500, gloves 100", {"masks": 500, "gloves": 100}, ()),
        ("消毒液30桶免洗手消毒液12", {"disinfectant": 30, "hand_sanitizer": 12}, ()),
        ("口罩没有了 抗原 ２００", {"masks": 0, "antigen_tests": 200}, ()),
        ("口罩一千二", {"masks": 1200}, ()),
        ("测温枪3把 生活用品7天", {"thermometers": 3, "living_goods": 7}, ()),
        ("口罩很多 防护服 20", {"suits": 20}, ("口罩很多",)),
        ("今天天气不错", {}, ("今天天气不错",)),
        ("500", {}, ()),
        ("", {}, ()),
    ],
)
def test_amounts_are_read_item_by_item(
    text: str, found: dict[str, int], rest: tuple[str, ...]
) -> None:
    keeping = RULES.records[STOCK].keeping
    assert keeping is not None

    read = read_amounts(keeping.items, text)

    assert (read.found, read.rest) == (found, rest)


def test_another_unit_is_not_taken_for_the_items_own() -> None:
    keeping = RULES.records[STOCK].keeping
    assert keeping is not None

    read = read_amounts(keeping.items, "口罩两万个，消毒液三百斤")

    assert read.found == {"masks": 20000}
    assert read.rest == ("消毒液三百斤",)


def test_a_bare_number_is_enough_where_there_is_one_item() -> None:
    keeping = RULES.records[STOCK].keeping
    assert keeping is not None

    assert read_amounts(keeping.items[:1], "八百").found == {"masks": 800}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("30天", 30),
        ("每30天", 30),
        ("每两周", 14),
        ("一个月", 30),
        ("每月一次", 30),
        ("每季度", 90),
        ("半年", 180),
        ("每天", 1),
        ("45", 45),
        ("every 10 days", 10),
        ("every week", 7),
        ("不知道", None),
        ("隔三差五", None),
    ],
)
def test_intervals_are_read_in_days(text: str, days: int | None) -> None:
    assert read_interval(text) == days


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("17:30", 1050),
        ("１７：３０", 1050),
        ("下午三点半", 930),
        ("晚上8点", 1200),
        ("早上九点", 540),
        ("5pm", 1020),
        ("17", 1020),
        ("25:00", None),
        ("17:75", None),
        ("下班的时候", None),
    ],
)
def test_hours_are_read_in_minutes_after_midnight(text: str, minutes: int | None) -> None:
    assert read_hour(text) == minutes
