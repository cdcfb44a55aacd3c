"""Lists, digests, exports, phones and search of cases: every kind of staff × places, sectors."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.case_states import CheckWay
from bot.domain.digests import Figure
from bot.domain.errors import NotYours, Stale
from bot.domain.searching import read_number
from bot.domain.staff import OF_SECTORS, Appointment, RoleKind
from bot.services.cases.cards import CaseCard
from bot.services.cases.cases import answer_case, claim_case
from bot.services.cases.closing import close_case
from bot.services.cases.doors import case_for_officer
from bot.services.cases.lists import CaseList, cases_to_check, cases_to_do, unclaimed_cases
from bot.services.cases.moves import Said
from bot.services.cases.opening import Matter
from bot.services.cases.phones import reveal_phones
from bot.services.cases.ratings import rate_case
from bot.services.cases.reading import case_to_read
from bot.services.cases.search import Search, cases_called, hits, search_on
from bot.services.digests.cards import Asked
from bot.services.digests.digests import figure_list
from bot.services.digests.dispatches import dispatch_for
from bot.services.digests.tables import day_rows, week_rows
from bot.services.digests.week_ratings import rated_for
from bot.store.staff.officers import OfficerCard
from bot.store.staff.staff import lasting_posts
from bot.store.staff.units import add_unit
from bot.store.uow import UnitOfWork
from tests.cases.county import CALM_TRUCK, County
from tests.cases.district import COUNTY, ELSEWHERE, GROUND, TOWN, District
from tests.matrix import COUNTY as IN_COUNTY
from tests.matrix import (
    NOBODY,
    Line,
    Looked,
    Who,
    anywhere,
    disagreements,
    needs,
    over,
    seats_around,
    tells_apart,
)
from tests.matrix import SECTOR as IN_SECTOR
from tests.matrix import TOWN as IN_TOWN

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

SECTOR = "industry"
PROJECT = Matter(category="project")
GATHERERS = over(RoleKind.DISPATCHER, RoleKind.INSPECTOR)
READERS = over(RoleKind.UNIT, RoleKind.DISPATCHER, RoleKind.INSPECTOR)
WORKER, INSPECTOR = over(RoleKind.UNIT), over(RoleKind.INSPECTOR)
DISPATCHER = over(RoleKind.DISPATCHER)
CHECKED = (CheckWay.PHONE, "电话问过厂长，证已经发了，属实")
HEADS: Who = {RoleKind.UNIT: frozenset({IN_TOWN, IN_COUNTY, IN_SECTOR})}
"""The city has no ladder, and no unit that heads it."""
AT_DESK: Who = {RoleKind.UNIT: frozenset({IN_COUNTY, IN_SECTOR, "another sector"})}
"""They sit at the county's general desk, at which it was solved."""
OPENERS = anywhere(RoleKind.UNIT, RoleKind.DISPATCHER, RoleKind.INSPECTOR)


class Things:
    """Cases of one town and sector at a unit's desk, and the post of who reads a digest there."""

    def __init__(self, district: District) -> None:
        county = County(district, "transport")
        self.owner = district.speaks_for_firm(region=TOWN, sector=SECTOR)
        self.truck = county.opens(self.owner, CALM_TRUCK)
        self.project = county.opens(self.owner, PROJECT)
        clerk = county.transport.clerk
        solved = district.solves(clerk, district.claims(clerk, county.opens(self.owner)))
        self.checking = district.confirms(self.owner, solved)
        general = district.appointed(Appointment(RoleKind.UNIT, COUNTY))
        project = district.claims(general, county.opens(self.owner, PROJECT))
        rated = district.solves(general, project)
        self.rated = district.confirms(self.owner, rated)
        district.act(lambda uow: close_case(uow, GROUND, county.inspector, rated.id, *CHECKED))
        district.act(lambda uow: rate_case(uow, GROUND, self.owner, rated.id, 4))
        self.post = district.act(lambda uow: own_post(uow, county.inspector))
        self.today = district.now.date()


def own_post(uow: UnitOfWork, by: OfficerCard) -> int:
    return lasting_posts(uow.connection, by.id)[0].id


def figures(uow: UnitOfWork, by: OfficerCard, it: Things, post_id: int) -> list[int]:
    asked = Asked(post_id, 0, Figure.OPEN, it.today)
    return [line.id for line in figure_list(uow, GROUND, by, asked).lines]


def exported(uow: UnitOfWork, by: OfficerCard, it: Things) -> list[int]:
    rows = day_rows(uow, GROUND, by, own_post(uow, by), it.today, 100)
    return [each.row.line.id for each in rows]


def week(uow: UnitOfWork, by: OfficerCard) -> list[int]:
    return [each.row.line.id for each in week_rows(uow, GROUND, by, own_post(uow, by), 100)]


def dispatched(uow: UnitOfWork, by: OfficerCard) -> list[int]:
    card = dispatch_for(uow, GROUND, by, own_post(uow, by))
    return [each.card.id for each in card.lines] if card else []


def headed(uow: UnitOfWork, by: OfficerCard, it: Things) -> list[int]:
    asked = Asked(own_post(uow, by), 0, Figure.OPEN, it.today, headed=True)
    return [line.id for line in figure_list(uow, GROUND, by, asked).lines]


def headed_rows(uow: UnitOfWork, by: OfficerCard, it: Things) -> list[int]:
    post_id = own_post(uow, by)
    rows = day_rows(uow, GROUND, by, post_id, it.today, 100, headed=True)
    return [each.row.line.id for each in rows]


def rated(uow: UnitOfWork, by: OfficerCard, *, headed: bool) -> list[int]:
    found = rated_for(uow, GROUND, by, own_post(uow, by), headed=headed)
    return [line.id for line in found.lines]


def gone_through(uow: UnitOfWork, by: OfficerCard) -> list[int]:
    card = dispatch_for(uow, GROUND, by, own_post(uow, by), headed=True)
    return [each.card.id for each in card.lines] if card else []


def headquarters(uow: UnitOfWork, region: str) -> int:
    return add_unit(uow, region, "economy_headquarters", "指挥部").id


def ids_of(found: CaseList) -> list[int]:
    return [line.id for line in found.lines]


def numbered(uow: UnitOfWork, by: OfficerCard, case: CaseCard) -> tuple[int, ...]:
    sought = read_number(case.number)
    assert sought is not None
    return cases_called(uow, by, sought)


def of_others(work: Callable[[], Any]) -> Any:
    """A button of somebody else's post is as good as gone."""
    try:
        return work()
    except Stale as stale:
        raise NotYours("digest") from stale


OF_HEADQUARTERS: dict[str, Line] = {
    "read a case": (
        {**GATHERERS, **HEADS},
        lambda uow, by, it: case_to_read(uow, GROUND, by, it.truck.id),
    ),
    "find it behind a figure of the region": (
        HEADS,
        lambda uow, by, it: needs(it.truck.id in of_others(lambda: headed(uow, by, it))),
    ),
    "find it in the region's table": (
        HEADS,
        lambda uow, by, it: needs(it.truck.id in of_others(lambda: headed_rows(uow, by, it))),
    ),
    "go through it in the region's week": (
        HEADS,
        lambda uow, by, it: needs(it.project.id in of_others(lambda: gone_through(uow, by))),
    ),
    "find it among what was rated in the region's week": (
        HEADS,
        lambda uow, by, it: needs(it.rated.id in of_others(lambda: rated(uow, by, headed=True))),
    ),
    "work on it as one who reads it": (
        NOBODY,
        lambda uow, by, it: claim_case(uow, GROUND, by, it.truck.id),
    ),
    "answer it as one who reads it": (
        NOBODY,
        lambda uow, by, it: answer_case(uow, GROUND, by, it.truck.id, Said("正在联系卡口")),
    ),
    "see its phones as one who reads it": (
        NOBODY,
        lambda uow, by, it: reveal_phones(uow, by, it.truck.id),
    ),
}
"""For posts in a unit that heads the county, or what stands for it at another seat."""

LINES: dict[str, Line] = {
    "open a figure of one's own": (
        OPENERS,
        lambda uow, by, it: of_others(lambda: figures(uow, by, it, own_post(uow, by))),
    ),
    "find a case behind a figure": (
        GATHERERS,
        lambda uow, by, it: needs(
            it.truck.id in of_others(lambda: figures(uow, by, it, own_post(uow, by)))
        ),
    ),
    "open a figure of somebody else's": (
        NOBODY,
        lambda uow, by, it: of_others(lambda: figures(uow, by, it, it.post)),
    ),
    "find it in the day's table": (
        GATHERERS,
        lambda uow, by, it: needs(it.truck.id in of_others(lambda: exported(uow, by, it))),
    ),
    "find it in the week's table": (
        GATHERERS,
        lambda uow, by, it: needs(it.project.id in of_others(lambda: week(uow, by))),
    ),
    "find it among what was rated in the week": (
        {**GATHERERS, **AT_DESK},
        lambda uow, by, it: needs(it.rated.id in of_others(lambda: rated(uow, by, headed=False))),
    ),
    "go through it every week": (
        GATHERERS,
        lambda uow, by, it: needs(it.project.id in of_others(lambda: dispatched(uow, by))),
    ),
    "find it among what nobody has taken": (
        DISPATCHER,
        lambda uow, by, it: needs(it.truck.id in ids_of(unclaimed_cases(uow, by))),
    ),
    "find what is to be checked among all that waits": (
        INSPECTOR,
        lambda uow, by, it: needs(it.checking.id in ids_of(cases_to_do(uow, by))),
    ),
    "find it among what is to be checked": (
        INSPECTOR,
        lambda uow, by, it: needs(it.checking.id in ids_of(cases_to_check(uow, by))),
    ),
    "see the phones of a case": (
        WORKER,
        lambda uow, by, it: reveal_phones(uow, by, it.truck.id),
        Looked("case:phone"),
    ),
    "see the phones of one to check": (
        {**WORKER, **INSPECTOR},
        lambda uow, by, it: reveal_phones(uow, by, it.checking.id),
        Looked("case:phone"),
    ),
    "search for its words": (
        READERS,
        lambda uow, by, it: needs(it.truck.id in search_on(uow, by, Search(("卡口",))).found),
    ),
    "search for its number": (
        READERS,
        lambda uow, by, it: needs(it.truck.id in numbered(uow, by, it.truck)),
    ),
    "see it among what was found": (
        READERS,
        lambda uow, by, it: needs(hits(uow, by, [it.truck.id], ("卡口",))),
    ),
}


def test_who_reads_what_of_whose_cases(district: District) -> None:
    seats = seats_around(TOWN, SECTOR)
    assert disagreements(district, district.appointed, seats, LINES, Things(district)) == []


def test_who_reads_as_one_of_a_headquarters(district: District) -> None:
    """Each post is in a headquarters of its own region, wherever it may be in one."""
    things = Things(district)
    units: dict[str, int] = {}

    def appointed(post: Appointment) -> OfficerCard:
        if post.kind in OF_SECTORS:
            if post.region not in units:
                units[post.region] = district.act(lambda uow: headquarters(uow, post.region))
            post = replace(post, unit_id=units[post.region])
        return district.appointed(post)

    seats = seats_around(TOWN, SECTOR)
    assert disagreements(district, appointed, seats, OF_HEADQUARTERS, things) == []


def test_a_case_elsewhere_looks_as_if_it_were_not_there(district: District) -> None:
    things, by = Things(district), district.officer(region=ELSEWHERE)
    acts = {"phones": reveal_phones, "case": case_for_officer}

    assert tells_apart(district, by, acts, dict.fromkeys(acts, things.truck.id)) == []
    assert district.act(lambda uow: numbered(uow, by, things.truck)) == ()
