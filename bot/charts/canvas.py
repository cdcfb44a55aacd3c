"""A white sheet to draw on, with a font that has Chinese characters and Latin letters.

The font is a part of Noto Sans CJK SC (SIL Open Font License 1.1, see `fonts/OFL.txt`).
"""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final, Literal

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]
Side = Literal["left", "middle", "right"]

FONT: Final = Path(__file__).parent / "fonts" / "NotoSansCJKsc-part.otf"
PAPER: Final = "#ffffff"
INK: Final = "#1f2933"
PALE: Final = "#6b7785"
RULE: Final = "#dfe5ec"
_ANCHORS: Final[dict[Side, str]] = {"left": "lm", "middle": "mm", "right": "rm"}


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The font in a size in pixels."""
    return ImageFont.truetype(str(FONT), size)


class Canvas:
    """Everything is placed by pixels from the upper left corner."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGB", (width, height), PAPER)
        self._draw = ImageDraw.Draw(self.image)

    def text(
        self, at: Point, words: str, *, size: int = 26, colour: str = INK, side: Side = "left"
    ) -> None:
        """Words in one line; `at` is the middle of its height on that side."""
        self._draw.text(at, words, font=font(size), fill=colour, anchor=_ANCHORS[side])

    def bar(self, corner: Point, width: float, height: float, colour: str) -> None:
        """A filled box; what is there at all is at least two pixels wide."""
        left, top = corner
        box = (left, top, left + max(width, 2.0), top + height)
        self._draw.rounded_rectangle(box, radius=4, fill=colour)

    def line(self, points: Sequence[Point], colour: str, width: int = 1) -> None:
        """Straight from point to point."""
        self._draw.line(list(points), fill=colour, width=width, joint="curve")

    def png(self) -> bytes:
        """The picture as a file."""
        out = BytesIO()
        self.image.save(out, "PNG", optimize=True)
        return out.getvalue()


def width_of(words: str, size: int) -> float:
    """How wide a line would be, in pixels."""
    return font(size).getlength(words)


def clipped(words: str, size: int, most: float) -> str:
    """A line that is no wider than that; what is cut off ends in an ellipsis."""
    if width_of(words, size) <= most:
        return words
    while words and width_of(words + "…", size) > most:
        words = words[:-1]
    return words + "…"
