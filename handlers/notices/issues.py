"""What is said of common issues unprompted: to every firm its answer, to the desk the outcome."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.case_states import UNTAKEN
from bot.domain.issues import AnswerFate, ProposalStatus
from bot.domain.speech import Button, Lane, Notice, View, rows_of
from bot.services.cases.cards import CaseCard
from bot.services.cases.circle import Recipient
from bot.services.duties.errands import Ground
from bot.services.issues.answering import Answered, IssueAnswering
from bot.services.issues.cards import IssueCard
from bot.services.issues.leads import Named
from bot.services.issues.parting import Parted
from bot.services.issues.policy_proposals import ProposalCard
from bot.store.issues.answers import AnswerRecord
from bot.store.issues.issues import IssueRecord
from bot.store.staff.officers import OfficerCard
from handlers.notices.case_buttons import open_on_desk
from handlers.notices.case_recipients import to_firm
from handlers.notices.case_words import own_words, status, words
from handlers.notices.cases import WHOLE, answer_view, result_view
from handlers.notices.issue_words import figures
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

Say = Callable[[Tongue], View]
SHOWN: Final = 6


def answering_of(ground: Ground) -> IssueAnswering:
    """How answers to all are carried out and worded."""
    zone = ground.zone
    return IssueAnswering(
        ground,
        tell=lambda card, answer: to_each_firm(card, answer, zone),
        report=report,
    )


def to_each_firm(card: CaseCard, answer: AnswerRecord, zone: ZoneInfo) -> Iterable[Notice]:
    """To the firm of one case: what is said to all, and that it may be about something else."""
    for notice in to_firm(card, lambda t: _said_to_all(t, card, answer, zone)):
        yield replace(notice, lane=Lane.REMINDER)


def report(done: Answered) -> Iterable[Notice]:
    """To who answered and who made the issue: all have it; to others what was said in theirs."""
    key = f"issue:answer:{done.answer.id}:{done.sent}"
    told = {officer.id: officer for officer in (done.lead, done.opener) if not officer.blocked}
    for officer in told.values():
        yield _to(officer, lambda t: _report(t, done), f"{key}:{officer.id}")
    for officer, numbers in done.others:
        if officer.id not in told and not officer.blocked:
            say = _beside_of(done, numbers)
            yield _to(officer, say, f"{key}:beside:{officer.id}")


def named(card: IssueCard, who: Named, by: OfficerCard) -> Iterable[Notice]:
    """To who leads an issue from now on, and to who led it until then."""
    key = f"issue:{card.issue.id}:lead:{who.uid}"
    if who.lead.id != by.id and not who.lead.blocked:
        yield _to(who.lead, lambda t: _named(t, card, by.name), key)
    before = who.before
    if before is not None and before.id != by.id and not before.blocked:
        yield _to(before, lambda t: _led_by_another(t, who), f"{key}:before")


def parted(left: Parted) -> Iterable[Notice]:
    """To whoever has the case now, who leads the issue and who dispatches: it was not about it."""
    return (_minded(each, _parted(Tongue(each.language), left, each), left) for each in left.heard)


def parted_words(left: Parted, text: str) -> Iterable[Notice]:
    """To the same: what is different, in the firm's own words."""
    said = ((each, _differs(Tongue(each.language), left, text, each)) for each in left.heard)
    return (_minded(each, view, left) for each, view in said)


def proposed(card: ProposalCard) -> tuple[Notice, ...]:
    """To the editors of policies: what should be changed."""
    key = f"proposal:{card.record.id}"
    return tuple(_chat(each, lambda t: _proposed(t, card), key) for each in card.editors)


def decided(card: ProposalCard, by: int) -> tuple[Notice, ...]:
    """To who wrote it: what becomes of it.

    Args:
        by: The chat that said so, which sees it anyway.
    """
    key = f"proposal:{card.record.id}:{card.record.status}"
    others = (each for each in card.writer if each.chat_id != by)
    return tuple(_chat(each, lambda t: _decided(t, card), key) for each in others)


def _said_to_all(t: Tongue, card: CaseCard, answer: AnswerRecord, zone: ZoneInfo) -> View:
    view = result_view(t, card) if answer.result else answer_view(t, card, zone)
    mark = t("这是给反映同一问题的各家的统一答复。说的不是您的情况，点“不是这个问题”。")
    other = (button(t("不是这个问题"), "case:not", card.id, answer.id),)
    *first, last = view.rows
    return View(lines(view.html, mark), (*first, other, last))


def _report(t: Tongue, done: Answered) -> View:
    number = done.issue.number
    if done.answer.result:
        head = t("🛠 <b>{number}</b> 的结果已发到 {count} 件。", number=number, count=done.sent)
    else:
        head = t("📨 <b>{number}</b> 的答复已发到 {count} 件。", number=number, count=done.sent)
    over = [case for case, fate in done.left if fate is AnswerFate.OVER]
    ruling = [case for case, fate in done.left if fate is AnswerFate.RULING]
    return View(
        lines(
            head,
            t("没发（已经办结）：{cases}", cases=t("、").join(over)) if over else None,
            t("没发（等上级裁定归属）：{cases}", cases=t("、").join(ruling)) if ruling else None,
        ),
        (_way(t, done.issue),),
    )


def _beside_of(done: Answered, numbers: Mapping[int, str]) -> Say:
    return lambda t: _beside(t, done, numbers)


def _beside(t: Tongue, done: Answered, numbers: Mapping[int, str]) -> View:
    said = {
        "name": done.lead.name,
        "number": done.issue.number,
        "cases": t("、").join(numbers.values()),
    }
    if done.answer.result:
        head = t("🛠 {name} 给出了共性问题 <b>{number}</b> 的结果，由牵头人办结：{cases}", **said)
    else:
        head = t("💬 {name} 统一答复了共性问题 <b>{number}</b>，您在办的：{cases}", **said)
    shown = list(numbers.items())[:SHOWN]
    buttons = (button(number, "case:show", case_id) for case_id, number in shown)
    return View(lines(head, words(t, done.answer.text, WHOLE)), rows_of(*buttons))


def _named(t: Tongue, card: IssueCard, by: str) -> View:
    head = t(
        "🧩 {name} 请您牵头共性问题 <b>{number}</b>（{count} 件）：",
        name=by,
        number=card.issue.number,
        count=len(card.case_ids),
    )
    step = t("您写一次，各家在自己的事项里都收到；还没有人受理的，答复时由您受理。")
    return View(lines(head, words(t, card.issue.title), step), (_way(t, card.issue),))


def _led_by_another(t: Tongue, who: Named) -> View:
    said = {"number": who.issue.number, "name": who.lead.name}
    return View(t("🧩 共性问题 <b>{number}</b> 改由 {name} 牵头，您在办的事项照旧。", **said))


def _parted(t: Tongue, left: Parted, who: Recipient) -> View:
    card = left.card
    head = t(
        "↪️ {firm} 说 <b>{issue}</b> 的统一答复不是他们的问题。事项 <b>{number}</b> 已退出，"
        "单独办理，时限照旧。",
        firm=card.firm.name,
        issue=left.issue.number,
        number=card.number,
    )
    now = t("现在：{status}", status=status(t, card))
    free = card.status in UNTAKEN and who.chat_id in left.ways.work
    take = (button(t("我来办"), "case:claim", card.id),) if free else ()
    row = (*take, *_opens(t, left, who))
    rows = (*((row,) if row else ()), _way(t, left.issue))
    return View(lines(head, own_words(t, card.text), now), rows)


def _differs(t: Tongue, left: Parted, text: str, who: Recipient) -> View:
    card, row = left.card, _opens(t, left, who)
    head = t(
        "✏️ {firm} 说和 <b>{issue}</b> 哪里不一样（事项 <b>{number}</b>）：",
        firm=card.firm.name,
        issue=left.issue.number,
        number=card.number,
    )
    return View(lines(head, own_words(t, text, WHOLE)), (row,) if row else ())


def _opens(t: Tongue, left: Parted, who: Recipient) -> tuple[Button, ...]:
    """The way to the case, for whom it is theirs to look at."""
    return open_on_desk(t, left.card) if who.chat_id in left.ways.open else ()


def _proposed(t: Tongue, card: ProposalCard) -> View:
    record = card.record
    head = t("📄 {name} 提了一条政策建议（{number}）：", name=card.by, number=record.number)
    look = (button(t("看政策建议"), "prop:show", record.id),)
    return View(
        lines(head, words(t, record.text, WHOLE), figures(t, record.figures)),
        (look,),
    )


def _decided(t: Tongue, card: ProposalCard) -> View:
    record = card.record
    said = {"name": card.decided_by or "", "number": record.number}
    if record.status is ProposalStatus.TAKEN:
        text: Html = t("✅ {name} 采纳了您对 {number} 的政策建议。", **said)
    else:
        head = t("➖ {name} 没有采纳您对 {number} 的政策建议：", **said)
        text = lines(head, words(t, record.reason or ""))
    show = button(t("看政策建议"), "prop:show", record.id)
    issue = button(t("看共性问题"), "issue:show", record.issue_id)
    return View(text, ((show, issue),))


def _way(t: Tongue, issue: IssueRecord) -> tuple[Button, ...]:
    return (button(t("看共性问题"), "issue:show", issue.id),)


def _minded(each: Recipient, view: View, left: Parted) -> Notice:
    key = f"case:{left.card.id}:{left.card.last_step}:parted:{each.chat_id}"
    return Notice("desk", each.chat_id, view, key)


def _to(officer: OfficerCard, say: Say, key: str) -> Notice:
    return Notice("desk", officer.chat_id, say(Tongue(officer.language)), key)


def _chat(each: Recipient, say: Say, key: str) -> Notice:
    return Notice("desk", each.chat_id, say(Tongue(each.language)), f"{key}:{each.chat_id}")
