"""What is compared, and where a message is cut."""

import pytest

from policies.understanding.text import (
    LONGEST,
    letters_of,
    normalised,
    parts_of,
    stand_together,
)


def test_width_case_digits_and_spaces_do_not_matter():
    assert normalised("  ＡＢＣ １２３\n48小时，Test ") == "abc 000 00小时,test"


def test_a_long_message_is_cut():
    assert len(normalised("口罩" * 1000)) == LONGEST


def test_letters_leave_out_punctuation_but_keep_words_apart():
    assert letters_of("Truck held! 货车，被拦") == "truck held 货车 被拦"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("货车被拦了，工资也发不出", ("货车被拦了", "工资也发不出")),
        ("缺工人而且没有原料", ("缺工人而且没有原料",)),
        ("我们厂缺工人而且没有原料了", ("我们厂缺工人", "没有原料了")),
        ("一是招不到人二是没有钱周转", ("招不到人", "没有钱周转")),
        ("银行催还款，还没有原料", ("银行催还款", "还没有原料")),
        ("truck is held and no masks left", ("truck is held", "no masks left")),
    ],
)
def test_parts(text, parts):
    assert parts_of(normalised(text)) == (parts if len(parts) > 1 else ())


def test_a_message_of_one_piece_has_no_parts():
    assert parts_of("贷款快到期了还不上") == ()
    assert parts_of("") == ()


@pytest.mark.parametrize(
    ("words", "others", "together"),
    [
        (("被拦在",), ("货车", "高速口"), True),
        (("被拦在",), ("招不到",), False),
        (("车被拦在",), ("车被拦",), True),
        ((), ("货车",), False),
    ],
)
def test_words_stand_together_in_one_matter(words, others, together):
    text = "招不到人，货车被拦在高速口，贷款也批不下来"

    assert stand_together(text, words, others) is together
