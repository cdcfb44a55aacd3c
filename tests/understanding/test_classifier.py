"""Categories, several matters, none of ours, and what was seen."""

import threading
from pathlib import Path

import pytest

from policies.lessons import lessons
from policies.loader import load_rulebase
from policies.problems import NONE
from policies.understanding.answers import Way
from policies.understanding.classifier import REFUSE, Understanding
from policies.understanding.measure import counted, labelled
from policies.understanding.text import letters_of

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "policies" / "sample"
MUST_PASS = labelled(HERE / "must-pass.yaml")
NOBODYS = labelled(HERE / "nobodys.yaml")


def test_all_twenty_categories_and_none_are_known(understanding, rulebase):
    assert len(rulebase.problems) == 21
    assert list(rulebase.problems)[-1] == NONE


@pytest.mark.parametrize("message", MUST_PASS, ids=lambda message: message.text)
def test_a_clear_sentence_is_among_the_proposals(understanding, message):
    proposed = [proposal.id for proposal in understanding.read(message.text).categories]

    assert set(message.right) & set(proposed)


def test_clear_sentences_mostly_come_first(understanding):
    assert counted("must-pass", understanding, MUST_PASS).whole.top1 >= 0.95


@pytest.mark.parametrize("messages", [MUST_PASS, NOBODYS], ids=["must-pass", "nobodys"])
def test_nothing_that_is_measured_was_learnt(rulebase, messages):
    learnt = {letters_of(text) for text, _ in lessons(rulebase.problems)}

    assert [message.text for message in messages if letters_of(message.text) in learnt] == []


@pytest.mark.parametrize("style", ["plain", "business"])
def test_nobodys_matters_are_mostly_seen_as_none(understanding, style):
    messages = [message for message in NOBODYS if message.style == style]
    result = counted("nobodys", understanding, messages)

    assert result.refused.messages >= 30
    assert result.refused.top1 >= 0.45
    assert result.refused.top3 >= 0.60


def test_only_what_is_likeliest_none_is_refused(understanding):
    for message in NOBODYS:
        read = understanding.read(message.text)
        if read.way is Way.NONE:
            assert read.none >= REFUSE
            assert read.none > read.categories[0].p


@pytest.mark.parametrize("text", ["咋办啊", "你们管不管", "救命", "15:30"])
def test_where_nothing_stands_out_the_list_is_shown_and_nobody_is_refused(understanding, text):
    assert understanding.read(text).way is Way.BROWSE


def test_a_decisive_word_is_never_refused(understanding):
    assert understanding.read("贷款").way is not Way.NONE
    assert understanding.read("我家孩子上学").way is Way.NONE


def test_probabilities_add_up_to_one_with_none(understanding):
    read = understanding.read("货车在镇口被拦下了")

    assert 0 < sum(proposal.p for proposal in read.categories) + read.none <= 1.0001
    assert [p.p for p in read.categories] == sorted((p.p for p in read.categories), reverse=True)
    assert len(read.categories) == 3


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("货车在卡口被拦下了，另外工人工资也发不出来", {"logistics", "wages"}),
        ("口罩和消毒液用完了，还有银行不给续贷", {"ppe", "finance"}),
        ("一是招工招不来，二是房租太贵房东不减租", {"labour", "rent"}),
        ("our truck was stopped, and the bank refuses the loan", {"logistics", "finance"}),
        ("房租交不起，工资还差十万，实在发不出来", {"wages", "rent"}),  # not 物流
        ("工资拖着，实在发不出来，还欠着房租", {"wages", "rent"}),
        ("车叫不到，货发不出来，工资也发不出来", {"logistics", "wages"}),
    ],
)
def test_two_matters_are_both_proposed(understanding, text, both):
    read = understanding.read(text)

    assert read.way is Way.TICK
    assert set(read.several) == both
    assert set(read.several) <= {proposal.id for proposal in read.categories}


@pytest.mark.parametrize(
    "text", ["银行贷款快到期了，周转不开，想续贷", "货车被拦，司机过不去卡口"]
)
def test_one_matter_in_two_clauses_is_not_several(understanding, text):
    assert understanding.read(text).several == ()


def test_keywords_are_shown_as_what_was_seen(understanding):
    best = understanding.read("银行不给贷款").categories[0]

    assert best.id == "finance"
    assert "贷款" in best.seen
    assert best.like is None


def test_without_keywords_pieces_of_the_message_are_shown(understanding):
    text = "俺那几口人都搁老家圈着嘞"
    proposals = understanding.read(text).categories

    assert any(proposal.seen for proposal in proposals)
    assert all(piece in text for proposal in proposals for piece in proposal.seen)


def test_pieces_of_english_are_whole_words(understanding):
    text = "need help with taxes please"
    shown = [
        word for p in understanding.read(text).categories for s in p.seen for word in s.split()
    ]

    assert shown
    assert set(shown) <= set(text.split())


def test_a_sentence_that_is_shown_as_alike_stands_as_it_was_written(understanding, rulebase):
    taught = {text for text, _ in lessons(rulebase.problems)}
    shown = {p.like for m in NOBODYS for p in understanding.read(m.text).categories if p.like}

    assert shown
    assert shown <= taught


@pytest.mark.parametrize("text", ["", " ", "。。。", "😀", "1", "a" * 5000, "\u0000"])
def test_strange_messages_get_an_answer(understanding, text):
    assert understanding.read(text).to_json()["data"] == understanding.data


def test_urgency_comes_with_its_words(understanding):
    read = understanding.read("车间有个人发烧38度多，下一步怎么弄")

    assert read.urgent
    assert read.to_json()["urgent_words"]


def test_the_same_rule_base_is_learnt_once(rulebase, understanding):
    assert Understanding.load(rulebase) is understanding


def test_the_digest_follows_the_data(rulebase, understanding):
    assert Understanding.load(load_rulebase(SAMPLE)).data != understanding.data


def test_a_rule_base_without_problems_proposes_nothing():
    read = Understanding.load(load_rulebase(SAMPLE)).read("房租")

    assert (read.categories, read.none, read.way) == ((), 0.0, Way.CHOOSE)


def test_several_threads_read_the_same(understanding):
    texts = [message.text for message in MUST_PASS[:20]]
    alone = [understanding.read(text) for text in texts]
    together = []
    threads = [
        threading.Thread(target=lambda: together.append([understanding.read(t) for t in texts]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert together == [alone] * 4
