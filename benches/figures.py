"""What a bench says: one JSON object a line."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """One result.

    Args:
        figures: The numbers by name; the one that the aim is about comes first.
        unit: Of the first number.
        aim: In words; None where it is only reported.
        met: Whether the aim is met; None without an aim.
        promise: The aim has to hold on any machine; one of speed is only reported.
    """

    name: str
    figures: Mapping[str, float | int]
    unit: str
    aim: str | None = None
    met: bool | None = None
    promise: bool = False

    def line(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True)
class Size:
    """How much is done: whole, or tiny to see that a bench still runs."""

    quick: bool

    def of(self, whole: int, tiny: int) -> int:
        """The one or the other."""
        return tiny if self.quick else whole
