"""Reminders about those who come: planned beside the other duties, checked at their moment."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.arrivals import (
    PERSON,
    ArrivalStage,
    Presence,
    before_coming,
    forgotten_at,
    while_open,
    while_urgent,
)
from bot.domain.errands import Errand, Wanted
from bot.domain.evidence import Point, id_in, subject_of
from bot.domain.quiet import QuietHours
from bot.services.arrivals.people_lists import PeopleList, lists_in, record_of
from bot.services.arrivals.standing import ArrivalState, ArrivalStatus, Desk, status_of
from bot.services.duties.errands import Ground, keep_errands
from bot.services.firms.firms import Profile, profile_of
from bot.store.arrivals import ArrivalCard, arrivals_of, forget_arrivals, is_around, lists_begun
from bot.store.duties.book import hold_book
from bot.store.duties.evidence import latest_evidence
from bot.store.firms.firms import facts_of, load_firm, put_facts
from bot.store.uow import UnitOfWork
from policies.fact_values import dump_value

FORM: Final = "people"
SCOPE: Final = subject_of("form", FORM)


@dataclass(frozen=True)
class FirmArrivals:
    """Every list of a firm, and every entry as it stands, the most urgent first."""

    profile: Profile
    lists: tuple[PeopleList, ...]
    statuses: tuple[ArrivalStatus, ...]
    quiet: QuietHours

    def of(self, fact: str) -> tuple[ArrivalStatus, ...]:
        """The entries of one list."""
        return tuple(each for each in self.statuses if each.card.fact == fact)

    def status(self, arrival_id: int) -> ArrivalStatus | None:
        """One entry."""
        return next((each for each in self.statuses if each.card.id == arrival_id), None)


@dataclass(frozen=True, slots=True)
class ArrivalReminder:
    """What a reminder says: one stage, about one entry or several."""

    stage: ArrivalStage
    statuses: tuple[ArrivalStatus, ...]
    late: bool


def firm_arrivals(uow: UnitOfWork, ground: Ground, firm_id: int) -> FirmArrivals:
    """Read how a firm's lists stand, and hold its book until the act ends."""
    hold_book(uow, firm_id)
    profile = profile_of(uow, ground.rulebase, load_firm(uow, firm_id))
    lists = {each.fact.id: each for each in lists_in(ground.rulebase, profile.firm.region)}
    records = {name for each in lists.values() for name in each.ids}
    desk = Desk(ground, profile, latest_evidence(uow, firm_id, records), uow.now)
    found = [
        status_of(desk, lists[card.fact], card)
        for card in arrivals_of(uow, firm_id)
        if card.fact in lists
    ]
    found.sort(key=lambda status: status.order)
    quiet = ground.quiet_of(profile.firm.region)
    return FirmArrivals(profile, tuple(lists.values()), tuple(found), quiet)


def plan_arrivals(uow: UnitOfWork, ground: Ground, firm_id: int) -> None:
    """Plan what is said about every entry, forget the oldest, and let the profile follow."""
    hold_book(uow, firm_id)
    old = [card.id for card in arrivals_of(uow, firm_id) if forgotten_at(card.last_at) <= uow.now]
    if old:
        forget_arrivals(uow.connection, old)
    begun = lists_begun(uow.connection, firm_id)
    if not begun:
        return
    firm = firm_arrivals(uow, ground, firm_id)
    follow_lists(uow, firm, begun)
    wanted = [each for status in firm.statuses for each in _wanted(status, firm.quiet)]
    keep_errands(uow, firm_id, SCOPE, wanted)


def follow_lists(uow: UnitOfWork, firm: FirmArrivals, begun: Iterable[str]) -> None:
    """Tell the profile who is on the firm's lists, if that is not what it says already."""
    known = facts_of(uow.connection, firm.profile.firm.id)
    for each in firm.lists:
        if each.fact.id not in begun:
            continue
        around = (one.card for one in firm.of(each.fact.id) if is_around(one.card))
        value = dump_value(each.fact, tuple(record_of(each, card) for card in around))
        if each.fact.id not in known or known[each.fact.id].value != value:
            put_facts(uow, firm.profile.firm.id, {each.fact.id: value})


def recheck_arrivals(
    uow: UnitOfWork, ground: Ground, firm_id: int, due: Sequence[Errand]
) -> Sequence[ArrivalReminder]:
    """What of these errands is still so: a card for each stage."""
    firm = firm_arrivals(uow, ground, firm_id)
    found: dict[ArrivalStage, list[ArrivalStatus]] = {}
    late: dict[ArrivalStage, bool] = {}
    for errand in due:
        stage, status = ArrivalStage(errand.stage), _named(firm, errand)
        if status is not None and _holds(stage, status, errand.deadline):
            found.setdefault(stage, []).append(status)
            late[stage] = late.get(stage, True) and errand.late
    return [ArrivalReminder(stage, tuple(each), late[stage]) for stage, each in found.items()]


def _named(firm: FirmArrivals, errand: Errand) -> ArrivalStatus | None:
    number = id_in(errand.point.subject, PERSON)
    return firm.status(int(number)) if number is not None and number.isdecimal() else None


def _holds(stage: ArrivalStage, status: ArrivalStatus, deadline: datetime) -> bool:
    match stage:
        case ArrivalStage.DAY | ArrivalStage.HOURS:
            same = status.card.due_at == deadline
            return same and status.state is ArrivalState.UNREPORTED
        case ArrivalStage.AT:
            return status.card.due_at == deadline and status.state is ArrivalState.ASKED
        case ArrivalStage.FOLLOW:
            return status.state is ArrivalState.URGENT
    return status.state in {ArrivalState.OPEN, ArrivalState.URGENT}


def _wanted(status: ArrivalStatus, quiet: QuietHours) -> Iterator[Wanted]:
    card = status.card
    point = _point(status)
    if point is None:
        return
    awaited = card.presence is Presence.COMING and status.state is not ArrivalState.HANDLED
    if awaited and card.due_at is not None:
        if not status.reported:
            for each in before_coming(card.due_at, quiet):
                yield Wanted(FORM, point, each.stage, card.due_at, each.at)
        # Also of those who were split off after their time.
        yield Wanted(FORM, point, ArrivalStage.AT, card.due_at, card.due_at, even_late=True)
    yield from _of_those_here(status, point, quiet)


def _of_those_here(status: ArrivalStatus, point: Point, quiet: QuietHours) -> Iterator[Wanted]:
    card = status.card
    if status.state is ArrivalState.OPEN and card.here_at is not None:
        known_at = max(card.here_at, card.made_at)  # nobody is late for what was told later
        for each in while_open(known_at, quiet):
            yield Wanted(FORM, point, each.stage, known_at, each.at)
    if status.state is ArrivalState.URGENT:
        for at, deadline in while_urgent(card.changed_at, quiet):
            yield Wanted(FORM, point, ArrivalStage.FOLLOW, deadline, at)


def _point(status: ArrivalStatus) -> Point | None:
    """What the errands of an entry hang on: nothing that evidence of a single task silences."""
    records: tuple[str, ...] = status.of.ids
    return Point(records[0], "", subject_of(PERSON, status.card.id)) if records else None


def entry_of(firm: FirmArrivals, card: ArrivalCard) -> ArrivalStatus:
    """An entry that has just been kept."""
    status = firm.status(card.id)
    assert status is not None  # its list is one of the place's, or it could not have been loaded
    return status
