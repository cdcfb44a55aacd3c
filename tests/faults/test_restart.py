"""The database server crashes under load and comes back."""

import asyncio
import os
from collections.abc import Iterator

import pytest

from benches import victim
from benches.bodies import text_message
from benches.children import Child
from benches.kills import FAST, StillBusy, until, with_time_gone_by
from benches.ledger import Ledger
from benches.places import place
from benches.sink import Sink, serving
from benches.victim import Life
from tests.faults.cluster import Cluster, cluster, programs

UPDATES = 240
CRASHES = 2


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    where = programs()
    if where is None:
        assert os.environ.get("CI") != "true"
        pytest.skip("PostgreSQL's server is not installed")
    with cluster(where) as made:
        yield made


async def test_a_crash_of_the_database_under_load_loses_and_repeats_nothing(
    server: Cluster,
) -> None:
    texts = [f"u{number}" for number in range(1000, 1000 + UPDATES)]
    with place("postgresql", server.url) as where:
        ledger = Ledger(where)
        async with serving(Sink()) as sink:
            with Child(victim.main, Life(where, sink.url, "alive", FAST)):
                async with asyncio.TaskGroup() as group:
                    group.create_task(offer_steadily(sink, texts))
                    group.create_task(crash(server, sink))
                try:
                    await until(lambda: ledger.is_quiet(UPDATES))
                except StillBusy:
                    # A claim whose COMMIT was not answered waits for its lease to run out.
                    with_time_gone_by(where, ledger)
                    await until(lambda: ledger.is_quiet(UPDATES))
        balance = ledger.balance(texts, sink.arrivals)
        ledger.close()

    assert balance.is_clean
    assert balance.messages == 2 * UPDATES
    assert balance.repeats == 0


async def offer_steadily(sink: Sink, texts: list[str]) -> None:
    for start in range(0, len(texts), 4):
        some = texts[start : start + 4]
        sink.offer("owner", [text_message(int(t[1:]), int(t[1:]) % 40 + 1, t) for t in some])
        await asyncio.sleep(0.05)


async def crash(server: Cluster, sink: Sink) -> None:
    """Each time while messages are on their way."""
    for number in range(1, CRASHES + 1):
        await until(lambda n=number: len(sink.arrivals) > n * UPDATES / 3)
        await asyncio.to_thread(server.control, "-m", "immediate", "restart")
