from typing import Any

import pytest

from bot.sandbox.model import MESSAGES_KEPT
from tests.sandbox.api_stage import OWNER_ID, Stage
from tests.sandbox_client import NothingHeard, Person, Refused

KEYS = {"inline_keyboard": [[{"text": "好", "callback_data": "ok"}]]}


async def asked(stage: Stage, owner: Person) -> tuple[int, str]:
    """A message with a button that was pressed: its id and the query's."""
    sent = await stage.result("sendMessage", chat_id=OWNER_ID, text="好吗?", reply_markup=KEYS)
    return sent["message_id"], await owner.press("好")


async def test_an_edit_replaces_words_and_buttons(stage: Stage, owner: Person) -> None:
    number, _ = await asked(stage, owner)

    await stage.result("editMessageText", chat_id=OWNER_ID, message_id=number, text="谢谢")

    seen = await owner.wait_for("谢谢")
    assert (seen.id, seen.edited, seen.keyboard) == (number, True, [])


async def test_an_unchanged_edit_is_refused(stage: Stage, owner: Person) -> None:
    number, _ = await asked(stage, owner)
    same: dict[str, Any] = {"chat_id": OWNER_ID, "message_id": number, "reply_markup": KEYS}

    texts = await stage.refused(400, "editMessageText", text=" 好吗? ", **same)
    buttons = await stage.refused(400, "editMessageReplyMarkup", **same)

    assert texts == buttons
    assert texts.startswith("Bad Request: message is not modified: specified new message content")


async def test_new_formatting_alone_is_a_change(stage: Stage, owner: Person) -> None:
    number, _ = await asked(stage, owner)

    await stage.result(
        "editMessageText",
        chat_id=OWNER_ID,
        message_id=number,
        text="<b>好吗?</b>",
        parse_mode="HTML",
        reply_markup=KEYS,
    )


async def test_buttons_can_be_taken_away_alone(stage: Stage, owner: Person) -> None:
    number, _ = await asked(stage, owner)

    await stage.result("editMessageReplyMarkup", chat_id=OWNER_ID, message_id=number)

    assert (await owner.newest()).keyboard == []


@pytest.mark.parametrize(
    ("method", "extra", "words"),
    [
        ("editMessageText", {"text": "x"}, "message to edit not found"),
        ("editMessageReplyMarkup", {}, "message to edit not found"),
        ("deleteMessage", {}, "message to delete not found"),
    ],
)
async def test_a_missing_message_cannot_be_changed(
    stage: Stage, owner: Person, method: str, extra: dict[str, Any], words: str
) -> None:
    number, _ = await asked(stage, owner)
    await stage.result("deleteMessage", chat_id=OWNER_ID, message_id=number)

    for missing in (number, number + 1_000):
        why = await stage.refused(400, method, chat_id=OWNER_ID, message_id=missing, **extra)
        assert words in why


async def test_a_bot_cannot_edit_what_a_person_wrote(stage: Stage, owner: Person) -> None:
    number = await owner.say("我的话")

    why = await stage.refused(
        400, "editMessageText", chat_id=OWNER_ID, message_id=number, text="x"
    )

    assert why == "Bad Request: message can't be edited"


async def test_a_reply_needs_its_message_unless_it_may_go_without(
    stage: Stage, owner: Person
) -> None:
    number = await owner.say("问题")
    missing = {"message_id": number + 1_000}

    answer = await stage.result(
        "sendMessage", chat_id=OWNER_ID, text="答", reply_parameters={"message_id": number}
    )
    why = await stage.refused(
        400, "sendMessage", chat_id=OWNER_ID, text="答", reply_parameters=missing
    )
    loose = await stage.result(
        "sendMessage",
        chat_id=OWNER_ID,
        text="答",
        reply_parameters=missing | {"allow_sending_without_reply": True},
    )

    assert answer["reply_to_message"]["text"] == "问题"
    assert why == "Bad Request: message to be replied not found"
    assert "reply_to_message" not in loose


async def test_a_button_takes_one_answer(stage: Stage, owner: Person) -> None:
    _, query = await asked(stage, owner)
    waiting = (await owner.screen()).unanswered

    await stage.result("answerCallbackQuery", callback_query_id=query, text="收到")
    why = await stage.refused(400, "answerCallbackQuery", callback_query_id=query)

    screen = await owner.screen()
    assert (waiting, screen.unanswered, screen.toast) == (1, 0, "收到")
    assert why == (
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    )


async def test_another_bot_cannot_answer_it(stage: Stage, owner: Person) -> None:
    _, query = await asked(stage, owner)

    why = await stage.refused(400, "answerCallbackQuery", "desk", callback_query_id=query)

    assert "query ID is invalid" in why


async def test_a_toast_has_200_characters(stage: Stage, owner: Person) -> None:
    _, query = await asked(stage, owner)

    why = await stage.refused(400, "answerCallbackQuery", callback_query_id=query, text="字" * 201)
    await stage.result("answerCallbackQuery", callback_query_id=query, text="字" * 200)

    assert why == "Bad Request: MESSAGE_TOO_LONG"


async def test_a_button_from_an_old_screen_can_be_pressed_but_none_that_never_was(
    stage: Stage, owner: Person
) -> None:
    number, _ = await asked(stage, owner)
    before = await owner.newest()
    await stage.result("editMessageText", chat_id=OWNER_ID, message_id=number, text="换了")

    await owner.press("好", before)
    with pytest.raises(Refused):
        await owner.press("hostile", before)
    await owner.press("hostile", before, forged=True)

    datas = [one["callback_query"]["data"] for one in await updates(stage, "callback_query")]
    assert datas == ["ok", "ok", "hostile"]


async def updates(stage: Stage, kind: str) -> list[dict[str, dict[str, Any]]]:
    return [one for one in await stage.result("getUpdates") if kind in one]


async def test_a_chat_action_shows_until_the_next_message(stage: Stage, owner: Person) -> None:
    await stage.result("sendChatAction", chat_id=OWNER_ID, action="typing")
    during = (await owner.screen()).action
    await stage.result("sendMessage", chat_id=OWNER_ID, text="x")
    after = (await owner.screen()).action
    why = await stage.refused(400, "sendChatAction", chat_id=OWNER_ID, action="thinking")

    assert (during, after) == ("typing", None)
    assert "wrong parameter action" in why


async def test_silent_and_protected_messages_are_marked(stage: Stage, owner: Person) -> None:
    await stage.result(
        "sendMessage",
        chat_id=OWNER_ID,
        text="x",
        disable_notification=True,
        protect_content=True,
    )

    seen = await owner.newest()
    assert (seen.silent, seen.protected) == (True, True)


async def test_a_person_waits_only_for_what_comes_after_their_act(
    stage: Stage, owner: Person
) -> None:
    await stage.result("sendMessage", chat_id=OWNER_ID, text="早先的答复")
    await owner.say("新问题")

    with pytest.raises(NothingHeard, match="新问题"):
        await owner.wait_for("答复", timeout=0.05)


async def test_reading_clears_the_unread_count(stage: Stage, owner: Person) -> None:
    await stage.result("sendMessage", chat_id=OWNER_ID, text="x")
    before = (await owner.screen()).unread
    await owner.read()

    assert (before, (await owner.screen()).unread) == (1, 0)


async def test_a_chat_forgets_its_oldest_messages(stage: Stage, owner: Person) -> None:
    first = (await owner.messages())[0]
    for n in range(MESSAGES_KEPT):
        stage.world.say("owner", OWNER_ID, f"第 {n} 句")

    kept = await owner.messages()
    assert (len(kept), kept[0].text) == (MESSAGES_KEPT, "第 0 句")
    assert first.id not in {one.id for one in kept}
