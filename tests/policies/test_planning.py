from datetime import date
from decimal import Decimal

import pytest

from policies.planning import near_bound, next_question

HOME = "河南省/南阳市/方城县"
STAFF_SAY = {"area_state": "normal", "closed_loop": False}
ANSWERS = {
    "subject_type": "enterprise",
    "role_groups": frozenset({"ordinary"}),
    "booth_provision": "self",
    "whitelist_status": "listed",
    "headcount": 1200,
    "headcount_own": 1100,
    "booth_cost": Decimal("80000.00"),
}


def ask(rulebase, facts, region=HOME, as_of=date(2022, 7, 15), **more):
    return next_question(rulebase, region=region, as_of=as_of, facts=facts, **more)


def interview(rulebase, answers, **more):
    """Answer until nothing is asked; give the facts and the estimates in order."""
    facts, asked = dict(STAFF_SAY), []
    while (question := ask(rulebase, facts, **more)) is not None:
        asked.append((question.fact, question.remaining))
        facts[question.fact] = answers[question.fact]
    return asked


def test_the_question_that_decides_most_comes_first(rulebase):
    first = ask(rulebase, STAFF_SAY)

    assert first.fact == "subject_type"
    assert len(first.policies) == len(first.why) == 3


def test_an_interview_asks_each_fact_once_and_counts_down(rulebase):
    asked = interview(rulebase, ANSWERS)

    assert sorted(fact for fact, _ in asked) == sorted(ANSWERS)
    assert [remaining for _, remaining in asked] == [7, 6, 5, 4, 3, 2, 1]


def test_nobody_without_a_booth_is_asked_about_people_or_cost(rulebase):
    asked = interview(rulebase, {**ANSWERS, "booth_provision": "none"})

    assert {fact for fact, _ in asked} == {"subject_type", "role_groups", "booth_provision"}


def test_what_the_owner_did_not_know_is_not_asked_again(rulebase):
    assert ask(rulebase, STAFF_SAY, skipped={"subject_type"}).fact != "subject_type"


def test_staff_facts_are_never_asked_of_the_owner(rulebase):
    asked = interview(rulebase, ANSWERS, only={"O-FC-01", "O-FC-02"})

    assert [fact for fact, _ in asked] == ["subject_type"]
    assert ask(rulebase, {"subject_type": "enterprise"}, only={"O-FC-01"}) is None


def test_case_facts_are_asked_only_about_named_records(sample):
    tenant = {"size_class": "small", "landlord": "state"}
    place = {"region": "示例省/示例市", "as_of": date(2025, 7, 1)}

    assert ask(sample, tenant, only={"rent"}, **place).fact == "monthly_rent"
    assert ask(sample, {**tenant, "tags": frozenset()}, **place) is None


def test_the_place_is_asked_before_anything_else(rulebase):
    assert ask(rulebase, {}, region="河南省/南阳市").fact == "county"
    assert ask(rulebase, {}, region="河南省").fact == "city"


def test_another_region_asks_nothing(rulebase):
    assert ask(rulebase, {}, region="山东省/淄博市") is None


def test_before_the_document_nothing_is_asked(rulebase):
    assert ask(rulebase, {}, as_of=date(2022, 6, 21)) is None


@pytest.mark.parametrize(
    ("people", "bound"),
    [(899, None), (900, 1000), (1000, 1000), (1100, 1000), (1101, None), (1200, None)],
)
def test_a_rough_number_near_a_bound_is_asked_again(rulebase, people, bound):
    assert near_bound(rulebase, HOME, "headcount", people) == bound


def test_a_rough_number_that_no_rule_compares_will_do(rulebase):
    assert near_bound(rulebase, HOME, "booth_cost", Decimal("1000")) is None
    assert near_bound(rulebase, "山东省/淄博市", "headcount", 1000) is None
