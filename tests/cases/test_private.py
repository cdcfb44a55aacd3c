"""Mobile and id numbers in a firm's words are repeated to nobody, and nothing else is hidden."""

from collections.abc import AsyncIterator

import pytest

from handlers.notices.private import masked, masked_remark
from handlers.tongue import Tongue
from tests.cases.district import District
from tests.cases.two_bots import TwoBots, two_bots

ZH, EN = Tongue("zh"), Tongue("en")
PHONE, ID = "13812345678", "11010119900307123X"
PRIVATE = f"司机{PHONE}，证件{ID}"
HIDDEN = "司机138****5678，证件〔证件号已隐去〕"


@pytest.mark.parametrize(
    "written",
    [
        PHONE,
        "138 1234 5678",
        "138-1234-5678",
        "１３８１２３４５６７８",
    ],
)
def test_a_mobile_number_loses_its_middle(written: str) -> None:
    assert masked(ZH, f"打{written}找我") == "打138****5678找我"


def test_a_country_code_stays_before_it() -> None:
    assert masked(ZH, "+86 13812345678") == "+86 138****5678"
    assert masked(ZH, "8613812345678") == "86138****5678"


@pytest.mark.parametrize(
    "written",
    [
        "110101199003071234",
        ID,
        ID.lower(),
        "110101 19900307 1234",
        "1101 0119 9003 0712 3X",
        "110101-19900307-123 x",
        "999999999999999999",
    ],
)
def test_an_id_number_is_hidden_as_a_whole(written: str) -> None:
    assert masked(ZH, f"司机{written}。") == "司机〔证件号已隐去〕。"
    assert masked(EN, f"driver {written}.") == "driver [id number hidden]."


@pytest.mark.parametrize(
    "written",
    [
        "车牌豫R12345，7月15日 14:30，F-0715-001",
        "0377-67221234",
        "12812345678",
        "138123456789",
        "1101011990030712345",
        "2022-07-15 2022-07-16 12",
    ],
)
def test_other_numbers_stay(written: str) -> None:
    assert masked(ZH, written) == written
    assert masked_remark(ZH, written) is None


def test_two_numbers_side_by_side_are_both_found() -> None:
    assert masked(ZH, f"{PHONE} 13987654321") == "138****5678 139****4321"
    assert masked(ZH, f"{PHONE} {ID}") == "138****5678 〔证件号已隐去〕"
    assert masked(ZH, f"{ID} {PHONE}") == "〔证件号已隐去〕 138****5678"


@pytest.fixture
async def stage(district: District) -> AsyncIterator[TwoBots]:
    async with two_bots(district) as bots:
        yield bots


async def test_neither_side_is_shown_them_and_the_owner_is_told(
    stage: TwoBots, district: District
) -> None:
    owner, li = stage.owner(), await stage.officer(601, "AAAAA-AAAA1")
    await owner.says("/menu")
    await owner.taps("找人工")
    [receipt] = await owner.says(PRIVATE)
    heard = [*await owner.taps("查看进度"), *await owner.taps("我的事项")]
    await li.presses("case:new")
    await li.taps("我来办")
    await owner.presses("case:note:1")
    [added] = await owner.says(PRIVATE)
    heard += await owner.taps("查看进度")
    heard += await li.presses("case:show:1")
    every = [screen.text for seat in (owner, li) for screen in seat.screens]

    assert HIDDEN in receipt
    assert "已遮住" in receipt
    assert "已遮住" in added
    assert heard[-1].count(HIDDEN) == 2
    assert not [text for text in every if PHONE in text or ID in text]
    case = district.opens(district.speaks_for_firm(), PRIVATE)
    assert case.text == PRIVATE


async def test_what_an_officer_writes_is_not_hidden(stage: TwoBots) -> None:
    owner, li = stage.owner(), await stage.officer(601, "AAAAA-AAAA1")
    await owner.says("/menu")
    await owner.taps("找人工")
    [receipt] = await owner.says("车过不来")
    assert "已遮住" not in receipt
    await li.taps("我来办")
    await li.taps("答复")
    owner.news()
    await li.says(f"请打{PHONE}")

    [answer] = owner.news()
    [progress] = await owner.taps("查看进度")
    assert PHONE in answer
    assert PHONE in progress
