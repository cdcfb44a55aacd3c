"""A correction on bad days: it overtakes a broadcast that is still being sent, amid kills."""

import asyncio
from random import Random
from typing import Any

import pytest

from benches.kills import until
from bot.domain.broadcast_changes import Kind
from bot.domain.broadcasts import RecipientState
from tests.broadcasts.house import CORRECTED
from tests.faults.half_sent import County, county

KILLS = 3
OLD, NEW, MARK = "有新政策", "日期改为7月25日", "【更正】"
FAULTS: tuple[dict[str, Any], ...] = (
    {"method": "editMessageText", "kind": "429", "skip": 10, "retry_after": 1},
    {"method": "editMessageText", "kind": "5xx", "skip": 30, "times": 2},
    {"method": "editMessageText", "kind": "cut_after", "skip": 40, "times": 2},
    {"method": "editMessageText", "kind": "cut_before", "skip": 50, "times": 2},
    {"method": "sendMessage", "kind": "cut_after", "skip": 40, "times": 2},
)


async def half_sent(made: County) -> set[int]:
    """The broadcast is on its way when its sender is killed; who is sure to have got it."""

    def some() -> bool:
        rows = made.recipients(1).values()
        return sum(row.state == RecipientState.SENT for row in rows) >= 30

    with made.sender("first") as child:
        await child.hear()
        await until(some)
        child.kill()
    made.time_goes_by()
    rows = made.recipients(1).items()
    return {chat for chat, row in rows if row.state == RecipientState.SENT}


async def killed_often(made: County, random: Random) -> None:
    for number in range(KILLS):
        with made.sender(f"life-{number}") as child:
            await child.hear()
            await asyncio.sleep(random.uniform(0.05, 0.4))
            child.kill()
        made.time_goes_by()


@pytest.mark.parametrize("seed", [20221124])
async def test_a_correction_overtakes_a_broadcast_amid_kills(
    engine: str, kills: dict[str, int], seed: int
) -> None:
    random = Random(seed)
    async with county(engine, random) as made:
        got = await half_sent(made)
        new = made.house.changed(1, Kind.CORRECTION, CORRECTED)
        made.house.approve(new)
        made.house.office.wait(minutes=10)
        for fault in FAULTS:
            await made.sandbox.fault(bot="owner", **fault)
        await killed_often(made, random)
        with made.sender("last"):
            await until(lambda: made.is_over(new), 60.0)
        before, after = made.recipients(1), made.recipients(new)
        read = {chat: await _read(made, chat) for chat in after}
    kills[f"correcting on {engine}"] = KILLS + 1

    assert got, "the kill came before anything was sent"
    assert len(got) < len(made.chats) - len(made.blocked), "nobody was left to get it fresh"
    assert set(after) == set(before) == set(made.chats)
    for chat, row in after.items():
        state = row.state
        if chat in made.blocked:
            assert (state, read[chat]) == (RecipientState.BLOCKED, [])
        elif state != RecipientState.UNKNOWN:
            assert state == RecipientState.SENT
            assert NEW in read[chat][-1], "the last that they read is the corrected text"
            old = [each for each in read[chat] if OLD in each]
            assert not old or row.doubted, "what we know of is corrected where it stands"
    unknown = [chat for chat, each in after.items() if each.state == RecipientState.UNKNOWN]
    assert len(unknown) <= made.in_flight
    assert all(MARK in read[chat][-1] for chat in got if chat not in unknown)
    fresh = [chat for chat, each in read.items() if each and OLD not in "".join(each)]
    assert any(MARK not in read[chat][-1] for chat in fresh), "who had not got it reads it once"


async def _read(made: County, chat: int) -> list[str]:
    """What stands in the chat of a person now, of the broadcast or its correction."""
    said = await made.sandbox.person("owner", chat).messages()
    return [each.html for each in said if OLD in each.html or NEW in each.html]
