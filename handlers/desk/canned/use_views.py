"""Canned answers on a case: the list, and one of them filled in."""

from collections.abc import Sequence
from typing import Final

from bot.domain.canned import Filled
from bot.domain.speech import Button, View, rows_of
from bot.services.cases.cards import CaseCard
from bot.store.staff.canned_answers import CannedCard
from handlers.desk.canned.words import titled_line
from handlers.desk.home_views import back
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines

PAGE: Final = 8


def choose(t: Tongue, case_id: int, answers: Sequence[CannedCard], page: int) -> View:
    """Which?"""
    page = min(page, max(len(answers) - 1, 0) // PAGE)
    shown = answers[page * PAGE : (page + 1) * PAGE]
    turn = [button(t("上一页"), "canned:list", case_id, page - 1)] if page > 0 else []
    if (page + 1) * PAGE < len(answers):
        turn.append(button(t("下一页"), "canned:list", case_id, page + 1))
    text = lines(
        t("用哪一条？点了先看，不会马上发。") if answers else t("还没有常用语。"),
        *(titled_line(t, each.title, each.text) for each in shown),
    )
    rows = rows_of(*(button(each.title, "canned:use", case_id, each.id) for each in shown))
    last = (button(t("取消"), "case:show", case_id), back(t))
    return View(text, (*rows, *((tuple(turn),) if turn else ()), last))


def preview(
    t: Tongue, case: CaseCard, answer: CannedCard, text: Filled, mark: str, *, ends: bool
) -> View:
    """As it would go; what this case lacks has to be written by hand.

    Args:
        ends: It is the result with which the case is solved.
    """
    head = (
        t("办结 <b>{number}</b>，将这样写给 {firm}：", number=case.number, firm=case.firm.name)
        if ends
        else t("将这样答复 {firm}（<b>{number}</b>）：", firm=case.firm.name, number=case.number)
    )
    lacking = t("、").join(f"{{{name}}}" for name in text.lacking)
    hint = (
        t("这一件没有{names}，不能直接发。点上面的字可以复制，改好再发来。", names=lacking)
        if text.lacking
        else t("还没有发。要改：点上面的字复制，改好直接发来。")
    )
    send = button(t("就这样发"), "canned:send", case.id, mark)
    others = button(t("换一条"), "canned:list", case.id)
    first = (others,) if text.lacking else (send, others)
    said = Html(f"<code>{escaped(text.text)}</code>")
    last = (button(t("取消"), "case:show", case.id), back(t))
    return View(lines(head, said, hint), (first, last))


def choose_button(t: Tongue, case_id: int) -> Button:
    """Beside the question what to write."""
    return button(t("用常用语"), "canned:list", case_id)
