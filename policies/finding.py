"""Finding records by a few typed words: 采样屋补贴, 高速费."""

import math
import re
from collections import Counter
from collections.abc import Iterable

from policies.records import Record
from policies.regions import Standing, standing
from policies.rulebase import RuleBase
from policies.spoken.plain import folded

ENOUGH = 0.34
"""So much of what was typed must stand in a record, the rarer pieces counting more."""
TITLE = 2.0
"""A piece in the title counts so many times one in the gist."""
MOST = 5
_PIECE = re.compile(r"[a-z]{3,}|[0-9]+|[\u3400-\u9fff]+")
_MONEY = frozenset(["补贴", "补助", "奖补", "奖励", "费用", "subsidy", "grant", "cost"])
_FILLING = frozenset(["for", "the", "your", "own", "with", "and", "help"])
"""Pieces of titles that say that money is given, and not what for."""
_PAPERS = re.compile(r"(?<![原辅建])材料")
"""Papers that somebody wants to see, and not what goods are made of."""
_APPLYING = "申请", "申报"
"""Who types the first means what titles call the second."""
_ASKING = re.compile(r"[能多少我们您你俺吗呢怎么有没什的了得给要想请问可以吧啥咋]")
"""Signs of which questions are made; what is asked about stands between them."""


def find_records(rulebase: RuleBase, text: str, region: str) -> tuple[Record, ...]:
    """Rank the records of a place by how well a short text names them.

    Args:
        rulebase: Loaded rules.
        text: A keyword or a few, in Chinese or English; a long story is no name.
        region: Place of operation as a path.

    Returns:
        The best first, at most five; nothing if no record is named well enough.
    """
    records = [
        record
        for record in rulebase.records.values()
        if standing(region, record.region) is not Standing.OUTSIDE
    ]
    asked = _pieces(text)
    if all(piece.isdecimal() for piece in asked):
        return ()  # a number alone names nothing
    titles = [_pieces(f"{r.title.zh} {r.title.en} {r.kind}") for r in records]
    gists = [_pieces(f"{r.gist.zh} {r.gist.en}") for r in records]
    weights = _weights(asked, [title | gist for title, gist in zip(titles, gists, strict=True)])
    most = sum(weights.values())
    if not most:
        return ()
    scores = [
        _score(weights, title, gist) / most for title, gist in zip(titles, gists, strict=True)
    ]
    named = [(score, record) for score, record in zip(scores, records, strict=True)]
    things = asked - _MONEY
    named = [
        (score, record)
        for (score, record), title, gist in zip(named, titles, gists, strict=True)
        if score >= ENOUGH and (not things or things & (title | gist))
    ]
    named.sort(key=lambda pair: (-pair[0], pair[1].priority))
    return tuple(record for _, record in named[:MOST])


def find_payments(rulebase: RuleBase, text: str, region: str) -> tuple[Record, ...]:
    """What is paid in a place for the things that a question names, whatever else it says.

    Args:
        rulebase: Loaded rules.
        text: A question about money for something: 俺自个儿买的采样屋，公家给补不给.
        region: Place of operation as a path.

    Returns:
        Those whose titles name most of the things, the best first; nothing if none does.
    """
    asked = _pieces(text) - _MONEY - _FILLING
    scores = {
        record: len(asked & title)
        for record in rulebase.records.values()
        if (title := _pieces(f"{record.title.zh} {record.title.en}")) & _MONEY
        and standing(region, record.region) is not Standing.OUTSIDE
    }
    most = max(scores.values(), default=0)
    found = [record for record, n in scores.items() if n == most > 0]
    return tuple(sorted(found, key=lambda record: record.priority))


def _score(weights: dict[str, float], title: set[str], gist: set[str]) -> float:
    return sum(
        weight * (1 if piece in title else 1 / TITLE)
        for piece, weight in weights.items()
        if piece in title or piece in gist
    )


def _weights(asked: set[str], held: Iterable[set[str]]) -> dict[str, float]:
    """A piece that every record has says nothing; one that none has, is what was not found."""
    texts = list(held)
    found = Counter(piece for text in texts for piece in asked & text)
    return {piece: math.log((1 + len(texts)) / (1 + found[piece])) for piece in asked}


def _pieces(text: str) -> set[str]:
    """Pairs of Chinese signs, English words without their plural s, and numbers."""
    plain = _PAPERS.sub(" ", folded(text)).replace(*_APPLYING)
    plain = _ASKING.sub(" ", plain)
    runs = _PIECE.findall(plain)
    return {piece for run in runs for piece in _of_run(run)}


def _of_run(run: str) -> Iterable[str]:
    if run.isascii():
        return [run[:-1] if run.endswith("s") else run]
    return [run[n : n + 2] for n in range(len(run) - 1)]
