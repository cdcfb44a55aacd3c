"""What cannot wait: humans are told in the same act, and the others of the firm."""

from collections.abc import Callable

from bot.domain.speech import Notice, View
from bot.services.cases.cards import CaseCard
from handlers.notices import cases as case_notices
from handlers.notices.whom import local_government
from handlers.owner.context import Owner, Speaker
from handlers.tongue import Html, Tongue


def tell(
    owner: Owner,
    who: Speaker,
    case: CaseCard,
    kind: str,
    colleagues_told: Callable[[Tongue], View],
) -> tuple[Notice, ...]:
    """Humans at once, at night too, and the others of the firm.

    Args:
        kind: What the case is about; part of the key by which each is told once.
    """
    colleagues = (
        Notice(
            "owner",
            each.chat_id,
            colleagues_told(Tongue(each.language)),
            key=f"{kind}:{case.id}:{each.chat_id}",
        )
        for each in case.owners
        if each.chat_id != who.person.chat_id
    )
    return (*case_notices.opened(owner.rulebase, case, owner.zone), *colleagues)


def told_words(t: Tongue, case: CaseCard) -> Html:
    """Whether a human has it, and its number."""
    if case.officers:
        return t("已同时转给工作人员，事项号 <b>{number}</b>。", number=case.number)
    return t(
        "已登记事项 <b>{number}</b>；现在没有工作人员在线上接件，请同时直接联系{who}。",
        number=case.number,
        who=local_government(t, case),
    )
