"""What people type on a phone between two machines."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policies.spoken.choices import read_option
from policies.spoken.greetings import only_greets
from policies.spoken.reading import read_int, read_money

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
