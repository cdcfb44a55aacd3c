"""What an officer can do about a case, as buttons: what fits its status and what is theirs."""

from dataclasses import replace

from bot.domain.case_states import CHECKING, UNSOLVED, UNTAKEN, WORKING, CaseStatus
from bot.domain.speech import Button
from bot.domain.staff import Power
from bot.services.cases.cards import CaseCard
from bot.services.cases.circle import Recipient
from handlers.desk.context import Clerk
from handlers.desk.home_views import back
from handlers.notices.case_buttons import check_buttons
from handlers.press import button
from handlers.tongue import Tongue

Rows = tuple[tuple[Button, ...], ...]


def acts(who: Clerk, case: CaseCard) -> Rows:
    """The rows of a case's card. They only offer: services decide what is allowed."""
    t = who.t
    if who.in_topic:
        return in_topic(t, case)
    if checks(who, case):
        return check_buttons(t, case.id, call=case.status is CaseStatus.CALL)
    more = (button(t("更多…"), "case:more", case.id),)
    if case.status is CaseStatus.RULING and decides(who, case):
        return ((button(t("裁定归属"), "case:judge", case.id), *more),)
    if Power.CASE_WORK not in who.powers:
        return (more,) if case.status in UNSOLVED else ()
    return _work(who, case, more)


def beside(who: Clerk) -> Clerk:
    """They as they stand to a case on which others work: what they decide of it stays theirs."""
    return replace(who, powers=who.powers - {Power.CASE_WORK})


def in_topic(t: Tongue, case: CaseCard) -> Rows:
    """The rows of a card that several people read: what fits its status, whoever presses."""
    answer = button(t("答复"), "case:answer", case.id)
    claim = button(t("我来办"), "case:claim", case.id)
    solve = button(t("办结"), "case:solve", case.id)
    more = (button(t("更多…"), "case:more", case.id),)
    if case.status in UNTAKEN:
        return ((claim, *more),)
    if case.status in WORKING:
        return ((answer, solve), more)
    if case.status is CaseStatus.RULING:
        return (more,)
    return ((answer,),) if case.status in {CaseStatus.SOLVED, CaseStatus.CALL} else ()


def to_case(t: Tongue, case: CaseCard) -> Button:
    """看事项."""
    return button(t("看事项"), "case:show", case.id)


def way_out(t: Tongue, case: CaseCard) -> tuple[Button, ...]:
    """Out of what is asked of a case, back to it or to the menu."""
    return (button(t("取消"), "case:show", case.id), back(t))


def checks(who: Clerk, case: CaseCard) -> bool:
    """Whether it waits for an inspector, and they may be the one."""
    return _is_asked(who, case) and who.officer.id not in case.handled


def has_handled(who: Clerk, case: CaseCard) -> bool:
    """Whether it waits for an inspector, which they are but not for what they handled."""
    return _is_asked(who, case) and who.officer.id in case.handled


def is_theirs(who: Clerk, case: CaseCard) -> bool:
    """Whether they have it in hand, or would if they did something about it now."""
    return case.holder is not None and _among(who, case.officers)


def has_given_away(who: Clerk, case: CaseCard) -> bool:
    """Whether they had it in hand and somebody else has it now, for whom they do not answer."""
    mine = is_theirs(who, case) or Power.CASE_DISPATCH in who.powers
    return case.holder is not None and who.officer.id in case.former and not mine


def decides(who: Clerk, case: CaseCard) -> bool:
    """Whether they are asked whose it is."""
    return Power.CASE_DISPATCH in who.powers or _among(who, case.deciders)


def _is_asked(who: Clerk, case: CaseCard) -> bool:
    return case.status in CHECKING and Power.CASE_CHECK in who.powers


def _among(who: Clerk, recipients: tuple[Recipient, ...]) -> bool:
    return who.officer.chat_id in {each.chat_id for each in recipients}


def _work(who: Clerk, case: CaseCard, more: tuple[Button, ...]) -> Rows:
    t = who.t
    answer = button(t("答复"), "case:answer", case.id)
    claim = button(t("我来办"), "case:claim", case.id)
    solve = button(t("办结"), "case:solve", case.id)
    beside: Rows = (more,) if has_given_away(who, case) else ((answer, *more),)
    in_hand: Rows = ((answer, solve), more) if is_theirs(who, case) else beside
    offered: dict[CaseStatus, Rows] = {
        CaseStatus.OPEN: ((claim, *more),),
        CaseStatus.ASSIGNED: ((claim, *more),),
        CaseStatus.CLAIMED: in_hand,
        CaseStatus.WAITING: in_hand,
        CaseStatus.RULING: (more,),
        CaseStatus.SOLVED: () if has_given_away(who, case) else ((answer,),),
        CaseStatus.CALL: () if has_given_away(who, case) else ((answer,),),
    }
    return offered.get(case.status, ())
