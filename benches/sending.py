"""Delivery: as fast as it can, and at the shipped rate with two processes."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Final

import aiohttp

from benches import victim
from benches.children import Child
from benches.figures import Figure, Size
from benches.kills import until
from benches.ledger import Ledger
from benches.letters import queue_texts
from benches.places import ENGINES, Place, place, reachable
from benches.sink import TOKENS, Arrival, Sink, serving
from benches.updates import sink_process
from benches.victim import Life
from bot.store.slots import Limits

FAST_AIM: Final = 2000
SLOWEST: Final = 26.5
FASTEST: Final = 28.5
MOST_IN_A_SECOND: Final = 30
PATIENCE: Final = 120.0
AT_ONCE: Final = 64


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
    bare = await _bare_per_second(len(texts))
    figures = {
        "per_second": round(per_second),
        "bare_per_second": round(bare),
        "ratio": round(bare / per_second, 2),
        "messages": len(arrivals),
    }
    return Figure(
        f"delivery unthrottled, one process, {engine}",
        figures,
        "messages/s",
        f">= {FAST_AIM}",
        per_second >= FAST_AIM,
    )


async def _bare_per_second(count: int) -> float:
    """A loop of aiohttp that sends as many to the same kind of sink, and keeps nothing."""
    async with sink_process() as url, aiohttp.ClientSession() as session:
        to = f"{url}/bot{TOKENS['owner']}/sendMessage"
        numbers = iter(range(count))
        begun = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(_post_all(session, to, numbers))
        return count / (time.monotonic() - begun)


async def _post_all(session: aiohttp.ClientSession, to: str, numbers: Iterator[int]) -> None:
    for number in numbers:
        fields = {"chat_id": number % 1000 + 1, "text": f"owner {number}"}
        async with session.post(to, data=fields) as answer:
            await answer.read()


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
