"""What a register's change does to very many firms takes a while: that is said at once."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import insert, select

from bot.store.firms.firms import FIRM, NAME
from bot.store.outbox import OUTBOX, OutboxState
from bot.store.uow import UnitOfWork
from handlers.desk.registers.preview import MANY
from tests.cases.district import COUNTY, District
from tests.cases.two_bots import Seat, TwoBots, two_bots

WORKING = "正在对照"
RESULT = "请核对，点“确定”才生效"


@pytest.fixture
async def stage(district: District) -> AsyncIterator[TwoBots]:
    async with two_bots(district) as bots:
        yield bots


@pytest.fixture
async def officer(stage: TwoBots) -> Seat:
    """An officer who has only to say where they have it from."""
    seat = await stage.officer(501, "AAAAA-AAAA1")
    await seat.says("/start")
    for label in ("登记册", "方城县 · 所在地防控状态", "改为“应急状态”"):
        await seat.taps(label)
    await seat.says("南阳市区出现本土病例，县指挥部决定")
    await seat.taps("今天起")
    return seat


def settle(stage: TwoBots, firms: int) -> None:
    """So many firms in the county."""

    def work(uow: UnitOfWork) -> None:
        rows = [_firm(uow, number) for number in range(1000, 1000 + firms)]
        uow.connection.execute(insert(FIRM), rows)

    stage.district.act(work)


def _firm(uow: UnitOfWork, number: int) -> dict[str, object]:
    uid = f"{number:032x}"
    name = uow.vault.seal(NAME, uid, f"企业{number}")
    return {"id": number, "uid": uid, "name": name, "region": COUNTY, "created_at": uow.now}


async def test_who_writes_hears_at_once_that_it_takes_a_while(
    stage: TwoBots, officer: Seat
) -> None:
    settle(stage, MANY)

    working, result = await officer.says("县指挥部〔2022〕15号通知")

    assert WORKING in working
    assert f"{MANY} 家企业" in working
    assert "还没有生效" in working
    assert RESULT in result


async def test_what_was_pressed_says_so_until_the_answer_takes_its_place(
    stage: TwoBots, officer: Seat
) -> None:
    settle(stage, MANY)

    [shown] = await officer.taps("会议")

    assert RESULT in shown
    edits = select(OUTBOX.c.state).where(OUTBOX.c.chat_id == officer.chat_id)
    last = edits.where(OUTBOX.c.edits.is_not(None)).order_by(OUTBOX.c.id.desc()).limit(2)
    states = stage.district.act(lambda uow: uow.connection.execute(last).scalars().all())
    assert states == [OutboxState.SENT, OutboxState.SUPERSEDED]  # nobody had fetched it yet


async def test_a_few_firms_are_answered_without_it(stage: TwoBots, officer: Seat) -> None:
    settle(stage, 10)

    [result] = await officer.says("县指挥部〔2022〕15号通知")

    assert RESULT in result
