"""Where the document contradicts itself or is silent (part X of the dossier), told and kept.

What the screens say of it: `tests/policy_screen/test_contradictions_told.py`.
"""

import re

import pytest

from policies.records import Modality
from policies.verdicts import Outcome

HOME = "河南省/南阳市/方城县"


def texts(record):
    """Our own words about a record, the quotations left out."""
    remarks = (*record.steps, *record.notes, *record.open)
    return [record.title.zh, record.gist.zh, *(remark.text.zh for remark in remarks)]


def opened(record):
    return "；".join(remark.text.zh for remark in record.open)


def cited(verdict):
    return {source.quotation.clause for source in (verdict.source, *verdict.also)}


@pytest.mark.parametrize(
    ("state", "rolling", "daily"),
    [
        ({"area_state": "normal", "closed_loop": False}, Outcome.OBLIGATION, Outcome.NO_MATCH),
        ({"area_state": "emergency", "closed_loop": False}, Outcome.NO_MATCH, Outcome.OBLIGATION),
        ({"area_state": "normal", "closed_loop": True}, Outcome.OBLIGATION, Outcome.OBLIGATION),
    ],
)
def test_x01_every_48_hours_or_daily_by_the_state_and_always_with_both_clauses(
    judged, state, rolling, daily
):
    """X-01: 三(三), 三(六) and 五(一) say 48 hours, 三(七) says daily."""
    firm = {"subject_type": "enterprise", **state}
    of_48_hours, of_each_day = judged("O-FC-01", firm), judged("O-FC-02", firm)

    assert (of_48_hours.outcome, of_each_day.outcome) == (rolling, daily)
    for verdict in (of_48_hours, of_each_day):
        assert {"三(七)", "五(一)"} <= cited(verdict)
    assert of_48_hours.source.clauses == ("三(三)", "三(七)")
    assert of_each_day.source.clauses == ("三(七)", "三(三)")


@pytest.mark.parametrize(
    ("people", "status", "outcome"),
    [
        (1000, "listed", Outcome.MATCH),
        (999, "listed", Outcome.CONFIRM),
        (1000, "none", Outcome.CONFIRM),
        (5, "none", Outcome.CONFIRM),
    ],
)
def test_x02_the_booth_subsidy_never_gets_a_bare_no(booth, rulebase, people, status, outcome):
    """X-02: 三(六) stands in the whitelist paragraph, 五(一) does not; 1000 is encouraged."""
    changes = {"headcount": people, "headcount_own": people, "whitelist_status": status}
    verdict = booth(changes)

    assert verdict.outcome is outcome
    assert (outcome is Outcome.MATCH) == bool(verdict.amounts)
    assert {"三(六)", "五(一)"} <= cited(verdict)
    assert "是不是领补贴的条件" in opened(rulebase.records["P-FC-01"])


def test_x04_the_group_that_follows_up_is_one_role_with_both_names(rulebase):
    """X-04: 督导检查组 in 三(八), 督查检查工作组 in 四(一)."""
    roles = rulebase.regions.places[HOME].roles
    named = [name.zh for name in roles.values() if re.search("督导检查|督查检查", name.zh)]

    assert len(named) == 1
    assert "督导检查" in named[0]
    assert "督查检查" in named[0]


def test_x05_lost_characters_stay_lost_in_quotations_and_stand_in_brackets_with_us(rulebase):
    """X-05: the page lost characters; whether 入方 or 入豫 stays open."""
    crews, stopped = rulebase.records["P-FC-08"], rulebase.records["P-FC-13"]

    assert "入不赋黄码" in crews.source.quote
    assert "各乡镇街道)" in rulebase.records["P-FC-21"].source.quote
    assert "报疫情防控指挥部" in stopped.source.quote
    assert "域统筹" in "".join(quotation.quote for quotation in rulebase.records["P-FC-19"].also)
    assert not any("入不赋黄码" in text for text in texts(crews))
    assert "入[ ]不赋黄码" in crews.gist.zh
    assert "不赋黄码管到多大范围" in opened(crews)
    assert any("[县]" in text for text in texts(stopped))
    assert any("[县]域统筹" in text for text in texts(rulebase.records["P-FC-19"]))


COMPLIANT = {"emissions_compliant": True, "safety_compliant": True}


def stop(epidemic):
    return {"stop_order": [{"by": "街道", "epidemic": epidemic}]}


def test_x06_an_epidemic_stop_is_for_both_headquarters(judged):
    """X-06: 三(四) lets the joint headquarters stop a whitelisted firm."""
    firm = {"whitelist_status": "listed", **COMPLIANT, **stop(True)}
    joint, never = judged("P-FC-13", firm), judged("P-FC-12", firm)

    assert joint.outcome is Outcome.MATCH
    assert never.outcome is Outcome.CONFIRM
    assert any("三(四)" in reason.text.zh for reason in never.reasons)
    assert "三(四)" in cited(never)


def test_x06_any_other_stop_of_a_compliant_firm_is_forbidden(judged):
    """X-06: 三(六) forbids what has other reasons."""
    assert judged("P-FC-12", {**COMPLIANT, **stop(False)}).outcome is Outcome.MATCH
    assert judged("P-FC-12", COMPLIANT).outcome is Outcome.MATCH


def test_x06_in_an_emergency_a_firm_without_a_case_goes_on(judged):
    """X-06: 三(三) keeps production where nobody is infected."""
    firm = {"area_state": "emergency", "whitelist_status": "listed"}

    assert judged("P-FC-15", {**firm, "has_confirmed_case": False}).outcome is Outcome.MATCH
    assert judged("P-FC-15", {**firm, "has_confirmed_case": True}).outcome is Outcome.NO_MATCH


def test_x07_free_is_said_of_48_and_24_hours_and_asked_of_the_closed_loop(rulebase):
    """X-07: 三(六) says free of 24 hours, 五(一) does not; of the closed loop it is unclear."""
    routine, offer, closed = (rulebase.records[f"P-FC-0{n}"] for n in (2, 3, 4))

    assert "免费" in routine.source.quote
    assert "免费" in routine.gist.zh
    assert "免费" in offer.source.quote
    assert [q.clause for q in offer.also if "免费" not in q.quote] == ["五(一)"]
    assert any("没有“免费”二字" in text for text in texts(offer))
    assert "免费" not in closed.gist.zh
    assert "也免费" in opened(closed)


def test_x08_everybody_is_to_report_and_only_those_from_outside_ring(judged, rulebase):
    """X-08: 五(三) speaks of all who come, 五(五) of those from outside the county."""
    for outside in (True, False):
        arrival = {"from_outside_county": outside, "pre_reported": False, "status": "normal"}
        assert judged("O-FC-04", {"arrivals": [arrival]}).outcome is Outcome.OBLIGATION
        assert judged("O-FC-05", {"arrivals": [arrival]}).outcome is Outcome.OBLIGATION

    assert rulebase.records["O-FC-04"].keeping.people.alert == "from_outside_county"
    assert "县外" in opened(rulebase.records["O-FC-04"])


def test_x22_every_answer_says_that_it_comes_from_an_interpretation(rulebase, judged):
    """X-22: an interpretation page is not the full text."""
    for policy in rulebase.records:
        verdict = judged(policy, {})
        told = verdict.to_json()["source"]
        assert (told["kind"], told["date"]) == ("解读", "2022-06-22")
        assert told["en"]["kind"] == "interpretation page"


def test_x23_town_and_department_open_together_and_both_headquarters_follow(rulebase):
    """X-23: 三(二) names town and department in parallel, then both headquarters together."""
    ladder = rulebase.regions.places[HOME].ladder
    roles = {rung.level: rung.roles for rung in ladder.rungs}

    assert ladder.opens_on == (1, 2)
    assert (roles[1], roles[2]) == (("town",), ("sector_department",))
    assert roles[3] == ("epidemic_headquarters", "economy_headquarters")


@pytest.mark.parametrize("status", ["none", "applied", "removed"])
def test_x24_the_promise_to_follow_up_is_for_whitelisted_firms_only(judged, status):
    """X-24: 三(八) promises it to 白名单企业(项目); others still go to town and department."""
    promised = judged("P-FC-24", {"whitelist_status": "listed"})
    other = judged("P-FC-24", {"whitelist_status": status})

    assert promised.outcome is Outcome.MATCH
    assert other.outcome is Outcome.NO_MATCH
    assert any("所在乡镇（街道）和行业主管部门" in note.text.zh for note in other.notes)


def test_x24_no_step_cites_the_promise_to_firms_that_are_not_on_the_whitelist(rulebase):
    """X-24: other problems go to town and department, not by 三(八)."""
    walks = [problem.walk_in(HOME) for problem in rulebase.problems.values()]
    steps = [step for walk in walks if walk is not None for step in walk.steps]
    promised = [step.do.zh for step in steps if step.clause == "三(八)"]
    handed = [step for step in steps if re.match("不在白名单：.*交给", step.do.zh)]

    assert promised
    assert all(re.match("(项目|已)?在白名单：", text) for text in promised)
    assert handed
    assert all("乡镇（街道）" in step.do.zh and "主管部门" in step.do.zh for step in handed)


REMOVAL = {"whitelist_status": "listed", "epidemic_rules_ok": False}


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({**REMOVAL, "caused_import_or_spread": True}, Outcome.INFO),
        ({**REMOVAL, "caused_import_or_spread": False}, Outcome.CONFIRM),
        ({**REMOVAL, "epidemic_rules_ok": True}, Outcome.NO_MATCH),
    ],
)
def test_x25_removal_needs_the_failure_and_the_spread(judged, rulebase, given, outcome):
    """X-25: 三(四) wants both, and is silent on appeal, re-entry and subsidies due."""
    assert judged("O-FC-23", given).outcome is outcome
    for silence in ("能不能再进", "申诉", "补贴"):
        assert silence in opened(rulebase.records["O-FC-23"])


def test_x25_a_removed_firm_loses_what_is_for_the_whitelist_and_keeps_the_rest(rulebase, judged):
    """X-25: what was not for the whitelist stays."""
    known = {"area_state": "normal", "closed_loop": False, "subject_type": "enterprise"}
    listed = [
        policy
        for policy, record in rulebase.records.items()
        if any(line.text == 'whitelist_status == "listed"' for line in record.when)
    ]

    assert len(listed) > 10
    for policy in listed:
        verdict = judged(policy, {**known, "whitelist_status": "removed"})
        assert verdict.outcome is Outcome.NO_MATCH, policy
    removed = {**known, "whitelist_status": "removed"}
    assert judged("P-FC-02", removed).outcome is Outcome.MATCH
    assert judged("O-FC-01", removed).outcome is Outcome.OBLIGATION


@pytest.mark.parametrize("policy", ["O-FC-09", "O-FC-11"])
def test_x28_even_five_people_need_a_team_and_a_place_to_live(judged, policy):
    """X-28: 五(七) has no size limit; a difficulty goes to the town."""
    firm = {"subject_type": "enterprise", "headcount": 5, "headcount_own": 5}
    verdict = judged(policy, firm)

    assert verdict.outcome is Outcome.OBLIGATION
    assert verdict.modality is Modality.DUTY
    assert any("确有困难" in note.text.zh for note in verdict.notes)
    assert "headcount" not in {reason.fact for reason in verdict.reasons}
