"""What is said when a firm has given its word on a solution: to the desk, and to its others."""

from bot.domain.case_states import CaseAct
from bot.domain.speech import Notice, View
from bot.services.cases.cards import CaseCard
from handlers.notices import case_managers
from handlers.notices.case_buttons import check_buttons, follow_buttons, home, open_on_desk
from handlers.notices.case_recipients import to_chats, to_firm, to_officers
from handlers.notices.case_words import again_words, own_words, words
from handlers.notices.cases import WHOLE
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


def confirmed(card: CaseCard, by: int) -> tuple[Notice, ...]:
    """To the officer: the firm agrees; to the firm's others: a colleague said so.

    Args:
        by: The chat that said it, which sees it anyway.
    """
    told = to_firm(card, lambda t: _confirmed_to_firm(t, card), besides=by)
    checks = to_chats("desk", card, card.inspectors, lambda t: _to_check(t, card))
    missing = _lacking(card)
    mine = {each.chat_id for each in missing}
    officers = to_officers(card, lambda t: _confirmed(t, card))
    return (*(each for each in officers if each.chat_id not in mine), *missing, *checks, *told)


def withdrawn(card: CaseCard, by: int) -> tuple[Notice, ...]:
    """To whoever has it: it is not wanted any more; to who checks, and to the firm's others."""
    desk = to_officers(card, lambda t: _withdrawn(t, card))
    mine = {each.chat_id for each in card.officers}
    others = [each for each in card.inspectors if each.chat_id not in mine]
    checks = to_chats("desk", card, others, lambda t: _to_check(t, card))
    missing = (each for each in _lacking(card) if each.chat_id not in mine)
    told = to_firm(card, lambda t: _withdrawn_to_firm(t, card), besides=by)
    return (*desk, *checks, *missing, *told)


def _lacking(card: CaseCard) -> tuple[Notice, ...]:
    """To whoever dispatches, or else to the administrators: an inspector is missing."""
    dispatchers = to_chats("desk", card, card.deciders, lambda t: _unchecked(t, card))
    managers = to_chats("desk", card, card.managers, lambda t: case_managers.unchecked(t, card))
    return (*dispatchers, *managers)


def reopened(card: CaseCard, by: int) -> tuple[Notice, ...]:
    """To the officer: the firm says no; to the firm's others: a colleague said so."""
    told = to_firm(card, lambda t: _reopened_to_firm(t, card), besides=by)
    return (*to_officers(card, lambda t: _reopened(t, card)), *told)


def _confirmed(t: Tongue, card: CaseCard) -> View:
    return View(
        _confirmed_words(t, card),
        (open_on_desk(t, card),),
    )


def _confirmed_words(t: Tongue, card: CaseCard) -> Html:
    name = {"firm": card.firm.name, "number": card.number}
    return t("✅ {firm} 确认事项 <b>{number}</b> 已解决，等督导核查后销号。", **name)


def _to_check(t: Tongue, card: CaseCard) -> View:
    rows = (*check_buttons(t, card.id, call=False), open_on_desk(t, card))
    if card.is_withdrawn:
        asked = t("🔎 事项 <b>{number}</b> 企业撤回了，请核实后销号。", number=card.number)
        return View(lines(asked, own_words(t, card.text, WHOLE), _why(t, card)), rows)
    head = t("🔎 事项 <b>{number}</b> 企业确认已解决，请核查销号。", number=card.number)
    return View(lines(head, words(t, card.result or "", WHOLE)), rows)


def _unchecked(t: Tongue, card: CaseCard) -> View:
    """To whoever dispatches: it waits for an inspector, and none is there."""
    name = {"firm": card.firm.name, "number": card.number}
    head = (
        t("🔎 {firm} 撤回了事项 <b>{number}</b>，还要核实才能销号。", **name)
        if card.is_withdrawn
        else t("🔎 {firm} 确认事项 <b>{number}</b> 已解决，还要核查才能销号。", **name)
    )
    return View(lines(head, no_inspector(t, card)), (open_on_desk(t, card),))


def nobody_checks(t: Tongue, card: CaseCard) -> Html | None:
    """To the firm: no inspector is there yet, and who knows of it; None if one is."""
    if card.inspectors:
        return None
    if card.deciders or card.managers:
        return t("现在本地还没有能核查的督导人员，已请工作人员安排，安排好之前不销号。")
    return t("现在本地还没有能核查的督导人员，安排好之前不销号。")


def no_inspector(t: Tongue, card: CaseCard) -> Html:
    """Why it is not closed yet, and what helps."""
    if card.all_handled:
        return t("这里的督导人员都经手过这件，不能核查自己办的：请管理员另邀请一位。")
    return t("这里还没有能核查的督导人员：请管理员邀请一位。")


def _withdrawn(t: Tongue, card: CaseCard) -> View:
    name = {"firm": card.firm.name, "number": card.number}
    head = t("🗑 {firm} 撤回了事项 <b>{number}</b>：不用办了。", **name)
    missing = None if card.inspectors else no_inspector(t, card)
    after = lines(t("不用再办，等督导核实后销号。"), missing)
    return View(
        lines(head, own_words(t, card.text), _why(t, card), after), (open_on_desk(t, card),)
    )


def _why(t: Tongue, card: CaseCard) -> Html | None:
    said = card.steps[-1].text
    return t("企业说：{words}", words=own_words(t, said)) if said else None


def _withdrawn_to_firm(t: Tongue, card: CaseCard) -> View:
    text = t("🗑 您的同事撤回了事项 <b>{number}</b>：不用办了。", number=card.number)
    return View(text, ((button(t("查看进度"), "case:show", card.id),), home(t)))


def _reopened(t: Tongue, card: CaseCard) -> View:
    name = {"firm": card.firm.name, "number": card.number}
    head = t("↩️ {firm} 说事项 <b>{number}</b> 没解决。", **name)
    if card.is_wanted_again:
        head = t("↩️ {firm} 说撤回过的事项 <b>{number}</b> 还要办。", **name)
    last = (t("上次写的结果："), words(t, card.result, WHOLE)) if card.result else ()
    return View(
        lines(head, _denied_because(t, card), reopened_words(t, card), *last),
        ((button(t("我来办"), "case:claim", card.id), *open_on_desk(t, card)),),
    )


def _denied_because(t: Tongue, card: CaseCard) -> Html | None:
    """What the firm says is still wrong, if it said so with its no."""
    denials = [step.text for step in card.steps if step.act is CaseAct.DENY]
    said = denials[-1] if denials else None
    return t("企业说：{words}", words=own_words(t, said)) if said else None


def _confirmed_to_firm(t: Tongue, card: CaseCard) -> View:
    text = t("✅ 您的同事已确认事项 <b>{number}</b> 解决了。", number=card.number)
    return View(text, ((button(t("查看进度"), "case:show", card.id),), home(t)))


def _reopened_to_firm(t: Tongue, card: CaseCard) -> View:
    head = t("↩️ 您的同事说事项 <b>{number}</b> 没解决。", number=card.number)
    return View(lines(head, reopened_words(t, card)), (follow_buttons(t, card.id), home(t)))


def reopened_words(t: Tongue, card: CaseCard) -> Html:
    """With whom a case is that was reopened, and whether it went up."""
    if not card.officers:
        return t("已重开。工作人员现在收不到消息，事项会留着等人接手。")
    top = again_words(t, card)
    if card.has_risen:
        return t("已重开，上报一级，由{top}重新办。", top=top)
    return t("已重开，由{top}重新办。", top=top)
