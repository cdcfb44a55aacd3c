"""A process that was held up does not send all that it missed at once."""

import asyncio
import time
from collections.abc import Sequence
from itertools import pairwise

from sqlalchemy import Connection, select

from bot.pacing import BEATS, MISSED, Pace
from bot.store.database import Database
from bot.store.slots import SLOT, Limits, reserve

KEY = "bot:owner"
QUICK = Limits(per_second=1000.0)
STEP = 1 / 1000.0
MANY = 3 * BEATS


def taken_until(database: Database) -> float:
    wanted = select(SLOT.c.next_at).where(SLOT.c.key == KEY)
    return float(database.run_sync(lambda c: c.execute(wanted).scalar_one()))


def take(database: Database, count: int) -> list[float]:
    """Take so many moments, as a claim does; the first of them is now."""

    def work(connection: Connection) -> Sequence[float]:
        connection.execute(SLOT.insert().values(key=KEY, next_at=0.0))
        return reserve(connection, KEY, QUICK, count=count)

    return list(database.run_sync(work))


async def gone(pace: Pace, moments: list[float]) -> list[float]:
    """When messages with these moments went."""
    went: list[float] = []

    async def send(moment: float) -> None:
        await pace.turn(moment)
        went.append(time.monotonic())

    async with asyncio.TaskGroup() as group:
        for moment in moments:
            group.create_task(send(moment))
    return went


async def test_what_missed_its_moment_takes_new_ones_from_the_shared_row(
    database: Database,
) -> None:
    moments = take(database, MANY)
    before, pace = taken_until(database), Pace("owner", "a", database, QUICK)
    pace.heard(moments[0])
    await asyncio.sleep(MISSED + 0.1)  # it is held up

    went = await gone(pace, moments)

    assert taken_until(database) >= before + MANY * STEP - 1e-6
    assert len(went) == MANY
    assert all(later - earlier >= BEATS * STEP for earlier, later in apart(went))


async def test_what_is_in_time_takes_nothing_more(database: Database) -> None:
    moments = take(database, MANY)
    before, pace = taken_until(database), Pace("owner", "a", database, QUICK)
    pace.heard(moments[0])

    await gone(pace, [each + 0.2 for each in moments[:2]])

    assert taken_until(database) == before


async def test_processes_that_are_held_up_together_keep_to_the_rate(database: Database) -> None:
    moments = take(database, 2 * MANY)
    paces = [Pace("owner", name, database, QUICK) for name in ("a", "b")]
    for pace in paces * 2:  # the first learns of the second when it takes messages again
        database.run_sync(pace.room)
        pace.heard(moments[0])
    await asyncio.sleep(2 * MANY * STEP)

    a, b = await asyncio.gather(gone(paces[0], moments[:MANY]), gone(paces[1], moments[MANY:]))

    assert all(later - earlier >= BEATS * STEP for earlier, later in apart(sorted([*a, *b])))


def test_a_process_takes_no_more_than_its_share_of_what_goes_soon(database: Database) -> None:
    first, second = (Pace("owner", name, database, QUICK) for name in ("a", "b"))
    alone = database.run_sync(first.room)

    database.run_sync(second.room)

    assert alone == int(QUICK.horizon * QUICK.per_second)
    assert database.run_sync(first.room) == alone // 2


def apart(moments: list[float]) -> list[tuple[float, float]]:
    """Each moment with the one so many sends after it."""
    return list(zip(moments, moments[BEATS:], strict=False))


async def test_without_a_rate_nobody_waits(database: Database) -> None:
    went = await gone(Pace("owner", "a", database, Limits(per_second=None)), [0.0] * MANY)

    assert all(earlier <= later for earlier, later in pairwise(went))
    assert len(went) == MANY
