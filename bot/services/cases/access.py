"""Whose cases are whose at the desk: by post, by desk, by having it in hand."""

from dataclasses import replace
from typing import Final

from bot.domain.case_refusals import CaseCode
from bot.domain.case_states import DONE, FREEING, CaseAct, CaseStatus
from bot.domain.errors import AccessCode, NotYours
from bot.domain.staff import POWERS, Appointment, Power, RoleKind
from bot.services.cases.credit import solved_for
from bot.services.cases.moves import note_step, refused
from bot.services.staff.absences import acting_for, stands_in
from bot.services.staff.staff import may, posts_of, regions_with, sectors_with
from bot.store.assignments import assignments_of_officer
from bot.store.cases.cases import CaseRecord, save_state
from bot.store.cases.desks import Desk, desks_of
from bot.store.cases.handlers import units_that
from bot.store.cases.inbox import Reach
from bot.store.cases.steps import steps_of
from bot.store.firms.firms import load_firm
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.staff.units import find_unit
from bot.store.uow import UnitOfWork

HANDLING: Final = (CaseAct.CLAIM, CaseAct.ANSWER, CaseAct.ASK, CaseAct.SOLVE)


def may_see(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> bool:
    """Whether a case is this officer's to look at.

    It is if one of their posts reaches every case of its place, if it lies on a desk at which
    they sit or stand in, if they look after its firm, or if they have or had it in hand. What is
    closed lies on no desk any more: it is read by the units that handled it.
    """
    if _reaches(uow, officer, case, Power.CASE_READ) or _has_near(uow, officer, case):
        return True
    if case.firm_id in firms_looked_after(uow, officer):
        return True
    if case.state.status is CaseStatus.CLOSED and _handled_with(uow, officer, case):
        return True
    return officer.id in case.state.worked_by and bool(posts_of(uow, officer.id))


def firms_looked_after(uow: UnitOfWork, officer: OfficerCard) -> frozenset[int]:
    """The firms that are an officer's own, or of a colleague for whom they stand in."""
    if not posts_of(uow, officer.id):
        return frozenset()
    own = acting_for(uow, officer.id)
    return frozenset(each.firm_id for each in assignments_of_officer(uow, own))


def may_work(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> bool:
    """Whether a case that they may see is also this officer's to work on.

    Whoever only dispatches or checks does not: what they decide about a case is theirs, what
    the firm is told of it is not.
    """
    if _reaches(uow, officer, case, Power.CASE_WORK):
        return True
    able = any(Power.CASE_WORK in POWERS[post.kind] for post in posts_of(uow, officer.id))
    return able and _has_near(uow, officer, case)


def require_work(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> None:
    """Make sure that this officer may work on a case that they may see.

    What is over lies on no desk any more; that it is over is for the case itself to say.

    Raises:
        CaseRefusal: It lies on other desks than theirs.
        NotYours: Their posts do not let them work on any case.
    """
    if case.state.status in DONE or may_work(uow, officer, case):
        return
    if not any(Power.CASE_WORK in POWERS[post.kind] for post in posts_of(uow, officer.id)):
        raise NotYours("case", AccessCode.ROLE)
    raise refused(uow, case, CaseCode.ELSEWHERE, places=_places(uow, case))


def require_not_given_away(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> None:
    """Make sure that whoever had a case in hand does not act for who has it now.

    Whoever dispatches its place may. Colleagues beside, who never had it, answer as before.

    Raises:
        CaseRefusal: Somebody else has it, or was given it to take.
    """
    state = case.state
    if officer.id not in state.worked_by or state.status in DONE:
        return
    region = load_firm(uow, case.firm_id).region
    theirs = in_hand_of(uow, officer, case).state.held_by == officer.id
    if theirs or may(uow, officer, Power.CASE_DISPATCH, region, case.sector):
        return
    to = handed_to(uow, case)
    if state.held_by is not None or to not in {None, officer.id}:
        name = None if to is None else officer_by_id(uow, to).name
        raise refused(uow, case, CaseCode.GIVEN_AWAY, places=name)


def handed_to(uow: UnitOfWork, case: CaseRecord) -> int | None:
    """The colleague to whom a case was handed, while they have not taken it."""
    if case.state.status is not CaseStatus.ASSIGNED:
        return None
    moved = [step for step in steps_of(uow, case.id) if step.act in FREEING]
    return moved[-1].to_id if moved else None


def _places(uow: UnitOfWork, case: CaseRecord) -> str | None:
    """The units at which it lies now."""
    ids = (desk.unit_id for desk in desks_of(uow.connection, case.id))
    units = [find_unit(uow.connection, each) for each in dict.fromkeys(ids) if each is not None]
    return "、".join(unit.name for unit in units if unit is not None) or None


def in_hand_of(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> CaseRecord:
    """The case as this officer would act on it.

    It is in their hand if they stand in for its holder, or if nobody does and it lies on their
    desk.
    """
    holder = case.state.held_by
    if holder in {None, officer.id} or case.state.status in DONE:
        return case
    there = stands_in(uow, holder or 0, uow.now)
    if there != officer.id and not (there is None and _has_near(uow, officer, case)):
        return case
    state = case.state
    return replace(
        case,
        state=replace(state, held_by=officer.id, worked_by=state.worked_by | {officer.id}),
    )


def taken_over(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> CaseRecord:
    """The same, kept and written into the history: they are about to act."""
    taken = in_hand_of(uow, officer, case)
    if taken is not case:
        save_state(uow, case.id, taken.state)
        note_step(uow, taken, CaseAct.CLAIM, officer)
    return taken


def reach_of(uow: UnitOfWork, officer: OfficerCard) -> Reach:
    """Which cases come to this officer: those of their desks, and of whom they stand in for."""
    own = posts_of(uow, officer.id)
    others = officers_stood_in_for(uow, officer) if own else frozenset()
    posts = (*own, *(post for each in others for post in posts_of(uow, each)))
    return Reach(
        units=frozenset(post.unit_id for post in posts if post.unit_id is not None),
        officers=frozenset({officer.id, *others}) if own else frozenset(),
        desks=frozenset(post.region for post in posts if _at_general_desk(post)),
        regions=regions_with(uow, officer, Power.CASE_DISPATCH),
        sectors=sectors_with(uow, officer, Power.CASE_DISPATCH),
    )


def officers_stood_in_for(uow: UnitOfWork, officer: OfficerCard) -> frozenset[int]:
    """Whose work an officer does now beside their own."""
    return frozenset(acting_for(uow, officer.id)) - {officer.id}


def _at_general_desk(post: Appointment) -> bool:
    return post.unit_id is None and Power.CASE_WORK in POWERS[post.kind]


def posts_over_all(uow: UnitOfWork, officer: OfficerCard, power: Power) -> list[Appointment]:
    """The posts that give an officer a power over every case of a place, or of a sector of it."""
    own = posts_of(uow, officer.id)
    return [post for post in own if _reaches_all(post) and power in POWERS[post.kind]]


def _reaches(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord, power: Power) -> bool:
    region = load_firm(uow, case.firm_id).region
    over = posts_over_all(uow, officer, power)
    return any(post.reaches(region, case.sector) for post in over)


def _reaches_all(post: Appointment) -> bool:
    """Who works sees what comes to their desk; a liaison's are the firms of their own."""
    if Power.CASE_WORK not in POWERS[post.kind]:
        return True
    return post.unit_id is None and post.kind is not RoleKind.LIAISON


def _has_near(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> bool:
    """It lies where they sit or stand in, or is in their hand."""
    posts = posts_of(uow, officer.id)
    if not posts:
        return False
    if _holds(uow, officer, case):
        return True
    away = [posts_of(uow, each) for each in officers_stood_in_for(uow, officer)]
    desks = desks_of(uow.connection, case.id)
    return any(_sits_at(uow, officer, each, desk) for each in (posts, *away) for desk in desks)


def _handled_with(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> bool:
    """Whether people of a unit in which they sit, or who stood in there, worked on it."""
    own = {post.unit_id for post in posts_of(uow, officer.id)} - {None}
    if not own:
        return False
    handled = units_that(uow.connection, case.id, *HANDLING)
    return bool(own & (handled | {solved_for(uow, case.id)}))


def _holds(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> bool:
    holder = case.state.held_by
    return holder is not None and stands_in(uow, holder, uow.now) == officer.id


def _sits_at(
    uow: UnitOfWork, officer: OfficerCard, posts: tuple[Appointment, ...], desk: Desk
) -> bool:
    if desk.unit_id is not None:
        return any(post.unit_id == desk.unit_id for post in posts)
    if desk.officer_id is not None:
        return stands_in(uow, desk.officer_id, uow.now) == officer.id
    return any(_at_general_desk(post) and post.region == desk.region for post in posts)
