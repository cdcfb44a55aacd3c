"""What an officer sees of cases."""

import html
from zoneinfo import ZoneInfo

from bot.domain.cases import CaseStatus
from bot.domain.speech import Button, View, rows_of
from bot.domain.verification import Standing
from bot.services.case_cards import CaseCard
from bot.services.case_lists import CaseLine, CaseList
from bot.services.cases import TEXT_MOST
from handlers.desk.home_views import back
from handlers.notices.case_words import (
    about,
    card_kind,
    circumstances,
    clipped,
    firm_line,
    history,
    own_words,
    sheet_words,
    short_status,
    status,
    told_apart,
    words,
)
from handlers.notices.files import count, look_button
from handlers.notices.private import masked
from handlers.notices.sampling_words import pauses_of_firm as pauses
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase


def unclaimed(t: Tongue, rulebase: RuleBase, cases: CaseList) -> View:
    """What waits for somebody, oldest first."""
    if not cases.lines:
        return View(t("现在没有等人受理的诉求。来了新的，我会马上发给您。"), (_lists(t),))
    return _listing(t, rulebase, t("<b>新诉求</b>（最早的在前）"), cases)


def mine(t: Tongue, rulebase: RuleBase, cases: CaseList) -> View:
    """What this officer has in hand."""
    if not cases.lines:
        return View(t("您手里没有在办的事项。"), (_lists(t),))
    return _listing(t, rulebase, t("<b>我在办的</b>（最早的在前）"), cases)


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
        (*rows_of(*choices, width=1), (button(t("都不是，不发了"), "desk:menu"),)),
    )


def card(t: Tongue, rulebase: RuleBase, case: CaseCard, officer_id: int, zone: ZoneInfo) -> View:
    """One case with its steps, and what this officer can do about it."""
    return View(
        lines(
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
            "",
            history(t, case, zone),
        ),
        (
            *_acts(t, case, officer_id),
            (*look_button(t, case), firm_button(t, case.id), back(t)),
        ),
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


def ask_answer(t: Tongue, case: CaseCard) -> View:
    """What is the firm to be told?"""
    return View(
        t("写给 {firm} 的话（事项 <b>{number}</b>）：", firm=case.firm.name, number=case.number),
        (_cancel(t, case.id),),
    )


def ask_result(t: Tongue, case_id: int, number: str) -> View:
    """What came of it?"""
    return View(
        lines(
            t("办结 <b>{number}</b> 前请写明结果（企业会看到）。", number=number),
            t("例：已联系××卡口，15:20 放行。"),
        ),
        (_cancel(t, case_id),),
    )


def answered(t: Tongue, case: CaseCard) -> View:
    """It went to the firm, or why it could not."""
    solve = (button(t("办结"), "case:solve", case.id),)
    show = button(t("看事项"), "case:show", case.id)
    text = t("💬 已答复 {firm}（事项 <b>{number}</b>）。", firm=case.firm.name, number=case.number)
    first = solve if case.status is CaseStatus.CLAIMED else ()
    return View(lines(text, _unheard(t, case)), ((*first, show), (back(t),)))


def solved(t: Tongue, case: CaseCard) -> View:
    """It is the firm's turn."""
    text = t(
        "🛠 事项 <b>{number}</b> 已办结，已请企业确认。企业说解决了才销号。", number=case.number
    )
    show = button(t("看事项"), "case:show", case.id)
    return View(lines(text, _unheard(t, case)), ((show, back(t)),))


def too_long(t: Tongue, length: int) -> View:
    """More than a message can carry on; the question stays open."""
    return View(
        t("您写了 {length} 字，一次最多 {most} 字。请分几次发。", length=length, most=TEXT_MOST),
        ((button(t("取消"), "desk:menu"),),),
    )


def firm_button(t: Tongue, case_id: int) -> Button:
    """What is known of the firm."""
    return button(t("看企业"), "case:firm", case_id)


def _listing(t: Tongue, rulebase: RuleBase, head: Html, cases: CaseList) -> View:
    more = t("后面还有，办完这些会接着显示。") if cases.more else None
    labels = told_apart(t, rulebase.problems, cases.lines)
    buttons = (
        button(label, "case:show", line.id)
        for label, line in zip(labels, cases.lines, strict=True)
    )
    listed = (_line(t, rulebase, line) for line in cases.lines)
    return View(lines(head, *listed, more), (*rows_of(*buttons, width=1), _lists(t)))


def _line(t: Tongue, rulebase: RuleBase, line: CaseLine) -> Html:
    firm_name = escaped(clipped(line.firm, 16))
    text = escaped(clipped(masked(t, " ".join(line.text.split())), 24))
    kind = card_kind(t, rulebase, line)
    return Html(f"{line.number}{kind} · {short_status(t, line.status)} · {firm_name} · {text}")


def _lists(t: Tongue) -> tuple[Button, ...]:
    mine_, new = button(t("我在办的"), "case:mine"), button(t("新诉求"), "case:new")
    return (new, mine_, back(t))


def _acts(t: Tongue, case: CaseCard, officer_id: int) -> tuple[tuple[Button, ...], ...]:
    answer = button(t("答复"), "case:answer", case.id)
    match case.status:
        case CaseStatus.OPEN:
            return ((button(t("我来办"), "case:claim", case.id),),)
        case CaseStatus.CLAIMED if case.holder and case.holder.id == officer_id:
            return ((answer, button(t("办结"), "case:solve", case.id)),)
        case CaseStatus.CONFIRMED:
            return ()
        case _:
            return ((answer,),)


def _cancel(t: Tongue, case_id: int) -> tuple[Button, ...]:
    return (button(t("取消"), "case:show", case_id), back(t))


def _unheard(t: Tongue, case: CaseCard) -> Html | None:
    if case.owners:
        return None
    return t("注意：这家企业现在收不到机器人的消息，请另行联系；内容已存进事项。")
