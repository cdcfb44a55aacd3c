"""kill -9 in each state: nothing is lost, and what is repeated is known to be in doubt."""

import pytest

from benches.kills import State, kill_in

KILLS = 5


@pytest.mark.parametrize("state", list(State))
async def test_a_killed_process_loses_nothing_and_knows_what_it_repeats(
    engine: str, state: State, kills: dict[str, int]
) -> None:
    killing, balance = await kill_in(state, engine, kills=KILLS, seed=20221122)
    kills[f"{state} on {engine}"] = killing.kills

    assert killing.kills == KILLS
    assert (balance.updates_lost, balance.messages_lost, balance.effects_repeated) == (0, 0, 0)
    assert balance.repeats <= killing.in_flight
    assert balance.repeats_unmarked == 0
    if state is State.SENT:
        assert balance.repeats >= KILLS  # or the kill did not hit what was sent
