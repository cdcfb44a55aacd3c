"""Nobody comes in on one person's word, and no region is left without an administrator."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.domain.errors import AccessCode, NotYours, Stale
from bot.domain.member_refusals import InviteCode
from bot.domain.staff import Appointment, Power, RoleKind
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.services.staff import departures
from bot.services.staff import posts as staff_posts
from bot.services.staff.invitations import invitations_for, invite, revoke
from bot.services.staff.officers import Joined, join, officer_of
from bot.services.staff.staff import may, officers_of_unit, officers_with, units_of
from bot.services.staff.units import close_unit, open_unit
from bot.store.staff.officers import OfficerCard, set_blocked
from bot.store.staff.staff import lasting_posts
from bot.store.uow import UnitOfWork
from tests.staff.office import CITY, COUNTY, RULES, SISTER, SISTER_TOWN, TOWN, Office

NOON = 1_000_000.0
UNIT = Appointment(RoleKind.UNIT, COUNTY)
ADMIN = RoleKind.ADMINISTRATOR


def administrators(office: Office) -> tuple[OfficerCard, OfficerCard]:
    return office.of(ADMIN), office.of(ADMIN)


def invites(office: Office, by: OfficerCard, post: Appointment = UNIT) -> str:
    return office.act(lambda uow: invite(uow, RULES, by, post, NOON)).code


def joins(office: Office, code: str, chat_id: int = 9, at: float = NOON) -> Joined | InviteCode:
    return office.act(lambda uow: join(uow, chat_id, "王干部", "zh", code, at))


def waiting(office: Office, by: OfficerCard, post: Appointment = UNIT) -> tuple[OfficerCard, int]:
    """Somebody who joined by an administrator's code, and the post that waits."""
    came = joins(office, invites(office, by, post))
    assert isinstance(came, Joined)
    [post_id] = [
        each.id
        for each in office.act(lambda uow: lasting_posts(uow.connection, came.officer.id))
        if not each.confirmed
    ]
    return came.officer, post_id


def refused(office: Office, work) -> StaffCode:
    with pytest.raises(StaffRefusal) as raised:
        office.act(work)
    return StaffCode(raised.value.code)


def test_who_joins_waits_for_a_second_administrator(office: Office) -> None:
    first, second = administrators(office)
    officer, post_id = waiting(office, first)

    with pytest.raises(NotYours) as raised:
        office.act(lambda uow: officer_of(uow, 9))
    assert raised.value.code is AccessCode.UNCONFIRMED
    assert not office.act(lambda uow: may(uow, officer, Power.CASE_WORK, TOWN))
    own = refused(office, lambda uow: staff_posts.confirm_post(uow, first, post_id))
    assert own is StaffCode.OWN_INVITATION
    asked = office.act(lambda uow: staff_posts.asked_of(uow, officer, first.id))
    assert [each.id for each in asked[0].others] == [second.id]

    office.act(lambda uow: staff_posts.confirm_post(uow, second, post_id))

    assert office.act(lambda uow: officer_of(uow, 9)).id == officer.id
    assert office.act(lambda uow: may(uow, officer, Power.CASE_WORK, TOWN))
    with pytest.raises(Stale):
        office.act(lambda uow: staff_posts.confirm_post(uow, second, post_id))
    acts = [act for _, act, subject in office.audit() if subject == f"officer:{officer.id}"]
    assert acts == ["post:grant:unit", "post:confirm"]


def test_nobody_confirms_themselves(office: Office) -> None:
    first, second = administrators(office)
    post = Appointment(RoleKind.EDITOR, COUNTY)
    office.act(lambda uow: staff_posts.grant_post(uow, RULES, first, second.id, post))
    [waits] = office.act(lambda uow: staff_posts.unconfirmed(uow, second))

    assert (
        refused(office, lambda uow: staff_posts.confirm_post(uow, second, waits.id))
        is StaffCode.SELF
    )


def test_an_administrator_above_may_confirm_and_one_beside_may_not(office: Office) -> None:
    first = office.of(ADMIN)
    _, post_id = waiting(office, first)
    beside, above = office.of(ADMIN, SISTER), office.of(ADMIN, CITY)

    with pytest.raises(NotYours):
        office.act(lambda uow: staff_posts.confirm_post(uow, beside, post_id))
    office.act(lambda uow: staff_posts.confirm_post(uow, above, post_id))


def test_the_operators_word_is_enough(office: Office) -> None:
    officer = office.officer(UNIT)

    assert office.act(lambda uow: officer_of(uow, officer.chat_id)) == officer


def test_a_code_dies_with_the_power_of_who_made_it(office: Office) -> None:
    first, second = administrators(office)
    taken, lost, late = (invites(office, first) for _ in range(3))
    [newest, *_] = office.act(lambda uow: invitations_for(uow, second, NOON))
    office.act(lambda uow: revoke(uow, second, newest.id))

    assert joins(office, late) is InviteCode.REVOKED
    assert isinstance(joins(office, taken), Joined)
    with pytest.raises(Stale):
        office.act(lambda uow: revoke(uow, second, newest.id))
    office.act(lambda uow: departures.depart(uow, second, first.id, None))
    assert joins(office, lost, chat_id=10) is InviteCode.REVOKED
    assert joins(office, invites(office, second), 11, NOON + 72 * 3600) is InviteCode.EXPIRED


def test_a_colleague_gets_a_second_post_by_a_code_and_works_on_meanwhile(office: Office) -> None:
    first, _ = administrators(office)
    officer = office.officer(UNIT)
    code = invites(office, first, Appointment(RoleKind.INSPECTOR, COUNTY))

    came = joins(office, code, officer.chat_id)

    assert isinstance(came, Joined)
    assert not came.is_new
    assert office.act(lambda uow: officer_of(uow, officer.chat_id)) == officer
    assert not office.act(lambda uow: may(uow, officer, Power.CASE_CHECK, TOWN))
    assert joins(office, invites(office, first), officer.chat_id) is InviteCode.ALREADY_MEMBER


def test_who_left_can_come_back(office: Office) -> None:
    first, second = administrators(office)
    officer = office.officer(UNIT)
    office.act(lambda uow: departures.depart(uow, first, officer.id, None))
    with pytest.raises(NotYours) as raised:
        office.act(lambda uow: officer_of(uow, officer.chat_id))
    assert raised.value.code is AccessCode.LEFT

    came = joins(office, invites(office, first), officer.chat_id)

    assert isinstance(came, Joined)
    assert came.officer.id == officer.id
    [post] = office.act(lambda uow: staff_posts.unconfirmed(uow, second))
    office.act(lambda uow: staff_posts.confirm_post(uow, second, post.id))
    assert office.act(lambda uow: officer_of(uow, officer.chat_id)).id == officer.id


def test_what_cannot_be_a_post(office: Office) -> None:
    by, town = office.of(ADMIN), office.unit("town", "街道办", TOWN)
    wrong = [
        Appointment(RoleKind.UNIT, "没有/这个/地方"),
        Appointment(RoleKind.UNIT, SISTER),
        Appointment(RoleKind.UNIT, COUNTY, "no such sector"),
        Appointment(RoleKind.EDITOR, COUNTY, "industry"),
        Appointment(RoleKind.UNIT, COUNTY, unit_id=town.id),
        Appointment(RoleKind.UNIT, COUNTY, unit_id=4711),
        Appointment(RoleKind.EDITOR, TOWN, unit_id=town.id),
    ]

    for post in wrong:
        with pytest.raises((NotYours, StaffRefusal)):
            office.act(lambda uow, post=post: invite(uow, RULES, by, post, NOON))
    invites(office, by, Appointment(RoleKind.UNIT, TOWN, "industry", town.id))


def test_one_post_of_several_can_be_taken_back(office: Office) -> None:
    by, firm = office.of(ADMIN), office.firm()
    officer = office.officer(UNIT, Appointment(RoleKind.DISPATCHER, COUNTY))
    office.assigns(firm, officer)
    works, dispatches = office.act(lambda uow: lasting_posts(uow.connection, officer.id))

    def ends(post_id: int):
        return lambda uow: staff_posts.end_post(uow, RULES, by, post_id)

    assert refused(office, ends(works.id)) is StaffCode.STILL_NEEDED
    office.act(ends(dispatches.id))
    assert refused(office, ends(works.id)) is StaffCode.LAST_POST
    assert office.posts(officer) == [("unit", True, True), ("dispatcher", True, False)]


def test_the_last_administrator_stays(office: Office) -> None:
    first, above = office.of(ADMIN), office.of(ADMIN, CITY)
    own = [each.id for each in office.act(lambda uow: lasting_posts(uow.connection, above.id))]

    themselves = refused(office, lambda uow: departures.depart(uow, above, above.id, None))
    assert themselves is StaffCode.SELF
    with pytest.raises(NotYours):
        office.act(lambda uow: staff_posts.end_post(uow, RULES, first, own[0]))
    office.act(lambda uow: departures.depart(uow, above, first.id, None))
    assert office.act(lambda uow: staff_posts.administrators(uow, COUNTY)) == [above]

    other = office.officer(Appointment(ADMIN, CITY), UNIT)
    office.act(lambda uow: departures.depart(uow, other, above.id, None))
    assert [each.id for each in office.act(lambda uow: staff_posts.administrators(uow, CITY))] == [
        other.id
    ]


def test_two_administrators_cannot_let_each_other_go_at_once(office: Office) -> None:
    pair = administrators(office)

    def goes(by: OfficerCard, whom: OfficerCard) -> bool:
        try:
            office.act(lambda uow: departures.depart(uow, by, whom.id, None))
        except (NotYours, StaffRefusal, Stale):
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        went = list(pool.map(goes, pair, reversed(pair)))

    assert went.count(True) == 1
    assert len(office.act(lambda uow: staff_posts.administrators(uow, COUNTY))) == 1


def test_who_can_be_asked_comes_nearest_first(office: Office) -> None:
    city, county = office.of(RoleKind.UNIT, CITY), office.of(RoleKind.UNIT)
    town, away = office.of(RoleKind.UNIT, TOWN), office.of(RoleKind.UNIT, SISTER_TOWN)
    blocked, one = office.of(RoleKind.UNIT, TOWN), office.of(RoleKind.UNIT, sector="industry")
    office.act(lambda uow: set_blocked(uow.connection, blocked.chat_id, blocked=True))

    def asked(sector: str | None) -> list[int]:
        found = office.act(lambda uow: officers_with(uow, Power.CASE_WORK, TOWN, sector))
        return [each.id for each in found]

    assert asked(None) == [town.id, county.id, city.id]
    assert asked("industry") == [town.id, county.id, one.id, city.id]
    assert away.id not in asked(None)


def test_a_unit_is_opened_once_and_closed_when_empty(office: Office) -> None:
    by = office.of(ADMIN)

    def opens(uow: UnitOfWork) -> int:
        return open_unit(uow, RULES, by, COUNTY, "transport_department", " 交通 运输局 ").id

    unit_id = office.act(opens)
    assert office.act(opens) == unit_id
    officer = office.of(RoleKind.UNIT, unit_id=unit_id)
    assert [each.name for each in office.act(lambda uow: units_of(uow, TOWN))] == ["交通 运输局"]
    assert office.act(lambda uow: officers_of_unit(uow, unit_id)) == [officer]
    full = refused(office, lambda uow: close_unit(uow, unit_id, actor="operator"))
    assert full is StaffCode.UNIT_IN_USE

    office.act(lambda uow: departures.depart(uow, by, officer.id, None))
    office.act(lambda uow: close_unit(uow, unit_id, actor="operator"))

    assert office.act(lambda uow: units_of(uow, TOWN)) == []
    for role, name in (("no_role", "单位"), ("town", "一"), ("town", "字" * 31)):
        assert (
            refused(office, lambda uow, r=role, n=name: open_unit(uow, RULES, by, COUNTY, r, n))
            is StaffCode.UNIT
        )
