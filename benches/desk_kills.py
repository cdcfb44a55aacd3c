"""A month whose process is killed again and again, at moments that a seed chooses."""

import asyncio
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from random import Random

from benches.children import Child
from benches.desk_ending import Ending, Seen, ending
from benches.desk_month import STEP, Month
from benches.desk_office import Office
from benches.places import Place
from bot.store.database import Database
from bot.store.firms.people import PersonCard

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
    pile: int


@dataclass(frozen=True)
class Begins:
    """A half hour begins."""

    step: int


@dataclass
class Heard:
    """What a month's children said that they had committed, and what they found missing."""

    cases: dict[int, Seen] = field(default_factory=dict)
    letters: int = 0
    gaps: dict[str, int] = field(default_factory=dict)

    def take(self, said: Seen | int | dict[str, int]) -> None:
        """One thing that a child said."""
        if isinstance(said, Seen):
            self.cases[said.case_id] = said
        elif isinstance(said, int):
            self.letters = max(self.letters, said)
        else:
            self.gaps |= said


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
        life.pile,
        done=line.send,
    )
    for step in range(life.begins, life.ends):
        line.send(Begins(step))
        month.play(step)
        line.send(month.looks.gaps)
    database.close()
    line.send(None)


async def killed(made: Place, month: Month, steps: int, kills: int) -> tuple[Ending, int]:
    """Play a month with this many kills.

    Returns:
        How it ended, with what was committed and is gone; and how often it was killed.
    """
    random, heard, begins, died, lost = Random(month.seed), Heard(), 0, 0, 0
    deaths = sorted(random.sample(range(steps), k=kills))
    while begins < steps:
        last = deaths[died] if died < kills else None
        life = Life(
            made,
            month.office,
            list(month.owners),
            month.hourly,
            month.seed,
            begins,
            steps,
            month.pile,
        )
        with Child(live, life) as child:
            begins = await _until(child, heard, last, begins)
            if last is not None:
                await asyncio.sleep(random.uniform(0.0, LONGEST))
                child.kill()
                died += 1
                lost += _ended(made, month, begins, heard).lost
    end = _ended(made, month, steps, heard)
    return replace(end, lost=lost + end.lost, gaps={**heard.gaps, **end.gaps}), died


def _ended(made: Place, month: Month, steps: int, heard: Heard) -> Ending:
    """What is there now, against what was committed; nobody is at work on it."""
    database = Database(made.url)
    now = month.now + max(steps - 1, 0) * STEP
    end = ending(database, made.vault, now, heard.cases.values(), heard.letters)
    database.close()
    return end


async def _until(child: Child, heard: Heard, last: int | None, step: int) -> int:
    """Listen until this half hour begins, or the month is over; the half hour that was heard."""
    while (said := await child.hear()) is not None:
        if not isinstance(said, Begins):
            heard.take(said)
            continue
        step = said.step
        if step == last:
            return step
    return step + 1
