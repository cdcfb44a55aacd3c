"""The audit as a chain: no entry can be changed, dropped or moved unnoticed.

Each entry's seal covers the seal before it. Marks say how long the chain was; they are kept
elsewhere as well, because an end that is cut off leaves no hole. Pure: keys and rows come in,
damage comes out.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

GENESIS: Final = "0" * 64
"""Stands for the seal before the first."""
CANDIDATES: Final = 100
"""Among so many bad entries those are looked for that changed places."""

Keys = Callable[[int], bytes | None]
"""The chain's key by its number; None if it is no longer configured."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the audit.

    Args:
        said: Its columns but the id, framed: see `framed`.
    """

    id: int
    said: bytes


@dataclass(frozen=True, slots=True)
class Seal:
    """One link: the place in the chain from 1, the entry it is about, and the proof in hex."""

    seq: int
    audit_id: int
    key_id: int
    mac: str


@dataclass(frozen=True, slots=True)
class Mark:
    """How long the chain was at some moment, and its last seal then; proven by itself."""

    seq: int
    audit_id: int
    key_id: int
    mac: str
    proof: str


@dataclass(frozen=True, slots=True)
class Link:
    """What stands at one place of the chain now; `entry` is None if its row is gone."""

    seal: Seal
    entry: Entry | None


class Kind(StrEnum):
    """What is wrong. For each, which entry `Damage.audit_id` names."""

    CHANGED = "changed"  # this entry is not what was sealed
    DELETED = "deleted"  # this entry is gone
    MOVED = "moved"  # this entry changed places with another one
    SEAL_CHANGED = "seal_changed"  # the entry is as it was, its seal is not
    MISSING = "missing"  # something that was sealed before this entry is gone, seal and all
    TRUNCATED = "truncated"  # everything after this entry is gone
    REPLACED = "replaced"  # from here back it is another chain than the one that was marked
    MARK = "mark"  # the database's own mark is gone or was changed
    ANCHOR = "anchor"  # a mark kept elsewhere was changed
    KEY_GONE = "key_gone"  # sealed with a key that is not configured
    UNSEALED = "unsealed"  # and should have been long since


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is wrong; `audit_id` and `seq` are None where there is none to name."""

    kind: Kind
    audit_id: int | None = None
    seq: int | None = None


def framed(*parts: bytes) -> bytes:
    """Several values as one, so that no two different lists look alike."""
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)


def sealed(key: bytes, previous: str, seq: int, entry: Entry) -> str:
    """The proof of an entry at a place behind the previous seal, in hex."""
    told = framed(b"seal", previous.encode(), *_digits(seq, entry.id), entry.said)
    return hmac.digest(key, told, hashlib.sha256).hex()


def proven(key: bytes, seq: int, audit_id: int, mac: str) -> str:
    """The proof of a mark, in hex."""
    told = framed(b"mark", mac.encode(), *_digits(seq, audit_id))
    return hmac.digest(key, told, hashlib.sha256).hex()


def _digits(*numbers: int) -> tuple[bytes, ...]:
    return tuple(str(number).encode() for number in numbers)


def is_genuine(mark: Mark, keys: Keys) -> bool:
    """Whether somebody who has the key made this mark."""
    key = keys(mark.key_id)
    return key is not None and mark.proof == proven(key, mark.seq, mark.audit_id, mark.mac)


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A place whose seal does not fit; the next one tells which of the two was changed."""

    link: Link
    entry: Entry
    key: bytes
    previous: str

    @property
    def wanted(self) -> str:
        """The seal that this entry would have here."""
        return sealed(self.key, self.previous, self.link.seal.seq, self.entry)

    def damage(self, kind: Kind) -> Damage:
        """This place, called by what is wrong with it."""
        return Damage(kind, self.link.seal.audit_id, self.link.seal.seq)


@dataclass
class Walk:
    """Goes along a chain once, from its beginning, and remembers only the last link.

    Args:
        marks: How long the chain was, from wherever it is known; all genuine.
    """

    keys: Keys
    marks: Sequence[Mark] = ()
    seq: int = field(default=0, init=False)
    last_id: int | None = field(default=None, init=False)
    _mac: str = field(default=GENESIS, init=False)
    _known: bool = field(default=True, init=False)  # whether _mac is that of the place before
    _doubt: _Doubt | None = field(default=None, init=False)
    _doubts: list[_Doubt] = field(default_factory=list, init=False)

    def take(self, link: Link) -> Iterator[Damage]:
        """What is wrong up to the next place of the chain."""
        yield from self._settle(link)
        seal = link.seal
        if seal.seq != self.seq + 1:
            self._known = False
            yield Damage(Kind.MISSING, seal.audit_id, self.seq + 1)
        yield from self._judge(link)
        yield from self._compare(seal)
        self.seq, self.last_id, self._mac, self._known = seal.seq, seal.audit_id, seal.mac, True

    def end(self) -> Iterator[Damage]:
        """What is wrong with the chain's end."""
        mark = max(self.marks, key=lambda mark: mark.seq, default=None)
        if self._doubt is not None:
            genuine = mark.mac if mark is not None and mark.seq == self.seq else None
            yield self._settled(self._doubt, is_seal=self._doubt.wanted == genuine)
        if mark is not None and mark.seq > self.seq:
            yield Damage(Kind.TRUNCATED, self.last_id, self.seq + 1)

    def named(self, damage: Damage) -> Damage:
        """The same, once the walk is over: what only changed its place is called so."""
        if damage.kind is Kind.CHANGED and any(self._moved(d) for d in self._at(damage.seq)):
            return replace(damage, kind=Kind.MOVED)
        return damage

    def _at(self, seq: int | None) -> Iterator[_Doubt]:
        return (doubt for doubt in self._doubts if doubt.link.seal.seq == seq)

    def _moved(self, doubt: _Doubt) -> bool:
        """Whether another bad entry fits here, under its own id or this one's."""
        macs = {each.link.seal.mac for each in self._doubts}
        others = [each.entry for each in self._doubts if each is not doubt]
        return any(
            sealed(doubt.key, doubt.previous, doubt.link.seal.seq, Entry(number, other.said))
            in macs
            for other in others
            for number in {other.id, doubt.entry.id}
        )

    def _judge(self, link: Link) -> Iterator[Damage]:
        seal, key = link.seal, self.keys(link.seal.key_id)
        if key is None:
            yield Damage(Kind.KEY_GONE, seal.audit_id, seal.seq)
        elif link.entry is None:
            yield Damage(Kind.DELETED, seal.audit_id, seal.seq)
        elif self._known:
            doubt = _Doubt(link, link.entry, key, self._mac)
            self._doubt = doubt if doubt.wanted != seal.mac else None

    def _compare(self, seal: Seal) -> Iterator[Damage]:
        at_this_place = (mark for mark in self.marks if mark.seq == seal.seq)
        if self._doubt is None and any(mark.mac != seal.mac for mark in at_this_place):
            yield Damage(Kind.REPLACED, seal.audit_id, seal.seq)

    def _settle(self, link: Link) -> Iterator[Damage]:
        doubt, self._doubt = self._doubt, None
        if doubt is None:
            return
        key = self.keys(link.seal.key_id)
        is_seal = (
            key is not None
            and link.entry is not None
            and sealed(key, doubt.wanted, link.seal.seq, link.entry) == link.seal.mac
        )
        if is_seal:
            self._mac = doubt.wanted
        yield self._settled(doubt, is_seal=is_seal)

    def _settled(self, doubt: _Doubt, *, is_seal: bool) -> Damage:
        if len(self._doubts) < CANDIDATES:
            self._doubts.append(doubt)
        return doubt.damage(Kind.SEAL_CHANGED if is_seal else Kind.CHANGED)
