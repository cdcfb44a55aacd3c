"""Seals personal data before it reaches the database, and finds it again.

Sealed: AES-256-GCM; the additional data names table, column and row, so that a value that is
moved to another place does not open. Found: a keyed hash (blind index), because a plain hash of
a phone number is guessed in an hour.
"""

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES: Final = 12
KEY_BYTES: Final = 32
BLIND_BYTES: Final = 16


class BadKey(ValueError):
    """A key in the settings is not what it should be; the message says which and why."""


@dataclass(frozen=True)
class Vault:
    """The keys of one installation.

    Args:
        ciphers: Key id (1-255) to cipher; old ids stay readable after a rotation.
        secrets: Key id to key, for keys of other purposes that are derived from it.
        current: The id that new values are sealed with.
        index_key: Key of the blind index; it cannot be rotated without re-indexing.
    """

    ciphers: Mapping[int, AESGCM] = field(repr=False)
    secrets: Mapping[int, bytes] = field(repr=False)
    current: int
    index_key: bytes = field(repr=False)

    @classmethod
    def from_settings(cls, field_key: str, index_key: str) -> Self:
        """Read keys as `python -m bot keys` prints them: `1:base64[,2:base64]` and `base64`.

        Raises:
            BadKey: Not base64, not 32 bytes, or no key at all.
        """
        keys = dict(_numbered(part) for part in field_key.split(",") if part.strip())
        if not keys:
            raise BadKey("FIELD_KEY holds no key")
        ciphers = {number: AESGCM(key) for number, key in keys.items()}
        return cls(ciphers, keys, max(ciphers), _decoded("INDEX_KEY", index_key))

    def seal(self, place: str, row: str | int, text: str) -> bytes:
        """Encrypt text for one place, e.g. `seal("firm.name", uid, "示例纺织")`."""
        return self.seal_bytes(place, row, text.encode())

    def seal_bytes(self, place: str, row: str | int, content: bytes) -> bytes:
        """`seal` for what is no text, such as a picture."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self.ciphers[self.current].encrypt(nonce, content, _bound(place, row))
        return bytes([self.current]) + nonce + sealed

    def open(self, place: str, row: str | int, sealed: bytes) -> str:
        """Decrypt what `seal` made for the same place and row.

        Raises:
            cryptography.exceptions.InvalidTag: The value was changed or moved.
            KeyError: Its key is no longer configured.
        """
        return self.open_bytes(place, row, sealed).decode()

    def open_bytes(self, place: str, row: str | int, sealed: bytes) -> bytes:
        """Decrypt what `seal_bytes` made; see `open`."""
        cipher = self.ciphers[sealed[0]]
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        return cipher.decrypt(nonce, body, _bound(place, row))

    def blind(self, place: str, text: str) -> bytes:
        """A keyed fingerprint by which an equal value is found without opening any."""
        message = f"{place}:{text}".encode()
        return hmac.digest(self.index_key, message, hashlib.sha256)[:BLIND_BYTES]

    def subkey(self, purpose: str, key_id: int) -> bytes | None:
        """A key for one purpose only; None if the one it comes from is no longer configured.

        It tells nothing about any other key, so that a proof of one kind is never one of
        another.
        """
        secret = self.secrets.get(key_id)
        if secret is None:
            return None
        info = f"zhuqi:{purpose}".encode()
        return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=info).derive(secret)


def new_key() -> str:
    """A fresh random key in the form the settings take."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


def _bound(place: str, row: str | int) -> bytes:
    return f"{place}:{row}".encode()


def _numbered(part: str) -> tuple[int, bytes]:
    number, _, text = part.strip().partition(":")
    if not number.isdigit() or not 1 <= int(number) <= 255:
        raise BadKey("FIELD_KEY must look like 1:base64 (key id 1-255, colon, key)")
    return int(number), _decoded("FIELD_KEY", text)


def _decoded(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise BadKey(f"{name} is not base64") from error
    if len(key) != KEY_BYTES:
        raise BadKey(f"{name} must be {KEY_BYTES} bytes, not {len(key)}")
    return key
