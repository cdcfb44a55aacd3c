"""Samplings that cannot be recorded, and reminders of them that cannot be put off."""

from enum import StrEnum

from bot.domain.errors import Param, Refusal


class SamplingCode(StrEnum):
    """Codes of `SamplingRefusal`; params: stated, now, and what is named here."""

    IN_FUTURE = "in_future"
    TOO_OLD = "too_old"  # earliest: the oldest moment that is taken
    NOT_NEWEST = "not_newest"  # known: a sampling as new or newer that is on record; group


class SamplingRefusal(Refusal):
    """The sampling time that was stated cannot be recorded."""

    def __init__(self, code: SamplingCode, **params: Param) -> None:
        super().__init__(code, **params)


class SnoozeCode(StrEnum):
    """Codes of `SnoozeRefusal`; params: deadline, now."""

    TOO_NEAR = "too_near"  # putting it off would leave no time to test
    OVERDUE = "overdue"


class SnoozeRefusal(Refusal):
    """The reminder can no longer be put off."""

    def __init__(self, code: SnoozeCode, **params: Param) -> None:
        super().__init__(code, **params)
