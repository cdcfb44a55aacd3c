"""The duties of the home county: when each stands, what is to be counted, how it is kept."""

from datetime import date

import pytest

from policies.commands import answer_show
from policies.fact_values import parse_facts
from policies.keeping import Form, ItemForm
from policies.matching import match
from policies.planning import next_question
from policies.records import Modality
from policies.verdicts import Outcome

HOME = "河南省/南阳市/方城县"
JULY = date(2022, 7, 15)
CODES = "O-FC-03"
EXPLAINED_ONLY = {"O-FC-07"}  # 电子哨: kept by testing in time and by reports of arrivals
FACTORY = {
    "subject_type": "enterprise",
    "site_types": ["industry"],
    "n_entrances": 3,
    "n_enclosed_spaces": 5,
    "n_areas": 2,
    "n_workshops": 4,
}


def duties(rulebase):
    home = (r for r in rulebase.records.values() if r.region == HOME)
    return [record for record in home if record.modality is Modality.DUTY]


def test_every_duty_says_how_it_is_kept(rulebase):
    unkept = {record.id for record in duties(rulebase) if record.keeping is None}

    assert unkept == EXPLAINED_ONLY


def test_only_what_the_text_demands_is_a_duty(rulebase):
    modality = {name: record.modality for name, record in rulebase.records.items()}

    assert modality["O-FC-23"] is Modality.INFORMATION  # a consequence, nothing to do
    assert modality["O-FC-24"] is Modality.ENCOURAGEMENT  # 探索
    assert len(duties(rulebase)) == 22


def test_no_interval_is_invented(rulebase):
    items = [item for duty in duties(rulebase) if duty.keeping for item in duty.keeping.items]
    again = [item for item in items if item.form is ItemForm.RECURRING]

    assert {item.id for item in again} == {"rounds", "drill", "disinfection", "training"}
    assert all(item.days is None and item.own_interval for item in again)


def test_what_is_open_says_who_decides(rulebase):
    for duty in duties(rulebase):
        assert all(remark.decided_by for remark in duty.open), duty.id
        assert duty.open, duty.id


def test_a_firm_of_five_has_the_same_duties_as_any_other(judged):
    """X-28: 均要, no size limit; a difficulty goes to the town."""
    for duty in ("O-FC-09", "O-FC-11"):
        verdict = judged(duty, {"subject_type": "enterprise", "headcount": 5})

        assert verdict.outcome is Outcome.OBLIGATION
        assert any("乡镇（街道）反映" in note.text.zh for note in verdict.notes)


def test_how_a_duty_is_kept_is_said_only_while_it_binds(judged):
    listed = {"whitelist_status": "listed", "sector": "industry"}

    assert judged("O-FC-14", listed).keeping.form is Form.ITEMS
    assert judged("O-FC-14", {**listed, "sector": "trade"}).keeping is None
    assert judged("O-FC-14", {"sector": "industry"}).keeping is None
    assert judged("O-FC-14", listed, as_of=date(2023, 1, 1)).keeping is None


def test_keeping_is_printed(judged):
    shown = judged("O-FC-12", {}).to_json()["keeping"]
    masks = shown["items"][0]

    assert (shown["form"], len(shown["items"])) == ("items", 8)
    assert masks["label"] == {"zh": "口罩", "en": "Masks"}
    assert (masks["form"], masks["unit"]["zh"], masks["days"]) == ("stock", "只", None)


def test_a_policy_officer_sees_how_a_duty_is_kept(rulebase):
    lines = answer_show(rulebase, "O-FC-13").lines

    assert "keeping: items" in lines
    assert "keeping: 应急演练 / Emergency drill  [recurring]" in lines


def test_a_daily_report_brings_its_two_answers_and_what_to_do(judged):
    report = judged("O-FC-08", {}).keeping.report

    assert (report.zero.zh, report.exception.zh) == ("今日零报告", "有异常情况")
    assert [step.clause for step in report.on_exception] == ["三(七)", "五(六)", "三(七)"]
    assert report.on_exception[0].text.zh.startswith("让本人到临时观察区")


def test_a_trip_brings_what_is_asked_and_how_old_the_proof_may_be(judged):
    verdict = judged("O-FC-16", {"crosses_emergency_area": True})

    assert (verdict.keeping.trip.hours, verdict.keeping.trip.since) == (48, "crew_test_at")
    assert verdict.rhythm is None  # a proof on the road, not one more rhythm of testing


ARRIVING = {
    "nobody knows yet whether it was reported": ({"status": "normal"}, {"O-FC-04"}),
    "reported": ({"pre_reported": True, "status": "normal"}, {"O-FC-04"}),
    "came without a report": ({"pre_reported": False, "status": "normal"}, {"O-FC-04", "O-FC-05"}),
    "close contact": ({"pre_reported": True, "status": "close_contact"}, {"O-FC-04", "O-FC-06"}),
}


@pytest.mark.parametrize(("person", "binding"), ARRIVING.values(), ids=ARRIVING.keys())
def test_judged_for_one_person_the_conditions_say_what_concerns_them(rulebase, person, binding):
    of_people = {
        record.id
        for record in duties(rulebase)
        if record.keeping and record.keeping.form is Form.PEOPLE
    }
    facts = parse_facts(rulebase.facts, {"arrivals": [person]})
    verdicts = match(rulebase, region=HOME, as_of=JULY, facts=facts, only=of_people)

    assert {v.policy for v in verdicts if v.keeping} == binding
    assert [v.policy for v in verdicts if v.keeping and v.keeping.urgent] == sorted(
        binding & {"O-FC-06"}
    )


def test_everyone_is_reminded_and_those_from_outside_the_county_alert(judged):
    """X-08: 五(三) speaks of all who come, 五(五) of those from outside the county."""
    verdict = judged("O-FC-04", {"arrivals": [{"from_outside_county": False}]})
    people = verdict.keeping.people

    assert verdict.outcome is Outcome.OBLIGATION
    assert (people.before, people.done, people.alert) == (
        "planned_at",
        "pre_reported",
        "from_outside_county",
    )
    assert people.warning.clause == "五(五)"


def test_codes_are_counted_line_by_line_with_a_total(judged):
    verdict = judged(CODES, FACTORY)

    assert {name: str(value) for name, value in verdict.amounts.items()} == {
        "codes": "14",
        "entrances": "3",
        "enclosed_spaces": "5",
        "areas": "2",
        "workshops": "4",
    }
    total, *parts = verdict.lines
    assert total.total_of == tuple(line.name for line in parts)
    assert (total.formula.zh, total.text()) == ("3 + 5 + 2 + 4", "14")
    assert parts[-1].label.zh == "车间：一车间一码"


def test_a_rule_that_two_kinds_of_site_share_counts_once(judged):
    both = {**FACTORY, "site_types": ["industry", "construction_site"]}

    assert judged(CODES, both).amounts == judged(CODES, FACTORY).amounts


def test_an_unknown_kind_of_site_is_asked_and_no_number_is_said(judged):
    verdict = judged(CODES, {**FACTORY, "site_types": None})

    assert verdict.outcome is Outcome.OBLIGATION
    assert (verdict.missing, verdict.amounts) == (("site_types",), {})


def interview(rulebase, facts, answers):
    asked = []
    while question := next_question(rulebase, region=HOME, as_of=JULY, facts=facts, only=[CODES]):
        asked.append(question.fact)
        facts[question.fact] = answers[question.fact]
    return asked


def test_only_what_this_kind_of_site_has_is_to_be_counted(rulebase):
    answers = parse_facts(rulebase.facts, FACTORY)

    asked = interview(rulebase, {"subject_type": "enterprise"}, answers)

    assert sorted(asked) == sorted(set(FACTORY) - {"subject_type"})


def test_with_a_shop_two_numbers_are_enough(rulebase):
    shop = parse_facts(rulebase.facts, {**FACTORY, "site_types": ["shop"]})

    asked = interview(rulebase, {"subject_type": "enterprise"}, shop)

    assert set(asked) == {"site_types", "n_entrances", "n_enclosed_spaces"}


def test_what_a_duty_binds_is_not_worded_as_a_demand(judged):
    [reason] = judged("O-FC-16", {"crosses_emergency_area": False}).reasons

    assert reason.text.zh == "要进出应急管理地区：不进出（这一条管的是：要进出）"
    assert reason.text.en == "In or out of an emergency area: no (this binds: yes)"


def test_the_reason_names_what_was_found_among_the_people(judged):
    people = [{"status": "normal"}, {"status": "close_contact"}]
    [reason] = judged("O-FC-06", {"arrivals": people}).reasons

    assert reason.text.zh == "到访（返回）人员：2 条，有判定情况为感染者、密接或次密接的"
