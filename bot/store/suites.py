"""The two families of ciphers: AES with SHA-256, or those of 国密: SM4 with SM3.

Which one a key is for stands in the settings beside it; values of both stand side by side.
"""

from enum import StrEnum
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

TAG_BYTES: Final = 16


class Suite(StrEnum):
    """A family, as the settings call it."""

    AES = "aes"
    SM = "sm"


KEY_BYTES: Final = {Suite.AES: 32, Suite.SM: 16}
"""What a key that seals has; SM4 knows one length only."""
INDEX_BYTES: Final = 32
_HASHES: Final = {Suite.AES: hashes.SHA256, Suite.SM: hashes.SM3}


class Sealer(Protocol):
    """A cipher with a proof: what `AESGCM` of the library offers, for either family."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        """The sealed bytes with their tag behind them."""

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        """What was sealed.

        Raises:
            cryptography.exceptions.InvalidTag: It was changed, or is bound to something else.
        """


class SM4GCM:
    """SM4 in the mode GCM (RFC 8998), in the shape of the library's `AESGCM`."""

    def __init__(self, key: bytes) -> None:
        self._algorithm = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        """See `Sealer`."""
        made = Cipher(self._algorithm, modes.GCM(nonce)).encryptor()
        made.authenticate_additional_data(associated_data or b"")
        return made.update(data) + made.finalize() + made.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        """See `Sealer`."""
        if len(data) < TAG_BYTES:
            raise InvalidTag
        body, tag = data[:-TAG_BYTES], data[-TAG_BYTES:]
        read = Cipher(self._algorithm, modes.GCM(nonce, tag)).decryptor()
        read.authenticate_additional_data(associated_data or b"")
        return read.update(body) + read.finalize()


def sealer(suite: Suite, key: bytes) -> Sealer:
    """What seals with a key."""
    return SM4GCM(key) if suite is Suite.SM else AESGCM(key)


def digest(suite: Suite, key: bytes, message: bytes) -> bytes:
    """A keyed fingerprint of 32 bytes."""
    made = hmac.HMAC(key, _HASHES[suite]())
    made.update(message)
    return made.finalize()


def derived(suite: Suite, key: bytes, info: bytes, length: int) -> bytes:
    """A key for one purpose out of another one (HKDF)."""
    return HKDF(_HASHES[suite](), length, salt=None, info=info).derive(key)
