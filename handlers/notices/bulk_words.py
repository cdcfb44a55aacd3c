"""What is wrong with a row of a spreadsheet of assignments, and what may have been meant."""

import html
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.bulk import Away, BulkCode, Failed, Problem
from bot.services.assignments.columns import COLUMNS
from bot.sheets.values import CellCode
from handlers.notices.sheet_words import cell_words
from handlers.notices.staff_words import MOMENT
from handlers.phrases import day_of
from handlers.tongue import Html, Tongue, lines


def columns(t: Tongue) -> dict[str, Html]:
    """The columns in the reader's language, by how they are called in a `Problem`."""
    at = 1 if t.language == "en" else 0
    return {column.titles[0]: Html(column.titles[at]) for column in COLUMNS}


def failed_line(t: Tongue, row: Failed) -> Html:
    """A row with all that is wrong with it: 第 3 行：没有企业“示例”."""
    said = t("；").join(_problem(t, each) for each in row.problems)
    return t("第 {number} 行：{problems}", number=row.number, problems=Html(said))


def plain_problems(t: Tongue, row: Failed) -> str:
    """The same for a cell, where nothing is HTML."""
    return html.unescape(lines(*(_problem(t, each) for each in row.problems)))


def away_line(t: Tongue, away: Away, zone: ZoneInfo) -> Html:
    """Somebody gets firms who is not there: until when, and who is there for them meanwhile."""
    if away.until is None:
        line = t("🏖 {name} 在请假，什么时候回来还没定", name=away.name)
    else:
        until = datetime.fromisoformat(away.until) - MOMENT
        line = t("🏖 {name} 请假到{day}", name=away.name, day=day_of(t, until, zone))
    deputy = t("先由 {name} 代办", name=away.deputy) if away.deputy else t("先由值班同事办")
    if not away.firms:
        return t("{line}：{deputy}。", line=line, deputy=deputy)
    return t("{line}：这 {count} 家{deputy}。", line=line, count=away.firms, deputy=deputy)


def _problem(t: Tongue, problem: Problem) -> Html:
    if problem.code in set(CellCode):
        column = columns(t).get(problem.column, problem.column)
        what = cell_words(t, CellCode(problem.code))
        return t("“{column}”{what}", column=column, what=what)
    return _meaning(t, problem)


def _meaning(t: Tongue, problem: Problem) -> Html:
    said, like = problem.shown, _like(t, problem)
    words = {
        BulkCode.NO_FIRM: t("没有写企业名称，也没有写代码"),
        BulkCode.BAD_CODE: t("“{said}”不是统一社会信用代码（18 位）", said=said),
        BulkCode.UNKNOWN_FIRM: t("没有企业“{said}”", said=said),
        BulkCode.TWO_FIRMS: t("有几家企业都叫“{said}”：请填统一社会信用代码", said=said),
        BulkCode.OTHER_NAME: t("代码不是“{said}”的", said=said),
        BulkCode.UNKNOWN_OFFICER: t("没有工作人员“{said}”", said=said),
        BulkCode.TWO_OFFICERS: t("有几位工作人员都叫“{said}”：请写成下面的编号", said=said),
        BulkCode.NOT_THERE: t("“{said}”不办这家企业所在地、行业的事", said=said),
        BulkCode.UNKNOWN_SLOT: t("当地没有“{said}”这个包保身份", said=said)
        if said
        else t("没有写包保身份"),
        BulkCode.TWICE: t("和第 {row} 行重复", row="".join(problem.similar)),
        BulkCode.TOO_EARLY: t("{said} 早于现在这位的起始日期", said=said),
        BulkCode.FUTURE: t("{said} 还没到：到那天再发这一行", said=said),
        BulkCode.OVERTAKEN: t("试读以后有人改过：请再看一下这家"),
    }
    return Html(words[BulkCode(problem.code)] + like)


def _like(t: Tongue, problem: Problem) -> Html:
    if not problem.similar or problem.code == BulkCode.TWICE:
        return Html("")
    names = t("、").join(_named(t, each) for each in problem.similar)
    if problem.code in {BulkCode.UNKNOWN_FIRM, BulkCode.UNKNOWN_OFFICER}:
        return t("，相近的有：{names}", names=names)
    if problem.code == BulkCode.NOT_THERE:
        return t("，能办的有：{names}", names=names)
    return t("（{names}）", names=names)


def _named(t: Tongue, said: str) -> str:
    zh, tab, en = said.partition("\t")
    return en if tab and t.language == "en" else zh
