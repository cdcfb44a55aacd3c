"""Credit codes: forgiven how they are typed, and told exactly what is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from bot.domain.credit_codes import (
    LENGTH,
    CodeFault,
    WrongCode,
    masked_code,
    read_credit_code,
)

CODE = "91110000600037341L"
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"

BODIES = st.tuples(
    st.text(SIGNS, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(SIGNS, min_size=9, max_size=9),
).map("".join)


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        f"信用代码{CODE[:8]} {CODE[8:]}，法人是我",
        f"我们厂代码{CODE}电话13800001111",
        f"our code is {CODE} thanks",
        CODE.lower(),
        " 9111 0000-6000 37341L ",
        "９１１１００００６０００３７３４１Ｌ",
        f"信用代码：{CODE}",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert read_credit_code(typed) == CODE


WRONG = {
    "": CodeFault.NO_CODE,
    "没有": CodeFault.NO_CODE,
    "我不知道 abc": CodeFault.NO_CODE,
    CODE[:-1]: CodeFault.LENGTH,
    CODE + "1": CodeFault.LENGTH,
    "410000123456789": CodeFault.OLD_NUMBER,
    "91110000600037342L": CodeFault.CHECK,
    "9111000060003734IL": CodeFault.SIGNS,
    "911100A060003734ZL": CodeFault.SIGNS,
    "11010519491231002X": CodeFault.ID_CARD,
}


@pytest.mark.parametrize(("typed", "fault"), WRONG.items())
def test_what_is_wrong_is_named(typed, fault):
    assert read_credit_code(typed).fault is fault


def test_look_alikes_are_hinted_at():
    wrong = read_credit_code("9111OOOO6OOO3734IL")

    assert (wrong.signs, wrong.meant) == ("OI", CODE)


def test_an_id_number_leaves_no_trace_in_the_answer():
    assert read_credit_code("11010519491231002X") == WrongCode(CodeFault.ID_CARD)


@given(BODIES)
def test_every_code_with_its_check_sign_is_taken_and_with_no_other(body):
    check = uscc.calc_check_digit(body)

    assert read_credit_code(body + check) == body + check
    other = SIGNS[(SIGNS.index(check) + 1) % len(SIGNS)]
    assert isinstance(read_credit_code(body + other), WrongCode)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text):
    read = read_credit_code(text)

    assert isinstance(read, WrongCode) or len(read) == LENGTH


def test_a_code_is_shown_masked():
    assert masked_code(CODE) == "9111**********341L"
