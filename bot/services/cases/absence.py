"""What becomes of cases whose officer goes, and of cases that wait for somebody to come."""

from collections.abc import Iterable, Iterator
from itertools import islice

from bot.domain.case_states import FREEING, UNTAKEN, WORKING, CaseAct, CaseStatus
from bot.services.cases.cards import CaseCard
from bot.services.cases.gathering import card_of
from bot.services.cases.moves import Said, note_step
from bot.services.cases.placing import AT_DESKS, is_stranded, place
from bot.services.cases.routing import people_at
from bot.services.duties.errands import Ground
from bot.services.staff.departures import Leaving
from bot.services.staff.leave import Leave
from bot.store.cases.cases import CaseRecord, load_case
from bot.store.cases.desks import Desk
from bot.store.cases.inbox import Reach, Wanted, desks_in, inbox
from bot.store.cases.steps import CaseStep, steps_of
from bot.store.staff.absences import AbsenceCard
from bot.store.staff.staff import all_posts
from bot.store.uow import UnitOfWork

MOST = 500
"""So many cases in one act, of some milliseconds each; what is left goes with the next tick."""


def cases_in_hand(uow: UnitOfWork, ground: Ground, officer_id: int) -> list[CaseCard]:
    """The cases that an officer is working on, for whoever has to hear that they go."""
    wanted = Wanted(Reach(officers=frozenset({officer_id})), WORKING, held=True)
    return [card_of(uow, ground.rulebase, case) for case in _found(uow, wanted)]


def taken_meanwhile(uow: UnitOfWork, ground: Ground, leave: Leave) -> list[CaseCard]:
    """What the officer had in hand when they went, and the deputy has made their own since.

    Whoever answers for somebody who is away has the case from then on: coming back moves nothing.
    """
    if leave.deputy is None:
        return []
    deputy = leave.deputy.id
    found = cases_in_hand(uow, ground, deputy)
    return [card for card in found if _is_taken(steps_of(uow, card.id), leave.absence, deputy)]


def _is_taken(steps: Iterable[CaseStep], absence: AbsenceCard, deputy_id: int) -> bool:
    had: int | None = None
    taken = False
    for step in steps:
        if step.act is CaseAct.CLAIM:
            from_them = had == absence.officer_id or (taken and had == deputy_id)
            taken = from_them and step.by == deputy_id and step.at >= absence.since
            had = step.by
        elif step.act in FREEING:
            had, taken = None, False
    return taken


def note_departure(uow: UnitOfWork, cases: Iterable[CaseCard], leaving: Leaving) -> None:
    """Write into the history of what somebody had in hand that they have left, and who follows."""
    heir = None if leaving.heir is None else leaving.heir.id
    for case in _again(uow, cases):
        note_step(uow, case, CaseAct.DEPART, leaving.officer, Said(to_id=heir))


def note_return(uow: UnitOfWork, cases: Iterable[CaseCard]) -> None:
    """The same, that this was taken back."""
    for case in _again(uow, cases):
        note_step(uow, case, CaseAct.RESTORE, None)


def _again(uow: UnitOfWork, cases: Iterable[CaseCard]) -> Iterator[CaseRecord]:
    found = (load_case(uow, card.id) for card in cases)
    return (case for case in found if case is not None)


def place_waiting(uow: UnitOfWork, ground: Ground, region: str) -> list[CaseCard]:
    """Put the cases of a region that nobody has on the desks at which somebody works now.

    Returns:
        Those that somebody has to take now.
    """
    wanted = Wanted(Reach(regions=(region,)), {CaseStatus.OPEN})
    cases = [*_found(uow, wanted), *_stranded(uow, region)]
    placed = ((case, place(uow, ground, case)) for case in cases)
    moved = [after for before, after in placed if after is not before]
    found = [case for case in moved if case.state.status in UNTAKEN - {CaseStatus.OPEN}]
    return [card_of(uow, ground.rulebase, case) for case in found]


def place_left(uow: UnitOfWork, ground: Ground, officer_id: int) -> list[CaseCard]:
    """The same wherever somebody has worked who does no more: what they left with nobody."""
    regions = {post.appointment.region for post in all_posts(uow.connection, officer_id)}
    placed = (card for region in sorted(regions) for card in place_waiting(uow, ground, region))
    return list({card.id: card for card in placed}.values())


def _stranded(uow: UnitOfWork, region: str) -> list[CaseRecord]:
    """Cases of a region that lie only where nobody sits, and that nobody has in hand."""
    lying = desks_in(uow.connection, Wanted(Reach(regions=(region,)), AT_DESKS))
    empty = _empty(uow, (desk for desks in lying.values() for desk in desks))
    left = [case_id for case_id, desks in lying.items() if all(d.whose in empty for d in desks)]
    cases = (load_case(uow, case_id) for case_id in left)
    found = (case for case in cases if case is not None and is_stranded(uow, case))
    return list(islice(found, MOST))


def _empty(uow: UnitOfWork, desks: Iterable[Desk]) -> set[tuple[str, int | None, int | None]]:
    each = {desk.whose: desk for desk in desks}
    return {whose for whose, desk in each.items() if not people_at(uow, desk)}


def _found(uow: UnitOfWork, wanted: Wanted) -> list[CaseRecord]:
    return [each.case for each in inbox(uow, wanted, limit=MOST)]
