"""日汇总 and 周调度: each comes once, at its time, to whom it concerns."""

import pytest

from bot.domain.case_terms import ClockKind
from bot.domain.digests import scope_of
from bot.domain.staff import Appointment, RoleKind, general_posts
from bot.services.digests.dispatches import dispatch_of
from bot.services.digests.posts import posts_to_read
from bot.services.digests.turns import fire_digests
from tests.cases.county import CALM_TRUCK, County
from tests.cases.digesting import (
    CLOCKWORK,
    PROJECT,
    ZHUMADIAN,
    Digests,
    at,
    chief_of,
    heads_of,
    is_away,
)
from tests.cases.district import COUNTY, GROUND, TOWN, District


def test_each_desk_and_the_headquarters_hear_once_a_working_day(
    county: County, digests: Digests
) -> None:
    chief = chief_of(county.district)
    county.opens(county.district.speaks_for_firm(region=TOWN))
    readers = (*heads_of(county), county.town.clerk, county.transport.clerk, county.inspector)
    each_once = sorted((officer.chat_id, "daily") for officer in (*readers, chief))

    assert digests.until("07-15 17:00") == []
    assert digests.until("07-15 23:30") == each_once
    assert digests.until("07-18 17:00") == [], "nobody is told on a weekend"
    assert digests.until("07-18 18:00") == each_once


def test_after_a_downtime_the_days_own_comes_once_and_yesterdays_never(
    county: County, digests: Digests
) -> None:
    county.opens(county.district.speaks_for_firm(region=TOWN))
    readers = (*heads_of(county), county.town.clerk, county.transport.clerk, county.inspector)
    told = sorted((officer.chat_id, "daily") for officer in readers)

    assert digests.after_downtime("07-15 20:00") == told
    assert digests.after_downtime("07-15 20:30") == []
    assert digests.after_downtime("07-18 22:30") == [], "not at night"
    assert digests.after_downtime("07-19 09:00") == [], "and not the next morning"
    assert digests.after_downtime("07-19 17:30") == told


def test_a_process_that_dies_loses_nothing_and_doubles_nothing(
    county: County, digests: Digests
) -> None:
    county.opens(county.district.speaks_for_firm(region=TOWN))
    county.district.act(lambda uow: fire_digests(uow, CLOCKWORK, 5))
    county.district.now = at("07-15 17:30")

    class Dies(Exception):
        pass

    def dying(uow) -> None:
        assert fire_digests(uow, CLOCKWORK, 5)
        raise Dies

    with pytest.raises(Dies):
        county.district.act(dying)
    assert digests.news() == []
    digests.fire()
    assert len(digests.news()) == 6
    digests.fire()
    assert digests.news() == []


def test_where_nothing_stands_nothing_is_said_unless_a_document_asks(
    district: District, digests: Digests
) -> None:
    chief_of(district)
    there = chief_of(district, ZHUMADIAN)

    assert digests.until("07-17 21:00") == [(there.chat_id, "daily")] * 3
    assert [key.split(":")[2] for key in sorted(digests.keys)] == [
        "2022-07-15",
        "2022-07-16",
        "2022-07-17",
    ]


def test_one_person_with_several_posts_gets_one_message(
    district: District, digests: Digests
) -> None:
    both = district.appointed(
        *general_posts(COUNTY), Appointment(RoleKind.INSPECTOR, COUNTY), name="一人"
    )
    district.opens(district.speaks_for_firm(region=TOWN))

    assert digests.until("07-15 18:00") == [(both.chat_id, "daily")]
    [post] = district.act(lambda uow: posts_to_read(uow, both))
    assert scope_of(post.appointment).whole


def test_who_is_away_is_stood_in_for(county: County, digests: Digests) -> None:
    away, deputy = county.transport.clerk, county.trade.clerk
    is_away(county, away, deputy)
    county.opens(county.district.speaks_for_firm(region=TOWN))

    told = {chat for chat, _ in digests.until("07-15 18:00")}

    assert deputy.chat_id in told
    assert away.chat_id not in told


def test_projects_are_gone_through_every_week_and_asked_for_before(
    county: County, digests: Digests
) -> None:
    chief, clerk = chief_of(county.district), county.transport.clerk
    silent = county.opens(county.district.speaks_for_firm(region=TOWN), PROJECT)
    heard = county.opens(county.district.speaks_for_firm(region=TOWN), PROJECT)
    county.opens(county.district.speaks_for_firm(region=TOWN), CALM_TRUCK)
    county.district.claims(county.town.clerk, silent)
    county.district.claims(county.town.clerk, heard)
    weekly = digests.until("07-18 09:00")
    assert (chief.chat_id, "weekly") in weekly
    assert "ask" not in {kind for _, kind in weekly}, "it was too late for this week's"
    county.district.answers(county.town.clerk, heard, "施工许可周五发证")

    found = digests.until("07-21 10:00")
    assert [each for each in found if each[1] == "ask"] == [(county.town.clerk.chat_id, "ask")]
    [post] = county.district.act(lambda uow: posts_to_read(uow, chief))
    week = county.district.act(lambda uow: dispatch_of(uow, GROUND, post))
    assert week is not None
    assert week.count == len(week.lines) == 2
    said = {line.card.number: line for line in week.lines}
    assert said[heard.number].last is not None
    assert said[silent.number].last is None
    kinds = {number: line.awaited and line.awaited[1] for number, line in said.items()}
    assert kinds == {heard.number: ClockKind.INTERIM, silent.number: ClockKind.CONTACT}
    assert clerk.chat_id not in {chat for chat, kind in found if kind == "ask"}
