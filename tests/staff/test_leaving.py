"""Leave, departures, and whose firm it is at any moment."""

from datetime import timedelta

import pytest

from bot.domain.errors import BadAnswer, NotYours, Stale
from bot.domain.staff import Appointment, Power, RoleKind
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.services.assignments import assignments
from bot.services.assignments.care import carers_of, is_own
from bot.services.assignments.own_firms import own_firms
from bot.services.staff import departures, leave
from bot.services.staff.absences import deputy_for, on_leave, stands_in
from bot.services.staff.leave import Span
from bot.services.staff.staff import may
from bot.store.firms.firms import FirmCard
from bot.store.staff.absences import add_absence
from bot.store.staff.officers import OfficerCard
from tests.staff.office import COUNTY, RULES, SISTER, SLOT, TOWN, Office

DAY = timedelta(days=1)
ADMIN = RoleKind.ADMINISTRATOR


def goes(
    office: Office, who: OfficerCard, deputy: OfficerCard | None, first: int = 0, days: int = 3
) -> leave.Leave:
    since = office.now + first * DAY
    span = Span(since, since + days * DAY)
    chosen = deputy.id if deputy else None
    return office.act(lambda uow: leave.take_leave(uow, who, who.id, span, chosen))


def acting(office: Office, who: OfficerCard) -> int | None:
    return office.act(lambda uow: stands_in(uow, who.id, uow.now))


def own(office: Office, who: OfficerCard) -> list[int]:
    return [each.firm.id for each in office.act(lambda uow: own_firms(uow, who, 0)).firms]


def refused(office: Office, work) -> StaffCode:
    with pytest.raises(StaffRefusal) as raised:
        office.act(work)
    return StaffCode(raised.value.code)


def test_a_deputy_stands_in_from_the_first_day_to_the_last(office: Office) -> None:
    who, deputy, firm = office.officer(), office.officer(), office.firm()
    office.assigns(firm, who)
    goes(office, who, deputy, first=1, days=2)

    seen = []
    for _ in range(4):
        seen.append((acting(office, who) == deputy.id, own(office, deputy) == [firm.id]))
        office.wait(days=1)

    assert seen == [(False, False), (True, True), (True, True), (False, False)]
    assert office.spans(firm)[0][2] is None


def test_coming_back_early_and_calling_off(office: Office) -> None:
    who, deputy = office.officer(), office.officer()
    running, ahead = goes(office, who, deputy), goes(office, who, deputy, first=10)

    office.act(lambda uow: leave.end_leave(uow, who, ahead.absence.id))
    office.wait(days=1)
    office.act(lambda uow: leave.end_leave(uow, who, running.absence.id))

    assert acting(office, who) == who.id
    assert office.act(lambda uow: leave.own_leaves(uow, who)) == []
    for over in (running, ahead):
        with pytest.raises(Stale):
            office.act(lambda uow, it=over: leave.end_leave(uow, who, it.absence.id))
    office.wait(days=9)
    assert acting(office, who) == who.id


def test_leaves_do_not_overlap_and_the_deputy_is_there(office: Office) -> None:
    who, deputy = office.officer(), office.officer()
    stranger = office.of(RoleKind.UNIT, SISTER)
    goes(office, who, deputy, first=1, days=2)

    for first, days in ((0, 2), (2, 5), (1, 1), (0, 9)):
        span = Span(office.now + first * DAY, office.now + (first + days) * DAY)
        code = refused(office, lambda uow, s=span: leave.check_span(uow, who, who.id, s))
        assert code is StaffCode.OVERLAP
    open_end = Span(office.now, None)
    code = refused(office, lambda uow: leave.check_span(uow, who, who.id, open_end))
    assert code is StaffCode.OVERLAP
    goes(office, who, deputy, first=3, days=1)

    for wrong in (stranger, who, None):
        with pytest.raises(StaffRefusal):
            goes(office, who, wrong, first=20)
    goes(office, deputy, who, first=30)
    with pytest.raises(StaffRefusal):
        goes(office, who, deputy, first=30)


def test_a_deputys_deputy_stands_in_and_a_circle_ends(office: Office) -> None:
    first, second, third = (office.officer() for _ in range(3))
    firm = office.firm()
    office.assigns(firm, first)
    goes(office, first, second)
    goes(office, second, third)

    assert acting(office, first) == third.id
    assert own(office, third) == [firm.id]

    def all_away(uow):
        return add_absence(uow, third.id, uow.now, None, first.id, reason="", made_by=third.id)

    office.act(all_away)
    assert acting(office, first) is None
    assert office.act(lambda uow: carers_of(uow, firm.id))[0].acting is None
    assert office.act(lambda uow: on_leave(uow, third.id, uow.now + 900 * DAY))


def test_who_is_alone_goes_all_the_same(office: Office) -> None:
    who = office.of(RoleKind.UNIT, TOWN)

    away = goes(office, who, None)

    assert away.deputy is None
    assert acting(office, who) is None


def test_colleagues_of_the_unit_come_first_then_who_has_least(office: Office) -> None:
    unit = office.unit("transport_department", "交通运输局")
    who = office.of(RoleKind.UNIT, unit_id=unit.id)
    desk, busy = office.officer(), office.of(RoleKind.UNIT, unit_id=unit.id)
    free, elsewhere = office.of(RoleKind.UNIT, unit_id=unit.id), office.of(RoleKind.UNIT, TOWN)
    inspector = office.of(RoleKind.INSPECTOR)
    office.assigns(office.firm(), busy)

    found = office.act(lambda uow: leave.deputies(uow, who.id, Span(uow.now, None)))

    assert [each.id for each in found] == [free.id, busy.id, desk.id]
    assert elsewhere not in found
    assert inspector not in found


def test_a_departure_moves_firms_at_once_and_can_be_taken_back(office: Office) -> None:
    admin, who, heir = office.of(ADMIN), office.officer(), office.officer()
    firms = [office.firm(f"示例{n}") for n in range(3)]
    for firm in firms:
        office.assigns(firm, who)
    office.wait(days=1)
    seen = office.act(lambda uow: departures.preview_departure(uow, admin, who.id, heir.id))

    gone = office.act(lambda uow: departures.depart(uow, admin, who.id, heir.id))

    assert len(seen.firms) == len(gone.firms) == 3
    assert [len(each.people) for each in gone.firms] == [1, 1, 1]
    assert own(office, heir) == [firm.id for firm in firms]
    assert not office.act(lambda uow: may(uow, who, Power.CASE_READ, TOWN))
    assert acting(office, who) == heir.id
    assert office.act(lambda uow: deputy_for(uow, who.id, uow.now)) == heir.id
    with pytest.raises(Stale):
        office.act(lambda uow: departures.depart(uow, admin, who.id, heir.id))

    third = office.officer()
    office.assigns(firms[0], third)  # meanwhile somebody gave one away
    office.wait(minutes=2)
    number = gone.departure.id if gone.departure else 0
    back = office.act(lambda uow: departures.undo_departure(uow, admin, number))

    assert [each.firm.id for each in back.firms] == [firms[1].id, firms[2].id]
    assert own(office, who) == [firms[1].id, firms[2].id]
    assert own(office, third) == [firms[0].id]
    assert office.act(lambda uow: may(uow, who, Power.CASE_READ, TOWN))
    with pytest.raises(Stale):
        office.act(lambda uow: departures.undo_departure(uow, admin, number))


def test_after_two_minutes_a_departure_stands(office: Office) -> None:
    admin, who = office.of(ADMIN), office.officer()
    gone = office.act(lambda uow: departures.depart(uow, admin, who.id, None))
    office.wait(minutes=2, seconds=1)

    with pytest.raises(Stale):
        office.act(lambda uow: departures.undo_departure(uow, admin, gone.departure.id))
    assert acting(office, who) is None


def test_who_works_elsewhere_too_is_not_let_go_from_here(office: Office) -> None:
    admin = office.of(ADMIN)
    who = office.officer(Appointment(RoleKind.UNIT, COUNTY), Appointment(RoleKind.UNIT, SISTER))

    code = refused(office, lambda uow: departures.depart(uow, admin, who.id, None))

    assert code is StaffCode.ELSEWHERE


def assigned(office: Office, by: OfficerCard, firm: FirmCard, who: OfficerCard, why: str = "分工"):
    return office.act(
        lambda uow: assignments.assign_firm(uow, RULES, by, firm.id, who.id, slot=SLOT, reason=why)
    )


def test_a_slot_changes_hands_with_its_dates(office: Office) -> None:
    by, first, second = office.officer(), office.officer(), office.officer()
    firm, begun = office.firm(), office.now
    assigned(office, by, firm, first)
    office.wait(days=2)
    assigned(office, by, firm, second)
    office.wait(days=1)
    change = office.act(
        lambda uow: assignments.release_firm(uow, RULES, by, firm.id, slot=SLOT, reason="迁走")
    )

    assert change.before == second
    assert office.spans(firm) == [
        (first.id, begun, begun + 2 * DAY),
        (second.id, begun + 2 * DAY, begun + 3 * DAY),
    ]
    assert office.act(lambda uow: carers_of(uow, firm.id)) == ()


def test_each_change_of_a_slot_is_taken_back_once(office: Office) -> None:
    by, first, second = office.officer(), office.officer(), office.officer()
    firm = office.firm()
    one = assigned(office, by, firm, first)
    two = assigned(office, by, firm, second)

    def undoes(change: assignments.Assigned):
        return office.act(
            lambda uow: assignments.undo_assignment(uow, RULES, by, firm.id, change.change)
        )

    with pytest.raises(Stale):
        undoes(one)  # not the last
    assert undoes(two).officer == first
    with pytest.raises(Stale):
        undoes(two)
    assert office.act(lambda uow: is_own(uow, first, firm.id))
    freed = office.act(
        lambda uow: assignments.release_firm(uow, RULES, by, firm.id, slot=SLOT, reason="迁走")
    )
    assert undoes(freed).officer == first
    office.wait(minutes=3)
    with pytest.raises(Stale):
        undoes(one)


def test_what_cannot_be_assigned(office: Office) -> None:
    by, who, firm = office.officer(), office.officer(), office.firm()
    editor, beside = office.of(RoleKind.EDITOR), office.of(RoleKind.UNIT, SISTER)

    for other in (editor, beside):
        with pytest.raises(NotYours):
            assigned(office, by, firm, other)
    for why in ("", " 。", "字" * 201):
        with pytest.raises(BadAnswer):
            assigned(office, by, firm, who, why)
    assigned(office, by, firm, who)
    with pytest.raises(StaffRefusal):
        assigned(office, by, firm, who)
    with pytest.raises(StaffRefusal):
        office.act(
            lambda uow: assignments.assign_firm(
                uow, RULES, by, firm.id, by.id, slot="town", reason="分工"
            )
        )
