"""Inside the clause that answers, the very sentence that was asked for is quoted."""

import pytest

from policies.understanding.search import ClauseSearch

HOME = "河南省/南阳市/方城县"


@pytest.mark.parametrize(
    ("question", "number", "words"),
    [
        ("工人多长时间做一回核酸", "五(一)", "48小时常态核酸检测"),
        ("跑销售的能不能天天做核酸", "五(一)", "24小时进行1次"),
        ("采样屋那一半钱是省里出还是县里出", "五(一)", "7:3"),
        ("厂里要存点啥防疫东西", "五(七)", "足量储备口罩"),
        ("演练要不要搞", "五(七)", "应急演练"),
        ("上头来查厂子谁说了算，能不能少来查", "三(六)", "指挥部批准"),
        ("达标排放还让限产不", "三(六)", "不得以任何理由"),
        ("谁能叫我们停产", "三(四)", "会商确定"),
        ("给大厂做配套的小厂能不能进名单", "三(二)", "链式保障"),
        ("乡里解决不了的事往哪儿报", "三(二)", "报疫情防控指挥部"),
        ("火车站的货怎么出来", "三(五)", "绿色通道"),
        ("防疫做到位了出了疫情还追究不", "三(七)", "尽职免责"),
        ("指挥部下面分几个组", "四(一)", "工作组"),
        ("疫苗必须打吗", "五(六)", "应接尽接"),
        ("电费有补贴吗", "三(六)", "用电用水用气"),
        ("送货到封控的厂怎么送", "三(五)", "固定接收点"),
        ("人都到了才想起来没报备", "五(三)", "补录"),
    ],
)
def test_the_sentence_that_is_asked_for_is_quoted(rulebase, question, number, words):
    found = ClauseSearch.load(rulebase).find(HOME, question).clauses

    [quote] = [item.quote for item in found if item.clause.number == number]
    assert words in quote


def test_no_quotation_stops_before_what_it_leads_to(rulebase):
    """“On the basis of …” answers nothing."""
    for document in rulebase.documents.values():
        for clause in document.clauses.values():
            for sentence in clause.sentences:
                assert not sentence.quote.endswith(("基础上", "原则", "前提下")), sentence.quote


def test_every_sentence_can_be_asked_for(rulebase):
    """None stands behind one that takes everything."""
    for document in rulebase.documents.values():
        for clause in document.clauses.values():
            for sentence in clause.sentences[:-1]:
                assert not any(sign.search("") for sign in sentence.signs), sentence.quote
