"""导出表格: everything that waits for an officer, as a spreadsheet."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from telegram import Update

from bot.domain.speech import OutFile, Replies, View
from bot.services.cases.lists import CaseLine, CaseList, cases_to_do
from bot.sheets.writing import OutSheet, Shown, write_book
from bot.store.uow import UnitOfWork
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.desk.home_views import back
from handlers.notices.case_terms import step_words
from handlers.notices.case_words import short_status
from handlers.notices.private import masked
from handlers.press import Press
from handlers.tongue import Tongue
from policies.rulebase import RuleBase

MINUTE: Final = timedelta(minutes=1)
MOST: Final = 500
"""So many rows are made within an act, in some 0.1 s."""


async def export(desk: Desk, update: Update, _: Press) -> None:
    """导出表格."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        found = cases_to_do(uow, who.officer, limit=MOST)
        sheet = sheet_of(who.t, desk.rulebase, found, desk.zone)
        content = write_book([sheet], zone=desk.zone, made_at=uow.now)
        name = f"{who.t('待办')}-{uow.now.astimezone(desk.zone):%Y-%m-%d}.xlsx"
        return Replies(say=(_sent(who.t, found, OutFile(name, content)),))

    await desk.act(update, act)


def sheet_of(t: Tongue, rulebase: RuleBase, found: CaseList, zone: ZoneInfo) -> OutSheet:
    """One row a case; what people wrote is text, and phone numbers are masked."""
    header = (
        t("事项号"),
        t("紧急"),
        t("类别"),
        t("企业名称"),
        t("状态"),
        t("登记时间"),
        t("到期"),
        t("超期"),
        t("原定"),
        t("诉求"),
    )
    rows = [tuple(_row(t, rulebase, line, zone)) for line in found.lines]
    return OutSheet(t("待办"), tuple(map(str, header)), rows)


def _row(t: Tongue, rulebase: RuleBase, line: CaseLine, zone: ZoneInfo) -> Iterator[Shown]:
    category = rulebase.problems.get(line.category or "")
    yield line.number
    yield str(t("是")) if line.urgent else ""
    yield "" if category is None else t.plain(category.name)
    yield line.firm
    yield str(short_status(t, line.status))
    yield line.opened_at
    missed = line.missed[0] if line.missed else None
    yield _on_its_day(line.due, zone)
    yield "" if missed is None else str(step_words(t, missed.kind))
    yield None if missed is None else _on_its_day(missed.due, zone)
    yield masked(t, line.text)


def _on_its_day(due: datetime | None, zone: ZoneInfo) -> datetime | None:
    """24:00 of a day has no cell of its own: its last minute stands for it, not the next day."""
    at_midnight = due is not None and due.astimezone(zone).time() == time()
    return due - MINUTE if due is not None and at_midnight else due


def _sent(t: Tongue, found: CaseList, file: OutFile) -> View:
    text = t("📎 待办 {count} 件，按到期先后。", count=len(found.lines))
    if found.more:
        text = t("📎 最急的 {count} 件待办；后面还有，办掉一些再导出。", count=MOST)
    return View(text, ((back(t),),), file=file)


BUTTONS: Final[Mapping[str, HandlePress]] = {"case:export": export}
