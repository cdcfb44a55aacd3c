"""Sealing the audit: entries that are committed get their place in the chain.

Acts never wait for it: they add rows, and whoever seals comes a few seconds later, alone.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from bot.domain.audit_chain import (
    GENESIS,
    Entry,
    Keys,
    Mark,
    Seal,
    is_genuine,
    proven,
    sealed,
)
from bot.store.audit_seals import (
    add_seals,
    last_seal,
    load_mark,
    lock_mark,
    save_mark,
    seal_at,
    unsealed,
)
from bot.store.vault import Vault

PURPOSE: Final = "audit"


class ChainBroken(Exception):
    """The chain does not hold what was marked: `python -m bot audit verify` says more."""


def chain_keys(vault: Vault) -> Keys:
    """The keys of the chain, each derived once."""
    known: dict[int, bytes | None] = {}

    def key(number: int) -> bytes | None:
        if number not in known:
            known[number] = vault.subkey(PURPOSE, number)
        return known[number]

    return key


def seal_entries(
    connection: Connection,
    vault: Vault,
    *,
    above: int = 0,
    up_to: int | None = None,
    limit: int,
) -> int | None:
    """Seal entries of a range of ids that have no seal, in the order of their ids.

    Returns:
        The last id that was sealed; None if there was nothing to do.
    """
    if not unsealed(connection, above=above, up_to=up_to, limit=1):
        return None
    keys = chain_keys(vault)
    end = _end(connection, lock_mark(connection), keys)
    # Asked again: whoever held the lock may have sealed them.
    entries = unsealed(connection, above=above, up_to=up_to, limit=limit)
    if not entries:
        return None
    seals = end.seals(entries, vault.current, _key(keys, vault.current))
    add_seals(connection, seals)
    save_mark(connection, _mark_of(seals[-1], _key(keys, vault.current)))
    return entries[-1].id


def next_anchor(connection: Connection, vault: Vault, kept: Mark | None) -> Mark | None:
    """The mark to keep outside the database from now on.

    Args:
        kept: The one that is kept there now.

    Returns:
        None if nothing was sealed since.

    Raises:
        ChainBroken: The chain does not contain what was kept, which therefore must stay.
    """
    keys, mark = chain_keys(vault), load_mark(connection)
    if kept is not None:
        held = seal_at(connection, kept.seq)
        if not is_genuine(kept, keys) or held is None or held.mac != kept.mac:
            raise ChainBroken
    if mark is None or mark.seq == 0 or mark == kept:
        return None
    if not is_genuine(mark, keys):
        raise ChainBroken
    return mark


@dataclass(frozen=True, slots=True)
class _End:
    """Where the chain goes on."""

    seq: int
    mac: str

    def seals(self, entries: list[Entry], key_id: int, key: bytes) -> list[Seal]:
        seals: list[Seal] = []
        previous = self.mac
        for seq, entry in enumerate(entries, start=self.seq + 1):
            previous = sealed(key, previous, seq, entry)
            seals.append(Seal(seq, entry.id, key_id, previous))
        return seals


def _end(connection: Connection, mark: Mark | None, keys: Keys) -> _End:
    """The end of the chain, as the mark says and not as the rows that are left.

    A mark that is gone or not ours leaves a place empty for ever, so that going on hides nothing.
    """
    last = last_seal(connection)
    if last is None and (mark is None or mark.seq == 0):
        return _End(0, GENESIS)
    end = _End(0, GENESIS) if last is None else _End(last.seq, last.mac)
    if mark is None or not is_genuine(mark, keys):
        return _End(end.seq + 1, end.mac)
    return _End(mark.seq, mark.mac) if mark.seq > end.seq else end


def _mark_of(seal: Seal, key: bytes) -> Mark:
    proof = proven(key, seal.seq, seal.audit_id, seal.mac)
    return Mark(seal.seq, seal.audit_id, seal.key_id, seal.mac, proof)


def _key(keys: Keys, number: int) -> bytes:
    key = keys(number)
    if key is None:
        raise KeyError(number)
    return key
