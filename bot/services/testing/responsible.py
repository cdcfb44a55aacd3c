"""换人负责: one person looks after a test group, until it is everybody's again."""

from dataclasses import dataclass

from bot.domain.member_refusals import MemberCode, MemberRefusal
from bot.domain.members import Right, Role, may
from bot.services.firms.invitations import Invited, invite
from bot.services.testing.testing import own_group
from bot.store.audit import note
from bot.store.firms.members import MemberCard, members_of_firm
from bot.store.firms.people import PersonCard
from bot.store.testing.responsible import put_responsible, responsible_for
from bot.store.testing.testing import GroupCard
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class GroupCare:
    """Who looks after a group.

    Args:
        person: None if it is everybody's.
        people: Who might.
        may_invite: Whether the one who looks may let somebody new in.
    """

    group: GroupCard
    person: MemberCard | None
    people: tuple[MemberCard, ...]
    may_invite: bool


def care_of(uow: UnitOfWork, person: PersonCard, group_id: int) -> GroupCare:
    """Who looks after a group of theirs.

    Raises:
        NotYours: Not a group of theirs.
    """
    group = own_group(uow, person, group_id)
    people = tuple(members_of_firm(uow, group.firm_id))
    chosen = responsible_for(uow.connection, [group_id]).get(group_id)
    named = next((each for each in people if each.person_id == chosen), None)
    own = next(each.role for each in people if each.person_id == person.id)
    return GroupCare(group, named, people, may(own, Right.INVITE))


def entrust(
    uow: UnitOfWork, person: PersonCard, group_id: int, member_id: int | None
) -> GroupCare:
    """Let a member of the firm look after a group; None gives it back to everybody.

    Raises:
        NotYours: Not a group of theirs.
        MemberRefusal: Nobody of the firm any more.
    """
    care = care_of(uow, person, group_id)
    known = {each.person_id for each in care.people}
    if member_id is not None and member_id not in known:
        raise MemberRefusal(MemberCode.NOT_A_MEMBER)
    put_responsible(uow.connection, group_id, member_id)
    note(uow, actor=f"person:{person.id}", act="group:entrust", subject=f"group:{group_id}")
    return care_of(uow, person, group_id)


def invite_for_group(uow: UnitOfWork, person: PersonCard, group_id: int) -> Invited:
    """Make a code for a test contact who is to look after a group.

    Raises:
        NotYours: Not a group of theirs, or they may not invite.
        MemberRefusal: A test contact invites nobody.
    """
    group = own_group(uow, person, group_id)
    return invite(uow, person, group.firm_id, Role.TEST_CONTACT, group_id)
