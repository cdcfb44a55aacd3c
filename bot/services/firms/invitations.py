"""How a second person comes to speak for a firm: by a code that opens once."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.member_refusals import InviteCode, MemberCode, MemberRefusal
from bot.domain.members import INVITED_BY, INVITED_BY_OFFICER, Right, Role
from bot.services.codes import code_of, opened_by
from bot.services.firms.rights import speak_for
from bot.services.firms.verification import firm_to_verify
from bot.store.audit import note
from bot.store.firms.firms import FirmCard, load_firm
from bot.store.firms.invitations import (
    FirmInvitationCard,
    add_firm_invitation,
    database_time,
    find_firm_invitation,
    use_firm_invitation,
)
from bot.store.firms.members import MemberCard, members_of_firm
from bot.store.firms.people import PersonCard, add_member, change_person, role_of
from bot.store.staff.officers import OfficerCard
from bot.store.testing.responsible import put_responsible
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase

LASTS: Final = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Invited:
    """A code that was made just now; it is shown once and not kept."""

    code: str
    firm: FirmCard
    role: Role


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody came in.

    Args:
        role: What they are to the firm now.
        group_id: The test group that they look after; None for none.
        others: The people who were there before.
        was_member: They belonged to it already, and only the group is new.
    """

    firm: FirmCard
    role: Role
    group_id: int | None
    others: tuple[MemberCard, ...]
    was_member: bool


def invite(
    uow: UnitOfWork, person: PersonCard, firm_id: int, role: Role, group_id: int | None = None
) -> Invited:
    """Make a code for somebody who is to speak for a firm of this person.

    Args:
        group_id: A test group of this firm that whoever joins is to look after; loading it was
            the caller's check.

    Raises:
        NotYours: The person may not invite.
        MemberRefusal: Not into this role.
    """
    own = speak_for(uow, person, firm_id, Right.INVITE)
    if role not in INVITED_BY[own]:
        raise MemberRefusal(MemberCode.ROLE)
    note(uow, actor=f"person:{person.id}", act="firm:invite", subject=f"firm:{firm_id}")
    return _made(uow, firm_id, role, group_id=group_id, made_by=person.id)


def invite_as_officer(
    uow: UnitOfWork, rulebase: RuleBase, by: OfficerCard, firm_id: int, role: Role
) -> Invited:
    """Make a code for somebody of a firm that is this officer's to verify.

    Raises:
        NotYours: No such firm, or not theirs to let people in.
        MemberRefusal: Not into this role.
    """
    firm_to_verify(uow, rulebase, by, firm_id)
    if role not in INVITED_BY_OFFICER:
        raise MemberRefusal(MemberCode.ROLE)
    note(uow, actor=f"officer:{by.id}", act="firm:invite", subject=f"firm:{firm_id}")
    return _made(uow, firm_id, role)


def join_firm(uow: UnitOfWork, person: PersonCard, name: str, typed: str) -> Joined | InviteCode:
    """Let a person speak for the firm whose code they have, if it opens: see `opened_by`.

    Args:
        name: What colleagues will know them by.

    Returns:
        Who joined what, or why the code did not open; ALREADY_MEMBER leaves the code unused.
    """
    now = database_time(uow.connection)
    found = opened_by(
        uow, person.chat_id, typed, now, lambda code: find_firm_invitation(uow, code)
    )
    return found if isinstance(found, InviteCode) else _let_in(uow, person, name, found)


def _made(
    uow: UnitOfWork,
    firm_id: int,
    role: Role,
    *,
    group_id: int | None = None,
    made_by: int | None = None,
) -> Invited:
    code = code_of(uow.new_uid())
    add_firm_invitation(
        uow,
        code.replace("-", ""),
        firm_id,
        role,
        expires_at=database_time(uow.connection) + LASTS.total_seconds(),
        group_id=group_id,
        made_by=made_by,
    )
    return Invited(code, load_firm(uow, firm_id), role)


def _let_in(
    uow: UnitOfWork, person: PersonCard, name: str, invitation: FirmInvitationCard
) -> Joined | InviteCode:
    firm_id, group_id = invitation.firm_id, invitation.group_id
    own = role_of(uow.connection, person.id, firm_id)
    if own is not None and group_id is None:
        return InviteCode.ALREADY_MEMBER
    others = tuple(
        each for each in members_of_firm(uow, firm_id, lock=True) if each.person_id != person.id
    )
    use_firm_invitation(uow.connection, invitation.id, by=person.chat_id)
    if own is None:
        add_member(uow, person.id, firm_id, invitation.role, name)
    change_person(uow.connection, person.id, firm_id=firm_id)
    if group_id is not None:
        put_responsible(uow.connection, group_id, person.id)
    note(uow, actor=f"person:{person.id}", act="firm:join", subject=f"firm:{firm_id}")
    uow.firm_id = firm_id
    firm, role = load_firm(uow, firm_id), own or invitation.role
    return Joined(firm, role, group_id, others, was_member=own is not None)
