"""What people at the desk see of one common issue."""

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.issues import TITLE_MOST, IssueStatus, ProposalStatus
from bot.domain.speech import Button, View, rows_of
from bot.services.issues.cards import IssueCard, Member
from bot.store.issues.candidates import Candidate
from bot.store.issues.issues import IssueRecord
from bot.store.staff.officers import OfficerCard
from handlers.desk.home_views import back
from handlers.desk.issues.listing_views import case_line, issue_button
from handlers.desk.issues.picking_views import turn_rows
from handlers.notices.case_words import clipped, kind_words, short_status, words
from handlers.notices.private import masked
from handlers.phrases import day_of, deadline
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

A_PAGE: Final = 8


def card(t: Tongue, rulebase: RuleBase, issue: IssueCard, zone: ZoneInfo) -> View:
    """An issue, and what whoever looks can do about it."""
    record = issue.issue
    kind = kind_words(t, rulebase.problems.get(record.category or ""), urgent=False)
    head = t(
        "<b>{number}</b>{kind} · {status}",
        number=record.number,
        kind=kind,
        status=status(t, record.status),
    )
    count = t(
        "{count} 件，{day}立", count=len(issue.case_ids), day=day_of(t, record.opened_at, zone)
    )
    return View(
        lines(
            head,
            Html(f"<b>{escaped(record.title)}</b>"),
            Html(f"{count} · {_lead(t, issue)}"),
            _said(t, issue, zone),
            _proposed(t, issue),
            _alone(t, issue),
        ),
        (*_acts(t, issue), (button(t("共性问题"), "issue:menu"), back(t))),
    )


def opened(t: Tongue, rulebase: RuleBase, issue: IssueCard, zone: ZoneInfo) -> View:
    """It was made just now: what comes next."""
    view = card(t, rulebase, issue, zone)
    done = t(
        "🧩 已把 {count} 件并成一个共性问题。企业不会收到消息，各件的时限照旧。",
        count=len(issue.case_ids),
    )
    step = t("下一步：定牵头人，由他统一答复各家。")
    return View(lines(done, step, "", Html(view.html)), view.rows)


def cases(t: Tongue, issue: IssueCard, shown: Sequence[Member], page: int) -> View:
    """Its cases, page by page."""
    head = t("<b>{number}</b> 的各件事项：", number=issue.issue.number)
    none = None if shown else t("一件也没有了。")
    buttons = [button(each.number, "case:show", each.id) for each in shown if each.opens]
    turn = turn_rows(t, page, len(issue.case_ids), A_PAGE, "issue:cases", issue.issue.id)
    return View(
        lines(head, none, *(_line(t, each) for each in shown)),
        (*rows_of(*buttons), *turn, (issue_button(t, issue.issue), back(t))),
    )


def more(t: Tongue, issue: IssueCard) -> View:
    """What a dispatcher can do with it."""
    record, is_open = issue.issue, issue.issue.status is IssueStatus.OPEN
    may_change = issue.dispatches and is_open
    may_propose = issue.dispatches and record.status is not IssueStatus.DISSOLVED
    offered = [
        (may_change, t("定牵头人"), "issue:lead"),
        (may_change, t("并入相像的"), "issue:add"),
        (may_change and bool(issue.case_ids), t("移出事项"), "issue:out"),
        (may_change, t("改名"), "issue:title"),
        (may_propose, t("提政策建议"), "issue:propose"),
        (may_change, t("解散"), "issue:end"),
    ]
    buttons = [button(words_, name, record.id) for fits, words_, name in offered if fits]
    text = t("共性问题 <b>{number}</b> 还能怎么办：", number=record.number)
    none = None if buttons else t("现在没有别的可做。")
    return View(lines(text, none), (*rows_of(*buttons), (issue_button(t, record), back(t))))


def to_remove(t: Tongue, issue: IssueCard, shown: Sequence[Member], page: int) -> View:
    """Which case is none of it?"""
    number = issue.issue.id
    buttons = [
        button(t("移出 {number}", number=each.number), "issue:drop", number, each.id)
        for each in shown
    ]
    text = t("从 <b>{number}</b> 移出哪一件？移出后单独办，时限照旧。", number=issue.issue.number)
    turn = turn_rows(t, page, len(issue.case_ids), A_PAGE, "issue:out", number)
    return View(
        lines(text, *(_line(t, each) for each in shown)),
        (*rows_of(*buttons), *turn, (issue_button(t, issue.issue), back(t))),
    )


def to_add(t: Tongue, issue: IssueRecord, found: Sequence[Candidate]) -> View:
    """What is like its cases, and in no issue."""
    shown = found[:A_PAGE]
    head = t("与 <b>{number}</b> 相像、还没有并的：", number=issue.number)
    none = None if shown else t("没有了。别的事项可以打开它，点“更多…”“相似的诉求”再并。")
    rest = t("另有 {count} 件相像。", count=len(found) - A_PAGE) if found[A_PAGE:] else None
    buttons = [
        button(t("并入 {number}", number=each.number), "issue:link", issue.id, each.id)
        for each in shown
    ]
    return View(
        lines(head, none, *(case_line(t, each) for each in shown), rest),
        (*rows_of(*buttons), (issue_button(t, issue), back(t))),
    )


def whom(t: Tongue, issue: IssueRecord, offered: Sequence[OfficerCard]) -> View:
    """Who answers for all?"""
    if not offered:
        text = t("这些事项的桌面上没有人在岗。先把其中一件转办给有人的单位，再来定牵头人。")
        return View(text, ((issue_button(t, issue), back(t)),))
    buttons = [button(clipped(each.name, 20), "issue:name", issue.id, each.id) for each in offered]
    text = t(
        "<b>{number}</b> 由谁牵头？他统一答复各家；还没有人受理的，答复时由他受理。",
        number=issue.number,
    )
    return View(text, (*rows_of(*buttons), (issue_button(t, issue), back(t))))


def ask_title(t: Tongue, issue: IssueRecord) -> View:
    """How is it to be called?"""
    text = t("<b>{number}</b> 改叫什么？（最多 {most} 字）", number=issue.number, most=TITLE_MOST)
    return View(text, ((button(t("取消"), "issue:show", issue.id), back(t)),))


def too_long(t: Tongue, length: int) -> View:
    """No title is that long; the question stays open."""
    text = t(
        "名字写了 {length} 字，最多 {most} 字。请短一点再发。", length=length, most=TITLE_MOST
    )
    return View(text, ((button(t("取消"), "desk:menu"),),))


def sure(t: Tongue, issue: IssueCard) -> View:
    """Each goes on by itself then."""
    text = t(
        "解散 <b>{number}</b>？{count} 件各自单独办，已经答复、答应过的照旧。",
        number=issue.issue.number,
        count=len(issue.case_ids),
    )
    do = (button(t("解散"), "issue:ended", issue.issue.id),)
    return View(text, (do, (issue_button(t, issue.issue), back(t))))


def dissolved(t: Tongue, issue: IssueRecord) -> View:
    """It is no more."""
    text = t("<b>{number}</b> 已解散，各件单独办，时限照旧。", number=issue.number)
    return View(text, ((button(t("共性问题"), "issue:menu"), back(t)),))


def status(t: Tongue, standing: IssueStatus) -> Html:
    """Where it stands."""
    return {
        IssueStatus.OPEN: t("办理中"),
        IssueStatus.SOLVED: t("已给出结果"),
        IssueStatus.DISSOLVED: t("已解散"),
    }[standing]


def _acts(t: Tongue, issue: IssueCard) -> tuple[tuple[Button, ...], ...]:
    number, is_open = issue.issue.id, issue.issue.status is IssueStatus.OPEN
    answers = issue.leads and is_open and issue.case_ids and not issue.answering
    lead = issue.dispatches and is_open and issue.lead is None
    own = (
        button(t("答复各家"), "issue:answer", number),
        button(t("给出结果"), "issue:solve", number),
    )
    again = button(t("补发给后并入的"), "issue:repeat", number)
    look = button(t("各件事项"), "issue:cases", number)
    rest = (button(t("更多…"), "issue:more", number),) if issue.dispatches else ()
    end = issue.dispatches and issue.is_alone
    return (
        *((own,) if answers else ()),
        *(((again,),) if answers and issue.unanswered else ()),
        *(((button(t("定牵头人"), "issue:lead", number),),) if lead else ()),
        *(((button(t("解散"), "issue:end", number),),) if end else ()),
        (look, *rest),
    )


def _lead(t: Tongue, issue: IssueCard) -> Html:
    if issue.lead is None:
        return t("还没有人牵头")
    return t("{name} 牵头", name=issue.lead)


def _said(t: Tongue, issue: IssueCard, zone: ZoneInfo) -> Html | None:
    answer = issue.answer
    if answer is None:
        return None
    head = t("给出的结果：") if answer.result else t("上次统一答复：")
    holds = answer.until is not None and issue.issue.status is IssueStatus.OPEN
    due = deadline(t, answer.until, zone) if answer.until else ""
    until = t("🕒 最晚{until}前再答复。", until=due) if holds else None
    going = t("正在发给各家…") if issue.answering else None
    if issue.unanswered:
        going = t("后并入的 {count} 件还没收到。", count=issue.unanswered)
    return lines(head, words(t, answer.text), until, going)


def _alone(t: Tongue, issue: IssueCard) -> Html | None:
    """That it is none any more, and what an answer does then."""
    if not issue.is_alone:
        return None
    return t(
        "⚠️ 只剩 {count} 件没办结，已不是共性问题：答复就是答复那一件；也可以解散，单独办。",
        count=issue.unsolved,
    )


def _proposed(t: Tongue, issue: IssueCard) -> Html | None:
    if issue.proposal is None:
        return None
    return {
        ProposalStatus.OPEN: t("📄 政策建议：等政策编辑研究"),
        ProposalStatus.TAKEN: t("📄 政策建议：已采纳"),
        ProposalStatus.DECLINED: t("📄 政策建议：没有采纳"),
    }[issue.proposal.status]


def _line(t: Tongue, member: Member) -> Html:
    text = escaped(clipped(masked(t, " ".join(member.text.split())), 24))
    firm = escaped(clipped(member.firm, 14))
    return Html(f"{member.number} · {short_status(t, member.status)} · {firm} · {text}")
