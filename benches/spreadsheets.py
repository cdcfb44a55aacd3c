"""How soon a spreadsheet that is a bomb is refused, beside one that is read to its last row."""

import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from benches.bombs import BOMBS
from benches.figures import Figure, Size
from bot.domain.bulk import ROWS_MOST
from bot.domain.file_refusals import SheetRefusal
from bot.services.assignments.columns import COLUMNS, read_sheet
from bot.sheets.writing import OutSheet, write_book

MOST_MS: Final = 1000.0
TIMES: Final = 3
MADE: Final = datetime(2022, 7, 15, tzinfo=UTC)


async def run(size: Size) -> AsyncIterator[Figure]:
    """Every bomb, the slowest first; then a sheet as long as may be sent."""
    taken = {name: _milliseconds(_refused(made())) for name, (made, *_) in BOMBS.items()}
    slowest = dict(sorted(taken.items(), key=lambda each: -each[1]))
    figures = {"slowest": max(taken.values()), **slowest}
    yield Figure(
        "refusing a bomb",
        figures,
        "ms",
        "each under a second",
        figures["slowest"] < MOST_MS,
    )
    rows = [("示例纺织有限公司", "", "王干部", "包保干部", "") for _ in range(ROWS_MOST)]
    header = [column.titles[0] for column in COLUMNS]
    book = write_book([OutSheet("1", header, rows)], zone=ZoneInfo("UTC"), made_at=MADE)
    reading = _milliseconds(lambda: read_sheet(book))
    yield Figure("reading a full sheet", {"whole": reading, "rows": ROWS_MOST}, "ms")


def _refused(content: bytes) -> Callable[[], None]:
    def refused() -> None:
        try:
            read_sheet(content)
        except SheetRefusal:
            return
        raise AssertionError("a bomb was read")

    return refused


def _milliseconds(work: Callable[[], object]) -> float:
    """The best of a few, so that what else the machine does counts little."""
    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return round(min(taken) * 1000, 4)
