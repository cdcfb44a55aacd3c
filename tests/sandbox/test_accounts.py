import json
from typing import Any

import pytest

from tests.sandbox.api_stage import OWNER_ID, Stage
from tests.sandbox_client import Person

HELP = {"command": "help", "description": "帮助"}
EVERYBODY = {"type": "all_private_chats"}


async def test_a_bot_knows_itself(stage: Stage) -> None:
    me = await stage.result("getMe", "desk")

    assert (me["username"], me["is_bot"]) == ("zhuqi_desk_bot", True)


async def test_the_menu_is_kept_by_scope_and_language(stage: Stage) -> None:
    english: dict[str, Any] = {"scope": EVERYBODY, "language_code": "en"}
    await stage.result("setMyCommands", commands=[HELP], scope=EVERYBODY)
    await stage.result("setMyCommands", commands=[HELP | {"description": "Help"}], **english)

    chinese_menu = await stage.result("getMyCommands", scope=EVERYBODY)
    english_menu = await stage.result("getMyCommands", **english)
    default_menu = await stage.result("getMyCommands")
    await stage.result("deleteMyCommands", **english)

    assert (chinese_menu, default_menu) == ([HELP], [])
    assert english_menu == [{"command": "help", "description": "Help"}]
    assert await stage.result("getMyCommands", **english) == []
    assert (json.dumps(EVERYBODY), "") in stage.world.bots["owner"].commands


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"commands": [HELP | {"command": "Help"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [HELP | {"command": "h" * 33}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [HELP | {"description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [HELP] * 101}, "too many commands"),
        ({"commands": ["help"]}, "expected an Object"),
        ({"commands": [HELP | {"x": "y"}]}, "unknown command field"),
        ({"commands": [HELP], "scope": {"type": "everybody"}}, "unsupported type"),
        ({"commands": [HELP], "language_code": "english"}, "invalid language code"),
        ({}, 'parameter "commands" is required'),
    ],
)
async def test_a_wrong_menu_is_refused(stage: Stage, params: dict[str, Any], words: str) -> None:
    assert words in await stage.refused(400, "setMyCommands", **params)


async def test_menus_of_groups_are_kept_and_those_of_one_group_are_not_modelled(
    stage: Stage,
) -> None:
    administrators, one = {"type": "all_chat_administrators"}, {"type": "chat_administrators"}
    await stage.result("setMyCommands", commands=[HELP], scope=administrators)

    assert await stage.result("getMyCommands", scope=administrators) == [HELP]
    assert await stage.result("getMyCommands") == []
    await stage.refused(501, "setMyCommands", commands=[HELP], scope=one)


async def test_a_name_is_that_of_the_language_else_that_of_all_others(stage: Stage) -> None:
    made = await stage.result("getMyName")
    await stage.result("setMyName", name="方城助企通")
    others = await stage.result("getMyName", language_code="en")
    await stage.result("setMyName", name="Zhuqi", language_code="en")

    assert made["name"] not in {"", "方城助企通"}
    assert others == {"name": "方城助企通"}
    assert await stage.result("getMyName", language_code="en") == {"name": "Zhuqi"}
    assert await stage.result("getMyName", language_code="fr") == {"name": "方城助企通"}


@pytest.mark.parametrize(
    ("method", "field", "limit"),
    [
        ("setMyName", "name", 64),
        ("setMyDescription", "description", 512),
        ("setMyShortDescription", "short_description", 120),
    ],
)
async def test_a_name_and_descriptions_have_limits(
    stage: Stage, method: str, field: str, limit: int
) -> None:
    await stage.result(method, language_code="en", **{field: "x" * limit})

    assert "too long" in await stage.refused(400, method, **{field: "x" * (limit + 1)})


async def test_the_menu_button_shows_commands(stage: Stage) -> None:
    await stage.result("setChatMenuButton", menu_button={"type": "commands"})

    await stage.refused(501, "setChatMenuButton", menu_button={"type": "web_app"})
    await stage.refused(400, "setChatMenuButton", menu_button={"type": "x"})
    await stage.refused(501, "setChatMenuButton", chat_id=OWNER_ID)


async def test_a_chat_can_be_looked_up(stage: Stage, owner: Person) -> None:
    await stage.sandbox.introduce([{"id": OWNER_ID, "first_name": "老张"}])

    chat = await stage.result("getChat", chat_id=OWNER_ID)

    assert (chat["id"], chat["first_name"], chat["type"]) == (OWNER_ID, "老张", "private")


async def test_people_can_be_introduced_as_reachable(stage: Stage) -> None:
    people = [{"id": 9000 + n, "bots": ["owner"]} for n in range(3)]
    await stage.sandbox.introduce(people)

    await stage.result("sendMessage", chat_id=9002, text="x")
    await stage.refused(400, "sendMessage", "desk", chat_id=9002, text="x")
