"""Small words of the desk: time that counts on working days only, and words of the menu."""

from datetime import timedelta

import pytest

from handlers.desk.held_back import is_of_menu
from handlers.phrases import working_days
from handlers.tongue import Tongue

ZH, EN = Tongue("zh"), Tongue("en")


@pytest.mark.parametrize(
    ("hours", "said", "in_english"),
    [
        (24, "1 个工作日", "1 working day"),
        (48, "2 个工作日", "2 working days"),
        (27, "1 个工作日又 3 小时", "1 working day and 3 h"),
        (24.5, "1 个工作日", "1 working day"),
        (19, "工作日里的 19 小时", "19 h of working days"),
    ],
)
def test_what_is_left_is_said_as_its_clock_counts(
    hours: float, said: str, in_english: str
) -> None:
    assert working_days(ZH, timedelta(hours=hours)) == said
    assert working_days(EN, timedelta(hours=hours)) == in_english


@pytest.mark.parametrize(
    "text", ["菜单", "返回菜单", "/help", "／菜单", "取消。", "算了", "待办", "MENU", "never mind"]
)
def test_words_of_the_menu_are_for_the_bot(text: str) -> None:
    assert is_of_menu(text)


@pytest.mark.parametrize(
    "text",
    [
        "已取消原来的限制",
        "请返回厂区等通知",
        "菜单上没有的请直接来电",
        "可以",
        "好的",
        "1",
        "明天办",
    ],
)
def test_words_for_a_firm_are_not(text: str) -> None:
    assert not is_of_menu(text)
