"""Officers of the desk: invitations, joining by a code, and who may work at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.errors import AccessCode, NotYours
from bot.domain.member_refusals import InviteCode
from bot.domain.staff import Appointment, Power
from bot.services.codes import opened_by, read_code
from bot.services.staff.staff import may
from bot.store.audit import note
from bot.store.staff import officers
from bot.store.staff.invitations import (
    InvitationCard,
    add_invitation,
    invitation_with,
    use_invitation,
)
from bot.store.staff.officers import OfficerCard
from bot.store.staff.staff import add_post, lasting_posts
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody came in, or came back, or got another post.

    Args:
        posts: What they were appointed to just now.
        invited_by: The officer who invited them: a second administrator has yet to confirm;
            None for the operator of this installation, whose word is enough.
        is_new: They held no post before.
    """

    officer: OfficerCard
    posts: tuple[Appointment, ...]
    invited_by: int | None
    is_new: bool


def make_invitation(
    uow: UnitOfWork,
    posts: tuple[Appointment, ...],
    code: str,
    expires_at: float,
    made_by: int | None = None,
) -> int:
    """Let whoever types this code first have these posts; returns the invitation's id.

    Args:
        posts: At least one; that the inviter may give them was the caller's check.
        code: As `new_code` made it; only its fingerprint is kept.
        expires_at: Real time, seconds since 1970.
        made_by: An officer; None for the operator.

    Raises:
        ValueError: It is no code.
    """
    plain = read_code(code)
    if plain is None:
        raise ValueError("not a code")
    actor = "system" if made_by is None else f"officer:{made_by}"
    note(uow, actor=actor, act="invite", subject=posts[0].region)
    return add_invitation(uow, code=plain, posts=posts, expires_at=expires_at, made_by=made_by)


def join(
    uow: UnitOfWork, chat_id: int, name: str, language: str, typed: str, real_now: float
) -> Joined | InviteCode:
    """Give the owner of this account the posts of an invitation, if the code opens.

    How a code is tried and guesses are counted: `opened_by`.

    Args:
        real_now: Seconds since 1970.

    Returns:
        Who joined as what, or why the code did not open; ALREADY_MEMBER leaves the code unused.
    """
    found = opened_by(uow, chat_id, typed, real_now, lambda code: _found(uow, chat_id, code))
    if isinstance(found, InviteCode):
        return found
    return _let_in(uow, found, chat_id, name, language)


def is_invitation(uow: UnitOfWork, typed: str) -> bool:
    """Whether a text of somebody who is in already is the code of an invitation."""
    code = read_code(typed)
    return code is not None and invitation_with(uow, code) is not None


def officer_of(uow: UnitOfWork, chat_id: int) -> OfficerCard:
    """The officer behind a private chat of the desk bot, if they may work now.

    Raises:
        NotYours: The account is no officer's, or none of their posts lasts, or none is
            confirmed yet; the code says which.
    """
    officer = officers.find_officer(uow, chat_id)
    if officer is None:
        raise NotYours("desk")
    posts = lasting_posts(uow.connection, officer.id)
    if not any(post.confirmed for post in posts):
        raise NotYours("desk", AccessCode.UNCONFIRMED if posts else AccessCode.LEFT)
    if officer.blocked:
        # Whoever writes has unblocked us, even if that notice was lost.
        officers.set_blocked(uow.connection, chat_id, blocked=False)
    return officer


def choose_language(uow: UnitOfWork, officer: OfficerCard, language: str) -> None:
    """Speak this language from now on."""
    officers.change_officer(uow.connection, officer.id, language=language)


def appoint(
    uow: UnitOfWork,
    officer_id: int,
    posts: Iterable[Appointment],
    *,
    granted_by: int | None = None,
) -> None:
    """Give an officer posts; those of an officer wait for a second administrator.

    Args:
        granted_by: None for the operator, whose word is enough.
    """
    for post in posts:
        add_post(uow, officer_id, post, granted_by=granted_by, confirmed=granted_by is None)
        actor = "system" if granted_by is None else f"officer:{granted_by}"
        note(uow, actor=actor, act=f"post:grant:{post.kind}", subject=f"officer:{officer_id}")


def _found(uow: UnitOfWork, chat_id: int, code: str) -> InvitationCard | InviteCode | None:
    invitation = invitation_with(uow, code)
    if invitation is None:
        return None
    if invitation.used_by == chat_id and _is_in(uow, chat_id):
        return InviteCode.ALREADY_MEMBER
    # Whoever used it is told so, even if the one who invited has left since.
    stands = invitation.is_used or _stands(uow, invitation)
    return invitation if stands else InviteCode.REVOKED


def _is_in(uow: UnitOfWork, chat_id: int) -> bool:
    officer = officers.find_officer(uow, chat_id)
    return officer is not None and bool(lasting_posts(uow.connection, officer.id))


def _stands(uow: UnitOfWork, invitation: InvitationCard) -> bool:
    """Whether who invited may still do so."""
    if invitation.made_by is None:
        return True
    inviter = officers.officer_by_id(uow, invitation.made_by)
    return may(uow, inviter, Power.STAFF_MANAGE, invitation.region)


def _let_in(
    uow: UnitOfWork, invitation: InvitationCard, chat_id: int, name: str, language: str
) -> Joined | InviteCode:
    officer = officers.find_officer(uow, chat_id)
    held = [] if officer is None else lasting_posts(uow.connection, officer.id)
    own = {post.appointment for post in held}
    posts = tuple(post for post in invitation.posts if post not in own)
    if not posts:
        return InviteCode.ALREADY_MEMBER
    use_invitation(uow.connection, invitation.id, by=chat_id)
    if officer is None:
        officer = officers.add_officer(
            uow, chat_id=chat_id, name=name, region=invitation.region, language=language
        )
    appoint(uow, officer.id, posts, granted_by=invitation.made_by)
    note(uow, actor=f"officer:{officer.id}", act="join", subject=invitation.region)
    return Joined(officer, posts, invitation.made_by, is_new=not held)
