"""周调度 reaches headquarters and those who look after the firms concerned: once, on its day."""

from datetime import timedelta

import pytest

from bot.domain.errors import Stale
from bot.domain.staff import Appointment, RoleKind
from bot.services.assignments.assignments import assign_firm
from bot.services.cases.doors import case_for_officer
from bot.services.digests.linked import linked_dispatch, linked_dispatches
from bot.store.firms.people import PersonCard
from bot.store.staff.officers import OfficerCard
from tests.cases.county import CALM_TRUCK, County
from tests.cases.digesting import PROJECT, Digests, at, chief_of, heads_of, is_away
from tests.cases.district import COUNTY, GROUND, RULES, TOWN

WHY = {"slot": "assigned_officer", "reason": "日常分工"}


def linked_to(county: County, *owners: PersonCard, name: str = "包保干部") -> OfficerCard:
    """Somebody who looks after the firms of these people."""
    district = county.district
    chief = chief_of(district)
    officer = district.appointed(Appointment(RoleKind.LIAISON, COUNTY), name=name)
    for owner in owners:
        firm = int(owner.firm_id or 0)
        district.act(lambda uow, f=firm: assign_firm(uow, RULES, chief, f, officer.id, **WHY))
    return officer


def told_on_friday(county: County, digests: Digests) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for chat_id, kind in digests.until("07-15 16:00"):
        found.setdefault(kind, set()).add(chat_id)
    return found


def test_headquarters_and_those_who_look_after_the_firms_hear_of_projects_every_week(
    county: County, digests: Digests
) -> None:
    district = county.district
    owner, other = (district.speaks_for_firm(region=TOWN) for _ in range(2))
    liaison, idle = linked_to(county, owner), linked_to(county, other, name="别家的")
    project = county.opens(owner, PROJECT)
    county.opens(other, CALM_TRUCK)

    told = told_on_friday(county, digests)

    assert {officer.chat_id for officer in heads_of(county)} <= told["weekly"]
    assert told["linked"] == {liaison.chat_id}, "not whose firms have no such case"
    assert idle.chat_id not in told["weekly"]
    assert county.town.clerk.chat_id not in told["weekly"], "a desk hears of its own every day"
    opened = district.act(lambda uow: case_for_officer(uow, liaison, project.id))
    assert opened.id == project.id, "its button opens the case"


def test_nobody_hears_of_the_same_week_twice(county: County, digests: Digests) -> None:
    """Who reads the whole county, or whose unit heads it, has it all in one message."""
    district, owner = county.district, county.district.speaks_for_firm(region=TOWN)
    chief, head = chief_of(district), county.headquarters.clerk
    firm = int(owner.firm_id or 0)
    district.act(lambda uow: assign_firm(uow, RULES, chief, firm, head.id, **WHY))
    county.opens(owner, PROJECT)

    told = told_on_friday(county, digests)

    assert head.chat_id in told["weekly"]
    assert "linked" not in told
    assert digests.after_downtime("07-15 17:00") == []


def test_after_a_downtime_only_the_days_own_comes_and_never_at_night(
    county: County, digests: Digests
) -> None:
    owner = county.district.speaks_for_firm(region=TOWN)
    liaison = linked_to(county, owner)
    county.opens(owner, PROJECT)
    digests.fire()  # the turns are planned

    late = digests.after_downtime("07-18 09:00")
    assert "linked" not in {kind for _, kind in late}, "Friday's is over"
    assert "linked" not in {kind for _, kind in digests.after_downtime("07-22 22:30")}
    again = digests.after_downtime("07-29 17:00")
    assert (liaison.chat_id, "linked") in again


def test_whoever_stands_in_reads_it_and_turns_its_pages(county: County, digests: Digests) -> None:
    district = county.district
    owners = [district.speaks_for_firm(region=TOWN) for _ in range(6)]
    liaison, deputy = linked_to(county, *owners), county.trade.clerk
    cases = {county.opens(owner, PROJECT).number for owner in owners}
    is_away(county, liaison, deputy)

    [(officer, first)] = district.act(lambda uow: linked_dispatches(uow, GROUND, COUNTY))
    assert officer.id == deputy.id
    assert first.linked is not None
    second = district.act(lambda uow: linked_dispatch(uow, GROUND, deputy, first.linked, 1))
    assert {line.card.number for line in (*first.lines, *second.lines)} == cases
    district.wait(minutes=int(timedelta(days=3).total_seconds() // 60))
    for stranger in (deputy, county.town.clerk):
        with pytest.raises(Stale):
            district.act(lambda uow, s=stranger: linked_dispatch(uow, GROUND, s, first.linked, 1))
    assert at("07-15 16:00") < district.now
