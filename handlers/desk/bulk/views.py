"""Assigning by spreadsheet as whoever sends it sees it."""

from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.bulk import ROWS_MOST, Plan
from bot.domain.file_refusals import SheetRefusal
from bot.domain.speech import Button, OutFile, View
from bot.services.assignments.assignments import UNDO_WITHIN
from bot.services.assignments.bulk_assignments import Done
from handlers.desk.home_views import back
from handlers.notices.bulk_words import away_line, columns, failed_line
from handlers.notices.sheet_words import sheet_refused
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

SHOWN: Final = 6
AWAY: Final = 3
MINUTES: Final = int(UNDO_WITHIN.total_seconds()) // 60


def ask_sheet(t: Tongue) -> View:
    """How it goes."""
    return View(
        lines(
            t("<b>批量指定包保</b>：发一张表（.xlsx 或 .csv），先试读给您看，您点了才生效。"),
            t("每行写：企业名称或统一社会信用代码、工作人员、包保身份。同名的写“姓名 #编号”。"),
            t("“从哪天起”可以不填，不填就从现在起。一次最多 {most} 行。", most=ROWS_MOST),
            t("模板里已经列出各家企业现在是谁，改要改的就行。"),
        ),
        ((button(t("下载模板"), "bulk:form"),), _ways(t)),
    )


def template(t: Tongue, file: OutFile) -> View:
    """It is filled in as it is now."""
    text = t("📎 模板：填好以后直接发到这里。没填工作人员的行不会动。")
    return View(text, (_ways(t),), file=file)


def taken(t: Tongue, bulk_id: int, name: str) -> View:
    """It came; nothing was done."""
    text = t("📎 收到“{name}”。先试读，不会改任何东西。", name=name)
    return View(text, ((button(t("试读"), "bulk:read", bulk_id),), _ways(t)))


def no_sheet(t: Tongue) -> View:
    """Something else came than a file."""
    return View(t("请把表格作为文件发来（.xlsx 或 .csv）。"), (_ways(t),))


def not_there_yet(t: Tongue, bulk_id: int) -> View:
    """Telegram has not handed it over."""
    text = t("文件还在路上。过几秒再点“试读”。")
    return View(text, ((button(t("试读"), "bulk:read", bulk_id),), _ways(t)))


def not_kept(t: Tongue) -> View:
    """It cannot be had, or is of no type that is taken."""
    text = t("这个文件没有收下：打不开，或者不是表格。请另存为 .xlsx 再发一次。")
    return View(text, (_ways(t),))


def refused(t: Tongue, refusal: SheetRefusal) -> View:
    """It is no such table; the question is open for another."""
    said = lines(sheet_refused(t, refusal, columns(t)), t("改好以后直接发到这里。"))
    return View(said, ((button(t("下载模板"), "bulk:form"),), _ways(t)))


def plan(t: Tongue, bulk_id: int, it: Plan, zone: ZoneInfo) -> View:
    """What it would do, and every bad row as far as there is room."""
    count = len(it.changes)
    text = lines(
        t("<b>试读“{name}”</b>，还没有改任何东西：", name=it.name),
        t("✅ {count} 行可以办（换人 {moved}，新指定 {new}）", count=count, **_kinds(it)),
        *(away_line(t, each, zone) for each in it.away[:AWAY]),
        t("➖ {count} 行已经是这样，不用改", count=it.same) if it.same else None,
        t("➖ {count} 行没有填工作人员，不动", count=it.empty) if it.empty else None,
        t("⚠️ {count} 行有问题，不办：", count=len(it.failed)) if it.failed else None,
        *_failed(t, it),
    )
    go = (button(t("全部指定（{count} 行）", count=count), "bulk:go", bulk_id),) if count else ()
    bad = (button(t("下载有问题的行"), "bulk:bad", bulk_id),) if it.failed else ()
    rows = [each for each in (go, bad) if each]
    return View(text, (*rows, _ways(t)))


def done(t: Tongue, it: Done) -> View:
    """It is carried out, and can be taken back for a while."""
    plan_ = it.plan
    text = lines(
        t("✅ 已指定 {count} 项。有关的人和企业各收到一条通知。", count=len(plan_.changes))
        if plan_.changes
        else t("没有指定任何一家：试读以后都有人改过，什么也没有变。"),
        t("⚠️ {count} 行没有办：", count=len(plan_.failed)) if plan_.failed else None,
        *_failed(t, plan_),
    )
    undo = button(t("撤回（{minutes} 分钟内）", minutes=MINUTES), "bulk:undo", it.bulk_id)
    bad = (button(t("下载有问题的行"), "bulk:bad", it.bulk_id),) if plan_.failed else ()
    first = ((undo,),) if plan_.changes else ()
    return View(text, (*first, *((bad,) if bad else ()), _ways(t)))


def undone(t: Tongue, it: Done) -> View:
    """All as before, but for what was changed again since."""
    text = lines(
        t("已撤回 {count} 项，和原来一样；有关的人都告诉了。", count=len(it.handed))
        if it.handed
        else t("没有可撤回的：这几项后来都有人改过。"),
        t("{count} 项后来又改过，没有动。", count=it.kept) if it.kept and it.handed else None,
    )
    return View(text, (_ways(t),))


def bad_rows(t: Tongue, file: OutFile) -> View:
    """The rows that failed, to be put right and sent again."""
    text = t("📎 有问题的行：在表里改好，直接把这张表发回来。")
    return View(text, (_ways(t),), file=file)


def _kinds(it: Plan) -> dict[str, int]:
    moved = sum(each.before is not None for each in it.changes)
    return {"moved": moved, "new": len(it.changes) - moved}


def _failed(t: Tongue, it: Plan) -> list[Html]:
    said = [failed_line(t, row) for row in it.failed[:SHOWN]]
    if len(it.failed) > SHOWN:
        more = len(it.failed) - SHOWN
        said.append(t("…还有 {count} 行，在“下载有问题的行”里。", count=more))
    return said


def _ways(t: Tongue) -> tuple[Button, ...]:
    return (button(t("工具"), "desk:tools"), back(t))
