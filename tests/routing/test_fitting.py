"""Which texts a question about test groups keeps, and which it lets go of."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.owner.questions.fitting import FITTING
from handlers.owner.testing.scene import GROUP_SIZE, SAMPLED_AT

ZONE = ZoneInfo("Asia/Shanghai")
FRIDAY = datetime(2022, 7, 15, 9, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("kind", "text", "fits"),
    [
        (SAMPLED_AT, "今天早上8点", True),
        (SAMPLED_AT, "昨天采的", True),  # asked again: at what hour?
        (SAMPLED_AT, "上周三采的", True),
        (SAMPLED_AT, "just now", True),
        (SAMPLED_AT, "口罩、消毒液快用完了，到哪里买", False),
        (SAMPLED_AT, "招不到人", False),
        (SAMPLED_AT, "哪里能采样", False),
        (SAMPLED_AT, "放行了，谢谢", False),
        (GROUP_SIZE, "十二个人", True),
        (GROUP_SIZE, "口罩快用完了", False),
    ],
)
def test_a_calm_problem_is_let_go_of(kind: str, text: str, fits: bool) -> None:
    assert FITTING[kind](text, FRIDAY, ZONE) is fits
