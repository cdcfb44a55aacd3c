"""What both bots tell Telegram about themselves fits into what Telegram takes, in every place."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from bot.fates import Fate, Sent
from bot.introduction import Introduction
from bot.sandbox.accounts import COMMAND
from bot.sandbox.wire import utf16
from handlers.desk import build as desk_build
from handlers.desk import introduction as desk
from handlers.owner import build as owner_build
from handlers.owner import introduction as owner
from policies.loader import load_rulebase

PLACES = [place.name for place in load_rulebase().regions.places.values()]
LIMITS = {"description": 512, "short_description": 120}
ANSWERED = {
    "owner": {*owner_build.COMMANDS, "start"},
    "desk": {*desk_build.COMMANDS, "bind"},
}


class Telegram:
    """Notes what it is told, and knows some names."""

    def __init__(self, names: Mapping[str, str | None]) -> None:
        self.names, self.told = names, list[tuple[str, Mapping[str, Any]]]()

    async def called(self, language: str) -> str | None:
        return self.names.get(language)

    async def send(self, method: str, payload: Mapping[str, Any]) -> Fate:
        self.told.append((method, payload))
        return Sent()

    async def upload(self, method: str, payload: Mapping[str, Any], _: Any) -> Fate:
        return await self.send(method, payload)


def _calls(bot: str) -> list[tuple[str, Mapping[str, Any]]]:
    if bot == "desk":
        return desk.calls()
    return [call for place in PLACES for call in owner.calls(place)]


@pytest.mark.parametrize("bot", ["owner", "desk"])
def test_commands_are_offered_in_private_chats_in_both_languages_and_each_is_answered(
    bot: str,
) -> None:
    menus = [payload for method, payload in _calls(bot) if method == "setMyCommands"]
    private = [menu for menu in menus if menu["scope"] == {"type": "all_private_chats"}]

    assert {menu.get("language_code") for menu in private} == {None, "en"}
    for command in (each for menu in menus for each in menu["commands"]):
        assert COMMAND.fullmatch(command["command"])
        assert 1 <= len(command["description"]) <= 256
        assert command["command"] in ANSWERED[bot]
    wanted = {"help", "settings", "cancel", "language"} | (
        {"privacy"} if bot == "owner" else set()
    )
    assert all(wanted <= {each["command"] for each in menu["commands"]} for menu in private)


def test_only_administrators_of_groups_are_offered_bind() -> None:
    menus = [payload for method, payload in desk.calls() if method == "setMyCommands"]
    named = [m["scope"]["type"] for m in menus for c in m["commands"] if c["command"] == "bind"]
    assert named == ["all_chat_administrators"] * 2


@pytest.mark.parametrize("bot", ["owner", "desk"])
def test_chats_of_no_scope_offer_nothing_and_the_button_opens_the_commands(bot: str) -> None:
    calls = _calls(bot)
    emptied = [p.get("language_code") for m, p in calls if m == "deleteMyCommands"]
    assert set(emptied) == {None, "en"}
    assert ("setChatMenuButton", {"menu_button": {"type": "commands"}}) in calls


@pytest.mark.parametrize("bot", ["owner", "desk"])
def test_names_and_descriptions_are_short_enough_for_every_place(bot: str) -> None:
    for _, payload in _calls(bot):
        for field, most in LIMITS.items():
            assert utf16(payload.get(field, "")) <= most
    names = [(owner if bot == "owner" else desk).names(place) for place in PLACES]
    assert all(1 <= utf16(name) <= 64 for each in names for name in each.values())


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"": "助企通", "en": "Zhuqi"}, []),
        ({"": "旧名", "en": "Zhuqi"}, [("setMyName", {"name": "助企通"})]),
        ({"": "助企通", "en": ""}, [("setMyName", {"name": "Zhuqi", "language_code": "en"})]),
        ({"": None, "en": None}, []),
    ],
)
async def test_a_name_is_set_only_if_telegram_knows_another(
    known: Mapping[str, str | None], told: list[Any]
) -> None:
    telegram = Telegram(known)
    names = {"": "助企通", "en": "Zhuqi"}
    await Introduction("owner", telegram, [], names).run(asyncio.Event())
    assert telegram.told == told
