"""No case is without somebody: looked for whenever somebody goes, is away or cannot be reached.

What changes who is there (a leave that begins or ends, a departure, a post that ends, a bot that
is blocked) is seen at the next tick; every case that lies with nobody then goes to those who are
there, in batches. A case that has just moved is looked at as well.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.domain.case_states import CaseStatus
from bot.domain.speech import Notice
from bot.services.cases.cards import CaseCard
from bot.services.cases.gathering import card_of
from bot.services.cases.placing import AT_DESKS, place
from bot.services.cases.routing import people_at
from bot.services.duties.errands import Ground
from bot.services.staff.absences import stands_in
from bot.store.cases.cases import load_case
from bot.store.cases.desks import Desk
from bot.store.cases.staffing import (
    Staffing,
    cases_lying,
    cases_moved,
    last_step,
    staffing_of,
)
from bot.store.outbox import queue_letters
from bot.store.uow import UnitOfWork
from bot.telegram import notify

Whose = tuple[str, int | None, int | None]
Tell = Callable[[Sequence[CaseCard], str, bool], Iterable[Notice]]
"""What is said of cases that have gone to others, one message an officer; quietly at night."""


@dataclass(frozen=True)
class CaseWatch:
    """How cases that lie with nobody are found others for.

    Attributes:
        tell: How it is worded; the text keeps keys apart.
    """

    ground: Ground
    tell: Tell


@dataclass
class Watched:
    """What one process has looked at; a new one looks at everything.

    Attributes:
        waiting: Cases that have yet to be looked at.
    """

    staffing: Staffing | None = None
    step: int = 0
    waiting: list[int] = field(default_factory=list)


def look_around(uow: UnitOfWork, watched: Watched) -> Watched:
    """Note which cases have to be looked at: all that may lie with nobody, or what has moved."""
    staffing, step = staffing_of(uow.connection, uow.now), last_step(uow.connection)
    if staffing != watched.staffing:
        found = _perhaps_left(uow)
    else:
        found = cases_moved(uow.connection, watched.step) if step > watched.step else []
    return Watched(staffing, step, sorted({*watched.waiting, *found}))


def look_after(uow: UnitOfWork, watch: CaseWatch, case_ids: Iterable[int]) -> int:
    """Put those of these cases that lie with nobody on desks at which somebody works.

    Safe in several processes at once: each case is held, and looked at again then.

    Returns:
        How many moved. Where nobody is there at all they stay, and ring with who manages.
    """
    moved = []
    for case_id in case_ids:
        case = load_case(uow, case_id)
        if case is None or case.state.status not in AT_DESKS:
            continue
        placed = place(uow, watch.ground, case)
        if placed is not case and placed.state.status is not CaseStatus.OPEN:
            night = watch.ground.quiet_of(case.region).contains(uow.now)
            card = card_of(uow, watch.ground.rulebase, placed)
            moved.append((card, night and not case.urgent))
    for quiet in (False, True):
        cards = [card for card, hushed in moved if hushed is quiet]
        notices = watch.tell(cards, uow.new_uid(), quiet) if cards else ()
        letters = [notify(uow.new_uid(), notice) for notice in notices]
        queue_letters(uow.connection, uow.vault, letters)
    return len(moved)


def _perhaps_left(uow: UnitOfWork) -> list[int]:
    """The cases of which nobody at work has any: each desk and each holder is asked once."""
    there: dict[Whose, bool] = {}
    gone: dict[int, bool] = {}
    return [
        each.id
        for each in cases_lying(uow.connection, AT_DESKS)
        if (each.held_by is not None and _is_gone(uow, gone, each.held_by))
        or not any(_is_staffed(uow, there, desk) for desk in each.desks)
    ] + [each.id for each in cases_lying(uow.connection, {CaseStatus.RULING})]


def _is_gone(uow: UnitOfWork, known: dict[int, bool], officer_id: int) -> bool:
    if officer_id not in known:
        known[officer_id] = stands_in(uow, officer_id, uow.now) is None
    return known[officer_id]


def _is_staffed(uow: UnitOfWork, known: dict[Whose, bool], desk: Desk) -> bool:
    if desk.whose not in known:
        known[desk.whose] = bool(people_at(uow, desk))
    return known[desk.whose]
