"""Amounts of money as people write them, and what tells them from people and days."""

from decimal import Decimal

import pytest

from policies.spoken.bare_numbers import answers_with_number
from policies.spoken.measures import only_an_amount
from policies.spoken.reading import names_money, only_counts, read_money

MONEY = {
    "8万": "80000.00",
    "8w": "80000.00",
    "8万5": "85000.00",
    "八万五": "85000.00",
    "三点五万": "35000.00",
    "12345.67": "12345.67",
    "¥80,000元": "80000.00",
    "八万元整": "80000.00",
    "花了八万块": "80000.00",
    "80 thousand yuan": "80000.00",
    "80-thousand": "80000.00",
    "0.08 million": "80000.00",
    "1 hundred thousand": "100000.00",
    "80k": "80000.00",
    "80 K RMB": "80000.00",
    "80krmb": "80000.00",
    "eighty thousand yuan": "80000.00",
    "80 000": "80000.00",
    "RMB 80,000": "80000.00",
    "80,000 CNY in total": "80000.00",
    "1.2k": "1200.00",
    "8 wan": "80000.00",
    "三块五": "3.50",
    "八毛": "0.80",
    "一共三块五": "3.50",
    "七毛八": "0.78",
    "三块零五": "3.05",
    "三块两毛五分": "3.25",
    "8块8分": "8.08",
    "十二万三千四百五十六块七毛八": "123456.78",
    "一共花了123,456元7角8分": "123456.78",
    "廿万块": "200000.00",
    "0.005": "0.01",
}


@pytest.mark.parametrize(("text", "yuan"), MONEY.items())
def test_money_is_read_in_yuan(text, yuan):
    assert read_money(text).value == Decimal(yuan)


@pytest.mark.parametrize(
    "text",
    [
        "五分之一",
        "两三万到五万",
        "百分之五十",
        "不知道",
        "80 dollars",
        "80km",
        "80 thousandths",
        "5 thousand 块 5",
        "五分",
        "三块二块五毛八",
    ],
)
def test_what_is_not_one_amount_is_not_guessed(text):
    assert read_money(text) is None


@pytest.mark.parametrize(
    ("text", "money"),
    [("花了8万", True), ("80 thousand yuan", True), ("三块五", True), ("1200", False)],
)
def test_an_amount_is_told_from_a_number_of_people(text, money):
    assert names_money(text) is money


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("一千二百来号人吧", True),
        ("我们现在一共1200人", True),
        ("about 1,200 people", True),
        ("about twelve hundred", True),
        ("320", True),
        ("12个师傅", True),
        ("俺厂就俺一个管事哩", False),
        ("织布一班", False),
        ("明天下午3点上海来2个工程师", False),
        ("没数过", False),
    ],
)
def test_a_number_of_people_is_told_from_a_remark(text, counts):
    assert only_counts(text) is counts


@pytest.mark.parametrize(
    "text", ["1200来号", "三四十号", "1200号", "百十号", "头两百号人", "80几个"]
)
def test_heads_are_people_where_people_are_asked_for(text):
    assert answers_with_number(text, "人")


@pytest.mark.parametrize("text", ["15号", "三十号", "1200号线", "欠了1200人工资"])
def test_a_day_is_no_number_of_people(text):
    assert not answers_with_number(text, "人")


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("8万2", True),
        ("花了82000块", True),
        ("82000", False),
        ("1.2万人", False),
        ("1200人", False),
    ],
)
def test_an_amount_is_told_from_a_count(text, money):
    assert only_an_amount(text) is money
