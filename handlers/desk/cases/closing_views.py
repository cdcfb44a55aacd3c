"""What an inspector sees: what waits, what to ask, what became of it."""

from zoneinfo import ZoneInfo

from bot.domain.case_states import FOUND_LEAST, CaseAct, CaseStatus, CheckWay
from bot.domain.case_terms import ClockKind
from bot.domain.speech import Button, View, rows_of
from bot.services.cases.cards import CaseCard
from bot.services.cases.closing import WHOM_MOST, ways_of
from bot.services.cases.lists import CaseLine, CaseList
from handlers.desk.cases.late_views import late_mark
from handlers.desk.home_views import back
from handlers.notices.case_steps import way_words
from handlers.notices.case_words import again_words, card_kind, clipped, short_status
from handlers.phrases import deadline
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase


def waiting(t: Tongue, rulebase: RuleBase, cases: CaseList, zone: ZoneInfo) -> View:
    """What waits for a call or a check, earliest due first."""
    if not cases.lines:
        return View(t("现在没有等回访、核查的事项。"), ((back(t),),))
    buttons = (button(line.number, "case:show", line.id) for line in cases.lines)
    more = t("后面还有，办完这些会接着显示。") if cases.more else None
    head = t("<b>待回访核查</b>（最急的在前）")
    listed = (_line(t, rulebase, line, zone) for line in cases.lines)
    return View(lines(head, *listed, more), (*rows_of(*buttons), (back(t),)))


def ask_way(t: Tongue, case: CaseCard, said: str | None = None) -> View:
    """How was it checked? `said`: what was written already, and is kept."""
    text = t("销号 <b>{number}</b> 前，先选怎么核查的：", number=case.number)
    silent = case.status is CaseStatus.CALL
    why = t("企业没有在聊天里确认，光看材料不能销号：要问到企业的人。") if silent else None
    kept = t("您写的“{text}”留着。", text=clipped(said, 60)) if said is not None else None
    return View(lines(text, why, kept), (_ways(t, case), _cancel(t, case)))


def too_short(t: Tongue, case: CaseCard, said: str, way: CheckWay | None) -> View:
    """It says too little to close a case; what was written is kept, and they go on writing.

    Args:
        way: How it was checked, as far as that is known.
    """
    text = t(
        "太短了，看不出核查了什么（至少 {least} 个字）。您写的“{text}”留着，接着补：{what}",
        least=FOUND_LEAST,
        text=clipped(said, 60),
        what=_what(t, way),
    )
    return View(text, (*((_ways(t, case),) if way is None else ()), _cancel(t, case)))


def ask_whom(t: Tongue, case: CaseCard, way: CheckWay, said: str | None = None) -> View:
    """Who of a firm that was silent in chat said yes? What was found is kept.

    Args:
        said: What was written instead of that.
    """
    no = t("“{text}”不像姓名或职务。", text=clipped(said, 60)) if said is not None else None
    text = t(
        "企业没有在聊天里确认 <b>{number}</b>。{way}问到了企业的谁、他说已经解决？"
        "只写姓名或职务，最多 {most} 个字，企业会看到。",
        number=case.number,
        way=way_words(t, way),
        most=WHOM_MOST,
    )
    example = t("例：王经理。没有问到人，请点“没打通”，不能销号。")
    miss = button(t("没打通"), "case:miss", case.id)
    fault = button(t("没解决，重开"), "case:fault", case.id)
    return View(lines(no, text, example), ((miss, fault), _cancel(t, case)))


def _what(t: Tongue, way: CheckWay | None) -> Html:
    """What is to be written of a check, by the way in which it was made."""
    match way:
        case CheckWay.SITE:
            return t("到了哪里、看到什么、问了谁？")
        case CheckWay.PAPERS:
            return t("看了哪些材料、写着什么？")
        case _:
            return t("问了谁、怎么说的、现在怎样？")


def _example(t: Tongue, way: CheckWay | None) -> Html:
    match way:
        case CheckWay.SITE:
            return t("例：7月18日到南环卡口看过，车已放行，问了司机。")
        case CheckWay.PAPERS:
            return t("例：卡口登记表 7月18日 15:20 写明放行，有值班员签字。")
        case _:
            return t("例：7月18日 10:20 电话问过王经理，车已放行。")


def _ways(t: Tongue, case: CaseCard) -> tuple[Button, ...]:
    """电话 · 现场 · 材料: the words of the history, on buttons with a capital."""
    labels = {each: way_words(t, each) for each in ways_of(case.status)}
    return tuple(
        button(label[:1].upper() + label[1:], "case:way", case.id, each)
        for each, label in labels.items()
    )


def ask_found(t: Tongue, case: CaseCard, act: CaseAct, way: CheckWay | None = None) -> View:
    """What was found? `way`: how it was checked."""
    match act:
        case CaseAct.CHECK:
            text = t(
                "销号 <b>{number}</b>（{way}核查）：{what}至少 {least} 个字。",
                number=case.number,
                way=way_words(t, way or CheckWay.PHONE),
                what=_what(t, way),
                least=FOUND_LEAST,
            )
            example = _example(t, way)
        case CaseAct.FAULT:
            text = t(
                "重开 <b>{number}</b>：哪里没解决？（办理单位和企业会看到）", number=case.number
            )
            example = t("例：企业说南环卡口仍不放行。")
        case _:
            text = t("<b>{number}</b> 没打通：什么时候打的？", number=case.number)
            example = t("例：10:20、15:00 各打一次，无人接听。没打通不算同意，还要再打。")
    return View(lines(text, example), (_cancel(t, case),))


def done(t: Tongue, case: CaseCard, act: CaseAct, zone: ZoneInfo) -> View:
    """It is kept; after a call in vain, which it was and until when the next one is due."""
    match act:
        case CaseAct.CHECK:
            text = t("✅ <b>{number}</b> 已销号。", number=case.number)
        case CaseAct.FAULT:
            top = again_words(t, case)
            text = t("↩️ <b>{number}</b> 已重开，{top}已收到。", number=case.number, top=top)
        case _:
            text = _missed(t, case, zone)
    show = button(t("看事项"), "case:show", case.id)
    return View(text, ((show, button(t("待回访核查"), "case:checks")), (back(t),)))


def _missed(t: Tongue, case: CaseCard, zone: ZoneInfo) -> Html:
    due = case.due(ClockKind.CALL)
    return t(
        "📵 <b>{number}</b> 已记下：第 {count} 次没打通，不算同意，不销号。最晚{until}前再打。",
        number=case.number,
        count=case.calls,
        until=deadline(t, due, zone) if due else Html("—"),
    )


def _cancel(t: Tongue, case: CaseCard) -> tuple[Button, ...]:
    return (button(t("取消"), "case:show", case.id), back(t))


def _line(t: Tongue, rulebase: RuleBase, line: CaseLine, zone: ZoneInfo) -> Html:
    due = late_mark(t, line, zone) or (deadline(t, line.due, zone) if line.due else Html("—"))
    kind, firm = card_kind(t, rulebase, line), escaped(clipped(line.firm, 14))
    return Html(f"{line.number}{kind} · {short_status(t, line.status)} · {firm} · {due}")
