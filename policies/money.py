"""Yuan as Decimal, rounded half up to the fen; parts that always add up."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")


def to_fen(amount: Decimal) -> Decimal:
    """Round yuan half up to the fen (the documents do not say how; a rule of the product)."""
    return amount.quantize(FEN, rounding=ROUND_HALF_UP)


def split(total: Decimal, shares: Sequence[Decimal]) -> list[Decimal]:
    """Divide a total among payers.

    Args:
        total: Yuan, already in whole fen.
        shares: Fractions of all payers but the last, whose share is the remainder.

    Returns:
        One part a payer, none negative, summing up to the total exactly.
    """
    parts: list[Decimal] = []
    left = total
    for share in shares:
        part = min(to_fen(total * share), left)
        parts.append(part)
        left -= part
    return [*parts, left]
