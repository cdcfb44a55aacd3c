"""对 under a screen that repeats what was written."""

import pytest

from policies.spoken.agreement import says_yes


@pytest.mark.parametrize(
    "text", ["对", "对的", "中", "嗯，记下吧", "好，就这样", "Yes", "OK, record it"]
)
def test_a_yes_is_one(text: str) -> None:
    assert says_yes(text)


@pytest.mark.parametrize(
    "text", ["不对", "对吗？", "对了，还有个事", "不是", "no", "ok if you pay"]
)
def test_anything_else_is_none(text: str) -> None:
    assert not says_yes(text)
