"""To the desk: somebody of the firm edited what had gone to a case."""

from typing import Final

from bot.domain.speech import Notice, View
from bot.services.cases.cards import CaseCard
from handlers.notices.case_buttons import open_on_desk
from handlers.notices.case_recipients import to_officers
from handlers.notices.case_words import own_words
from handlers.notices.danger_words import make_sure
from handlers.tongue import Tongue, lines
from policies.rulebase import RuleBase

MOST: Final = 1000
"""As many characters as a text of a case may have."""


def edited(rulebase: RuleBase, card: CaseCard, was: str, now: str) -> tuple[Notice, ...]:
    """What the message said before and what it says now."""
    return to_officers(card, lambda t: _edited(t, rulebase, card, was, now))


def _edited(t: Tongue, rulebase: RuleBase, card: CaseCard, was: str, now: str) -> View:
    head = t("✏️ {firm} 改了事项 <b>{number}</b> 里的话：", firm=card.firm.name, number=card.number)
    text = lines(
        head,
        make_sure(t, rulebase, now),
        t("现在：{words}", words=own_words(t, now, MOST)),
        t("原来：{words}", words=own_words(t, was, MOST)),
    )
    return View(text, (open_on_desk(t, card),))
