"""Open cases by how well some words fit them, so that the likeliest is offered first."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.services.cases.lists import CaseLine
from bot.store.problems import Told
from policies.spoken.choices import squeezed

STEP: Final = 0.15
"""A fit that is better by less than this is none: the order stays as it was."""
COMMON: Final = frozenset(
    [
        *("一下", "我们", "他们", "没有", "还没", "现在", "已经", "这个", "那个"),
        *("怎么", "什么", "可以", "the", "a", "is", "are", "we", "our", "it", "not", "of", "to"),
    ]
)
"""Pairs of characters that stand in any case."""


def likeliest_first(said: Told, lines: Sequence[CaseLine]) -> tuple[CaseLine, ...]:
    """The same cases; those that the words fit better come first, else all stay in order."""
    return tuple(sorted(lines, key=lambda line: -_fit(said, line)))


def _fit(said: Told, line: CaseLine) -> int:
    """How well words fit a case, in steps: its kind, and how much of them it has itself."""
    kind = dict(said.predicted).get(line.category or "", 0.0)
    own, other = _pieces(said.text), _pieces(line.text)
    shared = len(own & other) / max(min(len(own), len(other)), 1)
    return int((kind + shared) / STEP)


def _pieces(text: str) -> frozenset[str]:
    plain = squeezed(text)
    found = plain.split() if plain.isascii() else ("".join(pair) for pair in pairwise(plain))
    return frozenset(found) - COMMON
