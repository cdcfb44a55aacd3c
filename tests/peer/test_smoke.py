"""Both bots against a Bot API that somebody else wrote: a held truck, from /start to solved."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bed import Bed, bots, new_keys
from tests.peer.emulator import Peer, peer

OWNER, OFFICER = 5001, 6001
NOT_MODELLED = 501
UNHEARD_OF = frozenset({"setMyDescription", "setMyShortDescription"})


@pytest.fixture
async def other() -> AsyncIterator[Peer]:
    async with peer() as made:
        yield made


@pytest.mark.parametrize("brought", [False, True], ids=["polled", "brought"])
async def test_a_case_from_start_to_solved(other: Peer, tmp_path: Path, brought: bool) -> None:
    async with bots(other.url, tmp_path, new_keys(), brought=brought) as bed:
        await officer_joins(other, bed)
        number = await owner_brings_a_case(other)
        await officer_settles_it(other, number)

    assert {method for method, *_ in other.refused} <= UNHEARD_OF
    assert {code for _, code, _ in other.refused} <= {NOT_MODELLED}


async def officer_joins(other: Peer, bed: Bed) -> None:
    await other.say("desk", OFFICER, text=await bed.invite())
    await other.hears("desk", OFFICER, "已加入")


async def owner_brings_a_case(other: Peer) -> str:
    await other.say("owner", OWNER, text="/start", entities=[command("/start")])
    await other.tap(await other.hears("owner", OWNER, "您好"), "开始")
    await other.tap(await other.hears("owner", OWNER, "在哪里经营"), "方城县")
    await other.tap(await other.hears("owner", OWNER, "哪个乡镇"), "释之街道")
    await other.hears("owner", OWNER, "叫什么名字")
    await other.say("owner", OWNER, text="示例 <b>纺织</b> & Co")
    await other.tap(await other.hears("owner", OWNER, "已登记"), "先停一下")
    await other.hears("owner", OWNER, "想办什么")
    await other.say("owner", OWNER, photo=other.picture(), caption="卡口不让我们的车过")
    await other.tap(await other.hears("owner", OWNER, "车现在被拦着吗"), "正被拦着")
    told = await other.hears("owner", OWNER, "事项号")
    return told.text.partition("事项号 ")[2].split()[0]


async def officer_settles_it(other: Peer, number: str) -> None:
    rung = await other.hears("desk", OFFICER, number)
    assert "&lt;b&gt;纺织&lt;/b&gt; &amp; Co" in rung.text
    await other.tap(rung, "看附件")
    assert (await other.hears("desk", OFFICER, "")).method == "sendPhoto"
    await other.tap(rung, "我来办")
    mine = await other.hears("desk", OFFICER, number)
    await other.hears("owner", OWNER, number)
    await other.tap(mine, next(name for name in mine.buttons if "办结" in name))
    await other.hears("desk", OFFICER, "结果")
    await other.say("desk", OFFICER, text="已联系许南路卡口，15:20 放行。")
    await other.tap(await other.hears("owner", OWNER, "解决了吗"), "已解决")
    await other.hears("desk", OFFICER, "已解决")


def command(text: str) -> dict[str, object]:
    return {"type": "bot_command", "offset": 0, "length": len(text)}
