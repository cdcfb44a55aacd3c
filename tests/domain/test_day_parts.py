import pytest

from bot.domain.day_parts import part_end
from tests.testing.county import ZONE, at, wall


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("15 00:00", "15 12:00"),
        ("15 11:59", "15 12:00"),
        ("15 12:00", "15 18:00"),
        ("15 17:59", "15 18:00"),
        ("15 18:00", "16 00:00"),
        ("31 23:59", "01 00:00"),
    ],
)
def test_a_day_has_three_parts(moment: str, end: str) -> None:
    assert wall(part_end(at(moment), ZONE)) == end
