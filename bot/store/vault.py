"""Seals personal data before it reaches the database, and finds it again.

Sealed: AES-256-GCM or SM4-GCM; the additional data names table, column and row, so that a value
that is moved to another place does not open. Found: a keyed hash (blind index), because a plain
hash of a phone number is guessed in an hour. What each key is for: `suites`.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self

from bot.store.suites import INDEX_BYTES, KEY_BYTES, Sealer, Suite, derived, digest, sealer

NONCE_BYTES: Final = 12
SUBKEY_BYTES: Final = 32
BLIND_BYTES: Final = 16


class BadKey(ValueError):
    """A key in the settings is not what it should be; the message says which and why."""


@dataclass(frozen=True)
class Vault:
    """The keys of one installation.

    Args:
        ciphers: Key id (1-255) to cipher; old ids stay readable after a rotation.
        secrets: Key id to key, for keys of other purposes that are derived from it.
        current: The id that new values are sealed with: the highest.
        index_key: Key of the blind index.
        suites: Which of the keys are not for AES.
        index_suite: What the index key is for.
        older: Index keys, with what they are for, by which is also looked until all is indexed
            anew.
    """

    ciphers: Mapping[int, Sealer] = field(repr=False)
    secrets: Mapping[int, bytes] = field(repr=False)
    current: int
    index_key: bytes = field(repr=False)
    suites: Mapping[int, Suite] = field(default_factory=dict)
    index_suite: Suite = Suite.AES
    older: tuple[tuple[Suite, bytes], ...] = field(default=(), repr=False)

    @classmethod
    def from_settings(cls, field_key: str, index_key: str) -> Self:
        """Read keys as `python -m bot keys` prints them.

        `1:base64[,2:base64]`, of 国密 `2:sm:base64`; the index key `base64` or `sm:base64`, and
        behind a comma those of before.

        Raises:
            BadKey: Not base64, not as long as its suite wants, or no key at all.
        """
        parts = [_numbered(part) for part in field_key.split(",") if part.strip()]
        if not parts:
            raise BadKey("FIELD_KEY holds no key")
        indexes = tuple(_indexing(part) for part in index_key.split(","))
        return cls(
            ciphers={number: sealer(suite, key) for number, suite, key in parts},
            secrets={number: key for number, _, key in parts},
            current=max(number for number, _, _ in parts),
            index_key=indexes[0][1],
            suites={number: suite for number, suite, _ in parts},
            index_suite=indexes[0][0],
            older=indexes[1:],
        )

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
        return _blind(self.index_suite, self.index_key, place, text)

    def blinds(self, place: str, text: str) -> tuple[bytes, ...]:
        """The fingerprints under which an equal value may stand: by the newest key first."""
        before = (_blind(suite, key, place, text) for suite, key in self.older)
        return (self.blind(place, text), *before)

    def subkey(self, purpose: str, key_id: int) -> bytes | None:
        """A key for one purpose only; None if the one it comes from is no longer configured.

        It tells nothing about any other key, so that a proof of one kind is never one of
        another.
        """
        secret = self.secrets.get(key_id)
        if secret is None:
            return None
        suite = self.suites.get(key_id, Suite.AES)
        return derived(suite, secret, f"zhuqi:{purpose}".encode(), SUBKEY_BYTES)


def new_key(length: int = INDEX_BYTES) -> str:
    """A fresh random key in the form the settings take."""
    return base64.b64encode(os.urandom(length)).decode()


def new_keys(number: int, suite: Suite) -> tuple[str, str]:
    """A fresh FIELD_KEY with this id and an INDEX_KEY, as the settings take them."""
    name = "" if suite is Suite.AES else f"{suite}:"
    return f"{number}:{name}{new_key(KEY_BYTES[suite])}", f"{name}{new_key()}"


def _blind(suite: Suite, key: bytes, place: str, text: str) -> bytes:
    return digest(suite, key, f"{place}:{text}".encode())[:BLIND_BYTES]


def _bound(place: str, row: str | int) -> bytes:
    return f"{place}:{row}".encode()


def _numbered(part: str) -> tuple[int, Suite, bytes]:
    number, _, text = part.strip().partition(":")
    if not number.isdigit() or not 1 <= int(number) <= 255:
        raise BadKey("FIELD_KEY must look like 1:base64 (key id 1-255, colon, key)")
    suite, key = _suited("FIELD_KEY", text)
    return int(number), suite, _decoded("FIELD_KEY", key, KEY_BYTES[suite])


def _indexing(part: str) -> tuple[Suite, bytes]:
    suite, key = _suited("INDEX_KEY", part.strip())
    return suite, _decoded("INDEX_KEY", key, INDEX_BYTES)


def _suited(name: str, text: str) -> tuple[Suite, str]:
    """A key with what it is for; base64 knows no colon."""
    called, colon, key = text.rpartition(":")
    if not colon:
        return Suite.AES, text
    if called not in set(Suite):
        raise BadKey(f"{name} names no suite that we know: {', '.join(Suite)}")
    return Suite(called), key


def _decoded(name: str, text: str, length: int) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise BadKey(f"{name} is not base64") from error
    if len(key) != length:
        raise BadKey(f"{name} must be {length} bytes, not {len(key)}")
    return key
