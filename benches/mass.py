"""A broadcast to many on bad days: killed senders, storms, cut lines, people who blocked it.

Some people keep tapping all the while and want an answer. What is promised is counted from the
outside (`mass_balance`).
"""

import contextlib
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from benches.bad_line import BadLine
from benches.fanout import County
from benches.figures import Figure
from benches.ledger import Ledger
from benches.letters import queue_texts
from benches.mass_balance import MOST_IN_A_WINDOW, WAIT, Balance
from benches.mass_course import Course, Run
from benches.places import Place, place
from benches.sink import serving
from bot.store.database import Database

SEQUENCES, LONG = 20, 5
"""So many chats get so many numbered messages among the others."""
SEED: Final = 20221122


async def sent_to_many(run: Run, seed: int = SEED) -> Figure:
    """Send one broadcast and say what came of it."""
    random = Random(seed)
    with place(run.engine) as where, TemporaryDirectory() as folder:
        _settled(where, run)
        ledger = Ledger(where)
        blocked = frozenset(random.sample(range(1, run.people), run.people // 50))
        sink = BadLine(weather=run.weather, blocked=blocked)
        try:
            async with serving(sink):
                noted = Path(folder) / "departures"
                course = Course(run, where, sink, ledger, random, noted)
                await course.live()
                figures, kept = Balance(course).figures()
        finally:
            ledger.close()
    processes = f"{run.senders} process{'es' if run.senders > 1 else ''}"
    return Figure(
        f"a broadcast to {run.people} on bad days, pace x{run.pace:g}, {processes}, {run.engine}",
        figures,
        "messages",
        "none missing, repeats at most the sends in flight and each marked, at most "
        f"{MOST_IN_A_WINDOW} in {1000 / run.pace:g} ms, order kept, answers within {WAIT:g} s",
        kept,
        promise=True,
    )


def _settled(where: Place, run: Run) -> None:
    """People, a broadcast whose hold is over, and some numbered messages among the others."""
    with contextlib.closing(Database(where.url)) as database:
        county = County(database, where.vault, run.people)
        county.settle()
        county.approved()
    for number in range(1, LONG + 1):
        texts = [f"step {chat} {number}" for chat in range(1, SEQUENCES + 1)]
        queue_texts(where, "owner", texts, chats=SEQUENCES)
