"""Facts about a firm: what each may be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from policies.words import Words

Scalar: TypeAlias = bool | int | Decimal | str | date | datetime
FactRecord: TypeAlias = Mapping[str, Scalar | None]
FactValue: TypeAlias = Scalar | frozenset[str] | tuple[FactRecord, ...]
Facts: TypeAlias = Mapping[str, FactValue | None]
"""Fact id → value; None or absent is unknown."""

CHINA = timezone(timedelta(hours=8))
NOTHING = "nothing"
"""How the empty set is written where it is an answer."""


class FactType(StrEnum):
    """What kind of value a fact has."""

    BOOL = "bool"
    INT = "int"
    MONEY = "money"  # yuan, two decimals
    ENUM = "enum"
    SET = "set"
    DATE = "date"
    DATETIME = "datetime"
    TEXT = "text"
    RECORDS = "records"


class Scope(StrEnum):
    """Who keeps a fact, and when it is asked."""

    PROFILE = "P"  # asked once, kept
    RECORD = "R"  # a list that the firm keeps
    STAFF = "S"  # set by staff only, never asked of the owner
    CASE = "C"  # asked only when a policy or a case needs it


@dataclass(frozen=True, eq=False)
class Fact:
    """One fact of facts.yaml.

    Attributes:
        help: What its terms mean, for whoever asks; not said unasked.
        unit_one: The English unit in the singular.
        said: What people call it beside its label, in common speech: 人数. Each is of one fact.
        options: Value → label, in the order to show; for bool the keys are "true" and "false".
        aliases: Value → what people type for it.
        wishes: Value → "如列入…": what would have to happen, for near misses.
        at_most: Id of another fact that this one may not exceed.
        changeable: Whether a firm could bring about another value.
        decided_by: Who decides on it, if not the firm itself.
        confirmed_by_staff: An owner's own statement of it is only 自报.
        of_region: Staff keep one value for a whole region, not one a firm.
        at_a_glance: An officer sees it beside the firm's name, before anything else.
        fields: Only for records: the fields of one record.
        ready: Only for records: option → the list that it stands for: 没有, 有.
        nothing: Only for sets: what the empty one is called where it is an answer: 都不缺.
    """

    id: str
    type: FactType
    scope: Scope
    label: Words
    question: Words
    hint: Words | None = None
    help: Words | None = None
    unit: Words | None = None
    unit_one: str | None = None
    said: tuple[str, ...] = ()
    options: Mapping[str, Words] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wishes: Mapping[str, Words] = field(default_factory=dict)
    minimum: int | None = None
    maximum: int | None = None
    at_most: str | None = None
    changeable: bool = False
    decided_by: Words | None = None
    confirmed_by_staff: bool = False
    of_region: bool = False
    at_a_glance: bool = False
    fields: Mapping[str, "Fact"] = field(default_factory=dict)
    ready: Mapping[str, tuple[FactRecord, ...]] = field(default_factory=dict)
    nothing: Words | None = None
