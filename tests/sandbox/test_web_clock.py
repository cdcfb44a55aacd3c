from collections.abc import AsyncIterator

import pytest

from tests.sandbox.web_stage import CODE, Stage, web_stage


@pytest.fixture
async def room() -> AsyncIterator[Stage]:
    async with web_stage() as stage:
        yield stage


async def test_the_clock_is_read_with_the_key_that_the_page_does_not_know(room: Stage) -> None:
    async with room.session.get(f"{room.base}/sandbox/clock") as response:
        answer = await response.json()

    assert answer == {"now": "2022-07-15T09:00:00+08:00", "zone": "Asia/Shanghai"}


async def test_a_jump_is_passed_on_as_it_was_asked(room: Stage) -> None:
    wish = {"by_seconds": 3600, "mode": "down"}
    async with room.session.post(f"{room.base}/sandbox/clock", json=wish) as response:
        answer = await response.json()

    assert room.clock.asked == [wish]
    assert answer["now"] == "2022-07-15T10:00:00+08:00"


async def test_a_jump_backwards_brings_the_sentence_back(room: Stage) -> None:
    wish = {"to": "2022-07-01T09:00:00+08:00", "mode": "play"}
    async with room.session.post(f"{room.base}/sandbox/clock", json=wish) as response:
        answer = await response.json()

    assert response.status == 409
    assert answer["error"] == {"zh": "时钟只能往后拨。", "en": "The clock only moves forward."}


@pytest.mark.parametrize("body", [b"not json", b"[1]", b"\xff"])
async def test_a_jump_that_is_no_json_object_is_refused(room: Stage, body: bytes) -> None:
    async with room.session.post(f"{room.base}/sandbox/clock", data=body) as response:
        assert response.status == 400

    assert room.clock.asked == []


async def test_each_seat_of_the_desk_is_invited_for_what_is_done_there(room: Stage) -> None:
    url = f"{room.base}/sandbox/invite"
    async with room.session.post(url, json={"seat": "inspector"}) as response:
        assert await response.json() == {"code": CODE}

    assert room.clock.invited == [["inspector"]]


@pytest.mark.parametrize("seat", ["owner", "nobody"])
async def test_who_needs_no_invitation_gets_none(room: Stage, seat: str) -> None:
    async with room.session.post(f"{room.base}/sandbox/invite", json={"seat": seat}) as response:
        assert response.status == 404

    assert room.clock.invited == []


async def test_another_site_cannot_move_the_clock(room: Stage) -> None:
    headers = {"Origin": "https://example.org"}
    async with room.session.post(
        f"{room.base}/sandbox/clock", json={"by_seconds": 3600}, headers=headers
    ) as response:
        assert response.status == 403

    assert room.clock.asked == []


async def test_bots_that_are_not_up_yet_give_a_sentence_not_an_error_page() -> None:
    async with web_stage(clock_runs=False) as room:
        async with room.session.get(f"{room.base}/sandbox/clock") as response:
            answer = await response.json()
        await room.person("owner", "text", text="在吗")
        page = await room.page()

    assert response.status == 503
    assert "还没有启动好" in answer["error"]["zh"]
    assert "not up yet" in answer["error"]["en"]
    assert "<time" not in page
