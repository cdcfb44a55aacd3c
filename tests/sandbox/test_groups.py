"""Groups with topics, as bots and people meet them."""

from typing import Any

import pytest

from tests.sandbox.api_stage import Stage
from tests.sandbox_client import Refused
from tests.sandbox_groups import Group

CREW, MAKER, MATE, GUEST = -3001, 1, 2, 3


@pytest.fixture
async def crew(stage: Stage) -> Group:
    """A group in which the desk bot may manage topics."""
    group = Group(stage.url, "desk", CREW, stage.http)
    await group.make("交通局", [MAKER, MATE])
    await group.act("bot", status="administrator", may_manage=True)
    return group


async def ask(stage: Stage, method: str, **params: Any) -> Any:
    return await stage.result(method, "desk", chat_id=CREW, **params)


async def refused(stage: Stage, code: int, method: str, **params: Any) -> str:
    return await stage.refused(code, method, "desk", chat_id=CREW, **params)


async def test_a_topic_is_made_written_to_closed_and_opened(stage: Stage, crew: Group) -> None:
    made = await ask(stage, "createForumTopic", name="F-1")
    thread = made["message_thread_id"]
    said = await ask(stage, "sendMessage", text="card", message_thread_id=thread)
    assert (said["message_thread_id"], said["is_topic_message"]) == (thread, True)
    assert await ask(stage, "closeForumTopic", message_thread_id=thread)
    with pytest.raises(Refused, match="closed"):
        await crew.say(MATE, "hm", thread)
    again = await refused(stage, 400, "closeForumTopic", message_thread_id=thread)
    assert again.endswith("TOPIC_NOT_MODIFIED")
    assert await ask(stage, "reopenForumTopic", message_thread_id=thread)
    assert await ask(stage, "editForumTopic", message_thread_id=thread, name="F-2")
    twin = await ask(stage, "createForumTopic", name="F-2")

    assert twin["message_thread_id"] != thread, "a second call makes a second topic"


async def test_what_people_do_reaches_the_bot_with_its_topic(stage: Stage, crew: Group) -> None:
    thread = (await ask(stage, "createForumTopic", name="F-1"))["message_thread_id"]
    buttons = {"inline_keyboard": [[{"text": "go", "callback_data": "go"}]]}
    card = await ask(
        stage, "sendMessage", text="card", message_thread_id=thread, reply_markup=buttons
    )
    await crew.say(MATE, "note", thread)
    await crew.press(MATE, "go", thread)
    *_, note, press = await stage.result("getUpdates", "desk")

    assert note["message"]["from"]["id"] == MATE
    assert "forum_topic_created" in note["message"]["reply_to_message"]
    query = press["callback_query"]
    assert (query["message"]["message_id"], query["from"]["id"]) == (card["message_id"], MATE)
    await stage.result(
        "answerCallbackQuery", "desk", callback_query_id=query["id"], text="only you"
    )
    assert [(await crew.view(each)).toast for each in (MATE, MAKER)] == ["only you", None]
    with pytest.raises(Refused, match="not in this group"):
        await crew.say(GUEST, "hello", thread)


async def test_what_is_gone_is_said_in_telegrams_words(stage: Stage, crew: Group) -> None:
    thread = (await ask(stage, "createForumTopic", name="F-1"))["message_thread_id"]
    await crew.act("delete", thread=thread)
    words = {"text": "x", "message_thread_id": thread}
    assert "message thread not found" in await refused(stage, 400, "sendMessage", **words)
    general = {"text": "x", "message_thread_id": 1}
    assert "message thread not found" in await refused(stage, 400, "sendMessage", **general)
    await crew.act("forum", on=False)
    assert "not a forum" in await refused(stage, 400, "createForumTopic", name="F-2")
    await crew.act("forum", on=True)
    await crew.act("bot", status="member")
    assert "not enough rights" in await refused(stage, 400, "createForumTopic", name="F-2")
    own = await ask(stage, "getChatMember", user_id=stage.world.bots["desk"].id)
    assert own["status"] == "member"
    await crew.act("bot", status="kicked")
    assert "kicked" in await refused(stage, 403, "sendMessage", text="x")


async def test_a_group_that_became_a_supergroup_says_where_it_is(
    stage: Stage, crew: Group
) -> None:
    await crew.act("upgrade", id=-4001)
    body = await stage.call("sendMessage", "desk", chat_id=CREW, text="x")

    assert body["parameters"] == {"migrate_to_chat_id": -4001}
    assert await stage.result("sendMessage", "desk", chat_id=-4001, text="x")


async def test_without_rights_the_bot_hears_commands_and_replies_only(
    stage: Stage, crew: Group
) -> None:
    await crew.act("bot", status="member")
    said = await ask(stage, "sendMessage", text="hello")
    await crew.say(MATE, "among us")
    await crew.say(MATE, "/bind")
    await crew.say(MATE, "to you", reply_to=said["message_id"])
    heard = [
        each.get("message", {}).get("text") for each in await stage.result("getUpdates", "desk")
    ]

    assert [text for text in heard if text] == ["/bind", "to you"]
