"""Messages that are edited afterwards: nothing is lost, nothing is doubled, nothing is silent."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.store.cases.cases import CASE, load_case
from bot.store.cases.steps import steps_of
from bot.store.heard import HEARD, forget_heard
from tests.cases.district import WORDS, District
from tests.cases.two_bots import Seat, TwoBots, two_bots

LI = 601
NEW_WORDS = "车被拦在收费站，司机没吃饭"


@pytest.fixture
async def stage(district: District) -> AsyncIterator[TwoBots]:
    async with two_bots(district) as bots:
        yield bots


@pytest.fixture
async def li(stage: TwoBots) -> Seat:
    return await stage.officer(LI, "AAAAA-AAAA1")


@pytest.fixture
def owner(stage: TwoBots) -> Seat:
    return stage.owner(subject_type="enterprise", headcount=1200, whitelist_status="listed")


def _written(seat: Seat, number: int, **content: Any) -> dict[str, Any]:
    person = {"id": seat.chat_id, "is_bot": False, "first_name": "李"}
    chat = {"id": seat.chat_id, "type": "private"}
    return {"message_id": number, "date": 1657846800, "chat": chat, "from": person, **content}


async def _edits(stage: TwoBots, seat: Seat, number: int, **content: Any) -> list[str]:
    changed = _written(seat, number, edit_date=1657846860, **content)
    await stage.arrives(seat.bot, edited_message=changed)
    return seat.news()


async def _opens(stage: TwoBots, owner: Seat) -> None:
    await owner.says("/menu")
    await owner.taps("找人工")
    await stage.arrives("owner", message=_written(owner, 900, text=WORDS))
    owner.news()


async def test_the_case_says_what_was_made_of_it_and_its_history_what_it_said(
    stage: TwoBots, owner: Seat, li: Seat
) -> None:
    await _opens(stage, owner)
    li.news()
    [said] = await _edits(stage, owner, 900, text=NEW_WORDS)
    [told] = li.news()
    case = stage.district.act(lambda uow: load_case(uow, 1))
    steps = stage.district.act(lambda uow: steps_of(uow, 1))

    assert "F-0715-001" in said
    assert NEW_WORDS in told
    assert WORDS in told
    assert case is not None
    assert (case.text, steps[-1].act, steps[-1].text) == (NEW_WORDS, "reword", WORDS)
    count = stage.district.act(
        lambda uow: uow.connection.execute(select(func.count()).select_from(CASE)).scalar_one()
    )
    assert count == 1


async def test_an_edit_that_changes_no_word_is_silent(
    stage: TwoBots, owner: Seat, li: Seat
) -> None:
    await _opens(stage, owner)
    li.news()
    assert await _edits(stage, owner, 900, text=WORDS) == []
    await _edits(stage, owner, 900, text=NEW_WORDS)
    li.news()
    assert await _edits(stage, owner, 900, text=NEW_WORDS) == []
    assert li.news() == []


@pytest.mark.parametrize("bot", ["owner", "desk"])
async def test_a_place_that_is_shared_live_moves_in_silence(
    stage: TwoBots, owner: Seat, li: Seat, bot: str
) -> None:
    place = {"latitude": 33.2, "longitude": 113.0, "live_period": 900}
    assert await _edits(stage, owner if bot == "owner" else li, 77, location=place) == []


@pytest.mark.parametrize("bot", ["owner", "desk"])
async def test_edits_in_a_group_without_a_case_are_nobodys(
    stage: TwoBots, owner: Seat, li: Seat, bot: str
) -> None:
    group = stage.seat(bot, -100)
    changed = _written(owner if bot == "owner" else li, 5, text="大家好", edit_date=1657846860)
    changed["chat"] = {"id": -100, "type": "supergroup", "title": "群"}
    await stage.arrives(bot, edited_message=changed)
    assert group.news() == []


async def test_what_is_too_old_or_says_nothing_stands_as_it_was(
    stage: TwoBots, owner: Seat, li: Seat
) -> None:
    await _opens(stage, owner)
    [empty] = await _edits(stage, owner, 900, text="……")
    stage.district.act(lambda uow: forget_heard(uow.connection, older_than_seconds=-1.0))
    [late] = await _edits(stage, owner, 900, text=NEW_WORDS)
    case = stage.district.act(lambda uow: load_case(uow, 1))
    left = stage.district.act(lambda uow: uow.connection.execute(select(HEARD)).all())

    assert "没有生效" in empty
    assert "没有生效" in late
    assert case is not None
    assert case.text == WORDS
    assert left == []


async def test_words_that_are_too_long_say_so_and_change_nothing(
    stage: TwoBots, owner: Seat, li: Seat
) -> None:
    await _opens(stage, owner)
    said = await _edits(stage, owner, 900, text="长" * 1001)
    assert "一次最多 1000 字" in said[0]
    assert "没有生效" in said[1]
