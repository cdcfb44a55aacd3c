"""What one cell says, read as its column wants it: as people type it, and never guessed."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias

from bot.sheets.cells import SIGNIFICANT, Cell, Fault, Unreadable
from bot.sheets.columns import Column, Kind
from bot.sheets.texts import seen
from policies.money import to_fen
from policies.spoken.reading import Reading, read_int, read_money

Value: TypeAlias = str | int | Decimal | date


class CellCode(StrEnum):
    """Why a cell cannot be taken."""

    MISSING = "missing"  # nothing there
    FORMULA = "formula"  # never worked out: open and save the file, or paste the value
    ERROR = "error"  # #N/A and the like
    TOO_LONG = "too_long"
    DIGITS_LOST = "digits_lost"  # a code that Excel took for a number (it keeps 15 digits) or day
    NOT_A_NUMBER = "not_a_number"  # or an estimate, or several
    NOT_WHOLE = "not_whole"
    NOT_A_DATE = "not_a_date"  # or one without its year


class BadCell(ValueError):
    """The cell cannot be taken; `code` says why."""

    def __init__(self, code: CellCode) -> None:
        super().__init__(code)
        self.code = code


_FAULTS: Final = {Fault.FORMULA: CellCode.FORMULA, Fault.ERROR: CellCode.ERROR}
_LOST: Final = 10**SIGNIFICANT
_LONGEST_NUMBER: Final = 18
_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_NUMERAL: Final = r"[0-9,.零〇一二三四五六七八九十百千万亿两]+"
_FRACTION: Final = re.compile(r"[0-9]+\.[0-9]+")
_COUNT: Final = re.compile(rf"{_NUMERAL}[人名个家户位件天次辆]?")
_AMOUNT: Final = re.compile(rf"[¥￥]?{_NUMERAL}(?:元|块|[0-9一二三四五六七八九]角)?")
_DAY: Final = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:(?P<mark>[-/.年])(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
    r"|(?P<month8>\d\d)(?P<day8>\d\d))(?:T?00?:00(?::00)?)?"
)


def read_cell(cell: Cell | None, column: Column) -> Value | None:
    """The value of a cell; None if it may be empty and is.

    Raises:
        BadCell: It cannot be taken.
    """
    if isinstance(cell, Unreadable):
        raise BadCell(_FAULTS[cell.fault])
    if cell is None or not is_filled(cell):
        if column.required:
            raise BadCell(CellCode.MISSING)
        return None
    value = _READERS[column.kind](cell)
    if isinstance(value, str) and len(value) > column.longest:
        raise BadCell(CellCode.TOO_LONG)
    return value


def is_filled(cell: Cell | None) -> bool:
    """Whether there is anything to be seen, or a formula."""
    return bool(seen(cell)) if isinstance(cell, str) else cell is not None


def shown(cell: Cell | None) -> str:
    """A cell as its row's message repeats it."""
    match cell:
        case None:
            return ""
        case Unreadable():
            return cell.shown
        case Decimal():
            return f"{cell:f}"
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}".removesuffix(" 00:00")
        case _:
            return seen(cell)


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal) and abs(cell) >= _LOST:
        raise BadCell(CellCode.DIGITS_LOST)
    return shown(cell)


def _code(cell: Cell) -> str:
    plain = _plain(_text(cell)).upper()
    if isinstance(cell, datetime) or _SCIENTIFIC.fullmatch(plain):
        raise BadCell(CellCode.DIGITS_LOST)
    return plain


def _whole(cell: Cell) -> int:
    number = _number(cell, _COUNT, read_int)
    if number != int(number):
        raise BadCell(CellCode.NOT_WHOLE)
    return int(number)


def _money(cell: Cell) -> Decimal:
    return to_fen(_number(cell, _AMOUNT, read_money))


def _number(cell: Cell, form: re.Pattern[str], read: Callable[[str], Reading | None]) -> Decimal:
    number = cell if isinstance(cell, Decimal) else _typed(_plain(shown(cell)), form, read)
    if not 0 <= number < _LOST:
        raise BadCell(CellCode.NOT_A_NUMBER)
    return number


def _typed(text: str, form: re.Pattern[str], read: Callable[[str], Reading | None]) -> Decimal:
    if len(text) > _LONGEST_NUMBER or not form.fullmatch(text):
        raise BadCell(CellCode.NOT_A_NUMBER)
    if _FRACTION.fullmatch(text):
        return Decimal(text)
    found = read(text)
    if found is None or found.approximate:
        raise BadCell(CellCode.NOT_A_NUMBER)
    return Decimal(found.value)


def _date(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    match = _DAY.fullmatch(_plain(shown(cell)))
    if match is None:
        raise BadCell(CellCode.NOT_A_DATE)
    month, day = match["month"] or match["month8"], match["day"] or match["day8"]
    try:
        return date(int(match["year"]), int(month), int(day))
    except ValueError as error:
        raise BadCell(CellCode.NOT_A_DATE) from error


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


_READERS: Final[Mapping[Kind, Callable[[Cell], Value]]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.WHOLE: _whole,
    Kind.MONEY: _money,
    Kind.DATE: _date,
}
