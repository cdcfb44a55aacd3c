"""The long fault runs: many kills in each state, and broadcasts on bad days, on each engine."""

from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Final

from benches.figures import Figure, Size
from benches.kills import State, kill_in
from benches.mass import sent_to_many
from benches.mass_course import Run
from benches.places import ENGINES, reachable

KILLS: Final = 20
SEED: Final = 20221122
MASS_KILLS: Final = 10
PACES: Final = ((20_000, 50.0), (300, 1.0))
"""So many people, at so many times the shipped rate."""
SENDERS: Final = {"sqlite": 1, "postgresql": 2}


async def run(size: Size) -> AsyncIterator[Figure]:
    """One line a state, and one a broadcast, on each engine; what was never met is not met."""
    for engine in filter(reachable, ENGINES):
        for state in State:
            yield await _killed(state, engine, size.of(KILLS, 1))
        for people, pace in PACES:
            many, kills = size.of(people, 60), size.of(MASS_KILLS, 1)
            yield await sent_to_many(Run(engine, many, pace, kills, SENDERS[engine]), SEED)


async def _killed(state: State, engine: str, kills: int) -> Figure:
    killing, balance = await kill_in(state, engine, kills=kills, seed=SEED)
    clean = balance.is_clean and balance.repeats <= killing.in_flight
    return Figure(
        f"killed while {state}, {engine}",
        {"kills": killing.kills, "in_flight": killing.in_flight, **asdict(balance)},
        "kills",
        "0 lost, repeats at most the sends in flight, each marked",
        clean and killing.kills == kills,
    )
