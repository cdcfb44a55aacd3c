"""Documents that a question writes out: held, named and not held, held elsewhere, or unknown."""

import pytest

from policies.understanding.findings import find

HOME = "河南省/南阳市/方城县"
UNKNOWN = {
    "《河南省企业纾困帮扶若干措施》里有没有贷款": "《河南省企业纾困帮扶若干措施》",
    "<<河南省企业纾困帮扶若干措施>>里有没有贷款": "《河南省企业纾困帮扶若干措施》",
    "关于做好农民工工资支付的通知里咋说采样屋的": "《关于做好农民工工资支付的通知》",
    "豫政〔2021〕5号里采样屋政府补贴多少": "豫政〔2021〕5号",
    "请问国发[2020]8号里的社保减免": "国发〔2020〕8号",
    "国发（2022）13号": "国发〔2022〕13号",
}


@pytest.mark.parametrize(("text", "name"), UNKNOWN.items())
def test_what_nobody_here_knows_is_called_not_held_and_no_clause_answers(rulebase, text, name):
    found = find(rulebase, HOME, text)

    assert found.unknown == (name,)
    assert found.answers == ()


@pytest.mark.parametrize(
    "text",
    [
        "《方城县高效统筹疫情防控和经济社会发展工作方案》里采样屋政府补贴多少",
        "《方城县统筹疫情防控和经济发展工作方案》里采样屋政府补贴多少",
        "《工作方案》里采样屋政府补贴多少",
    ],
)
def test_the_title_of_what_is_held_is_no_part_of_the_question(rulebase, text):
    found = find(rulebase, HOME, text)

    assert not found.missing
    assert {each.clause.number for each in found.answers} & {"三(六)", "五(一)"}


@pytest.mark.parametrize(
    "text", ["《营业执照》丢了咋办", "《特殊通行证》怎么申请", "《采样屋》补贴"]
)
def test_a_paper_or_a_thing_between_marks_is_no_document(rulebase, text):
    assert not find(rulebase, HOME, text).missing


def test_what_only_another_places_document_names_is_not_held_either(rulebase):
    found = find(rulebase, HOME, "《人才金政37条》给不给房补")

    assert [each.document.id for each in found.unheld] == ["zibo-talent-37"]
    assert found.answers == ()


def test_what_binds_only_another_place_is_named_with_it(rulebase):
    held = rulebase.documents["zibo-2020"]

    found = find(rulebase, HOME, f"《{held.title.zh}》里房租怎么减")

    assert found.elsewhere.documents == (held,)
    assert found.elsewhere.place.zh == "淄博市"
    assert found.answers == ()
    assert not find(rulebase, held.region, f"《{held.title.zh}》里房租怎么减").missing


def test_a_like_title_of_another_place_is_not_taken_for_the_own_one(rulebase):
    found = find(rulebase, HOME, "《叶县高效统筹疫情防控和经济社会发展工作方案》补贴多少")

    assert found.elsewhere.place.zh == "叶县"
    assert found.answers == ()
