"""Clauses that fit a question, and nothing quoted where none does."""

from pathlib import Path

import pytest

from policies.checking.quotations import digest_of
from policies.regions import Standing, standing
from policies.understanding.measure import labelled
from policies.understanding.search import ClauseSearch

HOME = "河南省/南阳市/方城县"
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def find(rulebase, understanding):
    search = ClauseSearch.load(rulebase)
    return lambda text, region=HOME: search.find(region, text, understanding.read(text).likely())


def answered(found):
    return any(item.answers for item in found)


def test_a_right_clause_is_mostly_among_the_first_three(find, asked):
    found = [
        {item.clause.number for item in find(question["ask"])} & set(question["right"])
        for question in asked["questions"]
    ]

    assert len(found) >= 40
    assert sum(map(bool, found)) / len(found) >= 0.92


def test_most_questions_that_a_clause_answers_are_answered(find, asked):
    asks = [question["ask"] for question in asked["questions"]]

    assert sum(answered(find(ask)) for ask in asks) / len(asks) >= 0.85


def test_what_no_clause_answers_is_mostly_not_quoted(find, asked):
    nothing = [*asked["nothing"], *(m.text for m in labelled(HERE / "nobodys.yaml"))]

    assert sum(answered(find(text)) for text in nothing) / len(nothing) <= 0.06
    assert sum(bool(find(text)) for text in nothing) / len(nothing) <= 0.12


@pytest.mark.parametrize(("part", "most"), [("tuning", 0.1), ("held_out", 0.25)])
def test_business_that_no_clause_answers_is_mostly_not_quoted(find, unanswerable, part, most):
    questions = unanswerable[part]

    assert sum(answered(find(text)) for text in questions) / len(questions) <= most


def test_the_questions_were_not_written_into_the_documents(rulebase, ordinary):
    asks = {
        ask
        for document in rulebase.documents.values()
        for clause in document.clauses.values()
        for ask in clause.asks
    }

    assert asks & set(ordinary) == set()


def test_every_clause_of_a_document_that_is_held_is_asked_for(rulebase):
    for document in rulebase.documents.values():
        if document.held:
            for clause in document.clauses.values():
                assert len(clause.asks) >= 4, clause.number
                assert clause.categories, clause.number


def test_only_checked_quotations_are_quoted(find, asked):
    for question in asked["questions"]:
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
    for each in (find(question["ask"]) for question in asked["questions"]):
        order = [(item.answers, item.score) for item in each]
        assert order == sorted(order, reverse=True)
    assert all(standing(HOME, i.document.region) is Standing.INSIDE for i in found)


def test_a_confirmed_category_counts_whole(rulebase):
    search = ClauseSearch.load(rulebase)
    alone, confirmed = (
        {item.clause.number: item.score for item in search.find(HOME, "货车高速路", likely)}
        for likely in ({}, {"logistics": 1.0})
    )

    assert confirmed["三(五)"] == pytest.approx(alone["三(五)"] + 0.5)
