"""Why a spreadsheet, or a cell of it, cannot be read, and what to do."""

from collections.abc import Mapping

from bot.domain.file_refusals import SheetCode, SheetRefusal
from bot.sheets.values import CellCode
from handlers.tongue import Html, Tongue

MEGA = 1_000_000


def sheet_refused(
    t: Tongue, refusal: SheetRefusal, titles: Mapping[str, Html] | None = None
) -> Html:
    """Nothing of it was taken: why, and the way on.

    Args:
        titles: The columns in the reader's language, by what the refusal calls them.
    """
    params, named = refusal.params, titles or {}
    missing = str(params.get("missing") or "").split("、")
    most = int(str(params.get("most") or 0))
    said = {
        SheetCode.EMPTY: t("这张表里没有内容。请在标题行下面填好，再发一次。"),
        SheetCode.TOO_LARGE: t(
            "这个表太大，最多 {most} MB。请删掉图片和用不到的表，或分成几份发。",
            most=most // MEGA,
        ),
        SheetCode.TOO_MANY_ROWS: t("行数太多，一次最多 {most} 行。请分成几份发。", most=most),
        SheetCode.ENCRYPTED: t("这个表加了密码，打不开。请去掉密码，另存一份再发。"),
        SheetCode.OLD_FORMAT: t("这是旧格式（.xls 或 .et），读不了。请“另存为”.xlsx 再发。"),
        SheetCode.OTHER_FORMAT: t("这种表格格式读不了。请“另存为”.xlsx 再发。"),
        SheetCode.MACROS: t("这个表里带宏，不收。请“另存为”不带宏的 .xlsx 再发。"),
        SheetCode.NOT_A_TABLE: t("这不是表格。请发 .xlsx 或 .csv 文件。"),
        SheetCode.DAMAGED: t("这个文件坏了，读不出来。请用 Excel 或 WPS 打开、另存一份再发。"),
        SheetCode.NO_HEADER: t(
            "没有找到标题行，缺少：{missing}。请照模板的标题填。",
            missing=t("、").join(named.get(each, each) for each in missing),
        ),
        SheetCode.TITLE_TWICE: t(
            "标题“{title}”出现了两次。请只留一列。",
            title=named.get(str(params.get("title")), params.get("title")),
        ),
    }
    # What unpacks to far too much, or holds other packed files, is told no more than that.
    strange = t("这个文件的内部结构不正常，没有打开。请把内容复制到新表里，另存再发。")
    return next((words for code, words in said.items() if code is refusal.code), strange)


def cell_words(t: Tongue, code: CellCode) -> Html:
    """What is wrong with a cell, and how it should be."""
    said = {
        CellCode.MISSING: t("没有填"),
        CellCode.FORMULA: t("是公式，没有算出的值：请粘贴成数值"),
        CellCode.ERROR: t("是错误值（如 #N/A）：请改成内容"),
        CellCode.TOO_LONG: t("字太多"),
        CellCode.DIGITS_LOST: t("被 Excel 当成了数字，位数不全：请设成文本再填"),
        CellCode.NOT_A_NUMBER: t("不是数字"),
        CellCode.NOT_WHOLE: t("要整数"),
        CellCode.NOT_A_DATE: t("不是完整的日期：请写成 2022-07-15"),
    }
    return said[code]
