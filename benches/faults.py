"""The long fault run: many kills in each state on each engine."""

from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Final

from benches.figures import Figure, Size
from benches.kills import State, kill_in
from benches.places import ENGINES, reachable

KILLS: Final = 20
SEED: Final = 20221122


async def run(size: Size) -> AsyncIterator[Figure]:
    """One line a state and engine; a state that was never met is not met."""
    kills = size.of(KILLS, 1)
    for engine in filter(reachable, ENGINES):
        for state in State:
            killing, balance = await kill_in(state, engine, kills=kills, seed=SEED)
            clean = balance.is_clean and balance.repeats <= killing.in_flight
            yield Figure(
                f"killed while {state}, {engine}",
                {"kills": killing.kills, "in_flight": killing.in_flight, **asdict(balance)},
                "kills",
                "0 lost, repeats at most the sends in flight, each marked",
                clean and killing.kills == kills,
            )
