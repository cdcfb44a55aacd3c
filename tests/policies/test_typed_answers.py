"""What an owner types to a question, as the questionnaire reads it."""

from decimal import Decimal

import pytest

from handlers.owner.questions.fact_views import question
from handlers.owner.questions.reading import NotUnderstood, TooSmall, Understood, read_fact
from handlers.tongue import Tongue

HOME = "河南省/南阳市/方城县"

READ = [
    ("ppe_needed", "都不缺", frozenset()),
    ("ppe_needed", "不缺。", frozenset()),
    ("ppe_needed", "口罩和额温枪", frozenset({"masks", "thermometers"})),
    ("ppe_needed", "抗原、消毒水", frozenset({"antigen_tests", "disinfectant"})),
    ("stop_order", "没有", ()),
    ("stop_order", "有", ({},)),
    ("stop_order", "街道让停", ({},)),
    ("stop_order", "说是疫情", ({"epidemic": True},)),
    ("arrivals", "没人来", ()),
    ("epidemic_costs", "0", Decimal("0.00")),
    ("epidemic_costs", "3万6", Decimal("36000.00")),
    ("sector", "开厂的", "industry"),
    ("sector", "跑运输", "transport"),
    ("site_types", "厂区，还有个工地", frozenset({"industry", "construction_site"})),
    ("vehicle_relation", "俺自己的", "own"),
    ("vehicle_relation", "货拉拉叫的", "adhoc"),
    ("transport_problem", "路过中风险，不让走", "refused_for_route"),
    ("transport_problem", "村里把路挖断了", "road_blocked"),
    ("inspection_type", "查环保", "environment_admin"),
    ("inspection_type", "没人来", "none"),
    ("epidemic_rules_ok", "还差几项", False),
    ("epidemic_rules_ok", "都落实了", True),
    ("customer_or_supplier_on_whitelist", "木有", False),
    ("has_confirmed_case", "没有", False),
    ("emissions_compliant", "不达标", False),
    ("crosses_emergency_area", "不经过", False),
    ("inspection_approved", "没出示", False),
    ("n_workshops", "六个车间", 6),
]


@pytest.mark.parametrize(("fact", "text", "value"), READ)
def test_what_people_type_is_read(rulebase, fact, text, value):
    assert read_fact(rulebase, HOME, rulebase.facts[fact], text) == Understood(value)


def test_an_amount_without_its_unit_is_still_asked_back(rulebase):
    read = read_fact(rulebase, HOME, rulebase.facts["epidemic_costs"], "8")

    assert read == TooSmall(Decimal("8.00"))


def test_nothing_is_not_read_where_something_must_be_chosen(rulebase):
    read = read_fact(rulebase, HOME, rulebase.facts["site_types"], "都不缺")

    assert read == NotUnderstood()


@pytest.mark.parametrize(
    ("fact", "offered"), [("ppe_needed", "都不缺"), ("stop_order", "没有"), ("arrivals", "有")]
)
def test_nothing_and_something_can_be_tapped(rulebase, fact, offered):
    view = question(Tongue("zh"), rulebase.facts[fact])

    assert offered in [button.text for row in view.rows for button in row]


def test_no_button_of_a_question_is_too_long_for_telegram(rulebase):
    for fact in rulebase.facts.values():
        view = question(Tongue("zh"), fact)
        data = [button.data for row in view.rows for button in row if button.data]
        assert max(len(each.encode()) for each in data) <= 64, fact.id
