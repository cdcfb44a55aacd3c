"""The subsidy for a firm's own sampling booth, with its bounds of people, money and time."""

from datetime import date
from decimal import Decimal

import pytest

from policies.calendar import Extension
from policies.verdicts import Mark, Outcome


@pytest.mark.parametrize(
    ("people", "outcome"),
    [(999, Outcome.CONFIRM), (1000, Outcome.MATCH), (1001, Outcome.MATCH)],
)
def test_a_thousand_people_includes_the_thousandth(booth, people, outcome):
    assert booth({"headcount": people, "headcount_own": people}).outcome is outcome


@pytest.mark.parametrize(
    ("own", "outcome"),
    [(999, Outcome.CONFIRM), (1000, Outcome.MATCH), (1001, Outcome.MATCH)],
)
def test_own_employees_are_counted_for_themselves(booth, own, outcome):
    assert booth({"headcount": 1500, "headcount_own": own}).outcome is outcome


def test_the_firm_that_qualifies_hears_all_three_amounts(booth):
    verdict = booth()

    assert verdict.amounts == {
        "subsidy": Decimal("40000.00"),
        "province_share": Decimal("28000.00"),
        "county_share": Decimal("12000.00"),
    }
    assert verdict.lines[0].formula.zh == "采样屋费用 80,000.00 × 50%"
    assert verdict.source.quotation.clause == "三(六)"


@pytest.mark.parametrize(
    ("cost", "subsidy", "province", "county"),
    [
        ("12345.67", "6172.84", "4320.99", "1851.85"),
        ("0.01", "0.01", "0.01", "0.00"),
        ("0.00", "0.00", "0.00", "0.00"),
        ("100000000.00", "50000000.00", "35000000.00", "15000000.00"),
    ],
)
def test_odd_fen_are_rounded_half_up_and_parts_add_up(booth, cost, subsidy, province, county):
    amounts = booth({"booth_cost": cost}).to_json()["amounts"]

    assert amounts == {"subsidy": subsidy, "province_share": province, "county_share": county}


def test_nine_hundred_sixty_people_lack_forty(booth):
    verdict = booth({"headcount": 960, "headcount_own": None})

    assert verdict.outcome is Outcome.CONFIRM
    assert [(near.fact, near.gap) for near in verdict.near_miss] == [("headcount", 40)]
    assert verdict.near_miss[0].text.zh == "用工人数还差 40 人，即达到文件鼓励的人数"
    assert verdict.near_miss[0].text.en == (
        "Total workforce: 40 people short of the number that the document encourages"
    )


def test_one_person_is_no_people(booth):
    [near] = booth({"headcount": 999, "headcount_own": None}).near_miss

    assert near.text.en.startswith("Total workforce: 1 person short")


def test_a_number_that_is_not_why_it_does_not_apply_is_no_near_miss(booth):
    verdict = booth({"booth_provision": "unified", "headcount": 960, "headcount_own": None})

    assert verdict.outcome is Outcome.NO_MATCH
    assert [near.fact for near in verdict.near_miss] == ["booth_provision"]


def test_what_must_be_confirmed_is_no_entitlement(booth):
    verdict = booth({"headcount": 960, "headcount_own": None})

    assert verdict.amounts == {}
    assert verdict.if_granted["subsidy"] == Decimal("40000.00")


def test_a_small_firm_is_not_told_that_it_lacks_hundreds(booth):
    assert booth({"headcount": 5, "headcount_own": 5}).near_miss == ()


def test_three_things_in_the_way_are_no_near_miss(booth):
    few = {"headcount": 960, "headcount_own": 950, "whitelist_status": "applied"}

    assert booth(few).near_miss == ()


def test_the_department_decides_on_the_whitelist(booth):
    [near] = booth({"whitelist_status": "applied"}).near_miss

    assert near.text.zh == "如列入“四保”白名单"
    assert near.decided_by.zh == "行业主管部门"


def test_without_the_cost_there_is_no_number(booth):
    verdict = booth({"booth_cost": None})

    assert verdict.outcome is Outcome.NEED_INFO
    assert verdict.missing == ("booth_cost",)
    assert verdict.amounts == verdict.if_granted == {}


def test_what_is_unknown_is_not_asked_when_it_changes_nothing(booth):
    verdict = booth({"headcount": 960, "headcount_own": None, "whitelist_status": None})

    assert verdict.outcome is Outcome.CONFIRM
    assert verdict.missing == ()


def test_where_the_document_is_silent_no_demand_is_claimed(booth):
    reasons = {r.fact: r for r in booth({"whitelist_status": "applied"}).reasons}

    assert "要求" not in reasons["whitelist_status"].text.zh
    assert "required" not in reasons["whitelist_status"].text.en


def test_where_the_document_demands_it_is_said(booth):
    reasons = {r.fact: r for r in booth({"booth_provision": "unified"}).reasons}

    assert reasons["booth_provision"].text.zh == "采样屋来源：统一设置（这一条要求：自行配置）"


def test_no_hope_is_raised_while_something_else_is_unknown(booth):
    assert booth({"booth_provision": "none"}).near_miss
    assert booth({"booth_provision": "none", "subject_type": None}).near_miss == ()


@pytest.mark.parametrize("provision", ["unified", "none"])
def test_a_booth_that_is_not_the_firms_own_gives_nothing(booth, provision):
    verdict = booth({"booth_provision": provision})

    assert verdict.outcome is Outcome.NO_MATCH
    assert verdict.amounts == verdict.if_granted == {}


def test_reasons_repeat_the_firms_own_value_with_the_clause(booth):
    verdict = booth({"headcount": 960, "headcount_own": 900})
    reasons = {reason.fact: reason for reason in verdict.reasons}

    assert reasons["headcount"].value == 960
    assert reasons["headcount"].verdict is Mark.CONFIRM
    assert reasons["headcount"].clause == "三(六)"
    assert "960 人" in reasons["headcount"].text.zh
    assert reasons["booth_provision"].text.zh == "采样屋来源：自行配置"


def test_a_whitelist_that_only_the_owner_stated_is_marked(booth):
    verdict = booth(self_reported={"whitelist_status", "headcount"})

    assert verdict.self_reported == ("whitelist_status",)
    assert any("自报" in note.text.zh for note in verdict.notes)


def test_a_whitelist_that_staff_confirmed_is_not_marked(booth):
    assert booth().self_reported == ()


@pytest.mark.parametrize(
    ("day", "outcome", "capped"),
    [
        (date(2022, 6, 21), Outcome.NO_MATCH, False),
        (date(2022, 6, 22), Outcome.MATCH, False),
        (date(2022, 12, 31), Outcome.MATCH, False),
        (date(2023, 1, 1), Outcome.CONFIRM, True),
    ],
)
def test_the_document_speaks_for_its_own_year(booth, day, outcome, capped):
    verdict = booth(as_of=day)

    assert (verdict.outcome, verdict.capped) == (outcome, capped)


@pytest.mark.parametrize(
    ("day", "outcome"),
    [(date(2023, 6, 30), Outcome.MATCH), (date(2023, 7, 1), Outcome.CONFIRM)],
)
def test_a_recorded_extension_carries_to_its_last_day(booth, day, outcome):
    in_force = {"fangcheng-2022-06-22": Extension(date(2023, 6, 30))}

    assert booth(as_of=day, in_force=in_force).outcome is outcome


def test_a_later_year_asks_nothing_that_cannot_lift_the_cap(booth):
    assert booth({"booth_cost": None}, as_of=date(2023, 1, 1)).missing == ()


@pytest.mark.parametrize("place", ["河南省/驻马店市", "河南省/南阳市/其他县", "山东省/淄博市"])
def test_another_place_has_another_law(booth, place):
    verdict = booth(region=place)

    assert verdict.outcome is Outcome.NO_MATCH
    assert place in verdict.reasons[0].text.zh


def test_a_town_lies_inside_its_county(booth):
    assert booth(region="河南省/南阳市/方城县/示例镇").outcome is Outcome.MATCH


def test_a_city_alone_leaves_the_county_to_ask(booth):
    verdict = booth(region="河南省/南阳市")

    assert verdict.outcome is Outcome.NEED_INFO
    assert verdict.missing == ("county",)
