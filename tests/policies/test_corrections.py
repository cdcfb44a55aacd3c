"""Sentences that correct an answer or suppose another one; and those that only look like it."""

import pytest

from policies.facts import FactType
from policies.spoken.corrections import corrections_in
from policies.spoken.fact_names import fact_named
from policies.spoken.suppositions import fact_supposed, supposed_in

SUPPOSED_TYPES = {FactType.BOOL, FactType.INT, FactType.MONEY, FactType.ENUM, FactType.SET}

CORRECTIONS = [
    ("人数改成1200", "headcount", "1200"),
    ("俺厂的用工人数改成一千二哩", "headcount", "一千二的"),
    ("能不能把人数改成1200人", "headcount", "1200人"),
    ("人数改一下，1300", "headcount", "1300"),
    ("人数变成900了", "headcount", "900了"),
    ("用工人数填错了，是960", "headcount", "960"),
    ("人数不对，应该是960", "headcount", "960"),
    ("职工人数报错了实际960", "headcount", "960"),
    ("我想改人数", "headcount", ""),
    ("改一下用工人数", "headcount", ""),
    ("白名单那一题点错了，应该是申报中", "whitelist_status", "申报中"),
    ("行业选错了", "sector", ""),
    ("采样屋改成没有", "booth_provision", "没有"),
    ("采样屋的钱记错了 是8.5万", "booth_cost", "8.5万"),
    ("地址改一下", "county", ""),
    ("厂址变了", "county", ""),
    ("行业是纺织", "sector", "纺织"),
    ("我们厂人数一共是1300", "headcount", "1300"),
    ("change headcount to 1200", "headcount", "1200"),
    ("my headcount is wrong, it is 960", "headcount", "960"),
]
NO_CORRECTION = [
    "隔离政策改成几天了",
    "核酸改成24小时一次了吗",
    "采样时间能改到下午吗",
    "人数改成多少合适",
    "用工人数变成1200还能补贴吗",
    "订单改成下个月",
    "规定变了",
    "我们换了个老板",
    "换人负责",
    "白名单标准改了",
    "厂里的电路要改一下",
    "今天是星期五",
    "厂里有人发烧",
]
SUPPOSITIONS = [
    ("要是俺厂变成900人呢", "headcount", "900"),
    ("如果人数变成1500还能享受什么", "headcount", "1500"),
    ("如果人数变了呢", "headcount", ""),
    ("如果不在白名单呢", "whitelist_status", "none"),
    ("万一被移出了呢", "whitelist_status", "removed"),
    ("假如自己建采样屋", "booth_provision", "self"),
    ("如果采样屋花了10万", "booth_cost", "10万"),
    ("如果我们是做物流的呢", "sector", "transport"),
    ("假如进了应急状态", "area_state", "emergency"),
    ("如果厂里有6个车间", "n_workshops", "6"),
    ("what if we had 900 people", "headcount", "900"),
    ("what if we are not on the whitelist", "whitelist_status", "none"),
]
NO_SUPPOSITION = ["要是车被拦了咋办", "如果员工阳了要不要报", "要是停电了呢", "如果下雨呢", "在册"]


@pytest.mark.parametrize(("text", "fact", "value"), CORRECTIONS)
def test_a_correction_names_its_fact(rulebase, text, fact, value):
    read = [(fact_named(rulebase.facts.values(), c.about), c.value) for c in corrections_in(text)]

    assert (rulebase.facts[fact], value) in read


@pytest.mark.parametrize("text", NO_CORRECTION)
def test_a_change_of_the_world_is_no_correction(rulebase, text):
    assert not [c for c in corrections_in(text) if fact_named(rulebase.facts.values(), c.about)]


@pytest.mark.parametrize(("text", "fact", "value"), SUPPOSITIONS)
def test_a_supposition_is_understood(rulebase, text, fact, value):
    assert told(rulebase, text) == (fact, value)


@pytest.mark.parametrize("text", NO_SUPPOSITION)
def test_trouble_is_no_supposition(rulebase, text):
    assert told(rulebase, text) is None


def told(rulebase, text):
    """The fact that a text supposes, with its value."""
    clause = supposed_in(text)
    facts = [fact for fact in rulebase.facts.values() if fact.type in SUPPOSED_TYPES]
    found = None if clause is None else fact_supposed(facts, clause)
    return None if found is None else (found[0].id, found[1])
