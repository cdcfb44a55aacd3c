"""What is typed into a search, and where it stands in a text."""

import pytest

from bot.domain.searching import plain, read_number, spans, words_of


@pytest.mark.parametrize(
    ("typed", "ending", "whole"),
    [
        ("F-0716-003", "F0716003", True),
        ("Ｆ－０７１６－００３", "F0716003", True),
        ("f0716003", "F0716003", True),
        ("#F 0716 3", "F0716003", True),
        ("0716-003", "0716003", False),
        ("716-2", "0716002", False),
        ("3", "003", False),
        ("1003", "1003", False),
    ],
)
def test_a_case_number_is_read_as_people_type_it(typed: str, ending: str, whole: bool) -> None:
    number = read_number(typed)
    assert number is not None
    assert (number.ending, number.whole) == (ending, whole)


@pytest.mark.parametrize("typed", ["卡口", "F-003", "107国道", "13812345678", "", "一二三"])
def test_what_is_no_case_number(typed: str) -> None:
    assert read_number(typed) is None


def test_words_are_taken_apart_and_long_numbers_are_no_words() -> None:
    assert words_of(" 卡口　ＡＢＣ 卡口 138 1234 5678") == ("卡口", "abc", "138", "1234", "5678")
    assert words_of("13812345678") == ()


@pytest.mark.parametrize("number", ["13812345678", "138 1234 5678", "41132219900101123X"])
def test_hidden_numbers_are_not_found_digit_by_digit(number: str) -> None:
    assert plain(f"电话{number}请回") in {"电话请回", "电话x请回"}


def test_words_are_marked_where_they_stand_for_people() -> None:
    text = "Ｋ３ 卡 口不放行，卡口说等"
    marked = [text[start:end] for start, end in spans(text, ("卡口", "k3"))]
    assert marked == ["Ｋ３", "卡 口", "卡口"]
