"""Two delivery processes share one PostgreSQL; one is killed for good."""

from collections import Counter
from random import Random

import pytest
from sqlalchemy import update

from benches import victim
from benches.children import Child
from benches.kills import FAST, State, until
from benches.ledger import Ledger
from benches.letters import queue_texts
from benches.places import place
from benches.sink import Sink, serving
from benches.victim import Life
from bot.store.columns import real_now
from bot.store.outbox import OUTBOX

LEASE_LEFT = 0.5  # seconds, instead of the 45 for which a message is really held


@pytest.mark.usefixtures("postgres")
async def test_the_other_process_takes_over_when_the_lease_of_the_dead_one_ends() -> None:
    texts = [f"owner {number}" for number in range(60)]
    marked = Random(20221122).choice(texts)
    with place("postgresql") as where:
        ledger = Ledger(where)
        async with serving(Sink()) as sink:
            lives = [Life(where, sink.url, name, FAST, ingests=False) for name in ("a", "b")]
            with Child(victim.main, lives[0]) as a, Child(victim.main, lives[1]) as b:
                names = {a: "a", b: "b"}
                for child in names:
                    await child.ask((State.LEASED, marked))
                queue_texts(where, "owner", texts, chats=20)
                await until(lambda: a.has_spoken or b.has_spoken)
                dead, survivor = (a, b) if a.has_spoken else (b, a)
                dead.kill()
                in_hand = ledger.leased_by(names[dead])
                await survivor.ask((State.LEASED, "nowhere"))
                await until(lambda: not ledger.leased_by(names[survivor]))
                assert marked not in [each.text for each in sink.arrivals]

                lease_ends_soon(ledger, names[dead])
                await until(lambda: ledger.unsettled() == 0)
        came = Counter(each.text for each in sink.arrivals)
        doubted = {row.text for row in ledger.rows() if row.doubts}
        ledger.close()

    assert set(came) == set(texts)
    assert marked in in_hand
    assert {text for text, count in came.items() if count > 1} <= set(in_hand)
    assert doubted == set(in_hand)


def lease_ends_soon(ledger: Ledger, owner: str) -> None:
    theirs = update(OUTBOX).where(OUTBOX.c.lease_owner == owner, OUTBOX.c.live)
    with ledger.engine.begin() as connection:
        connection.execute(theirs.values(lease_until=real_now() + LEASE_LEFT))
