"""Keyboards below the field, and cards, as strictly as Telegram has them."""

from typing import Any

import pytest

from tests.sandbox.api_stage import OWNER_ID, Stage
from tests.sandbox_client import Person

SHARE = {"text": "发我的手机号", "request_contact": True}


def _below(*rows: list[Any], **more: Any) -> dict[str, Any]:
    return {"keyboard": list(rows), **more}


async def test_keys_come_go_with_their_use_and_are_taken_away(stage: Stage, owner: Person) -> None:
    await owner.say("/start")
    chat = stage.world.chats["owner", OWNER_ID]
    once = _below([SHARE], ["不留了"], one_time_keyboard=True, resize_keyboard=True)
    await stage.result("sendMessage", chat_id=OWNER_ID, text="x", reply_markup=once)
    assert [key.text for row in chat.keys.rows for key in row] == ["发我的手机号", "不留了"]
    await owner.say("别的")
    assert chat.keys.rows
    await owner.say("不留了")
    assert not chat.keys.rows
    await stage.result("sendMessage", chat_id=OWNER_ID, text="x", reply_markup=_below([SHARE]))
    await owner.contact()
    assert chat.keys.rows  # it stays until the bot takes it away
    gone = {"remove_keyboard": True}
    await stage.result("sendMessage", chat_id=OWNER_ID, text="x", reply_markup=gone)
    assert not chat.keys.rows


async def test_a_card_says_whose_it_is(stage: Stage, owner: Person) -> None:
    await owner.say("/start")
    await owner.contact()
    await owner.contact(4711, "+8613900001111")
    await owner.contact(0, "13900001111")
    updates = await stage.result("getUpdates")
    cards = [each["message"]["contact"] for each in updates if "contact" in each["message"]]
    assert [card.get("user_id") for card in cards] == [OWNER_ID, 4711, None]
    assert cards[1]["phone_number"] == "+8613900001111"
    assert all(card["first_name"] for card in cards)


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        (_below(), 400),
        (_below([]), 400),
        (_below(["x"] * 13), 400),
        (_below([{"text": ""}]), 400),
        (_below([{"text": "x", "url": "https://x"}]), 400),
        (_below([{"text": "x", "request_contact": "yes"}]), 400),
        (_below([{"text": "x", "request_location": True}]), 501),
        (_below(["x"], is_persistent=True), 501),
        (_below(["x"], inline_keyboard=[]), 400),
        ({"remove_keyboard": False}, 400),
        ({"force_reply": True}, 501),
    ],
)
async def test_other_keyboards_are_refused(
    stage: Stage, owner: Person, markup: dict[str, Any], code: int
) -> None:
    await owner.say("/start")
    await stage.refused(code, "sendMessage", chat_id=OWNER_ID, text="x", reply_markup=markup)


async def test_no_edit_brings_keys_below_the_field(stage: Stage, owner: Person) -> None:
    await owner.say("/start")
    said = await stage.result("sendMessage", chat_id=OWNER_ID, text="x")
    edit = {"chat_id": OWNER_ID, "message_id": said["message_id"], "text": "y"}
    words = await stage.refused(400, "editMessageText", **edit, reply_markup=_below([SHARE]))
    assert "inline keyboard expected" in words
