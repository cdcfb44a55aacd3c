"""What each person last read about a firm's policies, so that a change since then is marked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Field, SQLModel

from bot.store.columns import table_of
from bot.store.insert import upsert
from bot.store.uow import UnitOfWork


class Look(SQLModel, table=True):
    """A person's two last days of looking at a firm's list; the lists are JSON by record id.

    `shown` is the newest list they saw, on the day `shown_on`; `before` the last one of an
    earlier day, which the newest is compared with.
    """

    person_id: int = Field(primary_key=True)
    firm_id: int = Field(primary_key=True, index=True)
    before: str
    before_on: date
    shown: str
    shown_on: date


LOOK: Final = table_of(Look)


@dataclass(frozen=True, slots=True)
class Seen:
    """One verdict as it was read.

    Args:
        outcome: Of `policies.verdicts.Outcome`.
        amounts: Name to value as text; those of `if granted` among them.
        version: Of the record.
    """

    outcome: str
    amounts: Mapping[str, str]
    version: int


@dataclass(frozen=True, slots=True)
class LookCard:
    """What a person saw, and on which days (business date in the zone)."""

    before: Mapping[str, Seen]
    before_on: date
    shown: Mapping[str, Seen]
    shown_on: date


def look_of(uow: UnitOfWork, person_id: int, firm_id: int) -> LookCard | None:
    """What the person last saw of this firm's list; None if they never did."""
    ours = (LOOK.c.person_id == person_id, LOOK.c.firm_id == firm_id)
    row = uow.connection.execute(select(LOOK).where(*ours)).first()
    if row is None:
        return None
    return LookCard(_seen(row.before), row.before_on, _seen(row.shown), row.shown_on)


def keep_look(uow: UnitOfWork, person_id: int, firm_id: int, look: LookCard) -> None:
    """Remember what they saw."""
    row = {
        "person_id": person_id,
        "firm_id": firm_id,
        "before": _dump(look.before),
        "before_on": look.before_on,
        "shown": _dump(look.shown),
        "shown_on": look.shown_on,
    }
    upsert(uow.connection, LOOK, row, key=("person_id", "firm_id"))


def _dump(seen: Mapping[str, Seen]) -> str:
    return json.dumps({each: [s.outcome, dict(s.amounts), s.version] for each, s in seen.items()})


def _seen(text: str) -> dict[str, Seen]:
    kept: dict[str, list[Any]] = json.loads(text)
    return {policy: Seen(*values) for policy, values in kept.items()}
