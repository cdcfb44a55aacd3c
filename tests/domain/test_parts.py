from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import BadAnswer, Stale
from bot.domain.parts import (
    Part,
    all_sampled,
    dump_parts,
    grown,
    load_parts,
    mark_of,
    newest,
    of_size,
    oldest,
    part_at,
    rest_sampled,
    shrunk,
    some_sampled,
    total,
)

MONDAY = datetime(2022, 7, 11, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
OLD = Part(MONDAY, 12)


def test_nine_of_twelve_are_sampled_and_three_keep_their_clock() -> None:
    parts = some_sampled((OLD,), OLD, 9, MONDAY + HOUR)

    assert parts == (Part(MONDAY, 3), Part(MONDAY + HOUR, 9))
    assert (oldest(parts), newest(parts), total(parts)) == (MONDAY, MONDAY + HOUR, 12)
    assert rest_sampled(parts, MONDAY + 2 * HOUR) == (
        Part(MONDAY + HOUR, 9),
        Part(MONDAY + 2 * HOUR, 3),
    )
    assert all_sampled(parts, MONDAY + 3 * HOUR) == (Part(MONDAY + 3 * HOUR, 12),)


def test_parts_with_one_moment_are_one_part() -> None:
    parts = some_sampled((OLD,), OLD, 9, MONDAY + HOUR)

    assert some_sampled(parts, parts[0], None, MONDAY + HOUR) == (Part(MONDAY + HOUR, 12),)
    assert some_sampled(parts, parts[0], 3, MONDAY + HOUR) == (Part(MONDAY + HOUR, 12),)


def test_without_a_known_size_the_rest_stays_unknown() -> None:
    unknown = Part(MONDAY, None)

    parts = some_sampled((unknown,), unknown, 9, MONDAY + HOUR)

    assert parts == (unknown, Part(MONDAY + HOUR, 9))
    assert total(parts) is None
    assert of_size(parts, 12) == (Part(MONDAY, 3), Part(MONDAY + HOUR, 9))
    with pytest.raises(BadAnswer) as refused:
        of_size(parts, 9)
    assert refused.value.params["least"] == 10


@pytest.mark.parametrize("count", [0, 13, -1])
def test_more_than_there_are_or_none_is_refused(count: int) -> None:
    with pytest.raises(BadAnswer):
        some_sampled((OLD,), OLD, count, MONDAY + HOUR)


def test_newcomers_have_no_clock_until_somebody_states_it() -> None:
    parts = grown((OLD,), 3)

    assert parts == (OLD, Part(None, 3))
    assert oldest(parts) == MONDAY
    assert grown(parts, 2) == (OLD, Part(None, 5))
    assert some_sampled(parts, parts[1], None, MONDAY) == (Part(MONDAY, 15),)


def test_who_leaves_takes_no_other_clock_along() -> None:
    parts = (Part(MONDAY, 3), Part(MONDAY + HOUR, 9))

    assert shrunk(parts, parts[0], 3) == (Part(MONDAY + HOUR, 9),)
    assert shrunk(parts, parts[1], 2) == (Part(MONDAY, 3), Part(MONDAY + HOUR, 7))
    with pytest.raises(BadAnswer):
        shrunk(parts, parts[0], 4)
    with pytest.raises(BadAnswer):
        shrunk((OLD,), OLD, 12)


def test_a_part_that_is_gone_is_stale() -> None:
    with pytest.raises(Stale):
        part_at((OLD,), MONDAY + HOUR)


CLOCKS = st.none() | st.integers(0, 10**10).map(lambda ms: MONDAY + timedelta(milliseconds=ms))
COUNTS = st.integers(1, 50)


@st.composite
def groups(draw: st.DrawFn) -> tuple[Part, ...]:
    parts: tuple[Part, ...] = (Part(draw(CLOCKS), draw(COUNTS)),)
    for clock, count in draw(st.lists(st.tuples(CLOCKS, COUNTS), max_size=4)):
        if clock is None:
            parts = grown(parts, count)
        else:
            chosen = draw(st.sampled_from(parts))
            parts = some_sampled(parts, chosen, min(count, chosen.size or 1), clock)
    return parts


@given(parts=groups(), data=st.data())
def test_nobody_is_lost_and_nobody_elses_clock_moves(
    parts: tuple[Part, ...], data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from(parts))
    assert chosen.size is not None
    count = data.draw(st.integers(1, chosen.size))
    at = MONDAY + timedelta(days=200)

    after = some_sampled(parts, chosen, count, at)

    assert total(after) == total(parts)
    assert len({part.sampled_at for part in after}) == len(after)
    sizes = {part.sampled_at: part.size for part in after}
    assert sizes[at] == count
    for part in parts:
        left = (part.size or 0) - (count if part == chosen else 0)
        assert sizes.get(part.sampled_at, 0) == left
    assert load_parts(dump_parts(after)) == after
    assert mark_of(after) != mark_of(parts)
