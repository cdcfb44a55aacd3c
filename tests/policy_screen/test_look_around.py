"""先随便看看: what is held, for somebody without a firm."""

import re

from handlers.owner.policies.look_views import CODES
from tests.cases.two_bots import Seat, TwoBots
from tests.policy_screen.firms import BOOTH, RULES

NOBODY = 997


def screen(seat: Seat) -> str:
    return seat.screens[-1].text


async def test_groups_by_who_is_bound_and_every_record_in_a_page(stage: TwoBots) -> None:
    seat = stage.seat("owner", NOBODY)
    await seat.presses("home:look")
    assert f"目前收录了 {len(RULES.records)} 项" in screen(seat)
    assert "（解读，2022-06-22）" in screen(seat)
    groups = [data for data in seat.screens[-1].buttons.values() if data.startswith("look:group")]
    assert {data.split(":")[2][0] for data in groups} <= set(CODES.values())

    found = []
    for data in groups:
        await seat.presses(data)
        found += cards(seat)
        while "下一页 ›" in seat.labels():
            await seat.taps("下一页 ›")
            found += cards(seat)
            assert len(cards(seat)) <= 8
    assert sorted(found) == sorted(RULES.records)


def cards(seat: Seat) -> list[str]:
    shown = [data for data in seat.screens[-1].buttons.values() if data.startswith("look:show")]
    return [data.split(":")[2] for data in shown]


async def test_a_card_says_what_for_whom_and_where_but_gives_no_verdict(stage: TwoBots) -> None:
    seat = stage.seat("owner", NOBODY)
    await seat.presses(f"look:show:{BOOTH}:a0")

    said = screen(seat)
    assert said.startswith("采样屋补贴\n")
    assert "对谁：主体类型：企业或项目；采样屋来源：自行配置" in said
    assert RULES.records[BOOTH].source.quote in said
    assert "（解读，2022-06-22）三(六)" in said
    assert not re.search("[✅🟡❓📌➖]", said)
    assert len(said.splitlines()) <= 12
    assert seat.screens[-1].buttons["返回"] == "look:group:a0"
    assert {"开始登记", "找人工"} <= seat.labels()


async def test_every_card_can_be_shown_in_both_languages(stage: TwoBots) -> None:
    seats = [stage.seat("owner", NOBODY), stage.seat("owner", NOBODY + 1, "en")]
    for seat in seats:
        for policy in list(RULES.records)[::12]:
            await seat.presses(f"look:show:{policy}")
            assert seat.screens[-1].buttons[next(iter(seat.labels() & {"返回", "Back"}))]


async def test_old_and_forged_buttons_get_a_sentence(stage: TwoBots) -> None:
    seat = stage.seat("owner", NOBODY)
    for data in ("look:group:zz", "look:group", "look:show", "look:show:P-XX-99"):
        [said] = await seat.presses(data)
        assert "这个按钮是旧的" in said
    await seat.presses("look:group:a99")
    assert cards(seat)
