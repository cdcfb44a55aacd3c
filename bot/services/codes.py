"""Codes by which people join: made, read however they are typed, and hard to guess."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable
from random import Random
from typing import Final, Protocol, TypeVar

from bot.domain.member_refusals import InviteCode
from bot.store.staff import officers
from bot.store.uow import UnitOfWork

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: 32 characters that are not mixed up when read out."""

LENGTH: Final = 10  # of 5 bits each
MISREAD: Final = str.maketrans("OIL", "011")

ACCOUNT_GUESSES: Final = 5
ACCOUNT_WINDOW: Final = 15 * 60.0
ALL_GUESSES: Final = 100
ALL_WINDOW: Final = 3600.0


class Opens(Protocol):
    """An invitation: what somebody may join by."""

    @property
    def is_used(self) -> bool:
        """Whether somebody has joined by it."""

    @property
    def revoked(self) -> bool:
        """Whether it was taken back."""

    @property
    def expires_at(self) -> float:
        """Until when it opens: real time, seconds since 1970."""


Invitation = TypeVar("Invitation", bound=Opens)


def new_code(random: Random) -> str:
    """A fresh code of 50 bits as people see it: XXXXX-XXXXX.

    Args:
        random: `secrets.SystemRandom()` in service; a code must not be foreseeable.
    """
    return _shown(random.choice(ALPHABET) for _ in range(LENGTH))


def code_of(uid: str) -> str:
    """The same from a random id of at least 50 bits, as a unit of work makes them."""
    digest = hashlib.blake2b(uid.encode(), digest_size=LENGTH).digest()
    return _shown(ALPHABET[byte % len(ALPHABET)] for byte in digest)


def read_code(typed: str) -> str | None:
    """What was meant by a typed code; None if it cannot be one.

    Forgives small letters, full width, spaces, dashes of any kind, O for 0, I and L for 1.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    kept = "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != "Pd")
    code = kept.translate(MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def guessed_too_often(uow: UnitOfWork, chat_id: int, real_now: float) -> bool:
    """Whether an account, or all together, must wait before the next try."""
    own, every = real_now - ACCOUNT_WINDOW, real_now - ALL_WINDOW
    if officers.wrong_codes(uow.connection, since=own, chat_id=chat_id) >= ACCOUNT_GUESSES:
        return True
    return officers.wrong_codes(uow.connection, since=every) >= ALL_GUESSES


def opened_by(
    uow: UnitOfWork,
    chat_id: int,
    typed: str,
    real_now: float,
    find: Callable[[str], Invitation | InviteCode | None],
) -> Invitation | InviteCode:
    """The invitation that a typed code opens, if it does.

    A code that does not open is an answer and no exception: a Refusal would roll back the very
    count that keeps people from guessing on.

    Args:
        chat_id: Whose guesses are counted.
        real_now: Seconds since 1970.
        find: The invitation with a code; None if there is none, or why it is nothing for them.

    Returns:
        It, or why the code did not open. What cannot be a code is UNKNOWN and not counted;
        ALREADY_MEMBER is no guess either. LAST: the next tries are TOO_MANY for a while.
    """
    code = read_code(typed)
    if code is None:
        return InviteCode.UNKNOWN
    if guessed_too_often(uow, chat_id, real_now):
        return InviteCode.TOO_MANY
    found = find(code) or InviteCode.UNKNOWN
    opened = found if isinstance(found, InviteCode) else _shut(found, real_now) or found
    if isinstance(opened, InviteCode) and opened is not InviteCode.ALREADY_MEMBER:
        officers.note_wrong_code(uow, chat_id, real_now)
        if opened is InviteCode.UNKNOWN and guessed_too_often(uow, chat_id, real_now):
            return InviteCode.LAST
    return opened


def _shut(invitation: Opens, real_now: float) -> InviteCode | None:
    if invitation.is_used:
        return InviteCode.USED
    if invitation.revoked:
        return InviteCode.REVOKED
    return InviteCode.EXPIRED if invitation.expires_at <= real_now else None


def _shown(drawn: Iterable[str]) -> str:
    code = "".join(drawn)
    return f"{code[:5]}-{code[5:]}"
