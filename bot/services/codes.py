"""Codes by which people join: made, read however they are typed, and hard to guess."""

import hashlib
import unicodedata
from collections.abc import Iterable
from random import Random
from typing import Final

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


def _shown(drawn: Iterable[str]) -> str:
    code = "".join(drawn)
    return f"{code[:5]}-{code[5:]}"
