"""For which unit a case was solved: whose officer said so last, or for whom that officer stood in.

A unit is looked for at whose desk the case lay, and then among the posts of whoever solved it.
Absences, departures, posts and desks are never deleted: it is known also when all is over.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.domain.case_states import CaseAct
from bot.domain.staff import POWERS, Appointment, Power
from bot.services.staff.absences import work_comes_from
from bot.store.cases.desks import Desk, desks_at
from bot.store.cases.steps import CaseStep, steps_of
from bot.store.staff.departures import departure_of
from bot.store.staff.staff import all_posts
from bot.store.uow import UnitOfWork


def solved_for(uow: UnitOfWork, case_id: int) -> int | None:
    """The unit to which the solving of a case counts, and with it its rating.

    Whoever took the case over from somebody whose work they did solved it for that officer's
    unit; else it is their own, or of whom they stood in for.

    Returns:
        None if no officer said that it is solved, or for a general desk, or without any unit.
    """
    steps = [step for step in steps_of(uow, case_id) if step.by_officer]
    solved = next((step for step in reversed(steps) if step.act is CaseAct.SOLVE), None)
    if solved is None:
        return None
    people = list(_people(uow, steps, solved))
    posts = [list(_posts_at(uow, each, solved.at)) for each in people]
    desks = desks_at(uow.connection, case_id, solved.at)
    for own in posts:
        if (at := next((desk for desk in desks if _sits_at(own, desk)), None)) is not None:
            return at.unit_id
    whose = {desk.officer_id for desk in desks}
    ordered = sorted(zip(people, posts, strict=True), key=lambda each: each[0] not in whose)
    return next((post.unit_id for _, own in ordered for post in own if post.unit_id), None)


def _people(uow: UnitOfWork, steps: Iterable[CaseStep], solved: CaseStep) -> Iterator[int]:
    """As whom an officer may have solved it, the likeliest first."""
    claims = [step for step in steps if step.act is CaseAct.CLAIM and step.at <= solved.at]
    own = claims[-1] if claims and claims[-1].by == solved.by else None
    stood = [each for at in _moments(own, solved) for each in work_comes_from(uow, solved.by, at)]
    others = [step.by for step in claims if step.by != solved.by]
    replaced = [each for each in others[-1:] if own is not None and each in stood]
    yield from dict.fromkeys([*replaced, solved.by, *stood])


def _moments(claimed: CaseStep | None, solved: CaseStep) -> tuple[datetime, ...]:
    return (solved.at,) if claimed is None else (claimed.at, solved.at)


def _posts_at(uow: UnitOfWork, officer_id: int, at: datetime) -> Iterator[Appointment]:
    """At which posts they worked on cases then; of who has left, at which they did before."""
    departure = departure_of(uow.connection, officer_id)
    left = departure.at if departure is not None and departure.at <= at else None
    for post in all_posts(uow.connection, officer_id):
        lasted = post.until is None or post.until > at or post.until == left
        works = Power.CASE_WORK in POWERS[post.appointment.kind]
        if post.confirmed and works and post.since <= at and lasted:
            yield post.appointment


def _sits_at(posts: Iterable[Appointment], desk: Desk) -> bool:
    if desk.officer_id is not None:
        return False
    if desk.unit_id is not None:
        return any(post.unit_id == desk.unit_id for post in posts)
    return any(post.unit_id is None and post.region == desk.region for post in posts)
