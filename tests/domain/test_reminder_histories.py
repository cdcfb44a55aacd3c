"""Random histories of one group: samplings, undos, snoozes, pauses and downtimes.

`World` is the product without a database: rows that wait, a loop that fires them.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import SnoozeRefusal
from bot.domain.firing import at_firing, newest_only, still_wanted
from bot.domain.quiet import QuietHours
from bot.domain.reminders import LEAST_LEAD, MERGE_WITHIN, Stage, StageName, plan, snooze
from bot.domain.testing import Rhythm, RhythmKind, deadline, may_undo

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2022, 7, 11, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BEFORE_DUE = {StageName.EARLY, StageName.EVENING, StageName.LATE, StageName.SNOOZED}
ONCE = set(StageName) - {StageName.SNOOZED}


@dataclass(frozen=True)
class Row:
    planned_for: datetime
    stage: Stage


@dataclass(frozen=True)
class Sent:
    at: datetime
    planned_for: datetime
    stage: Stage
    current: bool  # the deadline was still the group's own, and nobody had paused it


@dataclass
class World:
    quiet: QuietHours
    duty: Rhythm
    offer: Rhythm | None
    now: datetime
    sampled: list[datetime]
    recorded: list[datetime] = field(default_factory=list)
    paused: bool = False
    rows: list[Row] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    planned: dict[datetime, datetime] = field(default_factory=dict)
    disturbed: list[tuple[datetime, datetime]] = field(default_factory=list)

    def due(self, rhythm: Rhythm) -> datetime:
        return deadline(self.sampled[-1], rhythm, ZONE)

    def told(self, due: datetime) -> set[StageName]:
        return {sent.stage.name for sent in self.sent if sent.planned_for == due}

    def plans(self) -> None:
        due = self.due(self.duty)
        duty = plan(due, self.duty, self.now, self.quiet, already=self.told(due))
        self.replaces(due, duty)
        self.planned[due] = self.now
        if self.offer:
            opens = self.due(self.offer)
            told = self.told(opens)
            free = plan(opens, self.offer, self.now, self.quiet, already=told, duty=duty)
            self.rows = [row for row in self.rows if row.stage.name is not StageName.OFFER]
            self.rows += [Row(opens, stage) for stage in free]

    def pending(self, due: datetime) -> list[Row]:
        """The duty's rows; an offer may open at the very moment of a deadline."""
        own = (row for row in self.rows if row.planned_for == due)
        return [row for row in own if row.stage.name is not StageName.OFFER]

    def replaces(self, due: datetime, stages: tuple[Stage, ...]) -> None:
        old = self.pending(due)
        self.rows = [row for row in self.rows if row not in old]
        self.rows += [Row(due, stage) for stage in stages]

    def samples(self, minutes_ago: int) -> None:
        """Old rows stay, as if a claim of them were under way: the recheck must stop them."""
        self.sampled.append(max(self.sampled[-1], self.now - minutes_ago * MINUTE))
        self.recorded.append(self.now)
        self.plans()

    def undoes(self, _: int) -> None:
        if self.recorded and may_undo(self.recorded[-1], self.now):
            self.recorded.pop()
            self.sampled.pop()
            self.rows.clear()
            self.plans()

    def snoozes(self, _: int) -> None:
        due = self.due(self.duty)
        if not self.told(due) & BEFORE_DUE:
            return
        pending = [row.stage for row in self.pending(due)]
        try:
            after = snooze(pending, self.now, due, self.quiet)
        except SnoozeRefusal:
            return
        self.replaces(due, after)

    def pauses(self, minutes: int) -> None:
        self.paused, began = True, self.now
        self.runs(minutes)
        self.disturbed.append((began, self.now))
        self.paused = False
        self.plans()

    def is_down(self, minutes: int) -> None:
        began, self.now = self.now, self.now + minutes * MINUTE
        self.disturbed.append((began, self.now))
        self.ticks()

    def runs(self, minutes: int) -> None:
        until = self.now + minutes * MINUTE
        while self.rows and (soonest := min(row.stage.fire_on for row in self.rows)) <= until:
            self.now = max(self.now, soonest)
            self.ticks()
        self.now = until

    def ticks(self) -> None:
        due = [row for row in self.rows if row.stage.fire_on <= self.now]
        self.rows = [row for row in self.rows if row not in due]
        wanted = {row.stage: row for row in due if self.wants(row)}
        if newest := newest_only(wanted, self.now):
            self.fires(wanted[newest.stage])

    def fires(self, row: Row) -> None:
        stage = at_firing(row.stage, self.now, row.planned_for, self.quiet)
        if stage.fire_on > self.now:
            self.rows.append(Row(row.planned_for, stage))
        else:
            current = row.planned_for == self.own(stage) and not self.paused
            self.sent.append(Sent(self.now, row.planned_for, stage, current))

    def own(self, stage: Stage) -> datetime | None:
        if stage.name is StageName.OFFER:
            return self.due(self.offer) if self.offer else None
        return self.due(self.duty)

    def wants(self, row: Row) -> bool:
        own = self.own(row.stage)
        return still_wanted(
            row.stage, row.planned_for, deadline=own, now=self.now, paused=self.paused
        )

    def calm(self, since: datetime, until: datetime) -> bool:
        return not any(a < until and b > since for a, b in self.disturbed)


def walls(*hours: float) -> list[time]:
    return [time(int(hour), round(hour % 1 * 60)) for hour in hours]


QUIETS = st.builds(
    QuietHours,
    zone=st.just(ZONE),
    start=st.sampled_from(walls(22, 20, 21.5, 23.5)),
    end=st.sampled_from(walls(7, 5.5, 9)),
) | st.builds(
    QuietHours,
    zone=st.just(ZONE),
    start=st.sampled_from(walls(0, 1, 12, 17)),
    end=st.sampled_from(walls(0, 14, 23)),
)
HOURLY = st.sampled_from([3, 6, 24, 48, 72]).map(lambda h: Rhythm(RhythmKind.DUTY, hours=h))
DUTIES = HOURLY | st.just(Rhythm(RhythmKind.DUTY, daily=True))
OFFERS = st.none() | st.just(Rhythm(RhythmKind.OFFER, hours=24))
DAY_MINUTES = st.integers(0, 24 * 60 - 1)
SHORT, LONG = st.integers(0, 90), st.integers(0, 60 * 60)
ACTS = st.one_of(
    st.tuples(st.just(World.samples), SHORT | LONG),
    st.tuples(st.just(World.undoes), st.just(0)),
    st.tuples(st.just(World.snoozes), st.just(0)),
    st.tuples(st.just(World.runs), SHORT | LONG),
    st.tuples(st.just(World.runs), LONG),
    st.tuples(st.just(World.is_down), SHORT | LONG),
    st.tuples(st.just(World.pauses), SHORT | LONG),
)


@st.composite
def histories(draw: st.DrawFn) -> World:
    now = MONDAY + draw(DAY_MINUTES) * MINUTE
    sampled = [now - draw(SHORT | LONG) * MINUTE]
    world = World(draw(QUIETS), draw(DUTIES), draw(OFFERS), now, sampled)
    world.plans()
    for act, minutes in draw(st.lists(ACTS, max_size=12)):
        act(world, minutes)
    world.runs(4 * 24 * 60)
    return world


@settings(deadline=None, max_examples=400)
@given(world=histories())
def test_whatever_happens_the_group_hears_what_it_must_and_nothing_else(world: World) -> None:
    nothing_is_said_twice(world)
    nothing_comes_after_a_sampling_or_in_a_pause(world)
    nothing_rings_at_night(world)
    offers_never_chase(world)
    every_undisturbed_deadline_was_announced_in_time(world)
    the_last_deadline_was_noted_when_it_passed(world)


def nothing_is_said_twice(world: World) -> None:
    stages = Counter((s.planned_for, s.stage.name) for s in world.sent if s.stage.name in ONCE)
    moments = Counter((s.planned_for, s.at) for s in world.sent)
    assert not stages or max(stages.values()) == 1
    assert not moments or max(moments.values()) == 1


def nothing_comes_after_a_sampling_or_in_a_pause(world: World) -> None:
    assert all(sent.current for sent in world.sent)


def nothing_rings_at_night(world: World) -> None:
    for sent in world.sent:
        assert sent.stage.silent is world.quiet.contains(sent.at)
        assert not sent.stage.silent or sent.stage.name in BEFORE_DUE


def offers_never_chase(world: World) -> None:
    offers = [sent for sent in world.sent if sent.stage.name is StageName.OFFER]
    assert not offers or world.offer
    for sent in offers:
        assert sent.at >= sent.planned_for
        assert not world.quiet.contains(sent.at)


def every_undisturbed_deadline_was_announced_in_time(world: World) -> None:
    noted = [sent.planned_for for sent in world.sent if sent.stage.name is StageName.OVERDUE]
    for due in noted:
        began = world.planned[due]
        if began <= due - LEAST_LEAD and world.calm(began, due):
            heard = [
                s.at for s in world.sent if s.planned_for == due and s.stage.name in BEFORE_DUE
            ]
            assert min(heard) <= due - LEAST_LEAD


def the_last_deadline_was_noted_when_it_passed(world: World) -> None:
    due = world.due(world.duty)
    if world.now > due + timedelta(hours=24):
        assert StageName.OVERDUE in world.told(due)


@settings(deadline=None, max_examples=400)
@given(
    quiet=QUIETS,
    duty=DUTIES,
    sampled=DAY_MINUTES,
    after=st.integers(0, 80 * 60),
    offer=OFFERS,
)
def test_every_plan_keeps_its_promises(
    quiet: QuietHours, duty: Rhythm, sampled: int, after: int, offer: Rhythm | None
) -> None:
    sampled_at = MONDAY + sampled * MINUTE
    planned_at = sampled_at + after * MINUTE
    due = deadline(sampled_at, duty, ZONE)

    stages = plan(due, duty, planned_at, quiet)

    *before, overdue = stages
    assert overdue.name is StageName.OVERDUE
    assert overdue.fire_on >= due
    assert all(planned_at <= stage.fire_on < due for stage in before)
    assert bool(before) is (planned_at < due)
    if planned_at <= due - LEAST_LEAD:
        assert before[-1].fire_on <= due - LEAST_LEAD
    gaps = [b.fire_on - a.fire_on for a, b in pairwise(before)]
    assert all(gap > MERGE_WITHIN for gap in gaps)
    assert all(stage.silent is quiet.contains(stage.fire_on) for stage in stages)
    assert {stage.name for stage in stages if stage.silent} <= {StageName.LATE}
    assert all(stage.fire_on.tzinfo is UTC for stage in stages)
    if offer:
        free = plan(deadline(sampled_at, offer, ZONE), offer, planned_at, quiet, duty=stages)
        assert len(free) <= 1
        assert all(stage.fire_on < stages[0].fire_on - MERGE_WITHIN for stage in free)
        assert not any(quiet.contains(stage.fire_on) for stage in free)
