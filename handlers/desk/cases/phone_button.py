"""看电话 on a case's card: only where a number is hidden, and for whom may have to call."""

from bot.domain.case_states import CHECKING, CaseStatus
from bot.domain.phones import mobiles_in
from bot.domain.speech import Button
from bot.domain.staff import Power
from bot.services.cases.cards import CaseCard
from handlers.desk.clerk import Clerk
from handlers.press import button


def phone_button(who: Clerk, case: CaseCard) -> tuple[Button, ...]:
    """看电话, if a number is hidden on the card and they may have to call."""
    checks = Power.CASE_CHECK in who.powers and case.status in CHECKING
    works = Power.CASE_WORK in who.powers and case.status is not CaseStatus.CLOSED
    said = (case.text, *(step.text or "" for step in case.steps))
    there = (works or checks) and any(mobiles_in(text) for text in said)
    return (button(who.t("看电话"), "case:phone", case.id),) if there else ()
