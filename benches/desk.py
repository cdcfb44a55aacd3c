"""A simulated month of a county's desk: does every case end, or lie with somebody, with a date?

Once in one piece, for its speed; once in a process that is killed again and again.
"""

import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benches.desk_ending import Ending, ending
from benches.desk_kills import killed
from benches.desk_month import HOURS, STEPS_A_DAY, Month
from benches.desk_office import Office, settled, staffed
from benches.desk_ticks import BEGINS
from benches.figures import Figure, Size
from benches.places import ENGINES, Place, place, reachable
from benches.rules import rulebase
from bot.domain.workdays import is_working_day
from bot.store.database import Database
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork

SEED = 20220919


@dataclass(frozen=True)
class Shape:
    """How large a county, how long a month."""

    firms: int
    officers: int
    problems: int
    days: int
    pile: int
    dispatching: bool = True

    @property
    def steps(self) -> int:
        """Half hours."""
        return self.days * STEPS_A_DAY

    @property
    def hourly(self) -> float:
        """Problems in an hour of work."""
        days = (BEGINS + timedelta(days=number, hours=8) for number in range(self.days))
        return self.problems / sum(is_working_day(day.date()) for day in days) / len(HOURS)


async def run(size: Size) -> AsyncIterator[Figure]:
    """2,000 firms, 40 officers, 3,000 cases in 30 days; smaller: no dispatchers, and kills."""
    days, pile = size.of(30, 2), size.of(60, 8)
    whole = Shape(size.of(2000, 20), size.of(40, 10), size.of(3000, 12), days, pile)
    yield _whole("a month at the desk", whole)
    few = Shape(size.of(200, 10), size.of(12, 10), size.of(400, 12), size.of(30, 1), pile, False)
    yield _whole("a month without dispatchers", few)
    shape = Shape(size.of(200, 10), size.of(20, 10), size.of(300, 12), size.of(30, 1), pile)
    engines = ENGINES[: size.of(len(ENGINES), 1)]
    for engine in filter(reachable, engines):
        yield await _killed(engine, shape, kills=size.of(40, 1))


def _whole(name: str, shape: Shape) -> Figure:
    with place("sqlite") as made:
        month = _peopled(made, shape)
        begun = time.perf_counter()
        for step in range(shape.steps):
            month.play(step)
            if (step + 1) % STEPS_A_DAY == 0:
                _say(name, month, time.perf_counter() - begun)
        seconds = time.perf_counter() - begun
        end = ending(month.database, month.vault, month.now)
        month.database.close()
        seen = {"clocks looked at": month.looks.clocks, "dates not kept": month.looks.broken}
        looks = {**+Counter(seen), **month.looks.gaps}  # in a small month every date may be kept
        told = {**looks, **dict(sorted((+month.told).items())), **_bells(month.daily)}
        more = {**told, "seconds": max(round(seconds, 1), 0.1)}
        return _figure(name, end, more, not month.looks.gaps)


def _say(name: str, month: Month, seconds: float) -> None:
    """A line a day: the month takes long, and what is wrong should not wait for its end."""
    gaps = month.looks.gaps or "nothing missing"
    sys.stderr.write(f"{name}, {month.now:%m-%d}: {seconds:.0f} s, {gaps}\n")


def _bells(daily: Counter[tuple[int, date]]) -> dict[str, float]:
    """What waits is one message an officer, in the place of the one before: how many a day."""
    if not daily:
        return {}
    mean = round(daily.total() / len(daily), 1)
    return {"on a day with any, an officer": mean, "at most": max(daily.values())}


async def _killed(engine: str, shape: Shape, kills: int) -> Figure:
    with place(engine) as made:
        month = _peopled(made, shape)
        month.database.close()
        end, died = await killed(made, month, shape.steps, kills)
        more = {"committed steps kept": end.kept, "kills": died}
        return _figure(f"a month with kills, {engine}", end, more, died == kills)


def _peopled(made: Place, shape: Shape) -> Month:
    """A county before its first case."""
    database, vault, random, rules = Database(made.url), made.vault, Random(SEED), rulebase()
    region = next(path for path, each in rules.regions.places.items() if each.ladder)

    def people(uow: UnitOfWork) -> tuple[Office, list[PersonCard]]:
        office = staffed(uow, rules, region, shape.officers, dispatching=shape.dispatching)
        return office, [settled(uow, rules, region, n, random) for n in range(shape.firms)]

    office, owners = database.run_sync(
        lambda connection: people(
            UnitOfWork(connection, vault, BEGINS, lambda: f"{random.getrandbits(128):032x}")
        )
    )
    return Month(database, vault, office, owners, shape.hourly, SEED, shape.pile)


def _figure(name: str, end: Ending, more: Mapping[str, int | float], met: bool = True) -> Figure:
    good = end.cases if end.is_good else 0
    figures = {
        "with somebody and a date, or closed": good,
        "cases": end.cases,
        **dict(sorted(end.statuses.items())),
        **more,
        **end.gaps,
    }
    aim = (
        "all of them at every tick, each clock with somebody who can act; nothing lost; "
        "firms told of each date that was not kept"
    )
    return Figure(name, figures, "cases", aim, end.is_good and met, promise=True)
