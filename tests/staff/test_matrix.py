"""Every act of the desk × every kind of staff × own, sister and parent region.

A further act is one line in LINES. Who is refused changes nothing, not even the audit.
"""

from collections.abc import Callable
from typing import Any

import pytest

from bot.domain.desk_groups import Sight
from bot.domain.errors import NotYours
from bot.domain.members import Role
from bot.domain.staff import Appointment, RoleKind
from bot.services.assignments import assignments, care, own_firms
from bot.services.firms import verification
from bot.services.firms.invitations import invite_as_officer
from bot.services.staff import (
    canned_answers,
    departures,
    desk_groups,
    duty_phones,
    invitations,
    leave,
    officers,
    posts,
    route_keeping,
    unit_keeping,
    units,
)
from bot.services.staff import files as staff_files
from bot.store.cases.route_changes import RouteLine
from bot.store.cases.routes import add_route
from bot.store.firms.firms import put_facts
from bot.store.staff.canned_answers import Shelf
from bot.store.staff.officers import OfficerCard
from bot.store.staff.staff import add_post, change_posts
from bot.store.uow import UnitOfWork
from tests.allowed import is_allowed
from tests.matrix import Done, Line, Looked, Written, disagreements, over, seats_around, whole
from tests.staff.office import COUNTY, RULES, SISTER_TOWN, SLOT, TOWN, Office

FIT = Sight("群", is_there=True, is_forum=True, may_manage=True)
SECTOR = "industry"
ADMINISTRATOR = whole(RoleKind.ADMINISTRATOR)
KEEPER = whole(RoleKind.DISPATCHER)
DESK = over(RoleKind.UNIT, RoleKind.DISPATCHER)
ASSIGNERS = over(RoleKind.DISPATCHER, RoleKind.ADMINISTRATOR)
READERS = {**over(RoleKind.LIAISON, RoleKind.INSPECTOR), **DESK, **ASSIGNERS}


class Things:
    """What the acts are done to, all of one town; the firm is of one sector."""

    def __init__(self, office: Office) -> None:
        self.firm = office.firm(region=TOWN, sector=SECTOR)
        self.worker = office.of(RoleKind.UNIT, TOWN)
        self.other = office.of(RoleKind.LIAISON, TOWN)
        self.deputy = office.of(RoleKind.UNIT, TOWN)
        administrator = office.of(RoleKind.ADMINISTRATOR, COUNTY)
        office.assigns(self.firm, self.worker)
        self.code = office.act(
            lambda uow: officers.make_invitation(uow, (worker(TOWN),), "ABCDE-01234", 2e9)
        )
        self.waits = office.act(
            lambda uow: add_post(uow, self.other.id, dispatcher(TOWN), granted_by=999)
        )
        self.second = office.act(
            lambda uow: add_post(uow, self.other.id, worker(TOWN), confirmed=True)
        )
        self.unit = office.unit("town", "街道办", TOWN)
        self.empty = office.unit("town", "服务站", TOWN)
        hall = office.unit("town", "综合办", TOWN)
        self.group = office.act(lambda uow: bound(uow, administrator, -1, hall.id))
        self.route = office.act(lambda uow: add_route(uow, TOWN, "rent", None, 1, self.unit.id))
        self.leave = office.act(
            lambda uow: (
                leave.take_leave(
                    uow, self.worker, self.worker.id, tomorrow(uow, 5), self.deputy.id
                ).absence.id
            )
        )


def worker(region: str) -> Appointment:
    return Appointment(RoleKind.UNIT, region)


def dispatcher(region: str) -> Appointment:
    return Appointment(RoleKind.DISPATCHER, region)


def bound(uow: UnitOfWork, by: OfficerCard, chat_id: int, unit_id: int) -> int:
    group, _ = desk_groups.propose_group(uow, by, chat_id, "群")
    desk_groups.bind_group(uow, by, group.id, unit_id, FIT, ())
    return group.id


def tomorrow(uow: UnitOfWork, days: int = 1) -> leave.Span:
    from_ = uow.now.replace(day=uow.now.day + days)
    return leave.Span(from_, from_.replace(day=from_.day + 1))


LINES: dict[str, Line] = {
    "invite": (
        ADMINISTRATOR,
        lambda uow, by, _: invitations.invite(uow, RULES, by, worker(TOWN), 1.0),
        Done("invite"),
    ),
    "revoke": (
        ADMINISTRATOR,
        lambda uow, by, it: invitations.revoke(uow, by, it.code),
        Done("invite:revoke"),
    ),
    "open a unit": (
        ADMINISTRATOR,
        lambda uow, by, _: units.open_unit(uow, RULES, by, TOWN, "town", "便民中心"),
        Done("unit:open"),
    ),
    "see a unit": (
        ADMINISTRATOR,
        lambda uow, by, it: unit_keeping.unit_kept(uow, by, it.empty.id),
    ),
    "rename a unit": (
        ADMINISTRATOR,
        lambda uow, by, it: unit_keeping.rename_unit(uow, by, it.empty.id, "企业服务中心"),
        Done("unit:rename"),
    ),
    "keep a unit's telephone": (
        ADMINISTRATOR,
        lambda uow, by, it: duty_phones.set_phone(uow, by, it.empty.id, "0377-67221234"),
        Done("unit:phone"),
    ),
    "take a unit's telephone away": (
        ADMINISTRATOR,
        lambda uow, by, it: duty_phones.drop_phone(uow, by, it.empty.id),
        Done("unit:no-phone"),
    ),
    "close a unit": (
        ADMINISTRATOR,
        lambda uow, by, it: unit_keeping.end_unit(uow, by, it.empty.id),
        Done("unit:close"),
    ),
    "see a person": (
        ADMINISTRATOR,
        lambda uow, by, it: staff_files.staff_file(uow, by, it.worker.id),
    ),
    "give a post": (
        ADMINISTRATOR,
        lambda uow, by, it: posts.grant_post(uow, RULES, by, it.worker.id, dispatcher(TOWN)),
        Done("post:grant:dispatcher"),
    ),
    "confirm": (
        ADMINISTRATOR,
        lambda uow, by, it: posts.confirm_post(uow, by, it.waits),
        Done("post:confirm"),
    ),
    "refuse": (
        ADMINISTRATOR,
        lambda uow, by, it: posts.refuse_post(uow, by, it.waits),
        Done("post:refuse"),
    ),
    "end a post": (
        ADMINISTRATOR,
        lambda uow, by, it: posts.end_post(uow, RULES, by, it.second),
        Done("post:end"),
    ),
    "send on leave": (
        ADMINISTRATOR,
        lambda uow, by, it: leave.take_leave(uow, by, it.other.id, tomorrow(uow), it.worker.id),
        Done("leave"),
    ),
    "call back from leave": (
        ADMINISTRATOR,
        lambda uow, by, it: leave.end_leave(uow, by, it.leave),
        Done("leave:end"),
    ),
    "let go": (
        ADMINISTRATOR,
        lambda uow, by, it: departures.depart(uow, by, it.worker.id, it.deputy.id),
        Done("depart"),
    ),
    "see a firm": (READERS, lambda uow, by, it: care.firm_in_reach(uow, RULES, by, it.firm.id)),
    "see a registration": (
        READERS,
        lambda uow, by, it: verification.firm_for_officer(uow, RULES, by, it.firm.id),
    ),
    "see who looks after it": (
        READERS,
        lambda uow, by, it: care.care_of(uow, RULES, by, it.firm.id),
    ),
    "verify": (
        DESK,
        lambda uow, by, it: verification.verify_firm(uow, RULES, by, it.firm.id),
        Done("firm:verify"),
    ),
    "refuse a firm": (
        DESK,
        lambda uow, by, it: verification.refuse_firm(uow, RULES, by, it.firm.id, "名称不对"),
        Done("firm:refuse"),
    ),
    "let somebody of a firm in": (
        DESK,
        lambda uow, by, it: invite_as_officer(uow, RULES, by, it.firm.id, Role.OWNER),
        Done("firm:invite"),
    ),
    "see a code": (
        DESK,
        lambda uow, by, it: verification.reveal_code(uow, RULES, by, it.firm.id),
        Looked("firm:code"),
    ),
    "assign": (
        ASSIGNERS,
        lambda uow, by, it: assignments.assign_firm(
            uow, RULES, by, it.firm.id, it.deputy.id, slot=SLOT, reason="分工"
        ),
        Done("firm:assign"),
    ),
    "keep a canned answer of the desk": (
        KEEPER,
        lambda uow, by, _: canned_answers.write_answer(uow, by, Shelf(TOWN), "{企业}您好"),
        Done("canned:add"),
    ),
    "add to the routing table": (
        KEEPER,
        lambda uow, by, it: route_keeping.add_line(
            uow, RULES, by, RouteLine(TOWN, 1, it.unit.id, "logistics"), "分工"
        ),
        Done("route:add"),
    ),
    "strike from the routing table": (
        KEEPER,
        lambda uow, by, it: route_keeping.strike_line(uow, by, it.route, "分工"),
        Done("route:drop"),
    ),
    "try the routing table": (
        KEEPER,
        lambda uow, by, it: route_keeping.effect_of_striking(uow, RULES, by, it.route),
        Written(),
    ),
    "bind a group": (
        ADMINISTRATOR,
        lambda uow, by, it: bound(uow, by, -2, it.unit.id),
        Done("group:bind"),
    ),
    "look at a group again": (
        ADMINISTRATOR,
        lambda uow, by, it: desk_groups.recheck_group(uow, by, it.group, FIT, ()),
    ),
    "unbind a group": (
        ADMINISTRATOR,
        lambda uow, by, it: desk_groups.unbind_group(uow, by, it.group),
        Done("group:unbind"),
    ),
    "release": (
        ASSIGNERS,
        lambda uow, by, it: assignments.release_firm(
            uow, RULES, by, it.firm.id, slot=SLOT, reason="分工"
        ),
        Done("firm:release"),
    ),
}


def test_who_may_do_what_to_what_is_whose(office: Office) -> None:
    seats = seats_around(TOWN, SECTOR)
    assert disagreements(office, office.officer, seats, LINES, Things(office)) == []


def test_who_waits_or_has_left_may_do_nothing(office: Office) -> None:
    things = Things(office)
    waiting, gone = office.officer(worker(SISTER_TOWN)), office.officer(worker(SISTER_TOWN))

    def everything(uow: UnitOfWork) -> None:
        for kind in RoleKind:
            add_post(uow, waiting.id, Appointment(kind, TOWN), granted_by=1)
            ended = add_post(uow, gone.id, Appointment(kind, TOWN), confirmed=True)
            change_posts(uow.connection, [ended], until=uow.now)

    office.act(everything)

    for act, (_, work, *_) in LINES.items():
        for by in (waiting, gone):
            assert not is_allowed(office, lambda uow, by=by, work=work: work(uow, by, things)), act


def test_what_is_elsewhere_looks_as_if_it_were_not_there(office: Office) -> None:
    things, by = Things(office), office.of(RoleKind.ADMINISTRATOR, SISTER_TOWN)
    pairs = (
        (lambda uow: staff_files.staff_file(uow, by, things.worker.id),
         lambda uow: staff_files.staff_file(uow, by, 4711)),
        (lambda uow: posts.confirm_post(uow, by, things.waits),
         lambda uow: posts.confirm_post(uow, by, 4711)),
        (lambda uow: care.firm_in_reach(uow, RULES, by, things.firm.id),
         lambda uow: care.firm_in_reach(uow, RULES, by, 4711)),
        (lambda uow: invitations.revoke(uow, by, things.code),
         lambda uow: invitations.revoke(uow, by, 4711)),
        (lambda uow: leave.end_leave(uow, by, things.leave),
         lambda uow: leave.end_leave(uow, by, 4711)),
        (lambda uow: desk_groups.unbind_group(uow, by, things.group),
         lambda uow: desk_groups.unbind_group(uow, by, 4711)),
    )  # fmt: skip
    for real, absent in pairs:
        there, nowhere = refusal(office, real), refusal(office, absent)
        assert (there.code, there.params) == (nowhere.code, nowhere.params)


def test_a_post_to_one_sector_sees_only_firms_of_that_sector(office: Office) -> None:
    by = office.of(RoleKind.UNIT, COUNTY, sector="industry")
    mill = office.firm("示例纺织厂", sector="industry")
    shop = office.firm("示例商场", sector="trade")
    unknown = office.firm("示例石材厂")

    assert is_allowed(office, lambda uow: care.firm_in_reach(uow, RULES, by, mill.id))
    for other in (shop, unknown):
        assert not is_allowed(
            office, lambda uow, o=other: care.firm_in_reach(uow, RULES, by, o.id)
        )
    found = office.act(lambda uow: own_firms.find_firms(uow, RULES, by, "示例"))
    waiting = office.act(lambda uow: verification.waiting_firms(uow, RULES, by, 0))
    assert [firm.id for firm in found.firms] == [mill.id]
    assert [firm.id for firm in waiting.firms] == [mill.id]


def test_own_firms_are_seen_wherever_they_are(office: Office) -> None:
    """Whoever looks after a firm sees it, also when it says that its sector is another one."""
    firm, officer = office.firm(sector="industry"), office.of(RoleKind.LIAISON, sector="industry")
    office.assigns(firm, officer)
    office.act(lambda uow: put_facts(uow, firm.id, {"sector": "trade"}))

    assert is_allowed(office, lambda uow: care.firm_in_reach(uow, RULES, officer, firm.id))
    assert not is_allowed(
        office, lambda uow: verification.verify_firm(uow, RULES, officer, firm.id)
    )


def refusal(office: Office, work: Callable[[UnitOfWork], Any]) -> NotYours:
    with pytest.raises(NotYours) as raised:
        office.act(work)
    return raised.value
