"""Who speaks for a firm: by invitation, with the rights of a role, and never with none left."""

import asyncio

import pytest

from bot.domain.errors import AccessCode, NotYours
from bot.domain.member_refusals import InviteCode, MemberCode, MemberRefusal
from bot.domain.members import RIGHTS, Right, Role
from bot.services.cases.opening import open_case
from bot.services.firms import members as acts
from bot.services.firms.firms import firm_of
from bot.services.firms.invitations import Joined, invite, invite_as_officer, join_firm
from bot.services.firms.members import own_members
from bot.services.firms.verification import give_code, rename
from bot.store.firms.invitations import INVITATION
from bot.store.firms.members import firms_of_person
from bot.store.firms.people import MEMBERSHIP, PersonCard, find_person
from tests.cases.district import GROUND, RULES, District


def again(district: District, person: PersonCard) -> PersonCard:
    found = district.act(lambda uow: find_person(uow.connection, person.chat_id))
    assert found is not None
    return found


def invites(district: District, person: PersonCard, role: Role = Role.MANAGER) -> str:
    return district.act(lambda uow: invite(uow, person, int(person.firm_id or 0), role).code)


def joins(district: District, person: PersonCard, code: str) -> Joined | InviteCode:
    return district.act(lambda uow: join_firm(uow, person, "王会计", code))


def colleague(district: District, owner: PersonCard, role: Role) -> PersonCard:
    person = district.person()
    assert isinstance(joins(district, person, invites(district, owner, role)), Joined)
    return again(district, person)


def refusal(district: District, work) -> NotYours | MemberRefusal:
    with pytest.raises((NotYours, MemberRefusal)) as error:
        district.act(work)
    return error.value


def test_a_code_lets_one_person_in_once(district: District) -> None:
    owner, guest, other = district.speaks_for_firm(), district.person(), district.person()
    code = invites(district, owner)

    came = joins(district, guest, code.lower().replace("-", " "))

    assert isinstance(came, Joined)
    assert (came.role, [each.person_id for each in came.others]) == (Role.MANAGER, [owner.id])
    assert again(district, guest).firm_id == owner.firm_id
    assert joins(district, other, code) is InviteCode.USED
    assert again(district, other).firm_id is None


def test_an_invitation_for_a_firm_one_is_in_stays_good(district: District) -> None:
    owner, guest = district.speaks_for_firm(), district.person()
    code = invites(district, owner)

    assert joins(district, owner, code) is InviteCode.ALREADY_MEMBER
    assert isinstance(joins(district, guest, code), Joined)


def test_an_invitation_ends_by_real_time_and_with_its_maker(district: District) -> None:
    owner, guest = district.speaks_for_firm(), district.person()
    manager = colleague(district, owner, Role.MANAGER)
    code, late = invites(district, manager), invites(district, owner)
    ended = INVITATION.update().where(INVITATION.c.made_by == owner.id).values(expires_at=1.0)
    district.act(lambda uow: uow.connection.execute(ended))
    district.act(lambda uow: acts.remove_member(uow, owner, manager.id))

    assert joins(district, guest, code) is InviteCode.REVOKED
    assert joins(district, guest, late) is InviteCode.EXPIRED


def test_nobody_guesses_a_code(district: District) -> None:
    owner, guest = district.speaks_for_firm(), district.person()
    code = invites(district, owner)
    for n in range(4):
        assert joins(district, guest, f"ABCDE-9999{n}") is InviteCode.UNKNOWN
    assert joins(district, guest, "ABCDE-99994") is InviteCode.LAST

    assert joins(district, guest, code) is InviteCode.TOO_MANY
    assert isinstance(joins(district, district.person(), code), Joined)
    assert joins(district, guest, "no code") is InviteCode.UNKNOWN


def test_only_a_fingerprint_of_a_code_and_a_sealed_name_are_kept(district: District) -> None:
    owner, guest = district.speaks_for_firm(), district.person()
    code = invites(district, owner)
    joins(district, guest, code)

    kept = district.act(lambda uow: uow.connection.execute(INVITATION.select()).one())
    named = MEMBERSHIP.select().where(MEMBERSHIP.c.person_id == guest.id)
    member = district.act(lambda uow: uow.connection.execute(named).one())
    assert code.replace("-", "").encode() not in bytes(kept.code)
    assert "王会计".encode() not in bytes(member.name)
    guest = again(district, guest)
    everybody = district.act(lambda uow: own_members(uow, guest)).everybody
    assert [each.name for each in everybody] == ["", "王会计"]


ACTS = {
    Right.SEE: firm_of,
    Right.READ: lambda uow, who: firm_of(uow, who, Right.READ),
    Right.ANSWER: lambda uow, who: firm_of(uow, who, Right.ANSWER),
    Right.PROFILE: lambda uow, who: (rename(uow, who, "新名"), give_code(uow, who, None)),
    Right.CASE: lambda uow, who: open_case(uow, GROUND, who, "车被拦了"),
    Right.INVITE: lambda uow, who: invite(uow, who, who.firm_id, Role.TEST_CONTACT),
    Right.REMOVE: lambda uow, who: acts.set_role(uow, who, who.id, Role.OWNER),
}


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_it_may_and_nothing_else(district: District, role: Role) -> None:
    owner = district.speaks_for_firm()
    person = owner if role is Role.OWNER else colleague(district, owner, role)

    for right, act in ACTS.items():
        if right in RIGHTS[role]:
            district.act(lambda uow, act=act: act(uow, person))
        else:
            refused = refusal(district, lambda uow, act=act: act(uow, person))
            assert refused.code is AccessCode.ROLE


def test_nobody_is_invited_above_the_one_who_invites(district: District) -> None:
    owner = district.speaks_for_firm()

    refused = refusal(district, lambda uow: invite(uow, owner, owner.firm_id, Role.OWNER))

    assert refused.code is MemberCode.ROLE


def test_an_officer_may_let_an_owner_in_again(district: District) -> None:
    owner, officer, heir = district.speaks_for_firm(), district.officer(), district.person()
    firm_id = int(owner.firm_id or 0)
    made = district.act(lambda uow: invite_as_officer(uow, RULES, officer, firm_id, Role.OWNER))

    came = joins(district, heir, made.code)

    assert isinstance(came, Joined)
    assert came.role is Role.OWNER
    assert ("officer:1", "firm:invite", f"firm:{firm_id}") in district.audit()


def test_the_last_owner_cannot_go(district: District) -> None:
    owner = district.speaks_for_firm()
    manager = colleague(district, owner, Role.MANAGER)

    for work in (
        lambda uow: acts.leave_firm(uow, owner),
        lambda uow: acts.remove_member(uow, owner, owner.id),
        lambda uow: acts.set_role(uow, owner, owner.id, Role.MANAGER),
    ):
        assert refusal(district, work).code is MemberCode.LAST_OWNER

    district.act(lambda uow: acts.hand_over(uow, owner, manager.id))
    district.act(lambda uow: acts.leave_firm(uow, owner))
    assert again(district, owner).firm_id is None
    assert district.act(lambda uow: own_members(uow, manager)).me.role is Role.OWNER


def test_who_was_removed_finds_nothing_any_more(district: District) -> None:
    owner = district.speaks_for_firm()
    manager = colleague(district, owner, Role.MANAGER)
    district.act(lambda uow: acts.remove_member(uow, owner, manager.id))

    # `manager` is the card from before: an act that began with it is refused all the same.
    refused = refusal(district, lambda uow: open_case(uow, GROUND, manager, "车被拦了"))
    assert refused.code is AccessCode.NOT_FOUND
    gone = refusal(district, lambda uow: acts.remove_member(uow, owner, manager.id))
    assert gone.code is MemberCode.NOT_A_MEMBER


def test_leaving_one_firm_leaves_the_other(district: District) -> None:
    owner, other = district.speaks_for_firm(), district.speaks_for_firm()
    guest = colleague(district, owner, Role.MANAGER)
    joins(district, guest, invites(district, other))
    guest = again(district, guest)
    assert guest.firm_id == other.firm_id

    district.act(lambda uow: acts.leave_firm(uow, guest))

    assert again(district, guest).firm_id == owner.firm_id
    mine = district.act(lambda uow: firms_of_person(uow.connection, guest.id))
    assert mine == [owner.firm_id]
    stranger = refusal(district, lambda uow: acts.speak_as(uow, guest, int(other.firm_id or 0)))
    assert stranger.code is MemberCode.NOT_A_MEMBER


async def test_of_two_owners_who_leave_at_once_one_stays(district: District) -> None:
    owner = district.speaks_for_firm()
    other = colleague(district, owner, Role.MANAGER)
    district.act(lambda uow: acts.set_role(uow, owner, other.id, Role.OWNER))

    def leaves(person: PersonCard):
        return lambda connection: acts.leave_firm(district.uow(connection), person)

    runs = (district.database.run(leaves(each)) for each in (owner, other))
    outcomes = await asyncio.gather(*runs, return_exceptions=True)

    refused = [each for each in outcomes if isinstance(each, MemberRefusal)]
    assert [each.code for each in refused] == [MemberCode.LAST_OWNER]
