import asyncio
import time
from typing import Any

import pytest

from bot.sandbox.settings import SandboxSettings
from bot.sandbox.world import World
from tests.sandbox.api_stage import OWNER_ID, Stage
from tests.sandbox_client import Person, Refused


async def texts(stage: Stage, **params: Any) -> list[str]:
    return [one["message"]["text"] for one in await stage.result("getUpdates", **params)]


async def test_updates_stay_until_a_higher_offset_confirms_them(
    stage: Stage, owner: Person
) -> None:
    await owner.say("一")
    await owner.say("二")
    first = (await stage.result("getUpdates", limit=1))[0]

    again = await texts(stage)
    rest = await texts(stage, offset=first["update_id"] + 1)

    assert (again, rest, await texts(stage)) == (["一", "二"], ["二"], ["二"])


async def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(
    stage: Stage, owner: Person
) -> None:
    for text in "一二三":
        await owner.say(text)

    assert await texts(stage, offset=-2) == ["二", "三"]
    assert await texts(stage) == ["二", "三"]


async def test_a_long_poll_ends_when_something_comes(stage: Stage, owner: Person) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(texts(stage, timeout=20))
        await asyncio.sleep(0.05)
        await owner.say("来了")

    assert poll.result() == ["来了"]


async def test_a_second_poll_ends_the_first_with_a_conflict(stage: Stage, owner: Person) -> None:
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(stage.refused(409, "getUpdates", timeout=20))
        await asyncio.sleep(0.05)
        second = tasks.create_task(texts(stage, timeout=20))
        await asyncio.sleep(0.05)
        await owner.say("给后来者")

    assert first.result().startswith("Conflict: terminated by other getUpdates request")
    assert second.result() == ["给后来者"]


async def test_kinds_are_allowed_when_an_update_is_created(stage: Stage, owner: Person) -> None:
    await stage.result("getUpdates", allowed_updates=["message"])
    await owner.block()
    await owner.unblock()
    await owner.say("一")
    await stage.result("getUpdates", allowed_updates=[])
    await owner.block()

    kinds = [sorted(one.keys() - {"update_id"}) for one in await stage.result("getUpdates")]
    assert kinds == [["message"], ["my_chat_member"]]


@pytest.mark.parametrize(
    "wrong",
    [{"limit": 0}, {"limit": 101}, {"timeout": -1}, {"allowed_updates": [1]}, {"offset": "x"}],
)
async def test_a_wrong_poll_is_refused(stage: Stage, wrong: dict[str, Any]) -> None:
    await stage.refused(400, "getUpdates", **wrong)


async def test_the_same_update_can_come_twice(stage: Stage, owner: Person) -> None:
    await owner.say("一次")
    update = (await stage.result("getUpdates"))[0]
    await owner.say("下一条")
    after = {"offset": update["update_id"] + 1}

    await stage.sandbox.repeat("owner", update["update_id"])

    assert await texts(stage, **after) == ["一次", "下一条"]
    assert await texts(stage, **after) == ["下一条"]
    with pytest.raises(Refused, match="no such update"):
        await stage.sandbox.repeat("owner", 1)


async def test_commands_edits_replies_and_blocks_have_their_shapes(
    stage: Stage, owner: Person
) -> None:
    number = await owner.say("😀 /help@zhuqi_owner_bot 现在")
    await owner.edit(number, "/privacy")
    await owner.say("回复", reply_to=number)
    await owner.block()

    said, edited, reply, blocked = await stage.result("getUpdates")
    assert said["message"]["entities"] == [{"type": "bot_command", "offset": 3, "length": 21}]
    assert edited["edited_message"]["edit_date"] >= edited["edited_message"]["date"]
    assert reply["message"]["reply_to_message"]["text"] == "/privacy"
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_dropping_the_webhook_may_drop_what_waits(stage: Stage, owner: Person) -> None:
    await owner.say("一")
    waiting = (await stage.result("getWebhookInfo"))["pending_update_count"]
    await stage.result("deleteWebhook", drop_pending_updates=True)

    left = (await stage.result("getWebhookInfo"))["pending_update_count"]
    assert (waiting, left) == (1, 0)


async def test_a_bot_is_awake_while_it_polls(stage: Stage) -> None:
    before = await stage.sandbox.health()
    await stage.result("getUpdates")
    after = await stage.sandbox.health()

    assert before["bots"]["owner"] == {"awake": False}
    assert after == {
        "bots": {"owner": {"awake": True}, "desk": {"awake": False}},
        "child": None,
        "exit_code": None,
    }


def test_ids_go_on_after_a_restart_and_fit_31_bits() -> None:
    now = time.time()
    before = World(SandboxSettings(time=lambda: now))
    said = [before.say("owner", OWNER_ID, "x").id for _ in range(100)]

    after = World(SandboxSettings(time=lambda: now + 60)).say("owner", OWNER_ID, "x").id

    assert said == sorted(set(said))
    assert said[-1] < after < 2**31


def test_a_bot_is_no_longer_awake_a_minute_after_its_last_poll() -> None:
    now = 1_800_000_000.0
    bot = World(SandboxSettings(time=lambda: now)).bots["owner"]

    bot.last_poll_at = now - 59
    recent = bot.awake
    bot.last_poll_at = now - 61

    assert (recent, bot.awake) == (True, False)


async def test_starting_over_forgets_people_but_not_which_ids_were_used(
    stage: Stage, owner: Person
) -> None:
    number = await owner.say("旧话")
    async with asyncio.TaskGroup() as tasks:
        screen = await owner.screen()
        watching = tasks.create_task(owner.screen(after=screen.revision))
        await asyncio.sleep(0.05)
        await stage.sandbox.reset()

    assert watching.result().messages == []
    assert await stage.result("getUpdates") == []
    assert await owner.say("新话") > number
