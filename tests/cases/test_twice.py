"""A second tap on the same button is no error: the case is shown, and nothing is done again."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.case_states import CheckWay
from bot.domain.staff import Appointment, RoleKind
from bot.services.cases import closing as case_closing
from handlers.press import read_press
from tests.cases.district import COUNTY, GROUND, RESULT, WORDS, District
from tests.cases.two_bots import Seat, TwoBots, two_bots


@pytest.fixture
async def stage(district: District) -> AsyncIterator[TwoBots]:
    async with two_bots(district) as bots:
        yield bots


@pytest.fixture
async def li(stage: TwoBots) -> Seat:
    return await stage.officer(601, "AAAAA-AAAA1")


@pytest.fixture
async def owner(stage: TwoBots, li: Seat) -> Seat:
    seat = stage.owner()
    await seat.says("/menu")
    await seat.taps("找人工")
    await seat.says(WORDS)
    return seat


async def twice(seat: Seat, label: str) -> str:
    """Tap twice before the screen is redrawn; what the message reads in the end."""
    screen = next(each for each in reversed(seat.screens) if label in each.buttons)
    data = screen.buttons[label]
    await seat.presses(data, screen)
    seat.news()
    await seat.presses(data, screen)
    assert seat.news() == []
    return screen.text


def acts(district: District) -> list[str]:
    return [act for _, act, _ in district.audit() if act.startswith("case:")]


async def test_an_officer_takes_a_case_twice(
    stage: TwoBots, district: District, owner: Seat, li: Seat
) -> None:
    owner.news()
    assert "desk601 办理中" in await twice(li, "我来办")

    assert {"答复", "办结"} <= li.labels()
    assert stage.line.toasts[-1] == "这件已经在您手里。"
    assert len(owner.news()) == 1
    assert acts(district) == ["case:open", "case:claim"]


@pytest.mark.parametrize(
    ("label", "reads", "act"),
    [("已解决", "企业已确认解决", "confirm"), ("没解决", "等人受理", "deny")],
)
async def test_an_owner_judges_a_result_twice(
    stage: TwoBots, district: District, owner: Seat, li: Seat, label: str, reads: str, act: str
) -> None:
    await li.taps("我来办")
    await li.taps("办结")
    await li.says(RESULT)
    li.news()

    assert reads in await twice(owner, label)

    assert stage.line.toasts[-1] == "已经记下了，不用再点。"
    assert len(li.news()) == 1
    assert acts(district)[-1] == f"case:{act}"
    assert acts(district).count(f"case:{act}") == 1


async def test_what_no_longer_fits_says_so_and_leads_to_the_case(
    district: District, owner: Seat, li: Seat
) -> None:
    await li.taps("我来办")
    await li.taps("办结")
    await li.says(RESULT)
    owner.news()
    deny = next(each for each in reversed(owner.screens) if "没解决" in each.buttons)
    data = deny.buttons["没解决"]
    await owner.taps("已解决")
    inspector = district.appointed(Appointment(RoleKind.INSPECTOR, COUNTY), name="督导赵")
    case_id = read_press(data).number()
    district.act(
        lambda uow: case_closing.close_case(
            uow, GROUND, inspector, case_id, CheckWay.PHONE, "问过企业，已经放行"
        )
    )

    [said] = await owner.presses(data)

    assert "已经销号" in said
    assert {"还要办", "查看进度"} & owner.labels()
    assert acts(district)[-1] == "case:check"
