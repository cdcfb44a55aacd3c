"""A broadcast on bad days: kills, 429, 5xx, cut lines, people who blocked the bot.

In small what `scripts/bench --faults` runs in full; how fast it goes is not asked here.
"""

import pytest

from benches.mass import sent_to_many
from benches.mass_course import Run

PEOPLE, KILLS = 300, 4
SENDERS = [("sqlite", 1), ("postgresql", 2)]  # one process at a time may use a file


@pytest.mark.parametrize(("engine", "senders"), SENDERS, indirect=["engine"])
async def test_order_and_marks_survive_kills_and_a_bad_line(
    engine: str, senders: int, kills: dict[str, int]
) -> None:
    run = Run(engine, PEOPLE, pace=25.0, kills=KILLS, senders=senders, storms=1)
    told = (await sent_to_many(run)).figures
    kills[f"sending to many by {senders} on {engine}"] = int(told["kills"])

    assert told["messages"] == PEOPLE
    assert told["sent"] + told["blocked"] + told["unknown"] == PEOPLE
    assert PEOPLE // 50 - told["unknown"] <= told["blocked"] <= PEOPLE // 50
    assert told["blocked_wrongly"] == 0
    assert told["kills"] == KILLS
    assert told["storms"] == 1
    assert told["answers_cut"] > 0, "nothing was in doubt"
    assert (told["missing"], told["unsettled"], told["out_of_order"]) == (0, 0, 0)
    assert (told["repeats_unmarked"], told["repeats_unsaid"]) == (0, 0)
    assert told["unknown_without_doubt"] == 0, "two senders died with it, or two lines broke"
    assert told["repeats"] <= told["in_flight_at_kills"] + told["answers_cut"]
