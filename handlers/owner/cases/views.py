"""What an owner sees of the things that they asked a human for."""

from zoneinfo import ZoneInfo

from bot.domain.case_states import TEXT_MOST, CaseStatus
from bot.domain.speech import Button, View, rows_of
from bot.services.cases.cards import CaseCard
from bot.services.cases.lists import CaseLine, CaseList
from bot.services.cases.ratings import may_rate
from handlers.notices.case_buttons import follow_buttons, rating_rows, verdict_buttons
from handlers.notices.case_history import history_button
from handlers.notices.case_steps import history
from handlers.notices.case_terms import terms_words
from handlers.notices.case_verdicts import nobody_checks, reopened_words
from handlers.notices.case_words import (
    about,
    card_kind,
    clipped,
    own_words,
    rating_words,
    short_status,
    status,
    told_apart,
)
from handlers.notices.danger_words import numbers
from handlers.notices.files import count, look_button, news
from handlers.notices.private import masked, masked_remark
from handlers.notices.whom import OFFICER, do_not_wait, passed_on, receipt
from handlers.owner.home_views import back, navigation
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.records import Record
from policies.rulebase import RuleBase
from policies.words import Words


def ask(t: Tongue, record: Record | None = None, helper: Words = OFFICER) -> View:
    """What is it about?

    Args:
        record: A policy that it is about.
        helper: Who answers this firm first, as its region calls them.
    """
    head = t("想请工作人员办什么？用一两句话说清楚就行。")
    example = t("例如：原料车今早被卡口拦下，司机有 48 小时核酸阴性证明。")
    if record is not None:
        policy, role = t.words(record.title), t.words(helper)
        head = t("关于“{policy}”，想请{role}确认什么？", policy=policy, role=role)
        example = t("例如：我们这样的情况算不算，到哪里办？")
    return View(
        lines(
            head,
            example,
            t("请别写身份证号和手机号。"),
        ),
        ((back(t),),),
    )


def opened(t: Tongue, rulebase: RuleBase, card: CaseCard, zone: ZoneInfo) -> View:
    """The number to quote, and honestly what happens next."""
    return View(
        lines(
            numbers(t, rulebase, card.text),
            t(
                "✅ 已登记，事项号 <b>{number}</b>{kind}",
                number=card.number,
                kind=card_kind(t, rulebase, card),
            ),
            own_words(t, card.text),
            news(t, card.files),
            masked_remark(t, card.text),
            receipt(t, card),
            do_not_wait(t, card),
            terms_words(t, rulebase, card, zone),
        ),
        (follow_buttons(t, card.id), navigation(t)),
    )


def listing(t: Tongue, rulebase: RuleBase, cases: CaseList) -> View:
    """The firm's cases: what cannot wait and what waits for the firm first, what is over last."""
    if not cases.lines:
        empty = t("还没有事项。有难处点“找人工”，转给工作人员，一直跟到您说解决了为止。")
        return View(empty, (navigation(t),))
    more = t("只列前 8 件。") if cases.more else None
    labels = told_apart(t, rulebase.problems, cases.lines)
    buttons = (
        button(label, "case:show", line.id)
        for label, line in zip(labels, cases.lines, strict=True)
    )
    return View(
        lines(t("<b>我的事项</b>"), *(_line(t, rulebase, line) for line in cases.lines), more),
        (*rows_of(*buttons, width=1), navigation(t)),
    )


def card(t: Tongue, rulebase: RuleBase, case: CaseCard, zone: ZoneInfo) -> View:
    """One case with its steps."""
    return View(
        lines(
            t(
                "<b>{number}</b>{kind} · {status}",
                number=case.number,
                kind=card_kind(t, rulebase, case),
                status=status(t, case),
            ),
            about(t, rulebase, case),
            own_words(t, case.text),
            count(t, case.files),
            terms_words(t, rulebase, case, zone),
            rating_words(t, case),
            "",
            history(t, case, zone),
        ),
        (
            *_acts(t, case),
            *_ways(t, case),
        ),
    )


def closed_meanwhile(t: Tongue, case: CaseCard) -> View:
    """Not solved, it says, of what is closed: another case goes on from it."""
    text = t(
        "事项 <b>{number}</b> 已经销号。还没解决就点“还要办”，我另登记一件，注明接着它办。",
        number=case.number,
    )
    again = button(t("还要办"), "rate:again", case.id)
    return View(text, ((again, button(t("查看进度"), "case:show", case.id)), navigation(t)))


def ask_note(t: Tongue, case: CaseCard) -> View:
    """What is to be added?"""
    return View(
        t("要给事项 <b>{number}</b> 补充什么？直接写在这里。", number=case.number),
        (
            (button(t("留个手机号"), "case:tel", case.id),),
            (button(t("不补充了"), "case:show", case.id), back(t)),
        ),
    )


def noted(t: Tongue, case: CaseCard, text: str) -> View:
    """It is with the case."""
    return View(
        lines(
            t("✏️ 已补充到事项 <b>{number}</b>。", number=case.number),
            own_words(t, text) if text else None,
            masked_remark(t, text),
            passed_on(t, case),
        ),
        (follow_buttons(t, case.id), navigation(t)),
    )


def noted_here(t: Tongue, case: CaseCard, problem_id: int, text: str) -> View:
    """Words that nobody asked for went to the open case; maybe they were about something else.

    Args:
        problem_id: Under which the words are kept.
    """
    said = lines(
        t("✏️ 您说的已补充到事项 <b>{number}</b>。", number=case.number),
        own_words(t, text) if text else None,
        masked_remark(t, text),
        passed_on(t, case),
    )
    other = (button(t("其实是另一件事"), "prob:new", problem_id),)
    return View(said, (follow_buttons(t, case.id), other, navigation(t)))


def confirmed(t: Tongue, case: CaseCard) -> View:
    """By the firm's own word it is solved; that somebody checks is still to come."""
    return View(
        lines(
            t("谢谢，已记下：事项 <b>{number}</b> 解决了。", number=case.number),
            t("还有一步：督导人员核查后销号，核查完我告诉您。"),
            nobody_checks(t, case),
            t("核查前又出问题，打开事项点“没解决”就行。"),
        ),
        ((button(t("查看进度"), "case:show", case.id),), navigation(t)),
    )


def reopened(t: Tongue, case: CaseCard, said: str | None = None) -> View:
    """It is with somebody again; what is missing is asked, and goes along.

    Args:
        said: What is missing, if they have said it; it went along.
    """
    if said is not None:
        head = t("↩️ 事项 <b>{number}</b> 没解决。", number=case.number)
        text = lines(head, own_words(t, said), masked_remark(t, said), reopened_words(t, case))
        return View(text, (follow_buttons(t, case.id), navigation(t)))
    ask_more = t("还差什么？直接写一句，我马上转给他们。") if case.officers else None
    head = t("↩️ 事项 <b>{number}</b> 没解决。", number=case.number)
    if case.is_wanted_again:
        head = t("↩️ 事项 <b>{number}</b> 接着办。", number=case.number)
    return View(
        lines(
            head,
            reopened_words(t, case),
            ask_more or t("还差什么？直接写一句，一起存进事项。"),
        ),
        ((button(t("不补充了"), "case:show", case.id),), navigation(t)),
    )


def goes_on(t: Tongue, number: str | None, words: str) -> str:
    """The words of a new case; where it goes on from a closed one, they say from which."""
    if number is None:
        return words
    return str(t("事项 {number} 销号后还要办：{words}", number=number, words=Html(words)))


def too_long(t: Tongue, length: int) -> View:
    """More than a message can carry on; the question stays open."""
    return View(
        t(
            "您写了 {length} 字，一次最多 {most} 字。请挑要紧的说，其余的之后可以补充。",
            length=length,
            most=TEXT_MOST,
        ),
        ((back(t),),),
    )


def _ways(t: Tongue, case: CaseCard) -> tuple[tuple[Button, ...], ...]:
    cases = button(t("我的事项"), "case:list")
    look = (*history_button(t, case, inside=False), *look_button(t, case))
    return ((*look, cases), navigation(t)) if look else ((cases, *navigation(t)),)


def _acts(t: Tongue, case: CaseCard) -> tuple[tuple[Button, ...], ...]:
    note = (button(t("补充说明"), "case:note", case.id),)
    match case.status:
        case CaseStatus.CLOSED:
            return rating_rows(t, case) if may_rate(case, case.firm.now) else ()
        case CaseStatus.CONFIRMED:
            again = t("还要办") if case.is_withdrawn else t("没解决")
            return ((button(again, "case:deny", case.id),),)
        case CaseStatus.SOLVED | CaseStatus.CALL:
            return (verdict_buttons(t, case.id), note)
        case _:
            return ((*note, button(t("不用办了"), "case:withdraw", case.id)),)


def _line(t: Tongue, rulebase: RuleBase, line: CaseLine) -> Html:
    text = escaped(clipped(masked(t, " ".join(line.text.split())), 30))
    kind = card_kind(t, rulebase, line)
    return Html(f"{line.number}{kind} · {short_status(t, line.status)} · {text}")
