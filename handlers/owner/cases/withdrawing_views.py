"""Asking whether a case is to be taken back, and that it was."""

from bot.domain.speech import View
from bot.services.cases.cards import CaseCard
from handlers.notices.case_verdicts import nobody_checks
from handlers.notices.case_words import own_words
from handlers.owner.home_views import back, navigation
from handlers.press import button
from handlers.tongue import Tongue, lines


def sure(t: Tongue, case: CaseCard, words: str | None = None) -> View:
    """Is it so?

    Args:
        words: What they wrote as the reason.
    """
    told = t("点“撤回”，经手的工作人员马上就知道，不再催他们办。")
    why = t("想说一句原因，直接写；不想说，直接点。")
    said = None if words is None else t("原因：{words}", words=own_words(t, words))
    return View(
        lines(
            t("事项 <b>{number}</b> 不用办了吗？", number=case.number),
            own_words(t, case.text),
            told,
            said or why,
        ),
        (
            (button(t("不用办了，撤回"), "case:withdrawn", case.id),),
            (button(t("还要办"), "case:show", case.id), back(t)),
        ),
    )


def withdrawn(t: Tongue, case: CaseCard) -> View:
    """It is taken back; that somebody checks is still to come."""
    return View(
        lines(
            t("🗑 事项 <b>{number}</b> 已撤回，不再办。", number=case.number),
            t("督导人员核实一下就销号，核完我告诉您。"),
            nobody_checks(t, case),
            t("又要办：打开事项，点“还要办”。"),
        ),
        ((button(t("查看进度"), "case:show", case.id),), navigation(t)),
    )
