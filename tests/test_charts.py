"""A chart as a picture: it is one, in the size asked, with every character of ours drawn."""

from io import BytesIO

import pytest
from PIL import Image

from bot.charts.canvas import clipped, font, width_of
from bot.charts.drawing import Bar, Chart, Curve, draw, round_up
from policies.loader import load_rulebase
from policies.spoken.divisions import divisions_of

BARS = (Bar("已送达", 12, "#3b82c4"), Bar("没送成", 0, "#c2410c"))
CURVE = Curve("已确认（企业）", ((0.1, 1), (0.5, 12)), "#2f9e62")


def drawn(*, bars=BARS, curves=(), title="群发 #1　设备补贴") -> Image.Image:
    chart = Chart(title, "方城县", bars, curves, ((0.0, "7月15日"), (1.0, "7月16日")))
    return Image.open(BytesIO(draw(chart)))


def shades(image: Image.Image, colour: str) -> int:
    wanted = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return sum(1 for pixel in image.get_flattened_data() if pixel == wanted)


def test_a_bar_is_as_long_as_its_count_and_nothing_has_none() -> None:
    two = drawn(
        bars=(Bar("甲", 100, "#3b82c4"), Bar("乙", 50, "#2f9e62"), Bar("丙", 0, "#c2410c"))
    )
    long, half, none = (shades(two, each) for each in ("#3b82c4", "#2f9e62", "#c2410c"))
    assert 0.45 < half / long < 0.55
    assert none == 0


def test_curves_are_drawn_only_where_something_happened() -> None:
    without, with_one = drawn(curves=(Curve("无", (), "#2f9e62"),)), drawn(curves=(CURVE,))
    assert (without.format, without.mode) == ("PNG", "RGB")
    assert with_one.height > without.height
    assert shades(without, "#2f9e62") == 0
    assert shades(with_one, "#2f9e62") > 1000


def test_no_word_runs_out_of_the_picture() -> None:
    assert clipped("长" * 100, 38, 500).endswith("…")
    assert width_of(clipped("长" * 100, 38, 500), 38) <= 500
    assert clipped("短", 38, 500) == "短"
    assert drawn(title="长" * 200).width == 1080


def test_the_font_has_every_place_and_what_charts_say() -> None:
    rules = load_rulebase()
    tree = divisions_of(rules.regions)
    names = [tree.full_name(path).zh for path in ("河南省/南阳市/方城县", "山东省/淄博市")]
    missing = font(20).getmask("\U00010ffd").getbbox()
    words = (
        "".join(names) + "群发已送达屏蔽了机器人没送成不确定收这一类后来登记补确认企业从链接打开"
    )
    blank = [each for each in words if font(20).getmask(each).getbbox() in {None, missing}]
    assert blank == []


@pytest.mark.parametrize(("count", "end"), [(1, 1), (2, 2), (3, 5), (7, 10), (12_345, 20_000)])
def test_an_axis_ends_at_a_round_number(count: int, end: int) -> None:
    assert round_up(count) == end
