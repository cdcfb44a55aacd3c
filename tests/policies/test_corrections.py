"""Sentences that correct an answer or suppose another one; and those that only look like it."""

import pytest

from policies.facts import FactType
from policies.spoken.corrections import corrections_in, recounted_in
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
    ("what if we weren't on the whitelist?", "whitelist_status", "none"),
    ("suppose we had 900 workers", "headcount", "900"),
    ("if we had only 900 staff, what would we get", "headcount", "900"),
    ("would we get the subsidy if we had 900 people", "headcount", "900"),
    ("let's say the town set up the booth", "booth_provision", "unified"),
    ("what if we have 6 workshops", "n_workshops", "6"),
    ("what if we hired 100 more people", "headcount", ""),
]
NO_SUPPOSITION = [
    *("要是车被拦了咋办", "如果员工阳了要不要报", "要是停电了呢", "如果下雨呢", "在册"),
    *("what if a worker has a fever", "what should we do if the truck is stopped"),
]
RECOUNTED = [
    ("we have 1200 people now", "1200"),
    ("we now have 1,300 workers", "1300"),
    ("our factory has 1300 workers, not 1200", "1300"),
    ("俺厂现在1300人了", "1300"),
    ("现在一共有一千三百人", "一千三百"),
]
NOT_RECOUNTED = [
    *("现在有3人发烧", "现在来了20人", "现在缺20人", "1300人", "目前人手不够"),
    *("now 3 people have a fever", "we have 20 people left now", "we need 20 workers now"),
]


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


@pytest.mark.parametrize(("text", "number"), RECOUNTED)
def test_so_many_we_are_now(text, number):
    assert recounted_in(text) == number


@pytest.mark.parametrize("text", NOT_RECOUNTED)
def test_some_people_are_not_all(text):
    assert recounted_in(text) is None


def told(rulebase, text):
    """The fact that a text supposes, with its value."""
    clause = supposed_in(text)
    facts = [fact for fact in rulebase.facts.values() if fact.type in SUPPOSED_TYPES]
    found = None if clause is None else fact_supposed(facts, clause)
    return None if found is None else (found[0].id, found[1])
