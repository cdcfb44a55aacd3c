"""What owners say in their own words: read as the answer it is, or not taken for one at all."""

from decimal import Decimal

import pytest

from bot.domain.times import lacks_hour
from handlers.owner.questions.reading import Doubtful, NotUnderstood, Understood, read_fact
from policies.errors import RuleFileError
from policies.loader import load_rulebase
from policies.spoken.dialect import common_speech

HOME = "河南省/南阳市/方城县"

SAID = [
    ("whitelist_status", "在里头呢", "listed"),
    ("whitelist_status", "有", "listed"),
    ("whitelist_status", "白名单里头有俺", "listed"),
    ("whitelist_status", "俺厂在名单上头哩", "listed"),
    ("whitelist_status", "去年就进去了", "listed"),
    ("whitelist_status", "早批下来了", "listed"),
    ("whitelist_status", "on the list", "listed"),
    ("whitelist_status", "没进去", "none"),
    ("whitelist_status", "里头没有俺", "none"),
    ("whitelist_status", "名单里木有", "none"),
    ("whitelist_status", "we are not on the whitelist", "none"),
    ("whitelist_status", "报上去了，还没批", "applied"),
    ("whitelist_status", "材料交了，等着批", "applied"),
    ("whitelist_status", "让踢出来了", "removed"),
    ("role_groups", "没有", {"ordinary"}),
    ("sector", "纺织厂啊，织布哩", "industry"),
    ("sector", "纺织的", "industry"),
    ("sector", "做袜子的", "industry"),
    ("sector", "俺做超硬材料", "industry"),
    ("sector", "跑大车的", "transport"),
    ("sector", "跑运输哩，十来台车", "transport"),
    ("sector", "卖五金的", "trade"),
    ("sector", "开饭店哩", "trade"),
    ("booth_provision", "自己家配哩", "self"),
    ("booth_provision", "自个儿弄的", "self"),
    ("booth_provision", "厂里自己建的", "self"),
    ("booth_provision", "俺自己掏钱盖了一个", "self"),
    ("booth_provision", "镇上给设的", "unified"),
    ("booth_provision", "没弄那个", "none"),
    ("site_types", "就是个厂", frozenset({"industry"})),
    ("site_types", "厂子", frozenset({"industry"})),
    ("site_types", "车间", frozenset({"industry"})),
    ("site_types", "一个厂，外带一个门市", frozenset({"industry", "shop"})),
    ("subject_type", "办厂哩", "enterprise"),
    ("role_groups", "都是工人", frozenset({"ordinary"})),
    ("role_groups", "就几个开车的", frozenset({"logistics"})),
    ("ppe_needed", "啥都不缺", frozenset()),
    ("headcount", "俺厂八百口子哩", 800),
    ("headcount", "一线加后勤加保安一共1500", 1500),
    ("headcount", "2000号人", 2000),
    ("booth_cost", "采样屋总共花了八万二千块钱", Decimal("82000.00")),
    ("booth_cost", "连运费一共85000", Decimal("85000.00")),
    ("whitelist_status", "yes", "listed"),
    ("whitelist_status", "no, not yet", "none"),
    ("whitelist_status", "we aren't on the whitelist", "none"),
    ("whitelist_status", "still waiting for approval", "applied"),
    ("whitelist_status", "they took us off", "removed"),
    ("sector", "weaving cloth", "industry"),
    ("sector", "we make socks", "industry"),
    ("sector", "we run trucks", "transport"),
    ("sector", "we sell hardware", "trade"),
    ("sector", "a travel agency", "culture_tourism"),
    ("subject_type", "self-employed", "sole_trader"),
    ("booth_provision", "ourselves", "self"),
    ("booth_provision", "the town provided it", "unified"),
    ("booth_provision", "we don't have one", "none"),
    ("site_types", "a mill and a shop", frozenset({"industry", "shop"})),
    ("role_groups", "drivers and salesmen", frozenset({"logistics", "sales"})),
    ("customer_or_supplier_on_whitelist", "yeah", True),
    ("customer_or_supplier_on_whitelist", "no we don't", False),
    ("headcount", "we've got 1,200 workers", 1200),
    ("headcount", "1200 men and women", 1200),
    ("n_entrances", "we have 3 gates", 3),
    ("n_workshops", "three workshops", 3),
]
NO_ANSWER = [
    ("whitelist_status", "没有口罩了"),
    ("whitelist_status", "怎么才能进去"),
    ("whitelist_status", "不知道进没进去"),
    ("whitelist_status", "厂里有6个车间"),
    ("whitelist_status", "网吧能开了没有"),
    ("sector", "货车被拦在卡口了"),
    ("sector", "厂里停电了"),
    ("sector", "物流公司都不接方城的单子"),
    ("sector", "饭店里没人来"),
    ("booth_provision", "采样屋自己弄的花了8万能补点不"),
    ("booth_provision", "采样屋坏了"),
    ("booth_provision", "自己配行不行"),
    ("booth_provision", "没有依据就让关店"),
    ("site_types", "厂门口被封了"),
    ("site_types", "车间里有人发烧"),
    ("role_groups", "工人都来不了"),
    ("headcount", "缺20个人，急"),
    ("headcount", "欠了3个月工资"),
    ("headcount", "10号停电了咋办"),
    ("headcount", "车间三个人发烧"),
    ("headcount", "明天来8个工程师"),
    ("headcount", "剩两天的料"),
    ("booth_cost", "欠了8万块没还"),
    ("booth_cost", "房租涨了3000"),
    ("n_workshops", "停了6个车间"),
    ("headcount", "we have 3 gates"),
    ("headcount", "we need 20 workers"),
    ("headcount", "we are short of 20 people"),
    ("headcount", "3 workers have a fever"),
    ("sector", "our trucks are stopped"),
    ("sector", "the truck is held at the checkpoint"),
    ("whitelist_status", "how do we get in"),
    ("whitelist_status", "yes but they closed our factory"),
    ("booth_provision", "the government has not paid us"),
    ("customer_or_supplier_on_whitelist", "we have no water"),
]


@pytest.mark.parametrize(("fact", "text", "value"), SAID)
def test_an_answer_in_their_own_words_is_read(rulebase, fact, text, value):
    read = read_fact(rulebase, HOME, rulebase.facts[fact], text)

    assert isinstance(read, Understood)
    assert read.value == value


@pytest.mark.parametrize(("fact", "text"), NO_ANSWER)
def test_a_problem_or_a_doubt_is_no_answer(rulebase, fact, text):
    assert read_fact(rulebase, HOME, rulebase.facts[fact], text) == NotUnderstood()


@pytest.mark.parametrize("text", ["应该在里头吧", "大概有吧"])
def test_a_doubt_is_asked_about_and_not_taken(rulebase, text):
    read = read_fact(rulebase, HOME, rulebase.facts["whitelist_status"], text)

    assert read == Doubtful("listed")


@pytest.mark.parametrize(
    ("text", "common"),
    [
        ("昨儿个下午三点", "昨天下午三点"),
        ("夜儿黑十点采罢了", "昨天晚上十点采完了"),
        ("今儿早上", "今天早上"),
        ("前儿", "前天"),
        ("前个月", "前个月"),
        ("俺们自个儿弄哩！", "我们自己弄的!"),
        ("木有啊", "没有"),
        ("Over 1,000 people", "over 1000 people"),
    ],
)
def test_what_is_said_at_home_is_written_as_usual(text, common):
    assert common_speech(text) == common


@pytest.mark.parametrize(
    ("text", "lacks"),
    [("今儿早上", True), ("前儿", True), ("昨天下午三点", False), ("没采", False)],
)
def test_a_day_without_an_hour_is_told_from_nonsense(text, lacks):
    assert lacks_hour(text) is lacks


def test_every_word_for_a_fact_is_of_one_fact(draft):
    facts = load_rulebase(draft.root).facts
    taken = next(iter(facts.values())).label.zh
    last = list(facts)[-1]
    line = draft.line_of("facts.yaml", f"  {last}:")
    text = (draft.root / "facts.yaml").read_text(encoding="utf-8").splitlines()
    text.insert(line, f"    said: [{taken}]")
    (draft.root / "facts.yaml").write_text("\n".join(text) + "\n", encoding="utf-8")

    with pytest.raises(RuleFileError, match=taken):
        load_rulebase(draft.root)
