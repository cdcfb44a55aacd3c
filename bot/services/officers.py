"""Officers of the desk: invitations, joining by a code, and who may work at all."""

from bot.domain.errors import InviteCode, NotYours
from bot.services.codes import guessed_too_often, read_code
from bot.store import officers
from bot.store.audit import note
from bot.store.officers import OfficerCard
from bot.store.uow import UnitOfWork


def make_invitation(uow: UnitOfWork, region: str, code: str, expires_at: float) -> None:
    """Let whoever types this code first become an officer of a region.

    Args:
        code: As `new_code` made it; only its fingerprint is kept.
        expires_at: Real time, seconds since 1970.

    Raises:
        ValueError: It is no code.
    """
    plain = read_code(code)
    if plain is None:
        raise ValueError("not a code")
    officers.add_invitation(uow, code=plain, region=region, expires_at=expires_at)
    note(uow, actor="system", act="invite", subject=region)


def join(
    uow: UnitOfWork, chat_id: int, name: str, language: str, typed: str, real_now: float
) -> OfficerCard | InviteCode:
    """Make the owner of this account an officer, if the code opens.

    A code that does not open is an answer and no exception: a Refusal would roll back the very
    count that keeps people from guessing on.

    Args:
        real_now: Seconds since 1970.

    Returns:
        The new officer, or why the code did not open. What cannot be a code is UNKNOWN and
        not counted; ALREADY_MEMBER leaves the code unused.
    """
    if officers.find_officer(uow, chat_id) is not None:
        return InviteCode.ALREADY_MEMBER
    code = read_code(typed)
    if code is None:
        return InviteCode.UNKNOWN
    if guessed_too_often(uow, chat_id, real_now):
        return InviteCode.TOO_MANY
    region = _use(uow, code, chat_id, real_now)
    if isinstance(region, InviteCode):
        officers.note_wrong_code(uow, chat_id, real_now)
        return region
    officer = officers.add_officer(
        uow, chat_id=chat_id, name=name, region=region, language=language
    )
    note(uow, actor=f"officer:{officer.id}", act="join", subject=region)
    return officer


def officer_of(uow: UnitOfWork, chat_id: int) -> OfficerCard:
    """The officer behind a private chat of the desk bot.

    Raises:
        NotYours: The account is no officer's.
    """
    officer = officers.find_officer(uow, chat_id)
    if officer is None:
        raise NotYours("desk")
    if officer.blocked:
        # Whoever writes has unblocked us, even if that notice was lost.
        officers.set_blocked(uow.connection, chat_id, blocked=False)
    return officer


def choose_language(uow: UnitOfWork, officer: OfficerCard, language: str) -> None:
    """Speak this language from now on."""
    officers.change_officer(uow.connection, officer.id, language=language)


def _use(uow: UnitOfWork, code: str, chat_id: int, real_now: float) -> str | InviteCode:
    """Spend an invitation and give its region, or say why it does not open."""
    invitation = officers.find_invitation(uow, code)
    if invitation is None:
        return InviteCode.UNKNOWN
    if invitation.used_by is not None:
        return InviteCode.USED
    if invitation.expires_at <= real_now:
        return InviteCode.EXPIRED
    officers.use_invitation(uow.connection, invitation.id, by=chat_id)
    return invitation.region
