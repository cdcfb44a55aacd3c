"""Where somebody says that they are, and the names of those who are to be let in."""

import pytest

from policies.loader import load_rulebase
from policies.spoken.divisions import divisions_of, shipped_towns, town_named
from policies.spoken.own_people import person_named
from policies.spoken.own_place import own_place_in
from policies.spoken.place_words import place_words

REGIONS = load_rulebase().regions
FANGCHENG = "河南省/南阳市/方城县"


@pytest.mark.parametrize(
    "text",
    [
        *("我们在方城县 那个 券桥", "我们厂在方城县券桥镇", "俺厂在方城哩券桥", "我们在券桥"),
        *("我们厂就在方城县 嗯 券桥", "厂在方城县下面的券桥", "We are in Fangcheng, Quanqiao"),
    ],
)
def test_a_place_of_their_own_among_other_words(text: str) -> None:
    place = own_place_in(REGIONS, text)

    assert place is not None
    behind = divisions_of(REGIONS).behind(FANGCHENG, place)
    town = town_named(shipped_towns()[FANGCHENG], behind)
    assert town is not None
    assert town.name.zh == "券桥镇"


@pytest.mark.parametrize(
    "text",
    [
        *("我们在郑州被堵了", "我们在路上", "我们在方城县吗", "我们属于白名单", "方城县有补贴吗"),
        *("车在方城县被扣", "we are in trouble", "我们在方城县招不到人"),
    ],
)
def test_what_says_more_than_a_place_is_none(text: str) -> None:
    assert own_place_in(REGIONS, text) is None


@pytest.mark.parametrize(
    "text",
    ["那个券桥", "方城县 那个 券桥", "方城县的券桥", "县下面的券桥", "在券桥", "这边的券桥"],
)
def test_a_town_without_its_kind_behind_filler_words(text: str) -> None:
    town = town_named(shipped_towns()[FANGCHENG], text)

    assert town is not None
    assert town.name.zh == "券桥镇"


def test_half_a_word_is_still_no_place() -> None:
    assert divisions_of(REGIONS).find("南方城市") == ()


def test_provinces_and_cities_have_english_names() -> None:
    assert place_words(REGIONS, "河南省/郑州市/中牟县").en == "中牟县, Zhengzhou, Henan Province"
    assert divisions_of(REGIONS).full_name("广东省/深圳市").en == "Shenzhen, Guangdong"


@pytest.mark.parametrize(
    ("text", "name"),
    [("周敏", "周敏"), ("加老周", "老周"), ("邀请王小明", "王小明"), ("Zhou Min", "Zhou Min")],
)
def test_a_name_alone(text: str, name: str) -> None:
    assert person_named(text) == name


@pytest.mark.parametrize(
    "text", ["周末放假", "高速费", "成员", "谁", "黄码了", "马上", "王经理被扣了"]
)
def test_no_name(text: str) -> None:
    assert person_named(text) == ""
