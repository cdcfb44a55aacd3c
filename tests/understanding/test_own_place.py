"""Where somebody says that they are, and the names of those who are to be let in."""

import re

import pytest

from policies.loader import load_rulebase
from policies.spoken.divisions import divisions_of, shipped_counties, shipped_towns, town_named
from policies.spoken.own_people import person_named
from policies.spoken.own_place import Newcomer, newcomer_in, own_place_in
from policies.spoken.place_words import place_words

REGIONS = load_rulebase().regions
FANGCHENG = "河南省/南阳市/方城县"
_CHINESE = re.compile("[\u3400-\u9fff]")


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


@pytest.mark.parametrize(
    ("text", "place", "people"),
    [
        ("方城县", "方城县", ""),
        ("方城县释之街道", "方城县释之街道", ""),
        ("俺是开饭店哩，方城独树", "方城独树", ""),
        ("做耐材的，在方城", "方城", ""),
        ("我们是纺织厂，在方城县释之街道，120人", "方城县释之街道", "120人"),
        ("我们厂在方城县 大概一百二十人", "方城县", "大概一百二十人"),
    ],
)
def test_a_newcomer_says_who_they_are(text: str, place: str, people: str) -> None:
    assert newcomer_in(REGIONS, text) == Newcomer(place, people)


@pytest.mark.parametrize(
    "text",
    [
        "货车在方城县被拦",
        "方城县不让过",
        "方城县有什么补贴",
        "方城县的电停了",
        "方城县政府",
        "我们在方城县，招不到人",
        "我们是做烟花的，方城县停电",
        "拐河那边封路",
        "我是纺织厂",
        "120人",
    ],
)
def test_trouble_at_a_place_is_nobodys_introduction(text: str) -> None:
    assert newcomer_in(REGIONS, text) is None


def test_provinces_and_cities_have_english_names() -> None:
    assert (
        place_words(REGIONS, "河南省/郑州市/中牟县").en
        == "Zhongmu County, Zhengzhou, Henan Province"
    )
    assert divisions_of(REGIONS).full_name("广东省/深圳市").en == "Shenzhen, Guangdong"


def test_no_name_of_a_place_has_chinese_in_english() -> None:
    tree = divisions_of(REGIONS)
    paths = {place for county in shipped_counties() for place in _and_above(county)}

    assert [path for path in paths if _CHINESE.search(tree.name(path).en)] == []
    assert [path for path in paths if _CHINESE.search(tree.full_name(path).en)] == []


@pytest.mark.parametrize(
    ("path", "english"),
    [
        ("陕西省", "Shaanxi"),
        ("西藏自治区", "Tibet"),
        ("内蒙古自治区/呼和浩特市", "Hohhot"),
        ("内蒙古自治区/鄂尔多斯市", "Ordos"),
        ("新疆维吾尔自治区/乌鲁木齐市", "Urumqi"),
        ("重庆市", "Chongqing"),
        ("山西省/长治市", "Changzhi"),
        ("安徽省/六安市", "Lu’an"),
        ("山西省/临汾市/洪洞县", "Hongtong County"),
        ("河南省/鹤壁市/浚县", "Xun County"),
        ("河南省/平顶山市/郏县", "Jia County"),
        ("安徽省/铜陵市/枞阳县", "Zongyang County"),
        ("云南省/普洱市/孟连傣族拉祜族佤族自治县", "Menglian Dai Lahu Va Autonomous County"),
    ],
)
def test_a_place_is_called_what_it_is_called_in_english(path: str, english: str) -> None:
    assert divisions_of(REGIONS).name(path).en == english


def _and_above(path: str) -> tuple[str, ...]:
    names = path.split("/")
    return tuple("/".join(names[:depth]) for depth in range(1, len(names) + 1))


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
