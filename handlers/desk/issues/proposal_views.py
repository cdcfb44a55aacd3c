"""What people at the desk see of policy proposals."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.domain.issues import ProposalStatus
from bot.domain.speech import View, rows_of
from bot.domain.staff import Power
from bot.services.issues.policy_proposals import ProposalCard
from bot.store.issues.issues import IssueRecord
from bot.store.issues.policy_proposals import ProposalRecord
from handlers.desk.context import Clerk
from handlers.desk.home_views import back
from handlers.notices.case_words import clipped, kind_words, words
from handlers.notices.cases import WHOLE
from handlers.notices.issue_words import figures
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase


def ask_text(t: Tongue, issue: IssueRecord) -> View:
    """What should be changed or made clear?"""
    return View(
        lines(
            t("<b>{number}</b> 说明哪条政策要改、要说清？（政策编辑会看到）", number=issue.number),
            t("例：卡口按 24 小时要求证明，与“48 小时”的规定不一致，建议统一并告知各卡口。"),
            t("这个共性问题的件数、办理情况会一起附上，不附企业名称。"),
        ),
        ((button(t("取消"), "issue:show", issue.id), back(t)),),
    )


def proposed(t: Tongue, card: ProposalCard) -> View:
    """It is with the editors, if there are any."""
    number = card.record.number
    if card.editors:
        text = t("📄 政策建议已交政策编辑（{number}）。采纳与否，我都会告诉您。", number=number)
    else:
        text = t(
            "📄 政策建议已存好（{number}）。本地还没有政策编辑；有人到岗就能看到。", number=number
        )
    show = button(t("看共性问题"), "issue:show", card.record.issue_id)
    return View(text, ((show, back(t)),))


def listing(t: Tongue, found: Sequence[ProposalRecord]) -> View:
    """What has to be gone through, and what was."""
    if not found:
        return View(t("还没有政策建议。调度员提出来，会列在这里。"), ((back(t),),))
    listed = [_line(t, each) for each in found]
    buttons = [
        button(f"{each.number} · {status(t, each.status)}", "prop:show", each.id) for each in found
    ]
    return View(lines(t("<b>政策建议</b>"), *listed), (*rows_of(*buttons), (back(t),)))


def card(who: Clerk, rulebase: RuleBase, proposal: ProposalCard, zone: ZoneInfo) -> View:
    """One proposal with the figures of its issue, and what an editor can say of it."""
    t, record = who.t, proposal.record
    kind = kind_words(t, rulebase.problems.get(record.category or ""), urgent=False)
    head = t("<b>政策建议</b> {number}{kind} · {status}", number=record.number, kind=kind,
             status=status(t, record.status))  # fmt: skip
    by = t("{name}，{at}：", name=proposal.by, at=moment(t, record.at, zone))
    decides = record.status is ProposalStatus.OPEN and Power.POLICY_EDIT in who.powers
    acts = (button(t("采纳"), "prop:take", record.id), button(t("不采纳…"), "prop:no", record.id))
    listed = Power.POLICY_EDIT in who.powers
    last = (
        button(t("政策建议"), "prop:list")
        if listed
        else button(t("看共性问题"), "issue:show", record.issue_id)
    )
    return View(
        lines(
            head,
            Html(f"<b>{escaped(record.title)}</b>"),
            figures(t, record.figures),
            by,
            words(t, record.text, WHOLE),
            _decided(t, proposal, zone),
        ),
        (*((acts,) if decides else ()), (last, back(t))),
    )


def ask_reason(t: Tongue, proposal: ProposalCard) -> View:
    """Why not?"""
    return View(
        lines(
            t(
                "不采纳 {number} 的建议：为什么？（提建议的调度员会看到）",
                number=proposal.record.number,
            ),
            t("例：省里 7 月 20 日已统一口径，不用另改。"),
        ),
        ((button(t("取消"), "prop:show", proposal.record.id), back(t)),),
    )


def status(t: Tongue, standing: ProposalStatus) -> Html:
    """Where it stands."""
    return {
        ProposalStatus.OPEN: t("待研究"),
        ProposalStatus.TAKEN: t("已采纳"),
        ProposalStatus.DECLINED: t("没有采纳"),
    }[standing]


def _decided(t: Tongue, proposal: ProposalCard, zone: ZoneInfo) -> Html | None:
    record = proposal.record
    if record.decided_at is None:
        return None
    at, name = moment(t, record.decided_at, zone), proposal.decided_by or ""
    if record.status is ProposalStatus.TAKEN:
        return t("✅ {name} {at} 采纳。", name=name, at=at)
    said = t("➖ {name} {at} 没有采纳：", name=name, at=at)
    return lines(said, words(t, record.reason or ""))


def _line(t: Tongue, record: ProposalRecord) -> Html:
    title = escaped(clipped(record.title, 24))
    return Html(f"{record.number} · {status(t, record.status)} · {title}")
