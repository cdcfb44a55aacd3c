"""请假: an officer says when they are away and who stands in, and comes back."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import NotYours, Stale, StaleCode
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.services.staff.absences import on_leave
from bot.services.staff.posts import staff_member
from bot.services.staff.staff import posts_of
from bot.services.staff.takeover import FirmHanded, colleagues, handed
from bot.store.assignments import assignments_of_officer
from bot.store.audit import note
from bot.store.cases.workload import cases_held
from bot.store.staff.absences import (
    AbsenceCard,
    absences_ahead,
    add_absence,
    change_absence,
    find_absence,
)
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Leave:
    """An absence with everybody whom it concerns.

    Args:
        deputy: Who stands in; None if nobody was there to.
        firms: What the officer looks after.
        cases: How many unfinished cases they have in hand.
    """

    absence: AbsenceCard
    officer: OfficerCard
    deputy: OfficerCard | None
    firms: tuple[FirmHanded, ...]
    cases: int


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when; aware UTC, `until` not included, None while nobody knows."""

    since: datetime
    until: datetime | None


def own_leaves(uow: UnitOfWork, officer: OfficerCard) -> list[Leave]:
    """The absences of an officer that are not over, the first to come first."""
    ahead = absences_ahead(uow.connection, officer.id, uow.now)
    return [_leave(uow, each) for each in sorted(ahead, key=lambda each: each.since)]


def check_span(uow: UnitOfWork, by: OfficerCard, officer_id: int, span: Span) -> OfficerCard:
    """Make sure that this can become an absence of this officer.

    Raises:
        NotYours: Neither they themselves nor somebody of their staff.
        StaffRefusal: It overlaps with one that is known.
        Stale: It is over, or there is nobody at work to be away.
    """
    officer = by if by.id == officer_id else staff_member(uow, by, officer_id)
    if not posts_of(uow, officer_id) or (span.until is not None and span.until <= uow.now):
        raise Stale(StaleCode.CHANGED)
    for known in absences_ahead(uow.connection, officer_id, uow.now):
        apart = _ends_by(known.until, span.since) or _ends_by(span.until, known.since)
        if not apart:
            raise StaffRefusal(StaffCode.OVERLAP, since=known.since, until=known.until)
    return officer


def deputies(uow: UnitOfWork, officer_id: int, span: Span) -> list[OfficerCard]:
    """Who may stand in: colleagues who are there when it begins, those of the unit first."""
    begins = max(span.since, uow.now)
    return [each for each in colleagues(uow, officer_id) if not on_leave(uow, each.id, begins)]


def preview(
    uow: UnitOfWork, by: OfficerCard, officer_id: int, span: Span, deputy_id: int | None
) -> Leave:
    """What an absence would mean; nothing is kept.

    Raises:
        NotYours: As `check_span`.
        StaffRefusal: The same, or no such deputy.
        Stale: As `check_span`.
    """
    officer = check_span(uow, by, officer_id, span)
    _check_deputy(uow, officer_id, span, deputy_id)
    absence = AbsenceCard(0, officer.id, span.since, span.until, deputy_id, "leave")
    return _leave(uow, absence)


def take_leave(
    uow: UnitOfWork, by: OfficerCard, officer_id: int, span: Span, deputy_id: int | None
) -> Leave:
    """Keep an absence: from its beginning the deputy does what the officer would do.

    Raises:
        NotYours: As `check_span`.
        StaffRefusal: The same, or no such deputy.
        Stale: As `check_span`.
    """
    preview(uow, by, officer_id, span, deputy_id)
    absence = add_absence(
        uow, officer_id, span.since, span.until, deputy_id, reason="leave", made_by=by.id
    )
    note(uow, actor=f"officer:{by.id}", act="leave", subject=f"officer:{officer_id}")
    return _leave(uow, absence)


def end_leave(uow: UnitOfWork, by: OfficerCard, absence_id: int) -> Leave:
    """They are back, or do not go: the absence ends now, or never was.

    Raises:
        NotYours: No absence of theirs, or of their staff.
        Stale: It is over.
    """
    absence = find_absence(uow.connection, absence_id)
    if absence is None:
        raise NotYours("officer")
    if absence.officer_id != by.id:
        staff_member(uow, by, absence.officer_id)
    if absence.until is not None and absence.until <= max(uow.now, absence.since):
        raise Stale(StaleCode.ANSWERED)
    until = max(uow.now, absence.since)
    change_absence(uow.connection, absence.id, until=until)
    note(uow, actor=f"officer:{by.id}", act="leave:end", subject=f"officer:{absence.officer_id}")
    return _leave(uow, absence)


def _leave(uow: UnitOfWork, absence: AbsenceCard) -> Leave:
    assigned = assignments_of_officer(uow, [absence.officer_id])
    deputy = absence.deputy_id
    return Leave(
        absence=absence,
        officer=officer_by_id(uow, absence.officer_id),
        deputy=None if deputy is None else officer_by_id(uow, deputy),
        firms=handed(uow, assigned),
        cases=cases_held(uow.connection, [absence.officer_id])[absence.officer_id],
    )


def _check_deputy(uow: UnitOfWork, officer_id: int, span: Span, deputy_id: int | None) -> None:
    able = [each.id for each in deputies(uow, officer_id, span)]
    if deputy_id not in able and (deputy_id is not None or able):
        raise StaffRefusal(StaffCode.DEPUTY)
    if deputy_id is not None and _comes_back(uow, deputy_id, span, frozenset({officer_id})):
        name = officer_by_id(uow, deputy_id).name
        raise StaffRefusal(StaffCode.CIRCLE, name=name)


def _comes_back(uow: UnitOfWork, deputy_id: int, span: Span, away: frozenset[int]) -> bool:
    """Whether in some moment of this span who stands in is one of those who are away then."""
    for known in absences_ahead(uow.connection, deputy_id, uow.now):
        both = _shared(span, known)
        if both is None or known.deputy_id is None:
            continue
        gone = away | {deputy_id}
        if known.deputy_id in gone or _comes_back(uow, known.deputy_id, both, gone):
            return True
    return False


def _shared(span: Span, known: AbsenceCard) -> Span | None:
    """The time that lies in both; None if none does."""
    ends = [each for each in (span.until, known.until) if each is not None]
    since, until = max(span.since, known.since), min(ends, default=None)
    return None if until is not None and until <= since else Span(since, until)


def _ends_by(until: datetime | None, at: datetime) -> bool:
    return until is not None and until <= at
