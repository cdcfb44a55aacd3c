"""How far a document carries, as whoever keeps it reads it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.registers import SourceKind
from bot.services.registers.cards import RegisterCard
from handlers.notices.register_words import since_words
from handlers.tongue import Html, Tongue
from policies.calendar import Extension, Season, season_of
from policies.documents import Document
from policies.registers import day_of


def standing_words(t: Tongue, card: RegisterCard, today: date) -> Html:
    """仍执行至 2023-06-30; or that it is not recorded, or over, and what follows of that."""
    until = day_of(card.value)
    match _season(card.register.document, until, today):
        case Season.EXTENDED:
            return t("仍执行至 {until}", until=until)
        case Season.CAPPED if until is not None:
            return t("仍执行至 {until}，已到期，只答“需主管部门确认”", until=until)
        case Season.CAPPED:
            return t("没有记录，只答“需主管部门确认”")
        case Season.CURRENT if until is not None:
            return t("文件当年，照常答复；以后仍执行至 {until}", until=until)
        case Season.CURRENT:
            return t("文件当年，照常答复；以后还没有记录")
        case _:
            return t("文件还没有发布")


def state_line(
    t: Tongue, card: RegisterCard, by: str | None, zone: ZoneInfo, now: datetime
) -> Html:
    """现在：仍执行至 2023-06-30（1月5日（周四）09:30 记录，王干部）."""
    state, holds = standing_words(t, card, now.astimezone(zone).date()), card.holding(now)
    operator = holds is None or holds.grounds.source is SourceKind.OPERATOR
    who = t("系统维护") if operator else by or ""
    if card.since is None:
        if holds is None:
            return t("现在：<b>{value}</b>", value=state)
        since = since_words(t, holds.starts_at, zone)
        return t("现在：<b>{state}</b>（{since} 收回，{who}）", state=state, since=since, who=who)
    since = since_words(t, card.since, zone)
    return t("现在：<b>{state}</b>（{since} 记录，{who}）", state=state, since=since, who=who)


def span_line(t: Tongue, card: RegisterCard, until: date | None, today: date) -> Html:
    """From when until when it counts; said before it is entered.

    Args:
        until: The last day; None if what was recorded is taken back.
    """
    document = card.register.document
    if document is not None and document.last_day is not None and today <= document.last_day:
        return t("文件当年照常答复，这一条从 {year} 年 1 月 1 日起起作用。", year=today.year + 1)
    if until is None:
        return t("从现在起，这份文件只答“需主管部门确认”。")
    return t("从现在起，到 {until} 当天为止；过后自动回到“需主管部门确认”。", until=until)


def _season(document: Document | None, until: date | None, today: date) -> Season:
    assert document is not None  # asked of registers of documents only
    assert document.date is not None  # only dated documents have a register
    assert document.last_day is not None
    extension = None if until is None else Extension(until)
    return season_of(document.date, document.last_day, today, extension)
