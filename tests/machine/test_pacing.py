"""A process that was held up does not send all that it missed at once."""

import asyncio
import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from sqlalchemy import Connection, select

from benches.sink import TOKENS, Sink, serving
from bot.leaving import leaves, telling
from bot.pacing import BEATS, MISSED, Pace
from bot.store.database import Database
from bot.store.slots import SLOT, Limits, reserve
from handlers.desk.wire import DeskWire
from handlers.owner.wire import OwnerWire

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
        async with pace.turn(moment):
            leaves()
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


async def test_what_may_go_and_is_not_written_yet_counts(database: Database) -> None:
    pace, write = Pace("owner", "a", database, QUICK), asyncio.Event()
    [moment] = take(database, 1)
    pace.heard(moment)
    wrote: list[float] = []

    async def held_up() -> None:
        async with pace.turn(moment):
            await write.wait()
            leaves()
            wrote.append(time.monotonic())

    async with asyncio.TaskGroup() as group:
        for _ in range(2 * BEATS):
            group.create_task(held_up())
        await asyncio.sleep(3 * BEATS * STEP)
        assert pace.going == BEATS
        write.set()

    assert all(later - earlier >= BEATS * STEP for earlier, later in apart(wrote))


async def test_what_is_never_written_makes_room(database: Database) -> None:
    pace = Pace("owner", "a", database, QUICK)
    [moment] = take(database, 1)
    pace.heard(moment)

    async with asyncio.timeout(10):
        for _ in range(3 * BEATS):
            async with pace.turn(moment):
                pass  # the line could not be reached

    assert (pace.going, len(pace.sent)) == (0, 0)


@pytest.mark.parametrize("bot", ["owner", "desk"])
async def test_a_client_says_once_a_message_that_it_is_written(bot: str) -> None:
    told: list[float] = []
    async with serving(Sink()) as sink:
        make: type[OwnerWire | DeskWire] = OwnerWire if bot == "owner" else DeskWire
        wire = make(TOKENS[bot], sink.url)
        if isinstance(wire, DeskWire):
            await wire.bot.initialize()
        try:
            for _ in range(2):
                with telling(lambda: told.append(time.monotonic())):
                    await wire.send("sendMessage", {"chat_id": 1, "text": "您好"})
            await wire.send("sendMessage", {"chat_id": 1, "text": "没有人听"})
        finally:
            await wire.close()

    first, second, _ = [each.at for each in sink.arrivals]
    assert len(told) == 2
    assert told[0] <= first <= told[1] <= second
