"""What whoever leads an issue sees while they write to all of its firms."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.speech import View, rows_of
from bot.services.cases.promises import END_OF_WORK
from bot.store.issues.issues import IssueRecord
from handlers.desk.home_views import back
from handlers.desk.issues.listing_views import issue_button
from handlers.notices.case_words import words
from handlers.notices.cases import WHOLE
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Tongue, lines


def ask_text(t: Tongue, issue: IssueRecord, count: int, *, result: bool) -> View:
    """What are they to be told?"""
    if result:
        text = t(
            "<b>{number}</b> 办到什么结果？写明白，各家企业都会看到（{count} 件）。",
            number=issue.number,
            count=count,
        )
        example = t("例：已通知各卡口，持 48 小时核酸阴性证明的一律放行。")
    else:
        text = t(
            "写给 <b>{number}</b> 各家的话，共 {count} 件：", number=issue.number, count=count
        )
        example = t("例：已报指挥部协调南环卡口，正在等回复。")
    return View(lines(text, example), ((button(t("取消"), "issue:show", issue.id), back(t)),))


def look(
    t: Tongue, issue: IssueRecord, count: int, text: str, days: Sequence[date], zone: ZoneInfo
) -> View:
    """Once more before it goes; an answer goes with the day of the next one.

    Args:
        days: To choose from; none for a result.
    """
    head = t("发给 <b>{number}</b> 的 {count} 件：", number=issue.number, count=count)
    out = (button(t("不发了"), "issue:show", issue.id), back(t))
    if not days:
        after = t("各家自己说“已解决”或“没解决”；说不是这个问题的，退回单独办。")
        give = (button(t("发给各家"), "issue:give", issue.id),)
        return View(lines(head, words(t, text, WHOLE), after), (give, out))
    choices = [
        button(
            str(moment(t, datetime.combine(day, END_OF_WORK, zone), zone)),
            "issue:send",
            issue.id,
            f"{day:%Y%m%d}",
        )
        for day in days
    ]
    after = t("最晚什么时候再答复各家？点一个时间就发出。")
    return View(lines(head, words(t, text, WHOLE), after), (*rows_of(*choices), out))


def sending(t: Tongue, issue: IssueRecord, count: int, *, result: bool) -> View:
    """It is on its way; a report follows."""
    said = {
        True: t("🛠 结果正在发给 {count} 件的企业，发完告诉您。", count=count),
        False: t("📨 答复正在发给 {count} 件的企业，发完告诉您。", count=count),
    }[result]
    return View(said, ((issue_button(t, issue), back(t)),))
