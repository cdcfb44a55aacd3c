"""What each kind of work may do, and how far."""

import itertools

import pytest

from bot.domain.staff import (
    POWERS,
    Appointment,
    Power,
    RoleKind,
    covers,
    kinds_with,
    places_above,
    powers_over,
)

COUNTY, TOWN = "省/市/县", "省/市/县/镇"

TABLE = {
    Power.CASE_READ: "liaison unit dispatcher inspector",
    Power.CASE_WORK: "liaison unit",
    Power.CASE_DISPATCH: "dispatcher",
    Power.CASE_CHECK: "inspector",
    Power.FIRM_READ: "liaison unit dispatcher inspector administrator",
    Power.FIRM_VERIFY: "unit dispatcher",
    Power.FIRM_ASSIGN: "dispatcher administrator",
    Power.REGISTER_EDIT: "unit dispatcher",
    Power.STAFF_MANAGE: "administrator",
    Power.POLICY_EDIT: "editor",
    Power.APPROVE: "approver",
    Power.DIGEST_READ: "unit dispatcher inspector administrator",
}


@pytest.mark.parametrize("power", Power)
def test_who_has_a_power(power: Power) -> None:
    assert set(TABLE[power].split()) == set(kinds_with(power))


def test_nobody_both_works_on_cases_and_checks_them() -> None:
    for powers in POWERS.values():
        assert not {Power.CASE_WORK, Power.CASE_CHECK} <= powers


@pytest.mark.parametrize(
    ("own", "place", "inside"),
    [
        (COUNTY, COUNTY, True),
        (COUNTY, TOWN, True),
        ("省", TOWN, True),
        (TOWN, COUNTY, False),
        (TOWN, f"{COUNTY}/镇江", False),
        ("省/市/县二", TOWN, False),
    ],
)
def test_a_region_covers_itself_and_what_lies_in_it(own: str, place: str, inside: bool) -> None:
    assert covers(own, place) is inside


@pytest.mark.parametrize(
    ("own", "sector", "fits"),
    [
        (None, None, True),
        (None, "industry", True),
        ("industry", "industry", True),
        ("industry", "trade", False),
        # Nobody knows its sector, or it has none: it is for those who see every sector.
        ("industry", None, False),
    ],
)
def test_a_post_to_one_sector_reaches_that_sector(own, sector, fits: bool) -> None:
    assert Appointment(RoleKind.UNIT, COUNTY, own).reaches(TOWN, sector) is fits


def test_several_posts_add_up_each_within_its_own_reach() -> None:
    here, there = Appointment(RoleKind.UNIT, TOWN), Appointment(RoleKind.EDITOR, COUNTY)
    elsewhere = Appointment(RoleKind.ADMINISTRATOR, "省/市/县二")
    posts = (here, there, elsewhere)

    assert powers_over(posts, TOWN) == POWERS[RoleKind.UNIT] | POWERS[RoleKind.EDITOR]
    assert powers_over(posts, COUNTY) == POWERS[RoleKind.EDITOR]


def test_no_post_reaches_beyond_its_region() -> None:
    for kind, power in itertools.product(RoleKind, Power):
        assert not Appointment(kind, TOWN).gives(power, COUNTY)


def test_the_nearest_place_comes_first() -> None:
    assert list(places_above(TOWN)) == [TOWN, COUNTY, "省/市", "省"]
