"""A month whose process is killed again and again, at moments that a seed chooses."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from multiprocessing.connection import Connection
from random import Random

from benches.children import Child
from benches.desk_ending import Ending, ending
from benches.desk_month import STEP, Month
from benches.desk_office import Office
from benches.places import Place
from bot.store.database import Database
from bot.store.people import PersonCard

LONGEST = 0.05
"""Seconds between what a child says and its death: it is somewhere in the next acts."""


@dataclass(frozen=True)
class Life:
    """What a child is told at birth: whose month, and from which half hour to which."""

    place: Place
    office: Office
    owners: list[PersonCard]
    hourly: float
    seed: int
    begins: int
    ends: int


def live(life: Life, line: Connection) -> None:
    """Play on; say which half hour begins, and each act after it was committed."""
    database = Database(life.place.url)
    month = Month(
        database,
        life.place.vault,
        life.office,
        life.owners,
        life.hourly,
        life.seed,
        done=lambda case_id, steps: line.send((case_id, steps)),
    )
    for step in range(life.begins, life.ends):
        line.send(step)
        month.play(step)
    database.close()
    line.send(None)


async def killed(made: Place, month: Month, steps: int, kills: int) -> tuple[Ending, int]:
    """Play a month with this many kills.

    Returns:
        How it ended, with what was committed and is gone; and how often it was killed.
    """
    random, seen, begins, died = Random(month.seed), Counter[int](), 0, 0
    deaths = sorted(random.sample(range(steps), k=kills))
    while begins < steps:
        last = deaths[died] if died < kills else None
        life = Life(
            made, month.office, list(month.owners), month.hourly, month.seed, begins, steps
        )
        with Child(live, life) as child:
            begins = await _until(child, seen, last, begins)
            if last is not None:
                await asyncio.sleep(random.uniform(0.0, LONGEST))
                child.kill()
                died += 1
    database = Database(made.url)
    end = ending(database, made.vault, month.now + steps * STEP, seen)
    database.close()
    return end, died


async def _until(child: Child, seen: Counter[int], last: int | None, step: int) -> int:
    """Listen until this half hour begins, or the month is over; the half hour that was heard."""
    while (said := await child.hear()) is not None:
        if isinstance(said, tuple):
            case_id, steps = said
            seen[case_id] = max(seen[case_id], steps)
            continue
        step = said
        if step == last:
            return step
    return step + 1
