"""How those who come to a firm stand: what the rules ask about each entry, and what is done."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.arrivals import PERSON, Presence
from bot.domain.evidence import Point, subject_of
from bot.services.arrivals.people_lists import PeopleList, record_of
from bot.services.duties.duties import Duty, duties_in
from bot.services.duties.errands import Ground
from bot.services.firms.firms import Profile, judge
from bot.store.arrivals import ArrivalCard
from bot.store.duties.evidence import EvidenceCard
from policies.facts import FactRecord
from policies.keeping import Form
from policies.words import Words


class ArrivalState(StrEnum):
    """How an entry stands; in the order in which they are shown."""

    URGENT = "urgent"  # something that cannot wait
    OPEN = "open"  # they are here, and something is still to be done
    ASKED = "asked"  # they should be here by now, and nobody has said
    UNREPORTED = "unreported"  # they are to come and have not reported
    READY = "ready"  # they are to come and have reported
    HANDLED = "handled"  # what could not wait is done
    SETTLED = "settled"  # they are here, and all is done
    OVER = "over"  # gone, or called off


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do about an entry; several records may ask for the same.

    Attributes:
        points: Where its evidence hangs.
        done: When it was done; None while it is not.
    """

    label: Words
    points: tuple[Point, ...]
    done: datetime | None

    @property
    def records(self) -> frozenset[str]:
        """The records that ask for it."""
        return frozenset(point.record for point in self.points)


@dataclass(frozen=True, slots=True)
class ArrivalStatus:
    """An entry with everything that its views say.

    Attributes:
        duties: What the rules ask about these people, the urgent first.
        tasks: What is to be done now, in order.
        reported: What the list's `done` field says; None: nobody said.
        alerting: Whether the list's `alert` field is true; None: nobody said.
        finding: The options that were chosen for its enum fields.
    """

    card: ArrivalCard
    of: PeopleList
    state: ArrivalState
    duties: tuple[Duty, ...]
    tasks: tuple[Task, ...]
    reported: bool | None
    alerting: bool | None
    finding: Mapping[str, Words]
    now: datetime
    zone: ZoneInfo

    @property
    def urgent(self) -> Duty | None:
        """The duty that cannot wait, if there is one."""
        return next((duty for duty in self.duties if duty.keeping.urgent), None)

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        """What is not done yet; while something cannot wait, only that."""
        first = self.urgent if self.state is ArrivalState.URGENT else None
        return tuple(
            task
            for task in self.tasks
            if task.done is None and (first is None or first.record in task.records)
        )

    def asks(self, record: str) -> bool:
        """Whether a record asks something about them."""
        return any(duty.record == record for duty in self.duties)

    @property
    def order(self) -> tuple[int, datetime, int]:
        """Sort key: what is most urgent first."""
        at = self.card.due_at or self.card.made_at
        return list(ArrivalState).index(self.state), at, self.card.id


def is_kept(status: ArrivalStatus, record: str) -> bool:
    """Whether all that a record asks about them now is done."""
    mine = (task for task in status.tasks if record in task.records)
    ahead = status.of.ahead is not None and status.of.ahead.id == record
    told = not ahead or status.reported is not None
    coming = status.card.presence is Presence.COMING
    if not all(task.done is not None for task in mine):
        return False
    if status.state is ArrivalState.HANDLED:
        return True
    return bool(status.reported) if ahead and coming else told


@dataclass(frozen=True)
class Desk:
    """What every entry of a firm is judged by.

    Attributes:
        latest: The newest evidence of each point.
    """

    ground: Ground
    profile: Profile
    latest: Mapping[Point, EvidenceCard]
    now: datetime

    @property
    def today(self) -> date:
        """The business date in the zone."""
        return self.now.astimezone(self.ground.zone).date()


def status_of(desk: Desk, of: PeopleList, card: ArrivalCard) -> ArrivalStatus:
    """Judge one entry by itself, and see what is done about it."""
    duties = _duties(desk, of, card)
    record = record_of(of, card)
    reported, alerting = (_flag(record, name) for name in (of.done, of.alert))
    tasks = _tasks(desk, of, card, duties, reported=reported)
    return ArrivalStatus(
        card=card,
        of=of,
        state=_state(card, duties, tasks, desk.now, reported=reported),
        duties=duties,
        tasks=tasks,
        reported=reported,
        alerting=alerting,
        finding={
            field.id: field.options[str(record[field.id])]
            for field in of.findings()
            if record.get(field.id) is not None
        },
        now=desk.now,
        zone=desk.ground.zone,
    )


def _duties(desk: Desk, of: PeopleList, card: ArrivalCard) -> tuple[Duty, ...]:
    alone = dict(desk.profile.facts) | {of.fact.id: (record_of(of, card),)}
    profile = replace(desk.profile, facts=alone)
    verdicts = judge(desk.ground.rulebase, profile, desk.today, only=of.ids)
    found = (duty for duty in duties_in(verdicts) if duty.keeping.form is Form.PEOPLE)
    return tuple(sorted(found, key=lambda duty: not duty.keeping.urgent))


def _tasks(
    desk: Desk,
    of: PeopleList,
    card: ArrivalCard,
    duties: Collection[Duty],
    *,
    reported: bool | None,
) -> tuple[Task, ...]:
    """What is to be done at once, and once they are here what the others ask.

    The first item of what must be done before they come is what the `done` field says.
    """
    subject = subject_of(PERSON, card.id)
    points: dict[Words, list[Point]] = {}
    for duty in duties:
        people = duty.keeping.people
        ahead = people is not None and people.before is not None
        if ahead and card.presence is Presence.COMING:
            continue
        skipped = 1 if ahead and of.done is not None else 0
        for item in duty.keeping.items[skipped:]:
            points.setdefault(item.label, []).append(duty.point(item.id, subject))
    return tuple(_task(desk, label, tuple(found)) for label, found in points.items())


def _task(desk: Desk, label: Words, points: tuple[Point, ...]) -> Task:
    shown = [desk.latest[point].done_at for point in points if point in desk.latest]
    return Task(label, points, min(shown, default=None))


def _state(
    card: ArrivalCard,
    duties: Collection[Duty],
    tasks: Collection[Task],
    now: datetime,
    *,
    reported: bool | None,
) -> ArrivalState:
    still_open = any(task.done is None for task in tasks)
    if card.presence in {Presence.GONE, Presence.CANCELLED}:
        return ArrivalState.OVER
    urgent = {duty.record for duty in duties if duty.keeping.urgent}
    if any(task.done is None and task.records & urgent for task in tasks):
        return ArrivalState.URGENT
    if card.presence is Presence.HERE:
        if still_open or reported is None:
            return ArrivalState.OPEN
        return ArrivalState.HANDLED if urgent else ArrivalState.SETTLED
    return ArrivalState.HANDLED if urgent else _awaited(card, now, reported=reported)


def _awaited(card: ArrivalCard, now: datetime, *, reported: bool | None) -> ArrivalState:
    if card.due_at is not None and card.due_at <= now:
        return ArrivalState.ASKED
    return ArrivalState.READY if reported else ArrivalState.UNREPORTED


def _flag(record: FactRecord, name: str | None) -> bool | None:
    value = record.get(name) if name is not None else None
    return value if isinstance(value, bool) else None
