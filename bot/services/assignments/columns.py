"""包保 by spreadsheet: its columns, and the file read as rows of them."""

from typing import Final

from bot.domain.bulk import BYTES_MOST, ROWS_MOST
from bot.domain.credit_codes import read_credit_code
from bot.sheets.columns import Column, Kind
from bot.sheets.reading import Reading, read_rows

FIRM: Final = Column("firm", ("企业名称", "Firm", "企业"), required=False)
CODE: Final = Column(
    "code", ("统一社会信用代码", "Credit code", "信用代码"), Kind.CODE, required=False
)
OFFICER: Final = Column("officer", ("工作人员", "Officer", "工作人员姓名或编号", "姓名"))
SLOT: Final = Column("slot", ("包保身份", "Slot", "岗位", "身份"), required=False)
SINCE: Final = Column("since", ("从哪天起", "Since", "起始日期"), Kind.DATE, required=False)
COLUMNS: Final = (FIRM, CODE, OFFICER, SLOT, SINCE)


def read_sheet(content: bytes) -> Reading:
    """Read a spreadsheet of assignments; in a thread, outside of any transaction.

    Raises:
        SheetRefusal: It is no such table.
    """
    return read_rows(content, columns=COLUMNS, most_rows=ROWS_MOST, most_bytes=BYTES_MOST)


def codes_in(reading: Reading) -> frozenset[str]:
    """The credit codes that are named, as they are kept."""
    said = [each.values.get("code") for each in reading.rows]
    said += [each.values.get("code") for each in reading.bad]
    read = (read_credit_code(each) for each in said if isinstance(each, str))
    return frozenset(code for code in read if isinstance(code, str))
