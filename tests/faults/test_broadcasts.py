"""A broadcast on bad days at a strict Telegram: kills, 429, 5xx, cut lines, blocked bots.

`test_broadcasts_at_pace` asks how fast and in what order; here every message is checked as well.
"""

import asyncio
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from benches.kills import until
from bot.domain.broadcasts import RecipientState
from bot.store.outbox import OUTBOX
from tests.faults.half_sent import County, county

PEOPLE, KILLS = 300, 4
ONLY = 1
"""The id of the broadcast."""
FAULTS: Sequence[dict[str, Any]] = (
    {"kind": "429", "skip": 30, "retry_after": 1},
    {"kind": "5xx", "skip": 70, "times": 3},
    {"kind": "cut_before", "skip": 110, "times": 2},
    {"kind": "cut_after", "skip": 150, "times": 3},
)
CUTS = 5


def states(made: County) -> dict[int, str]:
    return {chat: row.state for chat, row in made.recipients(ONLY).items()}


def doubted(made: County) -> set[int]:
    wanted = select(OUTBOX.c.chat_id).where(OUTBOX.c.bot == "owner", OUTBOX.c.doubts > 0)
    with made.ledger.engine.connect() as connection:
        return set(connection.execute(wanted).scalars())


async def arrivals(made: County) -> dict[int, list[str]]:
    """What Telegram took, by chat, in order."""
    came: dict[int, list[str]] = {chat: [] for chat in made.chats}
    for call in await made.sandbox.calls(bot="owner", method="sendMessage"):
        if call["ok"] or call["fault"] == "cut_after":
            came[int(call["params"]["chat_id"])].append(call["params"]["text"])
    return came


async def test_a_broadcast_survives_kills_and_a_bad_line(
    engine: str, kills: dict[str, int]
) -> None:
    random = Random(20221122)
    async with county(engine, random, PEOPLE) as made:
        for fault in FAULTS:
            await made.sandbox.fault(bot="owner", method="sendMessage", **fault)
        for number in range(KILLS):
            with made.sender(f"life-{number}") as child:
                await child.hear()
                await asyncio.sleep(random.uniform(0.02, 0.3))
                child.kill()
            made.time_goes_by()
        begun = len(states(made))
        with made.sender("last"):
            await until(lambda: made.is_over(ONLY), 40.0)
        found, came, unsure = states(made), await arrivals(made), doubted(made)
    kills[f"sending to many on {engine}"] = KILLS

    assert begun, "the kills came before anything was done"
    assert set(found) == set(made.chats)
    for chat, state in found.items():
        if state == RecipientState.UNKNOWN:
            assert chat in unsure, "two senders died with it, or two lines broke"
        elif chat in made.blocked:
            assert (state, came[chat]) == (RecipientState.BLOCKED, [])
        else:
            assert state == RecipientState.SENT
            assert came[chat], "sent, it says"
    repeated = {chat: texts for chat, texts in came.items() if len(texts) > 1}
    assert set(repeated) <= unsure
    assert all(len(texts) == 2 and texts[1].startswith("（重发）") for texts in repeated.values())
    assert 0 < len(unsure) <= made.in_flight + CUTS


@pytest.mark.usefixtures("postgres")
async def test_two_processes_share_a_broadcast_and_one_dies() -> None:
    random = Random(20221123)
    async with county("postgresql", random, PEOPLE) as made:
        with made.sender("dies") as dies, made.sender("last") as lives:
            await dies.hear()
            await lives.hear()
            await until(lambda: RecipientState.SENT in states(made).values())
            dies.kill()
            await until(lambda: made.is_over(ONLY), 40.0)
        found, came, unsure = states(made), await arrivals(made), doubted(made)

    assert set(found.values()) == {RecipientState.SENT, RecipientState.BLOCKED}
    assert all(came[chat] for chat, state in found.items() if state == RecipientState.SENT)
    assert {chat for chat, texts in came.items() if len(texts) > 1} <= unsure
    assert len(unsure) <= made.in_flight
