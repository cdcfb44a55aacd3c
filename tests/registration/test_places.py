"""Places: found as people write them, never guessed, and none typed from memory."""

import io

import pytest

from benches.rules import rulebase
from bot.services.firms.places import asks_town, has_records
from policies.errors import PolicyError
from policies.spoken.divisions import (
    divisions_of,
    mark_of,
    read_towns,
    shipped_counties,
    shipped_towns,
    short_name,
    town_named,
)
from policies.spoken.place_words import place_words

RULES = rulebase()
TREE = divisions_of(RULES.regions)
FANGCHENG = "河南省/南阳市/方城县"

NAMED = {
    "方城": [FANGCHENG],
    "方城县": [FANGCHENG],
    "河南南阳方城": [FANGCHENG],
    "我们在南阳方城释之街道": [FANGCHENG],
    "Fangcheng County": [FANGCHENG],
    "fangcheng, nanyang": [FANGCHENG],
    "社旗": ["河南省/南阳市/社旗县"],
    "南阳": ["河南省/南阳市"],
    "河南": ["河南省"],
    "济源": ["河南省/省直辖县级行政区划/济源市"],
    "重庆江北": ["重庆市/市辖区/江北区"],
    "大厂": ["河北省/廊坊市/大厂回族自治县"],
    "南京鼓楼": ["江苏省/南京市/鼓楼区"],
    "朝阳": ["北京市/市辖区/朝阳区", "辽宁省/朝阳市", "吉林省/长春市/朝阳区"],
    "在县城东边": [],
    "南方城市": [],
    "一千二": [],
    "": [],
}


@pytest.mark.parametrize(("text", "paths"), NAMED.items())
def test_a_place_is_found_as_people_write_it(text, paths):
    assert list(TREE.find(text)) == paths


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("方城县", "方城"),
        ("内蒙古自治区", "内蒙古"),
        ("恩施土家族苗族自治州", "恩施"),
        ("城区", "城区"),
    ],
)
def test_a_name_without_its_kind(name, short):
    assert short_name(name) == short


def test_every_county_has_a_button_of_its_own():
    marks = {mark_of(path) for path in shipped_counties()}

    assert len(marks) == len(shipped_counties()) > 2900
    assert all(TREE.of_mark(mark_of(path)) == path for path in shipped_counties())
    assert TREE.of_mark("0" * 10) is None


def test_the_tree_passes_over_what_is_no_place():
    assert "北京市/市辖区/东城区" in TREE.children("北京市")
    assert TREE.children("河南省")[-1] == "河南省/省直辖县级行政区划/济源市"
    assert TREE.full_name("北京市/市辖区/朝阳区").zh == "北京市朝阳区"


def test_the_towns_of_the_county_are_shipped_with_english_names():
    towns = shipped_towns()[FANGCHENG]

    assert len(towns) == 20
    assert all(town.name.en.isascii() or "’" in town.name.en for town in towns)
    assert town_named(towns, "释之").name.zh == "释之街道"
    assert town_named(towns, "Dushu").name.zh == "独树镇"
    assert town_named(towns, "哪个都不是") is None


def test_a_town_is_asked_where_it_matters_only():
    assert asks_town(RULES, FANGCHENG)
    assert not asks_town(RULES, f"{FANGCHENG}/释之街道")
    assert not asks_town(RULES, "河南省/南阳市/社旗县")
    assert has_records(RULES, f"{FANGCHENG}/释之街道")
    assert not has_records(RULES, "北京市/市辖区/朝阳区")


@pytest.mark.parametrize(
    ("path", "zh", "en"),
    [
        (f"{FANGCHENG}/释之街道", "方城县 释之街道", "Shizhi Subdistrict, Fangcheng County"),
        (f"{FANGCHENG}/新镇", "方城县 新镇", "新镇, Fangcheng County"),
        ("北京市/市辖区/朝阳区", "北京市朝阳区", "Chaoyang District, Beijing"),
        ("越南河内", "越南河内", "越南河内"),
    ],
)
def test_a_place_is_called_from_where_documents_are_held(path, zh, en):
    words = place_words(RULES.regions, path)

    assert (words.zh, words.en) == (zh, en)


def test_staff_list_their_own_towns():
    towns = read_towns(io.StringIO("town,english\n甲镇,Jia Town\n乙镇,\n"))

    assert [(town.name.zh, town.name.en) for town in towns] == [
        ("甲镇", "Jia Town"),
        ("乙镇", "乙镇"),
    ]


@pytest.mark.parametrize(
    "written",
    ["", "name\n甲镇\n", "town\n", "town\n甲镇\n甲镇\n", "town\n镇\n", "town\n甲/乙镇\n"],
)
def test_a_list_that_is_none_is_refused_with_a_sentence(written):
    with pytest.raises(PolicyError) as error:
        read_towns(io.StringIO(written))
    assert error.value.sentence.zh
