"""Clauses that answer a question, and nothing quoted where none does."""

from pathlib import Path

import pytest

from policies.checking.quotations import digest_of
from policies.regions import Standing, standing
from policies.understanding.measure import labelled
from policies.understanding.search import ClauseSearch
from policies.understanding.text import normalised

HOME = "河南省/南阳市/方城县"
HERE = Path(__file__).parent
SHOWN, QUOTED, WRONG, NAMED = 0.92, 0.85, 0.03, 0.12
FLOORS = {
    "tuning": (SHOWN, QUOTED, WRONG),
    "held_out": (SHOWN, QUOTED, WRONG),
    "english": (SHOWN, QUOTED, WRONG),
    "manager": (SHOWN, QUOTED, WRONG),
    "shop_floor": (SHOWN, QUOTED, WRONG),
    "visitor": (0.65, 0.50, 0.07),  # English of which nothing was taught: how well it really goes
}
PARTS = list(FLOORS)


@pytest.fixture(scope="module")
def read(rulebase):
    search = ClauseSearch.load(rulebase)
    return lambda text, region=HOME, category=None: search.find(region, text, category)


@pytest.fixture(scope="module")
def find(read):
    return lambda *given: read(*given).clauses


def answered(found):
    return {item.clause.number for item in found if item.answers}


@pytest.mark.parametrize("part", PARTS)
def test_a_right_clause_is_mostly_among_those_shown(find, asked, part):
    shown = [
        {item.clause.number for item in find(question["ask"])} & set(question["right"])
        for question in asked[part]
    ]

    assert sum(map(bool, shown)) / len(shown) >= FLOORS[part][0]


@pytest.mark.parametrize("part", PARTS)
def test_a_right_clause_is_mostly_quoted(find, asked, part):
    quoted = [answered(find(question["ask"])) & set(question["right"]) for question in asked[part]]

    assert sum(map(bool, quoted)) / len(quoted) >= FLOORS[part][1]


@pytest.mark.parametrize("part", [*PARTS, "talk"])
def test_what_no_clause_answers_is_not_quoted(find, unanswerable, part):
    wrong = [text for text in unanswerable[part] if answered(find(text))]

    most = FLOORS[part][2] if part in FLOORS else WRONG
    assert len(wrong) / len(unanswerable[part]) <= most, wrong


def test_private_matters_are_not_quoted(find):
    texts = [message.text for message in labelled(HERE / "nobodys.yaml")]

    assert sum(bool(answered(find(text))) for text in texts) / len(texts) <= WRONG
    assert sum(bool(find(text)) for text in texts) / len(texts) <= NAMED


def test_who_only_names_a_thing_asks_what_clauses_say_of_it_and_of_no_other_places_things(read):
    assert "三(三)" in answered(read("通行证").clauses)

    elsewhere = read("六个一")
    assert elsewhere.clauses == ()
    assert elsewhere.silence[1].by_name


def test_what_a_document_does_not_state_is_said(read):
    reading = read("做完核酸几个小时能看到结果")

    assert reading.silence[1].what.zh == "核酸结果多久出来"
    assert not answered(reading.clauses)


@pytest.mark.parametrize(
    ("question", "number", "words"),
    [
        ("新来的人要静置几天", "三(七)", "静置期"),
        ("多久演练一次", "五(七)", "定期开展应急演练"),
        ("贷款贴息多少", "三(六)", "金融信贷"),
    ],
)
def test_what_is_stated_of_a_thing_is_quoted_beside_what_is_not(read, question, number, words):
    reading = read(question)

    [beside] = reading.beside
    assert reading.silence is not None
    assert not answered(reading.clauses)
    assert beside.clause.number == number
    assert words in beside.quote
    assert digest_of(beside.quote) in beside.document.quotes


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("多久演练一次", "应急演练"),
        ("口罩得备几天的", "口罩"),
        ("专班要几个人", "专班"),
        ("一号文说的啥", "没有收录的文件"),
    ],
)
def test_a_silence_names_what_the_question_names(read, question, what):
    silence = read(question).silence

    assert silence is not None
    assert what in silence[1].what.zh
    assert ("静置" in silence[1].what.zh) == ("静置" in question)


@pytest.mark.parametrize("text", ["一车间300人", "300人"])
def test_of_what_names_nothing_of_it_nothing_is_said(read, text):
    assert read(text).silence is None


def test_signs_of_a_silence_fit_all_that_it_was_taught(rulebase):
    silences = [each for d in rulebase.documents.values() for each in d.silences if each.named]

    assert silences
    unfit = [ask for each in silences for ask in each.asks if each.about(normalised(ask)) is None]
    assert unfit == []


def test_no_question_is_both_learnt_and_measured(rulebase, ordinary):
    asks = {
        ask
        for document in rulebase.documents.values()
        for each in (*document.clauses.values(), *document.silences)
        for ask in each.asks
    }

    assert asks & set(ordinary) == set()


def test_every_clause_of_a_document_that_is_held_is_asked_for(rulebase):
    for document in rulebase.documents.values():
        if document.held:
            for clause in document.clauses.values():
                assert len(clause.asks) >= 20, clause.number
                assert clause.categories, clause.number


def test_only_checked_quotations_are_quoted(find, asked):
    for question in asked["tuning"]:
        for item in find(question["ask"]):
            assert digest_of(item.quote) in item.document.quotes


def test_the_sentence_that_fits_is_picked_inside_the_clause(find):
    [first, *_] = find("司机要带48小时内的核酸阴性证明吗")

    assert first.clause.number == "三(五)"
    assert "核酸阴性证明" in first.quote


def test_a_town_is_bound_by_its_county_and_nobody_else_is(find):
    question = "采样屋政府补贴多少"

    assert find(question, f"{HOME}/某镇")
    assert find(question, "河南省/驻马店市") == ()
    assert find(question, "河南省") == ()


def test_results_are_few_and_in_order(find, asked):
    found = find("白名单企业能不能随便停产")

    assert 1 <= len(found) <= 3
    for each in (find(question["ask"]) for question in asked["tuning"]):
        order = [(item.answers, item.score) for item in each]
        assert order == sorted(order, reverse=True)
    assert all(standing(HOME, i.document.region) is Standing.INSIDE for i in found)


def test_a_confirmed_kind_reads_only_the_clauses_that_speak_to_it(find):
    found = find("司机被拦在路口了", HOME, "logistics")

    assert answered(found)
    assert all("logistics" in item.clause.categories for item in found)
