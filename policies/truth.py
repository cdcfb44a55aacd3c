"""Kleene's three-valued logic: an unknown decides nothing unless it can change the result."""

from collections.abc import Iterable
from enum import StrEnum


class Truth(StrEnum):
    """Whether a condition holds, as far as is known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __invert__(self) -> "Truth":
        return {Truth.YES: Truth.NO, Truth.NO: Truth.YES}.get(self, Truth.UNKNOWN)


def truth_of(value: bool | None) -> Truth:
    """Read a Python answer; None is unknown."""
    if value is None:
        return Truth.UNKNOWN
    return Truth.YES if value else Truth.NO


def all_of(parts: Iterable[Truth]) -> Truth:
    """NO if any part is NO, YES if all are YES, else UNKNOWN. Empty: YES."""
    seen = set(parts)
    if Truth.NO in seen:
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.YES


def any_of(parts: Iterable[Truth]) -> Truth:
    """YES if any part is YES, NO if all are NO, else UNKNOWN. Empty: NO."""
    return ~all_of(~part for part in parts)
