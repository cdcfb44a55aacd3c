"""The people of a firm: who they are, who leaves, who becomes its owner."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.member_refusals import MemberCode, MemberRefusal
from bot.domain.members import Right, Role
from bot.services.firms.firms import firm_of
from bot.store.audit import note
from bot.store.firms.firms import FirmCard, load_firm
from bot.store.firms.invitations import revoke_invitations
from bot.store.firms.members import (
    MemberCard,
    change_role,
    drop_member,
    firms_of_person,
    members_of_firm,
)
from bot.store.firms.people import PersonCard, change_person, role_of
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Members:
    """A firm's people as one of them sees them.

    Args:
        me: The one who looks.
        everybody: Them too; the first to join first.
    """

    firm: FirmCard
    me: MemberCard
    everybody: tuple[MemberCard, ...]

    @property
    def others(self) -> tuple[MemberCard, ...]:
        """Everybody but the one who looks."""
        return tuple(each for each in self.everybody if each.person_id != self.me.person_id)

    @property
    def owners(self) -> tuple[MemberCard, ...]:
        """Those who may decide on members."""
        return tuple(each for each in self.everybody if each.role is Role.OWNER)

    def one(self, person_id: int) -> MemberCard:
        """A member by person.

        Raises:
            MemberRefusal: They belong to the firm no longer.
        """
        for each in self.everybody:
            if each.person_id == person_id:
                return each
        raise MemberRefusal(MemberCode.NOT_A_MEMBER)


def own_members(
    uow: UnitOfWork, person: PersonCard, right: Right = Right.SEE, *, lock: bool = False
) -> Members:
    """The people of the firm that a person speaks for.

    Raises:
        NotYours: They speak for none, or may not do this.
    """
    firm = firm_of(uow, person, right)
    everybody = tuple(members_of_firm(uow, firm.id, lock=lock))
    me = next(each for each in everybody if each.person_id == person.id)
    return Members(firm, me, everybody)


def remove_member(
    uow: UnitOfWork, person: PersonCard, member_id: int
) -> tuple[Members, MemberCard]:
    """Let somebody speak for the firm no longer.

    Returns:
        The people from before, and who went.

    Raises:
        NotYours: The person is no owner.
        MemberRefusal: Nobody of the firm, or the last owner.
    """
    members = own_members(uow, person, Right.REMOVE, lock=True)
    member = members.one(member_id)
    _keep_an_owner(members, without=member)
    _drop(uow, member)
    _noted(uow, person, "member:remove", members.firm)
    return members, member


def leave_firm(uow: UnitOfWork, person: PersonCard) -> Members:
    """Speak for the firm no longer.

    Returns:
        The people from before.

    Raises:
        NotYours: They speak for none.
        MemberRefusal: They are its last owner.
    """
    members = own_members(uow, person, lock=True)
    _keep_an_owner(members, without=members.me)
    _drop(uow, members.me)
    _noted(uow, person, "member:leave", members.firm)
    return members


def hand_over(uow: UnitOfWork, person: PersonCard, member_id: int) -> tuple[Members, MemberCard]:
    """Make another member the owner; who was it becomes a manager.

    Raises:
        NotYours: The person is no owner.
        MemberRefusal: Nobody else of the firm.
    """
    members = own_members(uow, person, Right.REMOVE, lock=True)
    member = members.one(member_id)
    if member.person_id == person.id:
        raise MemberRefusal(MemberCode.NOT_A_MEMBER)
    change_role(uow.connection, member.person_id, members.firm.id, Role.OWNER)
    change_role(uow.connection, person.id, members.firm.id, Role.MANAGER)
    _noted(uow, person, "member:hand_over", members.firm)
    return members, member


def set_role(
    uow: UnitOfWork, person: PersonCard, member_id: int, role: Role
) -> tuple[Members, MemberCard]:
    """Give somebody else of the firm another role.

    Raises:
        NotYours: The person is no owner.
        MemberRefusal: Nobody else of the firm, or it would be left without an owner.
    """
    members = own_members(uow, person, Right.REMOVE, lock=True)
    member = members.one(member_id)
    if role is not Role.OWNER:
        _keep_an_owner(members, without=member)
    change_role(uow.connection, member.person_id, members.firm.id, role)
    _noted(uow, person, f"member:{role}", members.firm)
    return members, member


def own_firms(uow: UnitOfWork, person: PersonCard) -> list[FirmCard]:
    """Every firm that a person may speak for, the oldest first."""
    return [load_firm(uow, firm_id) for firm_id in firms_of_person(uow.connection, person.id)]


def speak_as(uow: UnitOfWork, person: PersonCard, firm_id: int) -> None:
    """Speak for another firm from now on.

    Raises:
        MemberRefusal: It is not theirs any more.
    """
    if role_of(uow.connection, person.id, firm_id) is None:
        raise MemberRefusal(MemberCode.NOT_A_MEMBER)
    change_person(uow.connection, person.id, firm_id=firm_id)


def reachable(members: Iterable[MemberCard]) -> tuple[MemberCard, ...]:
    """Those who have not blocked the bot."""
    return tuple(member for member in members if not member.blocked)


def _keep_an_owner(members: Members, *, without: MemberCard) -> None:
    if without.role is Role.OWNER and len(members.owners) == 1:
        raise MemberRefusal(MemberCode.LAST_OWNER)


def _drop(uow: UnitOfWork, member: MemberCard) -> None:
    drop_member(uow, member.person_id, member.firm_id)
    revoke_invitations(uow.connection, member.firm_id, made_by=member.person_id)


def _noted(uow: UnitOfWork, person: PersonCard, act: str, firm: FirmCard) -> None:
    note(uow, actor=f"person:{person.id}", act=act, subject=f"firm:{firm.id}")
