"""What says that the code on the licence is not at hand, and what only sounds so."""

import pytest

from policies.spoken.choices import squeezed
from policies.spoken.licences import has_no_licence


@pytest.mark.parametrize(
    "text",
    [
        "没带",
        "没有",
        "在会计那里",
        "忘带了",
        "不在手边",
        "没拿执照",
        "回头再填",
        "I don't have it here",
    ],
)
def test_a_code_that_is_not_at_hand_is_left_out(text: str) -> None:
    assert has_no_licence(squeezed(text))


@pytest.mark.parametrize(
    "text", ["没电了", "招不到人", "没人管", "执照挂在墙上", "91410000123456789X"]
)
def test_what_says_more_is_no_such_word(text: str) -> None:
    assert not has_no_licence(squeezed(text))
