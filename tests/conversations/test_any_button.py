"""Whatever a button carries, old or forged: nobody's act fails, and everybody is answered."""

import pytest

from bot.store import inbox, outbox
from handlers.desk.build import BUTTONS as DESK
from handlers.owner.build import BUTTONS as OWNER
from tests.bed import Bed
from tests.sandbox_client import Person

HOME = "河南省/南阳市/方城县/释之街道"
POSTS = "liaison+unit+dispatcher+inspector+editor+approver+administrator"
FORGED = {
    "nothing": "",
    "an id that is none": ":999999999:999999999:999999999",
    "signs": ":<b>&\u202e:'--:٣",
    "too many": ":0" * 12,
}


@pytest.mark.parametrize("what", FORGED)
async def test_an_owner_taps_buttons_that_nobody_made(stage: Bed, what: str) -> None:
    owner = await stage.somebody("owner", "李厂长")
    await owner.say("/start")
    await stage.settled()
    await stage.register(owner.person_id, "示例纺织", HOME, {})
    await _tap_all(stage, owner, sorted(OWNER), FORGED[what])


@pytest.mark.parametrize("what", FORGED)
async def test_an_officer_taps_buttons_that_nobody_made(stage: Bed, what: str) -> None:
    officer = await stage.somebody("desk", "王干部")
    await officer.say(await stage.invite_to(POSTS.split("+"), "", None))
    await stage.settled()
    await _tap_all(stage, officer, sorted(DESK), FORGED[what])


@pytest.mark.parametrize("bot", ["owner", "desk"])
async def test_a_button_of_another_bot_or_time_leads_to_a_fresh_menu(stage: Bed, bot: str) -> None:
    person = await stage.somebody(bot, "王五")
    if bot == "desk":
        await person.say(await stage.invite_to(["unit"], "", None))
    else:
        await person.say("/start")
        await stage.settled()
        await stage.register(person.person_id, "示例纺织", HOME, {})
    await stage.settled()
    await person.press("gone:long-ago:7", (await person.screen()).messages[-1], forged=True)
    await stage.settled()
    newest = (await person.screen()).messages[-1]
    assert "这个按钮是旧的，已经不能用了。" in newest.text
    assert len(newest.labels) > 4  # the menu


async def _tap_all(stage: Bed, person: Person, names: list[str], behind: str) -> None:
    screen = await person.screen()
    for name in names:
        await person.press((name + behind)[:64], screen.messages[-1], forged=True)
    await stage.settled()
    states = await stage.process.database.run(inbox.count_by_state)
    assert states.keys() == {"done"}, "a handler has failed"
    assert "dead" not in await stage.process.database.run(outbox.count_by_state)
    assert (await person.screen()).unanswered == 0
