"""Officers of the desk: invitations, joining by a code, and who may work at all."""

import unicodedata
from random import Random
from typing import Final

from bot.domain.errors import InviteCode, NotYours
from bot.store import officers
from bot.store.audit import note
from bot.store.officers import OfficerCard
from bot.store.uow import UnitOfWork

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: 32 characters that are not mixed up when read out."""

LENGTH: Final = 10  # of 5 bits each
MISREAD: Final = str.maketrans("OIL", "011")

ACCOUNT_GUESSES: Final = 5
ACCOUNT_WINDOW: Final = 15 * 60.0
ALL_GUESSES: Final = 100
ALL_WINDOW: Final = 3600.0


def new_code(random: Random) -> str:
    """A fresh code of 50 bits as people see it: XXXXX-XXXXX.

    Args:
        random: `secrets.SystemRandom()` in service; a code must not be foreseeable.
    """
    drawn = "".join(random.choice(ALPHABET) for _ in range(LENGTH))
    return f"{drawn[:5]}-{drawn[5:]}"


def read_code(typed: str) -> str | None:
    """What was meant by a typed code; None if it cannot be one.

    Forgives small letters, full width, spaces, dashes of any kind, O for 0, I and L for 1.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    kept = "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != "Pd")
    code = kept.translate(MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


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
    if _guessed_too_often(uow, chat_id, real_now):
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


def _guessed_too_often(uow: UnitOfWork, chat_id: int, real_now: float) -> bool:
    own, every = real_now - ACCOUNT_WINDOW, real_now - ALL_WINDOW
    if officers.wrong_codes(uow.connection, since=own, chat_id=chat_id) >= ACCOUNT_GUESSES:
        return True
    return officers.wrong_codes(uow.connection, since=every) >= ALL_GUESSES


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
