"""Questions about another place are known as such, and no clause of the own place answers them."""

from pathlib import Path

import pytest
import yaml

from policies.spoken.asked_places import asked_elsewhere
from policies.spoken.divisions import shipped_counties
from policies.spoken.place_files import FOLDER
from policies.understanding.findings import find, remarks
from policies.understanding.measure import labelled

HERE = Path(__file__).parent
HOME = "河南省/南阳市/方城县"
PLACES = yaml.safe_load((HERE / "places.yaml").read_text("utf-8"))
MENTIONED = {  # the only ones of all questions and examples that are about another place
    "郑州现在算啥风险",
    "听说社旗有密接，真的假的",
    "郑州封控几儿能结束",
    "Is Zhengzhou a risk area at the moment?",
    "听说郑州出了30条，咱能跟着享受不",
    "包头这边的联络员名单在哪儿查",
    "呼伦贝尔管乳品厂的联络员是谁呀",
    "汝南县指挥部的座机号",
    "Which hotline can a firm in Zibo call with its troubles?",
    "听说驻马店减半收国有房租，我们租县国资的厂房减不减",
    "What are the 15 measures of Inner Mongolia?",
}


def place(rulebase, text, home=HOME):
    asked = asked_elsewhere(rulebase.regions, home, text)
    return asked and asked.name.zh


@pytest.mark.parametrize(("text", "right"), PLACES["asked"].items())
def test_a_question_about_another_place_is_known(rulebase, text, right):
    assert place(rulebase, text) == right


@pytest.mark.parametrize("text", PLACES["not_asked"])
def test_where_people_and_goods_come_from_go_or_stay_is_not_what_is_asked(rulebase, text):
    assert place(rulebase, text) is None


def test_what_is_another_place_depends_on_where_the_firm_is(rulebase):
    question = "郑州市的采样屋补贴多少"

    assert place(rulebase, question) == "郑州市"
    assert place(rulebase, question, "河南省/郑州市/中牟县") is None
    assert place(rulebase, question, "河南省") is None  # it may well be there
    assert place(rulebase, "社旗怎么规定的", "山东省/淄博市") is None  # nobody there calls it so
    assert place(rulebase, "社旗县怎么规定的", "山东省/淄博市") == "社旗县"


def test_the_own_place_and_a_town_of_it_are_no_other_place(rulebase):
    for text in ("方城县的采样屋补多少", "独树镇的白名单找谁报", "南阳市方城县几天一次核酸"):
        assert place(rulebase, text) is None


def test_the_deepest_place_is_meant(rulebase):
    assert place(rulebase, "河南省郑州市怎么规定采样屋") == "郑州市"
    assert place(rulebase, "河南省南阳市社旗县的场所码咋设") == "社旗县"


def test_a_name_that_is_a_word_or_half_of_one_is_no_place(rulebase):
    for text in (
        "每周口罩发几个",
        "要确保定期检测吗",
        "股东营业执照",
        "省和县怎么分摊",
        "合作市场",
    ):
        assert place(rulebase, text) is None


def test_ordinary_words_ask_about_no_other_place(rulebase, ordinary):
    messages = [
        m.text for name in ("must-pass", "nobodys") for m in labelled(HERE / f"{name}.yaml")
    ]
    taught = [each.text for category in rulebase.problems.values() for each in category.examples]
    asks = [
        ask
        for document in rulebase.documents.values()
        for each in (*document.clauses.values(), *document.silences)
        for ask in each.asks
    ]

    texts = {*ordinary, *messages, *taught, *asks}

    assert {text for text in texts if place(rulebase, text)} <= MENTIONED


@pytest.mark.parametrize("text", PLACES["asked"])
def test_no_clause_of_the_own_place_answers_for_another(rulebase, text):
    found = find(rulebase, HOME, text)

    assert found.elsewhere.place.zh == PLACES["asked"][text]
    assert found.answers == ()
    assert found.reading.silence is None


def test_what_the_own_place_says_of_it_is_related_and_what_binds_the_other_is_named(rulebase):
    held = find(rulebase, HOME, "淄博市的房租减免怎么规定的").elsewhere
    booth = find(rulebase, HOME, "郑州市的采样屋政府补贴多少")

    assert [document.region for document in held.documents] == ["山东省/淄博市"]
    assert booth.elsewhere.documents == ()
    assert {"三(六)", "五(一)"} & {each.clause.number for each in booth.related}


@pytest.mark.parametrize(
    "text", ["淄博怎么规定的", "What are the rules in Zibo?", "内蒙古有啥政策"]
)
def test_who_asks_for_all_rules_of_another_place_is_offered_none_of_the_own(rulebase, text):
    found = find(rulebase, HOME, text)

    assert found.elsewhere.documents
    assert found.reading.clauses == ()


def test_a_problem_of_a_confirmed_kind_is_the_firms_own_whatever_place_it_names(rulebase):
    found = find(rulebase, HOME, "郑州高速通行费", "logistics")

    assert found.elsewhere is None
    assert found.answers


def test_why_nothing_answers_is_said_in_both_languages(rulebase):
    [remark] = remarks(find(rulebase, HOME, "郑州市的采样屋补贴多少"))

    assert "郑州市" in remark.zh
    assert "Zhengzhou" in remark.en


def test_every_other_name_of_a_place_belongs_to_a_place_of_the_country(rulebase):
    lines = (FOLDER / "called.tsv").read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if not line.startswith("#")]
    above = {county.rsplit("/", depth)[0] for county in shipped_counties() for depth in (1, 2)}

    for path, name in pairs:
        assert path in above
        assert place(rulebase, f"{name}怎么规定的") == path.rsplit("/", 1)[-1]
