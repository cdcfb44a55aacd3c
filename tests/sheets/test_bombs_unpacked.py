"""Bombs are counted: no entry of one is unpacked beyond what a table of that size may be."""

import zipfile
from typing import Any

import pytest

from benches.bombs import BOMBS, MAIN, book, pack
from bot.domain.file_refusals import SheetRefusal
from bot.services.assignments.columns import read_sheet
from bot.sheets.markup import CHUNK

HEAD = '<row r="1"><c t="inlineStr"><is><t>工作人员</t></is></c></row>'


class Counting:
    """A decompressor that says how much came out of each entry."""

    def __init__(self, inner: Any, counted: list[int]) -> None:
        self.inner, self.counted, self.place = inner, counted, len(counted)
        counted.append(0)

    def decompress(self, *given: Any) -> bytes:
        found = self.inner.decompress(*given)
        self.counted[self.place] += len(found)
        return found

    def flush(self) -> bytes:
        found = self.inner.flush()
        self.counted[self.place] += len(found)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Bytes that came out of each entry that was opened, in Python's own reader."""
    counted: list[int] = []
    plain = zipfile._get_decompressor  # the only place where it begins to unpack one

    def counting(kind: int) -> Counting | None:
        made = plain(kind)
        return None if made is None else Counting(made, counted)

    monkeypatch.setattr(zipfile, "_get_decompressor", counting)
    return counted


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_is_unpacked(name: str, unpacked: list[int]) -> None:
    made, code, from_directory = BOMBS[name]

    with pytest.raises(SheetRefusal) as refused:
        read_sheet(made())

    assert refused.value.code is code
    assert len(unpacked) == 0 if from_directory else len(unpacked) > 0
    assert all(each <= CHUNK for each in unpacked)


def test_the_counter_counts(unpacked: list[int]) -> None:
    rows = "".join(
        f'<row r="{n}"><c t="inlineStr"><is><t>{n:032}</t></is></c></row>' for n in range(2, 400)
    )
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{HEAD}{rows}</sheetData></worksheet>'

    assert len(read_sheet(pack(book(sheet))).rows) == 398
    assert max(unpacked) == len(sheet.encode())
