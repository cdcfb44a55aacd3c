"""Telegram on bad days, seen by the real clients: what is lost, repeated, late or out of order."""

from collections.abc import AsyncIterator

import pytest

from tests.faults.offices import FIRST, SECOND, Office, office


@pytest.fixture(params=["owner", "desk"])
async def post(request: pytest.FixtureRequest) -> AsyncIterator[Office]:
    async with office(request.param) as made:
        yield made


def fates(post: Office) -> list[tuple[str, int]]:
    return [(row.state, row.doubts) for row in post.rows()]


async def test_a_429_pauses_the_whole_bot_and_loses_nothing(post: Office) -> None:
    await post.fault("429", retry_after=1)
    await post.queue("1", "2")
    await post.troubled()
    await post.queue("other", chat=SECOND)
    await post.settled()

    refused, *later = await post.calls()
    assert min(call["at"] for call in later) - refused["at"] >= 0.95
    assert await post.heard() == ["1", "2"]
    assert await post.heard(SECOND) == ["other"]
    assert fates(post) == [("sent", 0)] * 3
    assert post.rows()[0].attempts == 1


async def test_a_failing_server_is_tried_again_in_order(post: Office) -> None:
    await post.fault("5xx", times=2)
    await post.queue("1", "2", "3")
    await post.settled()

    assert await post.heard() == ["1", "2", "3"]
    assert fates(post) == [("sent", 0)] * 3
    assert post.rows()[0].attempts == 3


async def test_a_line_cut_before_the_effect_leaves_a_doubt_and_one_message(post: Office) -> None:
    await post.fault("cut_before")
    await post.queue("1", "2")
    await post.settled()

    assert sorted(await post.heard()) == ["1", "2"]
    assert fates(post) == [("sent", 1), ("sent", 0)]


async def test_a_line_cut_after_the_effect_repeats_once_and_says_so(post: Office) -> None:
    await post.fault("cut_after")
    await post.queue("1")
    await post.settled()

    assert await post.heard() == ["1", "1"]
    assert fates(post) == [("sent", 1)]


async def test_a_slow_answer_is_waited_for(post: Office) -> None:
    await post.fault("delay", seconds=0.3)
    await post.queue("1", "2")
    await post.settled()

    assert await post.heard() == ["1", "2"]
    assert fates(post) == [("sent", 0)] * 2


async def test_somebody_who_blocked_the_bot_is_marked_and_others_hear_on(post: Office) -> None:
    await post.person(FIRST).block()
    await post.queue("1")
    await post.queue("other", chat=SECOND)
    await post.settled()

    assert [state for state, _ in fates(post)] == ["dead", "sent"]
    assert await post.heard(SECOND) == ["other"]
    assert (post.is_blocked(FIRST), post.is_blocked(SECOND)) == (True, False)
