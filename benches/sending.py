"""Delivery: as fast as it can, and at the shipped rate with two processes."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Final

from benches import victim
from benches.children import Child
from benches.figures import Figure, Size
from benches.kills import until
from benches.ledger import Ledger
from benches.letters import queue_texts
from benches.places import ENGINES, Place, place, reachable
from benches.sink import Arrival, Sink, serving
from benches.victim import Life
from bot.store.slots import Limits

FAST_AIM: Final = 2000
SLOWEST: Final = 26.5
FASTEST: Final = 28.5
MOST_IN_A_SECOND: Final = 30
PATIENCE: Final = 120.0


async def run(size: Size) -> AsyncIterator[Figure]:
    """Unthrottled on both engines, then the rate of two processes on PostgreSQL."""
    for engine in filter(reachable, ENGINES):
        yield await _unthrottled(engine, size)
    if reachable("postgresql"):
        yield await _rate(size)


async def _unthrottled(engine: str, size: Size) -> Figure:
    texts = [f"owner {number}" for number in range(size.of(6000, 200))]
    with place(engine) as where:
        queue_texts(where, "owner", texts, chats=1000)
        arrivals = await _sent_by(where, Limits(per_second=None), ["a"], len(texts))
    # The first sends wait for connections and for statements to be compiled.
    steady = arrivals[len(arrivals) // 10 :]
    per_second = (len(steady) - 1) / (steady[-1].at - steady[0].at)
    return Figure(
        f"delivery unthrottled, one process, {engine}",
        {"per_second": round(per_second), "messages": len(arrivals)},
        "messages/s",
        f">= {FAST_AIM}",
        per_second >= FAST_AIM,
    )


async def _rate(size: Size) -> Figure:
    seconds = size.of(16, 1)
    texts = [f"owner {number}" for number in range((seconds + 2) * 28)]
    with place("postgresql") as where:
        queue_texts(where, "owner", texts, chats=len(texts))
        arrivals = await _sent_by(where, Limits(), ["a", "b"], len(texts))
    begun = arrivals[0].at + 1.0
    moments = [each.at for each in arrivals if begun <= each.at < begun + seconds]
    mean, most = len(moments) / seconds, _most_in_a_second(arrivals)
    return Figure(
        "delivery at the shipped limits, two processes, postgresql",
        {"per_second": round(mean, 2), "most_in_a_second": most, "seconds": seconds},
        "messages/s",
        f"{SLOWEST} to {FASTEST}, no second above {MOST_IN_A_SECOND}",
        SLOWEST <= mean <= FASTEST and most <= MOST_IN_A_SECOND,
    )


async def _sent_by(
    where: Place, limits: Limits, names: Sequence[str], count: int
) -> list[Arrival]:
    """Let processes send what is queued; what arrived, in order."""
    ledger = Ledger(where)
    async with serving(Sink()) as sink:
        children = [
            Child(victim.main, Life(where, sink.url, name, limits, ingests=False))
            for name in names
        ]
        try:
            await until(lambda: len(sink.arrivals) >= count, PATIENCE)
            await until(lambda: ledger.unsettled() == 0)
        finally:
            for child in children:
                await asyncio.to_thread(child.kill)
    ledger.close()
    return sink.arrivals


def _most_in_a_second(arrivals: Sequence[Arrival]) -> int:
    """The fullest stretch of one second, wherever it begins."""
    most, first = 0, 0
    for last, arrival in enumerate(arrivals):
        while arrival.at - arrivals[first].at >= 1.0:
            first += 1
        most = max(most, last - first + 1)
    return most
