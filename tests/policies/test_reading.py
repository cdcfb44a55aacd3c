"""What people type on a phone between two machines."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policies.spoken.bare_numbers import answers_with_number
from policies.spoken.choices import read_option
from policies.spoken.greetings import only_greets
from policies.spoken.measures import only_an_amount
from policies.spoken.reading import names_money, only_counts, read_int, read_money

INTEGERS = {
    "廿人": 20,
    "廿三个人": 23,
    "卅人": 30,
    "1200": 1200,
    "１２００人": 1200,
    "1,200": 1200,
    "1.2千": 1200,
    "1.2k": 1200,
    "1千2": 1200,
    "一千二": 1200,
    "一千二百": 1200,
    "一千零二十": 1020,
    "九百六": 960,
    "两千": 2000,
    "1万": 10000,
    "我们一共1200人": 1200,
    "1 thousand": 1000,
    "1.2 thousand people": 1200,
    "1200 employees in total": 1200,
    "12 hundred": 1200,
    "一 thousand": 1000,
    "3百万": 3_000_000,
    "零": 0,
    "0": 0,
    "８００００": 80000,
    "8万": 80000,
    "twelve hundred": 1200,
    "one thousand two hundred and fifty people": 1250,
    "a thousand": 1000,
    "fifty-five": 55,
    "we have two plants with 1200 people": 1200,
}
ROUGHLY = {
    "1200来号": 1200,
    "一千二百来号人": 1200,
    "百十号人": 100,
    "百多人": 100,
    "七八十个人": 70,
    "三四十": 30,
    "三五个": 3,
    "七八个": 7,
    "十五六个": 15,
    "十来个": 10,
    "两三百": 200,
    "八九百": 800,
    "五六千": 5000,
    "八十大几": 80,
    "一百挂零": 100,
    "一百零几个": 100,
    "头两百号": 200,
    "2000把": 2000,
    "千儿八百": 1000,
    "1200ish": 1200,
    "1200 give or take": 1200,
    "close to 1200": 1200,
    "a dozen": 12,
    "about two dozen people": 24,
    "a couple of hundred": 200,
    "two or three hundred": 200,
    "thirty or forty": 30,
    "一千二三": 1200,
    "一千二三百人": 1200,
    "五百四五": 540,
    "1200上下": 1200,
    "差不多一千二": 1200,
    "一千冒头": 1000,
    "小一千": 1000,
    "近千人": 1000,
    "千把人": 1000,
    "二十好几": 20,
    "about twelve hundred": 1200,
    "nearly two thousand": 2000,
    "一千二左右": 1200,
    "大概1200": 1200,
    "约 1 000 人": 1000,
    "一千多": 1000,
    "一千来人": 1000,
    "不到一千": 1000,
    "1200多": 1200,
    "about 1200": 1200,
    "1200-ish": 1200,
    "1000以上": 1000,
    "1000人以上": 1000,
    "1000以下": 1000,
    "不止1000": 1000,
    "起码1000": 1000,
    "至少1000": 1000,
    "不少于1000": 1000,
    "不低于1000人": 1000,
    "不超过1000": 1000,
    "最多一千": 1000,
    "≥1000": 1000,
    "1000+": 1000,
    "at least 1000": 1000,
    "over 1000": 1000,
    "more than 1000": 1000,
    "More  than 1,000 people": 1000,
    "fewer than 1 thousand": 1000,
    "1000 or more": 1000,
}
NOT_ONE_INTEGER = [
    "几百人",
    "上千人",
    "几十个",
    "一千二七",
    "no one",
    "two or five hundred",
    "a few hundred",
    "dozens",
    "twelve dozen",
    "900到1000",
    "900-1000",
    "物流12人，销售8人",
    "-5",
    "1.5",
    "50%",
    "1200,300",
    "80 dozen",
    "80 percent",
    "several thousand",
    "two hundred 5",
    "1 thousand two",
    "80 per shift",
    "廿里铺",
    "没有",
    "不知道",
    "",
]
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


@pytest.mark.parametrize(("text", "value"), INTEGERS.items())
def test_an_exact_number_is_read(text, value):
    reading = read_int(text)

    assert (reading.value, reading.approximate) == (value, False)


@pytest.mark.parametrize(("text", "value"), ROUGHLY.items())
def test_a_rough_number_is_marked(text, value):
    reading = read_int(text)

    assert (reading.value, reading.approximate) == (value, True)


@pytest.mark.parametrize("text", NOT_ONE_INTEGER)
def test_what_is_not_one_whole_number_is_not_guessed(text):
    assert read_int(text) is None


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


@pytest.mark.parametrize("text", ["1200 overall", "1000 workers"])
def test_a_word_that_only_looks_like_a_bound_leaves_the_number_exact(text):
    assert not read_int(text).approximate


@given(st.text(max_size=30) | st.text("0123456789.,零一二两十百千万亿点多元块角", max_size=30))
@example("1" + "0" * 26)
@example("1" + "0" * 26 + "块5")
@example("9" * 4096)
def test_no_text_breaks_the_reader(text):
    for reading in (read_int(text), read_money(text)):
        assert reading is None or reading.value >= 0


@given(st.integers(min_value=0, max_value=10**9))
def test_plain_digits_are_read_as_they_are(number):
    assert read_int(str(number)).value == read_int(f"{number:,}").value == number


CHOICES = [
    ("whitelist_status", "在", "listed"),
    ("whitelist_status", "不在", "none"),
    ("whitelist_status", "不在白名单", "none"),
    ("whitelist_status", "报了还没批", "applied"),
    ("booth_provision", "我们自己弄了个采样屋", "self"),
    ("booth_provision", "不是自己配的", None),
    ("booth_provision", "统一设置", "unified"),
    ("booth_provision", "SELF", "self"),
    ("role_groups", "物流和销售都有", frozenset({"logistics", "sales"})),
    ("role_groups", "没有物流", None),
    ("closed_loop", "是", True),
    ("closed_loop", "不是。", False),
    ("closed_loop", "也许", None),
    ("subject_type", "我们是一家公司", "enterprise"),
    ("subject_type", "企业还是项目？", None),
]


@pytest.mark.parametrize(("fact", "text", "option"), CHOICES)
def test_a_typed_choice_is_read(rulebase, fact, text, option):
    assert read_option(rulebase.facts[fact], text) == option


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
    ("text", "greets"),
    [
        ("你好", True),
        ("您好，在吗？", True),
        ("谢谢啦！", True),
        ("Thank you!", True),
        ("你好，车被拦了", False),
        ("早退", False),
        ("", False),
        ("👍", False),
    ],
)
def test_who_only_greets_asks_nothing(text, greets):
    assert only_greets(text) is greets


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("七八十个人", 80),
        ("八九百", 900),
        ("thirty or forty", 40),
        ("1200来号", None),
        ("80", None),
    ],
)
def test_a_pair_says_how_many_it_may_be_at_most(text, most):
    assert read_int(text).most == most


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
