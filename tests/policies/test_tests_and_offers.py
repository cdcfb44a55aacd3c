"""Rolling tests: duty, offer and what the state of the area makes of them."""

from datetime import date

from policies.records import RhythmKind
from policies.verdicts import Outcome

FIRM = {"subject_type": "enterprise", "area_state": "normal", "closed_loop": False}


def test_in_the_normal_state_the_duty_is_48_hours(judged):
    rolling, daily = judged("O-FC-01", FIRM), judged("O-FC-02", FIRM)

    assert (rolling.rhythm.hours, rolling.rhythm.kind) == (48, RhythmKind.DUTY)
    assert daily.outcome is Outcome.NO_MATCH
    assert daily.rhythm is None


def test_in_an_emergency_the_duty_is_daily(judged):
    firm = {**FIRM, "area_state": "emergency"}

    assert judged("O-FC-01", firm).rhythm is None
    assert judged("O-FC-02", firm).rhythm.daily


def test_a_closed_loop_leaves_both_duties_standing(judged):
    firm = {**FIRM, "closed_loop": True}

    assert judged("O-FC-01", firm).outcome is Outcome.OBLIGATION
    assert judged("O-FC-02", firm).outcome is Outcome.OBLIGATION


def test_both_duties_cite_the_clause_that_says_otherwise(judged):
    rolling, daily = judged("O-FC-01", FIRM), judged("O-FC-02", FIRM)

    assert "三(七)" in [source.quotation.clause for source in rolling.also]
    assert {"三(三)", "五(一)"} <= {source.quotation.clause for source in daily.also}
    for verdict in (rolling, daily):
        assert any("三(七)" in note.text.zh for note in verdict.notes)


def test_the_24_hour_test_is_an_offer_to_three_groups(judged):
    verdict = judged("P-FC-03", {"role_groups": {"logistics": 12, "ordinary": 80}})

    assert verdict.outcome is Outcome.MATCH
    assert (verdict.rhythm.kind, verdict.rhythm.hours) == (RhythmKind.OFFER, 24)
    assert verdict.rhythm.groups == {"logistics", "sales", "other_mobile_contact"}


def test_a_group_of_nobody_is_no_group(judged):
    assert judged("P-FC-03", {"role_groups": {"logistics": 0}}).outcome is Outcome.NO_MATCH


def test_an_unknown_state_is_for_staff_to_say_not_for_the_owner(judged):
    verdict = judged("O-FC-01", {"subject_type": "enterprise"})

    assert verdict.outcome is Outcome.CONFIRM
    assert verdict.missing == ()
    assert "所在地防控状态" in verdict.notes[-1].text.zh


def test_a_duty_without_its_last_sampling_stays_a_duty(judged):
    verdict = judged("O-FC-01", FIRM)

    assert verdict.outcome is Outcome.OBLIGATION
    assert verdict.missing == ("last_test_at",)


def test_a_capped_duty_has_no_rhythm(judged):
    verdict = judged("O-FC-01", FIRM, as_of=date(2023, 1, 1))

    assert verdict.capped
    assert verdict.rhythm is None


def test_an_or_is_explained_by_the_part_that_holds(judged):
    [reason] = judged("O-FC-02", {**FIRM, "closed_loop": True}).reasons

    assert reason.fact == "closed_loop"
    assert reason.text.zh == "闭环管理：是（由工作人员设定）"
    assert reason.text.en == "Closed-loop management: yes (set by staff)"


def test_what_staff_set_is_never_put_into_the_firms_mouth(judged):
    texts = {r.fact: r.text for r in judged("O-FC-01", FIRM).reasons}

    assert texts["area_state"].zh.endswith("（由工作人员设定）")
    assert "工作人员" not in texts["subject_type"].zh


def test_where_the_clause_names_no_state_the_demand_is_our_reading(judged):
    verdict = judged("O-FC-02", FIRM)

    for reason in verdict.reasons:
        assert "这一条要求" not in reason.text.zh
        assert "本系统理解为" in reason.text.zh
        assert "as we read it" in reason.text.en
    assert any("是本系统的理解，不是文件原话" in note.text.zh for note in verdict.notes)
    assert any("our reading" in note.text.en for note in verdict.notes)
