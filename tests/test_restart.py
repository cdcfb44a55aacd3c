"""The bots are stopped and started again: nobody notices."""

from pathlib import Path

from tests.bed import Bed, bots
from tests.bed_process import new_keys, sandbox_process
from tests.sandbox_client import Person


async def test_a_conversation_goes_on_after_a_restart_in_the_middle_of_a_question(
    tmp_path: Path,
) -> None:
    keys = new_keys()
    async with sandbox_process() as url:
        async with bots(url, tmp_path, keys) as before:
            owner = await before.somebody("owner", "李厂长")
            await owner.say("/start")
            await before.settled()
            await _taps(before, owner, "开始", "方城县", "不清楚")
            await owner.say("示例纺织有限公司")
            await before.settled()
            await _taps(before, owner, "跳过")
        await Person(url, "owner", owner.person_id).say("在册")  # it waits at Telegram
        async with bots(url, tmp_path, keys) as after:
            await after.settled()
            owner = after.sandbox.person("owner", owner.person_id)
            question = await owner.newest()
            await _taps(after, owner, "企业")
            following = await owner.newest()

    assert "白名单 在册" in question.text, "what was said while the bots were away is answered"
    assert "企业" in question.labels
    assert "哪一类" in following.text, "and the question that was open takes its answer"


async def test_nothing_is_said_again_after_a_restart(tmp_path: Path) -> None:
    keys = new_keys()
    async with sandbox_process() as url:
        async with bots(url, tmp_path, keys) as before:
            owner = await before.somebody("owner", "李厂长")
            await owner.say("/start")
            await before.settled()
        async with bots(url, tmp_path, keys) as after:
            await after.settled()
            said = await after.sandbox.calls("owner", "sendMessage")

    assert len(said) == 1


async def _taps(bed: Bed, person: Person, *labels: str) -> None:
    for label in labels:
        await person.press(label)
        await bed.settled()
