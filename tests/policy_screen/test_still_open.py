"""What answers could still decide is said truly, asked in one run, and comes to an end."""

import re

from tests.cases.two_bots import Seat, TwoBots
from tests.policy_screen.firms import KNOWN

SAID = re.compile(r"还有约 (?:(\d+)～)?(\d+) 题")
WHOLE = KNOWN | {"sector": "industry", "site_types": ["industry"]}


def way_on(seat: Seat) -> str | None:
    return next((each for each in seat.labels() if each.startswith("继续答题（约 ")), None)


async def test_the_firm_itself_comes_first(owner: Seat) -> None:
    await owner.says("/menu")
    [listed] = await owner.taps("能享受什么政策")

    assert "您企业的基本情况还有约 2 题没答" in listed
    assert owner.screens[-1].buttons["继续答题（约 2 题）"] == "fact:next"


async def test_then_what_single_records_ask_and_every_answer_brings_the_end_nearer(
    stage: TwoBots,
) -> None:
    owner = stage.owner(**WHOLE)
    await owner.says("/menu")
    [listed] = await owner.taps("能享受什么政策")
    waiting, settled = (
        int(re.search(words, listed)[1])
        for words in (
            r"❓ 还差信息 (\d+) 项",
            r"❓ 里有 (\d+) 项，再答约",
        )
    )
    assert 0 < settled < waiting  # entries of a list are put in one by one, not asked here

    [heard] = await owner.taps(way_on(owner))
    bounds = []
    while said := SAID.search(heard):
        bounds.append(int(said[2]))
        assert int(said[1] or said[2]) <= bounds[-1]
        heard = (await owner.taps("不清楚"))[-1]

    assert bounds == sorted(set(bounds), reverse=True)
    assert len(bounds) <= bounds[0]
    assert "这些问完了。" in heard
    assert "差的是您说不清楚的情况" in heard
    assert way_on(owner) is None


async def test_where_no_document_is_held_nothing_was_asked(stage: TwoBots) -> None:
    owner = stage.owner(region="上海市/上海市/浦东新区")

    [said] = await owner.presses("fact:next")

    assert "问完了" not in said
    assert "还没有收录" in said
