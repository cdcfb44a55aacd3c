from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from policies.money import FEN, split, to_fen

YUAN = st.decimals(min_value=0, max_value=10**12, places=2)
SHARES = st.lists(st.decimals(min_value=0, max_value=1, places=3), max_size=5).filter(
    lambda shares: sum(shares) <= 1
)


@given(YUAN, SHARES)
def test_parts_always_add_up_and_nobody_pays_less_than_nothing(total, shares):
    parts = split(total, shares)

    assert sum(parts) == total
    assert min(parts) >= 0
    assert len(parts) == len(shares) + 1


@given(st.decimals(min_value=0, max_value=10**9, places=5))
def test_rounding_moves_at_most_half_a_fen(amount):
    assert abs(to_fen(amount) - amount) <= FEN / 2


def test_half_a_fen_goes_up():
    assert to_fen(Decimal("0.005")) == Decimal("0.01")
    assert to_fen(Decimal("0.015")) == Decimal("0.02")
