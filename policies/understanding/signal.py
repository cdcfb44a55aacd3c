"""What the classifier wants of a learnt signal, and the signal of somebody who learnt nothing."""

from collections.abc import Sequence
from typing import Protocol


class Signal(Protocol):
    """Anything that tells labels apart by a text."""

    labels: tuple[str, ...]

    def probabilities(self, texts: Sequence[str]) -> list[list[float]]:
        """Give one row a text, one column a label."""

    def spans(self, text: str, label: str) -> tuple[str, ...]:
        """Give the pieces of a text that speak most for a label, in reading order."""

    def nearest(self, text: str, label: str) -> str | None:
        """Give the taught sentence of a label that is most like the text; None if none is."""


class Untaught:
    """A rule base without problem categories: there is nothing to propose."""

    labels: tuple[str, ...] = ()

    def probabilities(self, texts: Sequence[str]) -> list[list[float]]:
        """Give empty rows."""
        return [[] for _ in texts]

    def spans(self, _text: str, _label: str) -> tuple[str, ...]:
        """Give nothing."""
        return ()

    def nearest(self, _text: str, _label: str) -> str | None:
        """Give nothing."""
        return None


def learnt(pairs: Sequence[tuple[str, str]], strength: float, tolerance: float = 1e-2) -> Signal:
    """Learn from texts and their labels; nothing can be learnt of fewer than two labels.

    Args:
        strength: C of the regression: how closely it follows what was taught.
    """
    if len({label for _, label in pairs}) < 2:
        return Untaught()
    # scikit-learn takes a second to import: who only matches does not wait for it.
    from policies.understanding.model import Model  # noqa: PLC0415

    return Model(pairs, strength)
