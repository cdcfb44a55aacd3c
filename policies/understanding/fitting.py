"""How well words that were just said fit something that was said earlier: by kind and by words."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from policies.spoken.choices import squeezed

STEP: Final = 0.15
"""A fit that is better by less than this is none."""
COMMON: Final = frozenset(
    [
        *("一下", "我们", "他们", "没有", "还没", "现在", "已经", "这个", "那个"),
        *("怎么", "什么", "可以", "the", "a", "is", "are", "we", "our", "it", "not", "of", "to"),
    ]
)
"""Pairs of characters, and English words, that stand in any text."""


def fit_of(words: str, kinds: Mapping[str, float], earlier: str, kind: str | None) -> int:
    """Say how well words fit, in whole steps; 0 is not at all.

    Args:
        words: What was just said.
        kinds: Categories that it may be of, each with its probability.
        earlier: The text that it may belong to.
        kind: The category of that text; None if it is not known.
    """
    own, other = _pieces(words), _pieces(earlier)
    shared = len(own & other) / max(min(len(own), len(other)), 1)
    return int((kinds.get(kind or "", 0.0) + shared) / STEP)


def _pieces(text: str) -> frozenset[str]:
    plain = squeezed(text)
    found = plain.split() if plain.isascii() else ("".join(pair) for pair in pairwise(plain))
    return frozenset(found) - COMMON
