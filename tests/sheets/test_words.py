"""Every reason for which a spreadsheet, a cell or a row is not taken has its sentence."""

import re

import pytest

from bot.domain.bulk import BulkCode, Failed, Problem
from bot.domain.file_refusals import SheetCode, SheetRefusal
from bot.services.assignments.judging import COLUMNS
from bot.sheets.values import CellCode
from handlers.notices.bulk_words import columns, failed_line
from handlers.notices.sheet_words import sheet_refused
from handlers.tongue import Tongue

HAN = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
PARAMS = {"most": 4_000_000, "missing": "工作人员", "title": "工作人员"}


@pytest.mark.parametrize("code", SheetCode)
def test_a_spreadsheet_that_is_refused(code: SheetCode) -> None:
    zh, en = (
        str(sheet_refused(t, SheetRefusal(code, **PARAMS), columns(t)))
        for t in (Tongue("zh"), Tongue("en"))
    )
    assert HAN.search(zh)
    assert not HAN.search(en)
    assert en.count(". ") or en.endswith(".")


@pytest.mark.parametrize("code", [*CellCode, *BulkCode])
def test_a_row_that_is_not_taken(code: CellCode | BulkCode) -> None:
    similar = ("包保干部\tassigned officer",) if code is BulkCode.UNKNOWN_SLOT else ("5",)
    row = Failed(7, {}, (Problem(code, COLUMNS[2].titles[0], "Wang", similar),))

    assert str(failed_line(Tongue("zh"), row)).startswith("第 7 行：")
    assert not HAN.search(failed_line(Tongue("en"), row))
