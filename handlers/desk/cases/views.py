"""What an officer sees of cases."""

import html
from zoneinfo import ZoneInfo

from bot.domain.case_states import TEXT_MOST, UNSOLVED, CaseStatus
from bot.domain.case_terms import ClockKind
from bot.domain.speech import Button, View, rows_of
from bot.domain.staff import Power
from bot.domain.verification import Standing
from bot.services.cases.cards import CaseCard
from bot.services.cases.lists import CaseLine, CaseList
from handlers.desk.canned.use_views import choose_button
from handlers.desk.cases.buttons import acts
from handlers.desk.cases.late_views import late_mark, late_words
from handlers.desk.cases.next_views import next_answer
from handlers.desk.cases.phone_button import phone_button
from handlers.desk.context import Clerk
from handlers.desk.finding_views import search_instead
from handlers.desk.home_views import back
from handlers.notices.case_history import history_button
from handlers.notices.case_steps import history
from handlers.notices.case_terms import desk_terms
from handlers.notices.case_words import (
    about,
    card_kind,
    circumstances,
    clipped,
    firm_line,
    own_words,
    rating_words,
    sheet_words,
    short_status,
    side_by_side,
    status,
    told_apart,
    words,
)
from handlers.notices.files import count, look_button
from handlers.notices.private import masked
from handlers.notices.sampling_words import pauses_of_firm as pauses
from handlers.phrases import deadline
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase


def unclaimed(t: Tongue, rulebase: RuleBase, cases: CaseList, zone: ZoneInfo) -> View:
    """What waits for somebody, oldest first."""
    if not cases.lines:
        return View(t("现在没有等人受理的诉求。来了新的，我会马上发给您。"), (_lists(t),))
    return _listing(t, rulebase, t("<b>新诉求</b>（最急的在前）"), cases, zone)


def mine(t: Tongue, rulebase: RuleBase, cases: CaseList, zone: ZoneInfo) -> View:
    """What this officer has in hand."""
    if not cases.lines:
        return View(t("您手里没有在办的事项。"), (_lists(t),))
    return _listing(t, rulebase, t("<b>我在办的</b>（最急的在前）"), cases, zone)


def todo(who: Clerk, rulebase: RuleBase, cases: CaseList, zone: ZoneInfo) -> View:
    """What is on their desk or in their hand, theirs to rule or to check, earliest due first."""
    t = who.t
    last = _lists(t) if Power.CASE_WORK in who.powers else (back(t),)
    today = (button(t("今日汇总"), "digest:today"),) if Power.DIGEST_READ in who.powers else ()
    if not cases.lines:
        nothing = t("没有待办事项。来了新的，我会马上发给您。")
        return View(nothing, (*((today,) if today else ()), last))
    more = t("后面还有，办完这些会接着显示。") if cases.more else None
    buttons = (button(line.number, "case:show", line.id) for line in cases.lines)
    listed = (Html(f"{_line(t, rulebase, line)} · {_due(t, line, zone)}") for line in cases.lines)
    head = t("<b>待办</b>（最急的在前）")
    export = (*today, button(t("导出表格"), "case:export"))
    return View(lines(head, *listed, more), (*rows_of(*buttons), export, last))


def which(t: Tongue, rulebase: RuleBase, text: str, cases: CaseList) -> View:
    """The officer wrote without saying to whom: it is sent when they say for which case."""
    labels = told_apart(t, rulebase.problems, cases.lines)
    choices = (
        button(html.unescape(t("答复 {number}", number=label)), "said:to", line.id)
        for label, line in zip(labels, cases.lines, strict=True)
    )
    return View(
        lines(
            t("这句话还没有发给任何人。是答复哪一件的？"),
            words(t, text),
            *(_line(t, rulebase, line) for line in cases.lines),
        ),
        (
            *rows_of(*choices, width=1),
            (search_instead(t), button(t("都不是，不发了"), "desk:menu")),
        ),
    )


def card(
    who: Clerk, rulebase: RuleBase, case: CaseCard, zone: ZoneInfo, *, only_read: bool = False
) -> View:
    """One case with its steps, and what this officer can do about it.

    Args:
        only_read: They look at what others work on: nothing may be done about it.
    """
    t, text = who.t, card_text(who.t, rulebase, case, zone)
    note = t("这件您只能查看，由承办单位办理。") if only_read else None
    looks = rows_of(
        *history_button(t, case, inside=True),
        *look_button(t, case),
        *(() if only_read else phone_button(who, case)),
        firm_button(t, case.id),
        back(t),
        width=4,
    )
    ways = () if only_read else acts(who, case)
    return View(lines(text, *(("", note) if note else ())), (*ways, *looks))


def card_text(t: Tongue, rulebase: RuleBase, case: CaseCard, zone: ZoneInfo) -> Html:
    """One case with its steps."""
    return lines(
        t(
            "<b>{number}</b>{kind} · {status}",
            number=case.number,
            kind=card_kind(t, rulebase, case),
            status=status(t, case),
        ),
        firm_line(t, rulebase, case.firm),
        about(t, rulebase, case),
        circumstances(t, rulebase, case),
        own_words(t, case.text),
        count(t, case.files),
        _beside(t, case),
        _issue(t, case),
        _reference(t, case),
        late_words(t, case, zone),
        desk_terms(t, case, zone),
        rating_words(t, case),
        "",
        history(t, case, zone, inside=True),
    )


def firm(t: Tongue, rulebase: RuleBase, case: CaseCard, zone: ZoneInfo) -> View:
    """What is known of the firm, in the words of the rule base."""
    sheet = case.firm
    head = t("<b>{firm}</b> · {place}", firm=sheet.name, place=t.words(sheet.place))
    checked = sheet.standing is Standing.VERIFIED
    mark = t("✅ 登记已核实") if checked else t("➖ 登记还没有核实")
    return View(
        lines(head, mark, *pauses(t, rulebase, sheet, zone), *sheet_words(t, rulebase, sheet)),
        ((button(t("看事项"), "case:show", case.id), back(t)),),
    )


def ask_answer(t: Tongue, case: CaseCard, *, canned: bool) -> View:
    """What is the firm to be told? `canned`: there are answers to choose from."""
    return View(
        t("写给 {firm} 的话（事项 <b>{number}</b>）：", firm=case.firm.name, number=case.number),
        (*_choice(t, case.id, canned=canned), _cancel(t, case.id)),
    )


def ask_result(t: Tongue, case_id: int, number: str, *, canned: bool) -> View:
    """What came of it? `canned`: there are answers to choose from."""
    return View(
        lines(
            t("办结 <b>{number}</b> 前请写明结果（企业会看到）。", number=number),
            t("例：已联系××卡口，15:20 放行。"),
        ),
        (*_choice(t, case_id, canned=canned), _cancel(t, case_id)),
    )


def answered(t: Tongue, case: CaseCard, zone: ZoneInfo) -> View:
    """It went to the firm, or why it could not; when does it hear again?"""
    text = t("💬 已答复 {firm}（事项 <b>{number}</b>）。", firm=case.firm.name, number=case.number)
    said = lines(text, _unheard(t, case))
    if case.due(ClockKind.INTERIM) is not None:
        return next_answer(t, case, said, zone)
    return View(said, ((button(t("看事项"), "case:show", case.id),), (back(t),)))


def solved(t: Tongue, case: CaseCard) -> View:
    """It is the firm's turn."""
    text = t(
        "🛠 事项 <b>{number}</b> 已办结，已请企业确认。企业说解决了才算完。", number=case.number
    )
    show = button(t("看事项"), "case:show", case.id)
    return View(lines(text, _unheard(t, case)), ((show, back(t)),))


def no_words(t: Tongue, case: CaseCard) -> View:
    """Signs alone answer nothing; what they write next does."""
    text = t("没有看到文字。要答复 <b>{number}</b> 什么？直接写在这里。", number=case.number)
    return View(text, ((button(t("取消"), "case:show", case.id),),))


def too_long(t: Tongue, length: int, most: int = TEXT_MOST) -> View:
    """More than a message can carry on; the question stays open."""
    return View(
        t("您写了 {length} 字，一次最多 {most} 字。请分几次发。", length=length, most=most),
        ((button(t("取消"), "desk:menu"),),),
    )


def firm_button(t: Tongue, case_id: int) -> Button:
    """What is known of the firm."""
    return button(t("看企业"), "case:firm", case_id)


def _beside(t: Tongue, case: CaseCard) -> Html | None:
    """Who else has it: not while nobody has taken it, or when it lies on no desk any more."""
    shown = case.status in UNSOLVED and case.status is not CaseStatus.ASSIGNED
    return side_by_side(t, case) if shown else None


def _issue(t: Tongue, case: CaseCard) -> Html | None:
    """The common issue that it belongs to."""
    if case.issue is None:
        return None
    return t("共性问题 <b>{number}</b>：{title}", number=case.issue.number, title=case.issue.title)


def _reference(t: Tongue, case: CaseCard) -> Html | None:
    """How another platform calls it."""
    return None if case.reference is None else t("外部单号：{reference}", reference=case.reference)


def _listing(t: Tongue, rulebase: RuleBase, head: Html, cases: CaseList, zone: ZoneInfo) -> View:
    more = t("后面还有，办完这些会接着显示。") if cases.more else None
    labels = told_apart(t, rulebase.problems, cases.lines)
    buttons = (
        button(label, "case:show", line.id)
        for label, line in zip(labels, cases.lines, strict=True)
    )
    listed = (_dated(t, line, _line(t, rulebase, line), zone) for line in cases.lines)
    return View(lines(head, *listed, more), (*rows_of(*buttons, width=1), _lists(t)))


def _line(t: Tongue, rulebase: RuleBase, line: CaseLine) -> Html:
    firm_name = escaped(clipped(line.firm, 16))
    text = escaped(clipped(masked(t, " ".join(line.text.split())), 24))
    kind = card_kind(t, rulebase, line)
    return Html(f"{line.number}{kind} · {short_status(t, line.status)} · {firm_name} · {text}")


def _due(t: Tongue, line: CaseLine, zone: ZoneInfo) -> Html:
    due = t("{due}前", due=deadline(t, line.due, zone)) if line.due else Html("—")
    return _marked(t, line, due, zone)


def _dated(t: Tongue, line: CaseLine, said: Html, zone: ZoneInfo) -> Html:
    """A line with until when something is to be done, if a date runs."""
    return Html(f"{said} · {_due(t, line, zone)}") if line.due else _marked(t, line, said, zone)


def _marked(t: Tongue, line: CaseLine, said: Html, zone: ZoneInfo) -> Html:
    """A line with what was not kept in time behind it."""
    late = late_mark(t, line, zone)
    return said if late is None else Html(f"{said} · {late}")


def _lists(t: Tongue) -> tuple[Button, ...]:
    mine_, new = button(t("我在办的"), "case:mine"), button(t("新诉求"), "case:new")
    return (new, mine_, back(t))


def _choice(t: Tongue, case_id: int, *, canned: bool) -> tuple[tuple[Button, ...], ...]:
    return ((choose_button(t, case_id),),) if canned else ()


def _cancel(t: Tongue, case_id: int) -> tuple[Button, ...]:
    return (button(t("取消"), "case:show", case_id), back(t))


def _unheard(t: Tongue, case: CaseCard) -> Html | None:
    if case.owners:
        return None
    return t("注意：这家企业现在收不到机器人的消息，请另行联系；内容已存进事项。")
