"""What is said when a firm has given its word on a solution: to the desk, and to its others."""

from bot.domain.case_states import CaseStatus
from bot.domain.speech import Notice, View
from bot.services.case_cards import CaseCard
from handlers.notices.case_buttons import check_buttons
from handlers.notices.case_words import top_words, words
from handlers.notices.cases import (
    WHOLE,
    follow_buttons,
    home,
    open_on_desk,
    to_chats,
    to_firm,
    to_officers,
)
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


def confirmed(card: CaseCard, by: int) -> tuple[Notice, ...]:
    """To the officer: the firm agrees; to the firm's others: a colleague said so.

    Args:
        by: The chat that said it, which sees it anyway.
    """
    told = to_firm(card, lambda t: _confirmed_to_firm(t, card), besides=by)
    checks = to_chats("desk", card, card.inspectors, lambda t: _to_check(t, card))
    return (*to_officers(card, lambda t: _confirmed(t, card)), *checks, *told)


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
    if card.status is CaseStatus.CLOSED:
        return t("✅ {firm} 确认事项 <b>{number}</b> 已解决，销号。", **name)
    return t("✅ {firm} 确认事项 <b>{number}</b> 已解决，等督导核查后销号。", **name)


def _to_check(t: Tongue, card: CaseCard) -> View:
    head = t("🔎 事项 <b>{number}</b> 企业确认已解决，请核查销号。", number=card.number)
    rows = check_buttons(t, card.id, call=False)
    return View(lines(head, words(t, card.result or "", WHOLE)), (*rows, open_on_desk(t, card)))


def _reopened(t: Tongue, card: CaseCard) -> View:
    head = t("↩️ {firm} 说事项 <b>{number}</b> 没解决。", firm=card.firm.name, number=card.number)
    last = t("上次写的结果：")
    return View(
        lines(head, reopened_words(t, card), last, words(t, card.result or "", WHOLE)),
        ((button(t("我来办"), "case:claim", card.id), *open_on_desk(t, card)),),
    )


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
    top = top_words(t, card)
    if card.has_risen:
        return t("已重开，上报一级，由{top}重新办。", top=top)
    return t("已重开，由{top}重新办。", top=top)
