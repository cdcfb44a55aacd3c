"""What the desks do with a case beside working on it: ask, refuse, rule, hand over, hand up."""

from dataclasses import replace

from bot.domain.case_refusals import CaseCode
from bot.domain.case_states import CaseAct, CaseStatus
from bot.domain.errors import NotYours
from bot.domain.staff import Power
from bot.services.cases.access import in_hand_of
from bot.services.cases.cards import CaseCard
from bot.services.cases.choices import colleagues, named_unit
from bot.services.cases.deciding import deciders_of, superior_desks
from bot.services.cases.doors import case_at_work, case_for_officer
from bot.services.cases.gathering import card_of
from bot.services.cases.moves import Said, asked, move, refused
from bot.services.cases.routing import level_of
from bot.services.cases.texts import reason_text
from bot.services.duties.errands import Ground
from bot.services.staff.staff import may, posts_of
from bot.store.cases.cases import CaseRecord, save_state
from bot.store.cases.desks import Desk, desks_of, put_on, take_off
from bot.store.firms.firms import load_firm
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.staff.units import UnitCard
from bot.store.uow import UnitOfWork


def ask_firm(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, text: str
) -> CaseCard:
    """请企业补充: the handling clock rests until the firm answers, or its term is over.

    Raises:
        BadAnswer: No text, or too much.
        CaseRefusal: Not in this officer's hand, or the firm was asked often enough.
        NotYours: No such case in this officer's scope.
    """
    case = case_at_work(uow, officer, case_id)
    moved = move(uow, ground, case, CaseAct.ASK, officer, Said(reason_text(text)))
    return card_of(uow, ground.rulebase, moved)


def return_case(
    uow: UnitOfWork,
    ground: Ground,
    officer: OfficerCard,
    case_id: int,
    reason: str,
    unit_id: int,
) -> CaseCard:
    """退单, with a reason and whose it is instead; the clocks run on.

    After the last refusal that a region allows, the superior decides instead of the unit that
    is named.

    Raises:
        BadAnswer: No reason, or too long a one.
        CaseRefusal: It was refused often enough, somebody else has it in hand, or the superior
            would have to decide and there is none.
        NotYours: No such case or unit in this officer's scope, or it is their own unit.
    """
    said = Said(reason_text(reason), unit_id=unit_id)
    case = case_at_work(uow, officer, case_id)
    unit = named_unit(uow, officer, case, unit_id)
    then = asked(uow, ground, case, CaseAct.RETURN, officer)
    ruling = then.state.status is CaseStatus.RULING
    superiors = superior_desks(uow, ground.rulebase, then) if ruling else ()
    if ruling and not superiors:
        raise refused(uow, case, CaseCode.NOBODY_RULES)
    moved = move(uow, ground, case, CaseAct.RETURN, officer, said)
    _leave(uow, officer, case.id)
    if ruling:
        put_on(uow, case.id, superiors)
    else:
        moved = _given(uow, ground, moved, unit)
    return card_of(uow, ground.rulebase, moved)


def rule_case(
    uow: UnitOfWork,
    ground: Ground,
    officer: OfficerCard,
    case_id: int,
    unit_id: int,
    reason: str,
) -> CaseCard:
    """裁定: this unit works on it and cannot refuse it any more, and why.

    Raises:
        BadAnswer: No reason, or too long a one.
        CaseRefusal: Nobody waits for a ruling.
        NotYours: No such case or unit, or it is not this officer's to rule.
    """
    case = case_for_officer(uow, officer, case_id)
    _require_ruling(uow, officer, case)
    said = Said(reason_text(reason), unit_id=unit_id)
    return _to_unit(uow, ground, officer, case, CaseAct.RULE, said)


def assign_case(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, unit_id: int
) -> CaseCard:
    """分派、转办: a dispatcher says whose it is; nothing of its time is given back.

    Raises:
        CaseRefusal: It is solved or over.
        NotYours: No such case or unit, or this officer is no dispatcher of its place.
    """
    case = case_for_officer(uow, officer, case_id)
    _require_dispatch(uow, officer, case)
    return _to_unit(uow, ground, officer, case, CaseAct.ASSIGN, Said(unit_id=unit_id))


def hand_over(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, colleague_id: int
) -> tuple[CaseCard, OfficerCard]:
    """交给同事: a colleague at the same desk is to take it.

    Returns:
        The case, and the colleague.

    Raises:
        CaseRefusal: It is solved or over.
        NotYours: No such case, it is not in this officer's hand, or they are no colleague.
    """
    case = case_for_officer(uow, officer, case_id)
    if in_hand_of(uow, officer, case).state.held_by == officer.id:
        case = case_at_work(uow, officer, case_id)
    else:
        _require_dispatch(uow, officer, case)
    if colleague_id not in {each.id for each in colleagues(uow, officer, case)}:
        raise NotYours("staff")
    colleague = officer_by_id(uow, colleague_id)
    moved = move(uow, ground, case, CaseAct.ASSIGN, officer, Said(to_id=colleague.id))
    put_on(uow, case.id, [Desk(colleague.region, case.state.level, officer_id=colleague.id)])
    return card_of(uow, ground.rulebase, moved), colleague


def escalate_case(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, reason: str
) -> CaseCard:
    """上报: beyond what this level can coordinate.

    Raises:
        BadAnswer: No reason, or too long a one.
        CaseRefusal: Somebody else has it in hand, or nobody is above.
        NotYours: No such case in this officer's scope.
    """
    case = case_at_work(uow, officer, case_id)
    moved = move(uow, ground, case, CaseAct.ESCALATE, officer, Said(reason_text(reason)))
    return card_of(uow, ground.rulebase, moved)


def _to_unit(
    uow: UnitOfWork,
    ground: Ground,
    officer: OfficerCard,
    case: CaseRecord,
    act: CaseAct,
    said: Said,
) -> CaseCard:
    unit = named_unit(uow, None, case, said.unit_id or 0)
    moved = move(uow, ground, case, act, officer, said)
    # A ruling leaves it with those who work side by side with that unit, and with no superior.
    take_off(uow, case.id, above=moved.state.level if act is CaseAct.RULE else None)
    return card_of(uow, ground.rulebase, _given(uow, ground, moved, unit))


def _given(uow: UnitOfWork, ground: Ground, case: CaseRecord, unit: UnitCard) -> CaseRecord:
    """Put it on a unit's desk; it has reached the highest rung on whose desks it lies then."""
    put_on(uow, case.id, [Desk(unit.region, level_of(ground.rulebase, case, unit), unit.id)])
    level = max(desk.level for desk in desks_of(uow.connection, case.id))
    given = replace(case, state=replace(case.state, level=level))
    save_state(uow, case.id, given.state)
    return given


def _leave(uow: UnitOfWork, officer: OfficerCard, case_id: int) -> None:
    units = {post.unit_id for post in posts_of(uow, officer.id) if post.unit_id is not None}
    if units:
        take_off(uow, case_id, units)


def _require_ruling(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> None:
    """Who rules is the superior of the desks that refused it, or dispatches there."""
    region = load_firm(uow, case.firm_id).region
    dispatches = may(uow, officer, Power.CASE_DISPATCH, region, case.sector)
    if not dispatches and officer.id not in {each.id for each in deciders_of(uow, case)}:
        raise NotYours("case")


def _require_dispatch(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> None:
    region = load_firm(uow, case.firm_id).region
    if not may(uow, officer, Power.CASE_DISPATCH, region, case.sector):
        raise NotYours("case")
