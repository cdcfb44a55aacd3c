"""What is sealed of those who come: what was said of them, and how it was before."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.domain.arrivals import Presence
from bot.store.vault import Vault

SAID: Final = "arrival.said"
UNDO: Final = "arrival.undo"


@dataclass(frozen=True, slots=True)
class Said:
    """The label that the firm typed, and the fields of the fact's record as JSON."""

    label: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Before:
    """How an entry was before the last act, and the evidence that the act kept."""

    values: Mapping[str, Any]
    due_at: datetime | None
    presence: Presence
    here_at: datetime | None
    ended_at: datetime | None
    evidence: tuple[int, ...]


def seal_said(vault: Vault, uid: str, said: Said) -> bytes:
    """Seal what was said of an entry."""
    raw = {"label": said.label, "values": dict(said.values)}
    return vault.seal(SAID, uid, json.dumps(raw, ensure_ascii=False))


def open_said(vault: Vault, uid: str, sealed: bytes) -> Said:
    """What was said of an entry."""
    raw = json.loads(vault.open(SAID, uid, sealed))
    return Said(raw["label"], raw["values"])


def seal_before(vault: Vault, uid: str, kept: Before) -> bytes:
    """Seal how an entry was."""
    moments = {
        name: None if at is None else at.isoformat()
        for name, at in (
            ("due_at", kept.due_at),
            ("here_at", kept.here_at),
            ("ended_at", kept.ended_at),
        )
    }
    rest = {"values": dict(kept.values), "presence": kept.presence, "evidence": kept.evidence}
    return vault.seal(UNDO, uid, json.dumps(rest | moments))


def open_before(vault: Vault, uid: str, sealed: bytes) -> Before:
    """How an entry was."""
    raw = json.loads(vault.open(UNDO, uid, sealed))
    due_at, here_at, ended_at = (_moment(raw[name]) for name in ("due_at", "here_at", "ended_at"))
    return Before(
        values=raw["values"],
        due_at=due_at,
        presence=Presence(raw["presence"]),
        here_at=here_at,
        ended_at=ended_at,
        evidence=tuple(raw["evidence"]),
    )


def _moment(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)
