"""When a policy comes to its editors by itself: near its end, and a year after it was read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Final

BEFORE_END: Final = timedelta(days=30)
UNREAD_AFTER: Final = timedelta(days=365)
FROM, UNTIL = time(9), time(18)
"""Of the wall clock: editors hear of it while they work."""


class DueKind(StrEnum):
    """Why a record comes to its editors."""

    ENDS = "ends"  # its document will carry no longer
    UNREAD = "unread"  # nobody compared it with the text for a year


@dataclass(frozen=True, slots=True)
class Due:
    """What falls due of a record, and on which day."""

    kind: DueKind
    day: date


def dues(*, ends: date | None, read_on: date, today: date) -> Iterator[Due]:
    """What an editor should be told of a record today.

    Args:
        ends: The last day on which it is answered as it is; None if it has none.
        read_on: When a person last compared it with the text.
    """
    if ends is not None and ends - BEFORE_END <= today <= ends:
        yield Due(DueKind.ENDS, ends)
    if read_on + UNREAD_AFTER <= today:
        yield Due(DueKind.UNREAD, read_on + UNREAD_AFTER)
