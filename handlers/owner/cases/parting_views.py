"""What an owner sees whose case was answered with others that it has nothing to do with."""

from zoneinfo import ZoneInfo

from bot.domain.case_states import UNTAKEN
from bot.domain.speech import View
from bot.services.cases.cards import CaseCard
from handlers.notices.case_terms import terms_words
from handlers.notices.whom import given_to
from handlers.owner.home_views import back
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase


def parted(t: Tongue, rulebase: RuleBase, case: CaseCard, zone: ZoneInfo) -> View:
    """It is handled by itself again: by whom, and until when; what is different?"""
    return View(
        lines(
            t(
                "↪️ 记下了：统一答复说的不是您的问题，事项 <b>{number}</b> 单独办理。",
                number=case.number,
            ),
            _with(t, case),
            terms_words(t, rulebase, case, zone),
            t("您的情况哪里不一样？写一两句，我转给他们；不写也行。"),
        ),
        ((button(t("不写了"), "case:show", case.id), back(t)),),
    )


def _with(t: Tongue, case: CaseCard) -> Html:
    """Who has it now."""
    if case.status in UNTAKEN or case.holder is None:
        return Html(given_to(t, case).rstrip())  # in English it goes on with a space
    return t("现在由 {name} 办理。", name=case.holder.called)
