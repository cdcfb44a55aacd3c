from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from benches.firms import County
from benches.interviews import Interviews
from policies.calendar import Extension
from policies.facts import Scope
from policies.matching import match
from policies.planning import near_bound, next_question

HOME = "河南省/南阳市/方城县"
TESTS_AND_BOOTHS = {"P-FC-01", "P-FC-02", "P-FC-03", "O-FC-01", "O-FC-02"}
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
    first = ask(rulebase, STAFF_SAY, only=TESTS_AND_BOOTHS)

    assert first.fact == "subject_type"
    assert len(first.policies) == len(first.why) == 3


def test_an_interview_asks_each_fact_once(rulebase):
    asked = interview(rulebase, ANSWERS, only=TESTS_AND_BOOTHS)

    assert sorted(fact for fact, _ in asked) == sorted(ANSWERS)


def test_the_estimate_is_what_most_firms_will_be_asked(rulebase):
    rare = interview(rulebase, ANSWERS, only=TESTS_AND_BOOTHS)
    common = interview(rulebase, {**ANSWERS, "booth_provision": "none"}, only=TESTS_AND_BOOTHS)

    assert [left for _, left in common] == [3, 3, 2]
    # Only who has a booth of their own is asked of people and money, and is told so then.
    assert [left for _, left in rare] == [3, 3, 2, 2, 2, 2, 1]


@pytest.mark.parametrize("scopes", [(Scope.PROFILE,), tuple(Scope)], ids=["profile", "all"])
def test_every_answer_leaves_fewer_questions_and_never_more_than_said(rulebase, scopes):
    county = County(rulebase, seed=7)
    interviews = Interviews(county, scopes)

    for firm in (*county.firms(20), *county.even_firms(20)):
        asked = interviews.ours(firm)
        left = range(len(asked.bounds), 0, -1)
        assert all(after < before for before, after in pairwise(asked.bounds))
        assert all(after <= before for before, after in pairwise(asked.estimates))
        assert all(really <= most for really, most in zip(left, asked.bounds, strict=True))
        assert all(a <= b for a, b in zip(asked.estimates, asked.bounds, strict=True))


def test_a_line_that_only_speaks_if_known_is_asked_about_last_and_of_whom_it_concerns(rulebase):
    # The clause on stopping speaks of its reason only if a stop is known.
    told = {**STAFF_SAY, "subject_type": "enterprise", "whitelist_status": "none"}
    compliant = {**told, "emissions_compliant": True, "safety_compliant": True}

    assert ask(rulebase, told, only={"P-FC-12"}).fact == "emissions_compliant"
    unsure = {"emissions_compliant", "safety_compliant"}
    assert ask(rulebase, told, only={"P-FC-12"}, skipped=unsure) is None
    assert ask(rulebase, {**compliant, "safety_compliant": False}, only={"P-FC-12"}) is None
    assert ask(rulebase, compliant, only={"P-FC-12"}).fact == "stop_order"
    assert ask(rulebase, {**compliant, "stop_order": ({},)}, only={"P-FC-12"}) is None


def test_an_answer_that_settles_nothing_is_not_asked_again(rulebase):
    arriving = ({},)

    assert ask(rulebase, {"arrivals": arriving}, only={"O-FC-05"}) is None


@pytest.mark.parametrize("scopes", [(Scope.PROFILE,), tuple(Scope)], ids=["profile", "all"])
def test_hardly_more_is_asked_than_hindsight_would_need(rulebase, scopes):
    county = County(rulebase, seed=7)
    interviews = Interviews(county, scopes)
    firms = county.firms(25)

    asked = sum(len(interviews.ours(firm).estimates) for firm in firms)
    fewest = sum(interviews.fewest(firm) for firm in firms)
    in_order = sum(interviews.skipping(firm) for firm in firms)

    assert fewest <= asked <= 1.05 * fewest
    assert asked < in_order


@pytest.mark.parametrize("scopes", [(Scope.PROFILE,), tuple(Scope)], ids=["profile", "all"])
def test_after_our_questions_the_form_has_nothing_to_add(rulebase, scopes):
    county = County(rulebase, seed=7)
    interviews = Interviews(county, scopes)
    place = {"region": county.region, "as_of": county.today}

    for firm in county.firms(10):
        facts = interviews.ours(firm).facts
        whole = {**facts, **{name: firm[name] for name in interviews.short_form}}
        ours, theirs = (match(rulebase, facts=known, **place) for known in (facts, whole))
        assert [v.outcome for v in ours] == [v.outcome for v in theirs]
        assert [v.amounts for v in ours] == [v.amounts for v in theirs]


def test_nobody_without_a_booth_is_asked_about_people_or_cost(rulebase):
    answers = {**ANSWERS, "booth_provision": "none"}
    asked = interview(rulebase, answers, only=TESTS_AND_BOOTHS)

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


def test_a_recorded_extension_brings_the_questions_back(rulebase):
    later = date(2023, 3, 1)
    in_force = {"fangcheng-2022-06-22": Extension(later)}
    only = {"P-FC-01"}
    told = {"subject_type": "enterprise", "booth_provision": "self"}

    assert ask(rulebase, told, as_of=later, only=only) is None
    assert ask(rulebase, told, as_of=later, only=only, in_force=in_force) is not None


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
